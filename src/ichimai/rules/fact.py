"""What is to be known of a person: the facts that rule texts may rest on.

A fact is a node of the graph that no rule sets. Its declaration says what it is called
in the interface, how a person is asked for it, and what is certain of it anyway.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ichimai.rules.graph import Choice, Day, Days, Months, Truth


@dataclass(frozen=True, slots=True)
class FactSpec:
    """What is declared of a fact.

    Attributes:
        name: as in the interface; an inner fact is `object.field`.
        asks: the question to a person, an English msgid.
        kind: `day`, `days`, `months`, `truth`, `choice` or `code`.
        options: the words of a choice.
        optional: whether `null` says "there is none".
        not_before: name of a day fact that is never later than this one.
        not_after: name of a day fact that is never earlier than this one.
        digits: how many digits a code has.
    """

    name: str
    asks: str
    kind: str
    options: tuple[str, ...] = ()
    optional: bool = False
    not_before: str | None = None
    not_after: str | None = None
    digits: int = 0


def day_fact(
    name: str,
    asks: str,
    *,
    optional: bool = False,
    not_before: str | None = None,
    not_after: str | None = None,
) -> Day:
    """A day that is to be known. Inner facts of an optional object are optional."""
    spec = FactSpec(
        name, asks, "day", (), optional, not_before=not_before, not_after=not_after
    )
    return Day("fact", (), optional, spec)


def truth_fact(name: str, asks: str) -> Truth:
    """A yes or no that is to be known."""
    return Truth("fact", (), optional=False, spec=FactSpec(name, asks, "truth"))


def choice_fact(name: str, asks: str, options: Iterable[str]) -> Choice:
    """A word out of a set that is to be known."""
    words = tuple(str(option) for option in options)
    return Choice("fact", (), False, FactSpec(name, asks, "choice", words), words)  # noqa: FBT003


def code_fact(name: str, asks: str, digits: int, *, optional: bool = False) -> Choice:
    """A code of some digits, as text, that is to be known."""
    spec = FactSpec(name, asks, "code", optional=optional, digits=digits)
    return Choice("fact", (), optional, spec)


def days_fact(name: str, asks: str) -> Days:
    """A number of days that is to be known."""
    return Days("fact", (), optional=False, spec=FactSpec(name, asks, "days"))


def months_fact(name: str, asks: str) -> Months:
    """A number of months that is to be known."""
    return Months("fact", (), optional=False, spec=FactSpec(name, asks, "months"))
