"""Invented residents as columns, a block at a time, each block from the seed alone.

Whoever asks for a block of ten million residents holds that block and nothing else, and
the first million of ten are the million of one. Days are int32 since 1970-01-01, words
places in `WORDS`; what a person does not have is absent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from ichimai.model.cards import CardKind
from ichimai.model.procedure import Procedure
from ichimai.model.status import Status
from ichimai.population.dice import Dice
from ichimai.population.distribution import SPR, Distribution, distribution
from ichimai.rules import column_calendar
from ichimai.rules.column_values import Array, Column, day_number

BLOCK: Final = 65_536
"""Residents of a block; another number makes other people."""

NATIONALITIES: Final = tuple(distribution().nationalities)
_STATUSES: Final = tuple(Status)
_CARDS: Final = tuple(CardKind)
_PROCEDURES: Final = tuple(Procedure)
_SPECIFIED_FROM: Final = day_number(date(2026, 6, 14))

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "nationality": NATIONALITIES,
    "status": _STATUSES,
    "card": _CARDS,
    "procedure": _PROCEDURES,
}
"""Of each column of words, the words that its numbers stand for."""

CODES: Final = ("municipality",)
"""Columns of codes of six digits, as the number that the digits write."""

COUNTS: Final = ("stay_months",)
"""Columns of numbers; every other column is of days."""

Columns = dict[str, Column]


@dataclass(frozen=True, slots=True)
class Population:
    """So many invented residents, from that seed."""

    people: int
    seed: int

    def blocks(self) -> Iterator[Columns]:
        """All of them, a block after the other."""
        for block, start in enumerate(range(0, self.people, BLOCK)):
            yield self.block(block, min(BLOCK, self.people - start))

    def block(self, block: int, rows: int = BLOCK) -> Columns:
        """The first *rows* of a block; it does not depend on any other block."""
        made = _Making(Dice(self.seed, block, BLOCK), distribution()).columns()
        return {name: column.part(slice(rows)) for name, column in made.items()}


class _Making:
    """One block while its people are being made."""

    def __init__(self, dice: Dice, of: Distribution) -> None:
        self._dice, self._of = dice, of
        self._today = np.int32(day_number(of.on))
        shares = [of.statuses[status] for status in _STATUSES]
        self._status = dice.places(shares)
        self._specials = self._is(SPR)
        self._months = self._stay_months()
        self._unlimited = self._months == 0

    def columns(self) -> Columns:
        """Every column, in the order in which a file has them."""
        cards = self._of.cards
        permitted = self._permitted_on()
        born = np.minimum(self._birth_date(), permitted - np.int32(120))
        ends = _months_on(permitted, self._months)
        procedure = self._procedure()
        first = procedure == _place(Procedure.LANDING)
        filed = np.where(first, permitted, permitted - 14 - self._dice.up_to(46))
        card = self._card(procedure, permitted)
        specified = card == _CARDS.index(CardKind.SPECIFIED_RESIDENCE)
        specified |= card == _CARDS.index(CardKind.SPECIFIED_SPECIAL_PERMANENT)
        made = np.maximum(self._today - self._dice.up_to(5 * 365), born + 30)
        made = np.where(specified, permitted, made)
        has_my_number = specified | self._dice.holds(cards["my_number"])
        left = ends - self._today
        pends = ~self._unlimited & (left <= 90) & self._dice.holds(cards["pending"])  # noqa: PLR2004
        asked = np.minimum(self._today - self._dice.up_to(60), ends)
        old_ended = filed + self._dice.up_to(60)
        old_began = np.maximum(filed - 300 - self._dice.up_to(2_200), born + 14)
        return {
            "nationality": Column(self._nationality()),
            "municipality": Column(self._municipality()),
            "status": Column(self._status.astype(np.int8)),
            "birth_date": _days(born),
            "stay_months": Column(self._months, absent=self._unlimited),
            "permitted_on": _days(permitted),
            "stay_ends_on": _days(ends, self._unlimited),
            "card": Column(card),
            "procedure": Column(procedure.astype(np.int8)),
            "filed_on": _days(filed),
            "delivered_on": _days(permitted),
            "old_card.delivered_on": _days(old_began, first),
            "old_card.expires_on": _days(old_ended, first),
            "my_number.made_on": _days(made, ~has_my_number),
            "pending.filed_on": _days(asked, ~pends),
            "duty.event_on": _days(
                self._today - self._dice.up_to(29), ~self._dice.holds(cards["moved"])
            ),
        }

    def _is(self, status: Status) -> Array:
        truths: Array = self._status == _STATUSES.index(status)
        return truths

    def _stay_months(self) -> Array:
        """Months of each stay, 0 where it is unlimited."""
        longest = max(map(len, self._of.stays.values())) or 1
        table = np.zeros((len(_STATUSES), longest), np.int32)
        sizes = np.ones(len(_STATUSES), np.int32)
        for place, status in enumerate(_STATUSES):
            months = self._of.stays[status]
            table[place, : len(months)] = months
            sizes[place] = max(len(months), 1)
        found: Array = table[self._status, self._dice.up_to(sizes[self._status] - 1)]
        return found

    def _permitted_on(self) -> Array:
        """Some day of the present stay, or of the years for which a card is good."""
        days = np.where(
            self._unlimited,
            np.int32(self._of.cards["validity_days"]),
            self._months * np.int32(30),
        )
        permitted: Array = self._today - self._dice.up_to(days)
        return permitted

    def _birth_date(self) -> Array:
        """Ages as they were counted, within those that the status has."""
        ends = np.concatenate([[0.0], np.cumsum(self._of.ages)])
        bounds = np.array([self._of.between[status] for status in _STATUSES])
        low, high = ends[bounds[:, 0]], ends[bounds[:, 1]]
        reach = low[self._status] + self._dice.shares() * (high - low)[self._status]
        age = np.searchsorted(ends, reach, "right") - 1
        days: Array = (age * 365.25).astype(np.int32) + self._dice.up_to(364)
        return self._today - days

    def _nationality(self) -> Array:
        others = self._dice.places(list(self._of.nationalities.values()))
        special = self._of.special_permanent
        theirs = self._dice.places([special.get(name, 0) for name in NATIONALITIES])
        return np.where(self._specials, theirs, others).astype(np.int8)

    def _municipality(self) -> Array:
        places = self._dice.places(list(self._of.municipalities.values()))
        codes = np.array(list(self._of.municipalities), np.int32)
        found: Array = codes[places]
        return found

    def _procedure(self) -> Array:
        """With what the present card came."""
        cards = self._of.cards
        share = self._dice.shares()
        limited = np.where(
            share < cards["first"],
            _place(Procedure.LANDING),
            np.where(
                share < cards["first"] + cards["changed"],
                _place(Procedure.CHANGE_OF_STATUS),
                _place(Procedure.EXTENSION),
            ),
        )
        permanent = self._is(Status.PERMANENT_RESIDENT) & (share < cards["first"])
        unlimited = np.where(
            permanent,
            _place(Procedure.PERMANENT_RESIDENCE),
            _place(Procedure.VALIDITY_RENEWAL),
        )
        return np.where(self._unlimited, unlimited, limited)

    def _card(self, procedure: Array, delivered: Array) -> Array:
        """Specified ones came after the first day of their law, never at the border."""
        could = (delivered >= _SPECIFIED_FROM) & (
            procedure != _place(Procedure.LANDING)
        )
        specified = could & self._dice.holds(self._of.cards["specified"])
        kinds = np.where(
            self._specials,
            _CARDS.index(CardKind.SPECIAL_PERMANENT),
            _CARDS.index(CardKind.RESIDENCE),
        )
        # In the enumeration each specified kind follows the one that it replaces.
        found: Array = (kinds + specified).astype(np.int8)
        return found


def _place(procedure: Procedure) -> int:
    return _PROCEDURES.index(procedure)


def _months_on(first: Array, months: Array) -> Array:
    """The same number so many months on, or the last day of that month."""
    begun = column_calendar.month_of(first)
    return column_calendar.on_day(begun + months, column_calendar.day_of_month(first))


def _days(values: Array, absent: Array | None = None) -> Column:
    return Column(values.astype(np.int32), absent=absent)
