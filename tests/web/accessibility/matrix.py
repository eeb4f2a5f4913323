"""Which state is looked at in which language and at which width.

The full matrix has every state in every language at every width. The shorter one takes
each state three times, so that each pair of state and width and each pair of language
and width is met; of states that one template makes from one table it takes each once.
"""

import os
from collections.abc import Sequence
from typing import NamedTuple

from ichimai.texts.language import languages
from web.accessibility.states import State

AUDIT = "ICHIMAI_AUDIT" in os.environ
WIDTHS = (320, 768, 1280)
LANGUAGES = tuple(each.code for each in languages())


class Look(NamedTuple):
    """One state in one language at one width, in CSS pixels."""

    state: State
    language: str
    width: int

    def __str__(self) -> str:
        """The name of the case of a test."""
        return f"{self.state}-{self.language}-{self.width}"


def full(states: Sequence[State]) -> list[Look]:
    """Everything with everything."""
    return [
        Look(state, language, width)
        for state in states
        for language in LANGUAGES
        for width in WIDTHS
    ]


def pairs(states: Sequence[State], turns: int = len(WIDTHS)) -> list[Look]:
    """So many *turns* of each state, as the head of this module says."""
    return [
        Look(
            state,
            LANGUAGES[(turns * place + turn) % len(LANGUAGES)],
            WIDTHS[(turn + place // len(WIDTHS)) % len(WIDTHS)],
        )
        for place, state in enumerate(states)
        for turn in range(turns)
    ]


def looks(states: Sequence[State], turns: int = len(WIDTHS)) -> list[Look]:
    """The full matrix under `make audit`, the shorter one otherwise."""
    return full(states) if AUDIT else pairs(states, turns)
