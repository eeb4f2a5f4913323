"""Random visits of random people, from a seed: the same ones every time."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, TypeVar

from ichimai.law.acting import ACTORS
from ichimai.model.cards import CardKind
from ichimai.model.procedure import Counter, Procedure
from ichimai.model.status import Status
from ichimai.planner.before_you_go.asked import PAPERS
from ichimai.planner.standpoint import SPECIAL_KINDS
from ichimai.randomness import Randomness, SeededRandomness

AS_OF = date(2026, 11, 2)
_TOWNS = ("131041", "131130", "271004", "271276", "473626", "132063", "401315")
_MONTHS = (3, 6, 12, 36, 60)
_T = TypeVar("_T")


class Dice:
    """Choices from seeded bytes."""

    def __init__(self, randomness: Randomness) -> None:
        self._randomness = randomness

    def below(self, most: int) -> int:
        """A number from 0 and below *most*."""
        return int.from_bytes(self._randomness(4), "big") % most

    def one_of(self, choices: tuple[_T, ...]) -> _T:
        """Any of them."""
        return choices[self.below(len(choices))]

    def often(self, value: _T, seldom: _T | None = None) -> _T | None:
        """*value* fifteen times in sixteen: many things are right at once."""
        return value if self.below(16) else seldom

    def day(self, first: date, span: int) -> str:
        """A day within *span* days from the first."""
        return (first + timedelta(self.below(span))).isoformat()


def visits(number: int, seed: str = "before you go") -> Iterator[dict[str, Any]]:
    """Visits as `ichimai visit` reads them."""
    dice = Dice(SeededRandomness(seed))
    for _ in range(number):
        yield _visit(dice)


def _visit(dice: Dice) -> dict[str, Any]:
    special = dice.below(5) == 0
    status = Status.SPECIAL_PERMANENT_RESIDENT if special else _status(dice)
    procedure = dice.one_of(tuple(Procedure))
    town = dice.one_of(_TOWNS)
    request = dice.often(bool(dice.below(2)))
    kind = _kind(dice, special)
    return {
        "person": {
            "status": dice.often(status.value),
            "stay_months": None if special else dice.often(dice.one_of(_MONTHS)),
            "stay_ends_on": dice.often(dice.day(date(2026, 11, 25), 200)),
            "birth_date": dice.often(dice.day(date(1950, 1, 1), 27_800)),
            "on_resident_register": dice.often(value=True, seldom=False),
            "municipality": town,
            "unable": dice.often(value=False, seldom=True),
        },
        "card": {
            "kind": dice.often(kind.value),
            "delivered_on": dice.often(_delivered(dice, kind)),
            "expires_on": dice.often(dice.day(date(2026, 11, 25), 400)),
        },
        "office": {
            "counter": dice.often(_counter(dice, special, procedure)),
            "municipality": dice.often(town, seldom=dice.one_of(_TOWNS)),
        },
        "visit": {
            "procedure": procedure.value,
            "on": dice.day(AS_OF - timedelta(2), 60),
            "specified_request": request,
            "express": dice.often(value=False, seldom=True) if request else None,
            "status_after": dice.often(None, seldom=_status(dice).value),
            "actor": dice.often("self", seldom=dice.one_of(ACTORS)),
            "actor_is_sixteen": dice.often(value=True, seldom=False),
            "booked": dice.one_of((None, True, False)),
        },
        "have": dice.often([each for each in PAPERS if dice.below(32)]),
    }


def _kind(dice: Dice, special: bool) -> CardKind:  # noqa: FBT001
    own = tuple(kind for kind in CardKind if (kind in SPECIAL_KINDS) is special)
    return dice.one_of(own) if dice.below(16) else dice.one_of(tuple(CardKind))


def _delivered(dice: Dice, kind: CardKind) -> str:
    if kind.specified and dice.below(16):
        return dice.day(date(2026, 6, 14), 140)
    return dice.day(date(2020, 1, 1), 2400)


def _status(dice: Dice) -> Status:
    usual = (Status.ENGINEER, Status.STUDENT, Status.PERMANENT_RESIDENT)
    return dice.one_of((*usual, *usual, *Status))


def _counter(dice: Dice, special: bool, procedure: Procedure) -> str:  # noqa: FBT001
    address = procedure.value in {"first-address", "address-change", "move-out"}
    right = Counter.MUNICIPALITY if special or address else Counter.BUREAU
    return (right if dice.below(8) else dice.one_of(tuple(Counter))).value
