"""Who is told, and how many days before somebody's last safe day.

Guides for employers know steps of 120, 90, 60, 30, 14, 7 and 1 days; who is told at
which is a choice of the house. Ours: the person at each, the site from 30 days on, the
management in the last week.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ichimai.errors import Malformed, msgid

_MOST_DAYS = 365
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder: so many days before, these are told."""

    days: int
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to be told on a day, so many days before the last safe day.

    Attributes:
        days_left: negative once the last safe day has passed.
    """

    on: date
    days_left: int
    who: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The call as JSON values."""
        return {
            "on": self.on.isoformat(),
            "days_left": self.days_left,
            "who": list(self.who),
        }


@dataclass(frozen=True, slots=True)
class Ladder:
    """Steps, the earliest first."""

    rungs: tuple[Rung, ...]

    @property
    def everybody(self) -> tuple[str, ...]:
        """Whoever is told at any step, in the order of the steps."""
        return tuple(dict.fromkeys(who for rung in self.rungs for who in rung.who))

    def calls(self, due_on: date, as_of: date) -> tuple[Call, ...]:
        """Whom to tell of a last safe day, from *as_of* on.

        The step that has been reached is due today; where the day has passed,
        everybody is told today. Before the first step nobody is.
        """
        left = (due_on - as_of).days
        if left < 0:
            return (Call(as_of, left, self.everybody),)
        reached = [rung for rung in self.rungs if rung.days >= left]
        if not reached:
            return ()
        ahead = [
            Call(due_on - timedelta(days=rung.days), rung.days, rung.who)
            for rung in self.rungs
            if rung.days < left
        ]
        return (Call(as_of, left, reached[-1].who), *ahead)

    def to_json(self) -> dict[str, list[str]]:
        """The steps as JSON values, by their days."""
        return {str(rung.days): list(rung.who) for rung in self.rungs}


LADDER = Ladder(
    (
        *(Rung(days, ("person",)) for days in (120, 90, 60)),
        *(Rung(days, ("person", "site")) for days in (30, 14)),
        *(Rung(days, ("person", "site", "management")) for days in (7, 1)),
    )
)
"""Used where nobody says otherwise."""


def ladder_of(steps: Iterable[str]) -> Ladder:
    """The ladder whose steps are written `DAYS=WHO,WHO`; without any, `LADDER`.

    Raises:
        Malformed: code `ladder`; a step cannot be read, or two are for one day.
    """
    rungs: dict[int, Rung] = {}
    for step in steps:
        days, _, names = step.partition("=")
        who = tuple(dict.fromkeys(filter(None, map(str.strip, names.split(",")))))
        whole = days.strip().isascii() and days.strip().isdecimal()
        short = all(len(name) <= _LONGEST_NAME for name in who)
        number = int(days) if whole and len(days) < _LONGEST_NAME else -1
        if not (0 <= number <= _MOST_DAYS and who and short) or number in rungs:
            raise Malformed(
                msgid('"{step}" is no step of who is told when.'),
                repair=msgid("Write each number of days once, like {example}."),
                code="ladder",
                step=step[:_LONGEST_NAME],
                example="30=person,site",
            )
        rungs[number] = Rung(number, who)
    ordered = sorted(rungs.values(), key=lambda rung: -rung.days)
    return Ladder(tuple(ordered)) if ordered else LADDER
