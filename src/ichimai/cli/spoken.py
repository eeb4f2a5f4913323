"""The language in which the command line speaks: `--lang`, else the terminal's."""

import os
from collections.abc import Callable
from dataclasses import dataclass

import click

from ichimai.texts.language import SOURCE, translator


@dataclass(slots=True)
class Spoken:
    """What one run of the command line was told to speak.

    It outlives click's contexts: an error is said after they are closed.

    Attributes:
        chosen: the language of `--lang`, or None where it was not given.
        file: what was read last, which an error in it is told of.
    """

    chosen: str | None = None
    file: str | None = None

    @property
    def language(self) -> str:
        """The language to speak."""
        return self.chosen or _environment_language()


def chosen_language() -> str | None:
    """The language that `--lang` names in this run, if it was given."""
    return _spoken().chosen


def terminal_language() -> str:
    """The language of this run: of `--lang`, else `ja` or `en` as the terminal asks."""
    return _spoken().language


def sayer() -> Callable[[str], str]:
    """The lookup of sentences in the language of this run."""
    return translator(terminal_language())


def remember_file(file: str | None) -> None:
    """Keep the name of the file that is read, for a sentence on what is in it."""
    _spoken().file = file


def _spoken() -> Spoken:
    context = click.get_current_context(silent=True)
    return (context.find_object(Spoken) if context else None) or Spoken()


def _environment_language() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "ja" if value.startswith("ja") else SOURCE
    return SOURCE
