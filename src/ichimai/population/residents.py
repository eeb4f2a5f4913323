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
_SPECIFIED: Final = [_CARDS.index(card) for card in _CARDS if card.specified]
_BEFORE_A_PERMIT, _SOON, _LATELY, _OVER = 120, 90, 29, 20
_SPECIFIED_FROM: Final = day_number(date(2026, 6, 14))

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "nationality": NATIONALITIES,
    "status": _STATUSES,
    "designated_activity": ("none",),
    "card": _CARDS,
    "procedure": _PROCEDURES,
    "pending.procedure": (Procedure.EXTENSION, Procedure.CHANGE_OF_STATUS),
    "duty": (Procedure.ADDRESS_CHANGE, Procedure.FIRST_ADDRESS),
}
"""Of each column of words, the words that its numbers stand for."""

CODES: Final = ("municipality",)
"""Columns of codes of six digits, as the number that the digits write."""

COUNTS: Final = ("stay_months",)
"""Columns of numbers. What is none of these and no truth is a day."""

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
        self._permitted = self._permitted_on()
        self._ends = _months_on(self._permitted, self._months)
        latest = self._permitted - np.int32(_BEFORE_A_PERMIT)
        self._born = np.minimum(self._birth_date(), latest)

    def columns(self) -> Columns:
        """Every column, in the order in which a file has them.

        The names are those of the facts of `ichimai.law`; what begins with `pending`,
        `renewal`, `my_number`, `certificates` or `duty` is about such a thing, where
        the person has one.
        """
        return {
            "nationality": Column(self._nationality()),
            "municipality": Column(self._municipality()),
            "status": Column(self._status.astype(np.int8)),
            "special_permanent": Column(self._specials),
            "designated_activity": Column(np.zeros(BLOCK, np.int8)),
            "birth_date": _days(self._born),
            "stay_months": Column(self._months, absent=self._unlimited),
            "permitted_on": _days(self._permitted),
            "stay_ends_on": _days(self._ends, self._unlimited),
            **(card := self._card()),
            **self._pending(),
            **self._renewal(),
            **self._my_number(card["card"].values),
            **self._duty(card["procedure"].values),
        }

    def _card(self) -> Columns:
        """The card, how it came, and the one that it replaced."""
        procedure = self._procedure()
        first = procedure == _PROCEDURES.index(Procedure.LANDING)
        waited = self._permitted - np.int32(14) - self._dice.up_to(46)
        filed = np.where(first, self._permitted, waited)
        old_began = filed - np.int32(300) - self._dice.up_to(2_200)
        old_began = np.maximum(old_began, self._born + np.int32(14))
        return {
            "card": Column(self._kind(procedure)),
            "procedure": Column(procedure.astype(np.int8)),
            "filed_on": _days(filed),
            "delivered_on": _days(self._permitted),
            "old_card.delivered_on": _days(old_began, first),
            "old_card.expires_on": _days(filed + self._dice.up_to(60), first),
        }

    def _pending(self) -> Columns:
        """A filing for another stay, where this one is about to end."""
        cards = self._of.cards
        left = self._ends - self._today
        # Who is here after the last day is here because of a filing.
        asked = (left < 0) | ((left <= _SOON) & self._dice.holds(cards["pending"]))
        there = ~self._unlimited & asked
        filed = np.minimum(self._today - self._dice.up_to(60), self._ends)
        decided = there & (left >= 0) & self._dice.holds(cards["decided"])
        changes = self._dice.holds(cards["changed"])
        return {
            "pending.procedure": Column(changes.astype(np.int8)),
            "pending.filed_on": _days(filed, ~there),
            "pending.decided_on": _days(self._everywhere(), ~decided),
            "pending.my_number_extended": Column(self._dice.holds(cards["extended"])),
        }

    def _renewal(self) -> Columns:
        """A renewal of validity, where the card and not the stay is about to end."""
        cards = self._of.cards
        old = self._today - self._permitted > cards["validity_days"] - _SOON
        there = self._unlimited & old & self._dice.holds(cards["pending"])
        done = there & self._dice.holds(cards["decided"])
        filed = self._today - self._dice.up_to(30)
        return {
            "renewal.filed_on": _days(filed, ~there),
            "renewal.delivered_on": _days(self._everywhere(), ~done),
        }

    def _my_number(self, card: Array) -> Columns:
        """A My Number card beside the residence card, and certificates in either."""
        cards = self._of.cards
        specified = np.isin(card, _SPECIFIED)
        made = self._today - self._dice.up_to(5 * 365)
        made = np.maximum(made, self._born + np.int32(30))
        there = ~specified & self._dice.holds(cards["my_number"])
        stay_then = np.where(
            made >= self._permitted, self._ends, self._permitted + self._dice.up_to(30)
        )
        again = self._dice.holds(cards["made_again"])
        issued = np.where(specified, self._permitted, made)
        certified = (specified | there) & self._dice.holds(cards["certificates"])
        return {
            "my_number.made_on": _days(made, ~there),
            "my_number.stay_ends_on": _days(stay_then, self._unlimited),
            "my_number.replaces.expires_on": _days(
                made + self._dice.up_to(60), ~(there & again)
            ),
            "certificates.issued_on": _days(issued, ~certified),
            "certificates.renewal_of_ends_on": _days(
                issued + self._dice.up_to(90), ~(certified & again)
            ),
        }

    def _duty(self, procedure: Array) -> Columns:
        """What is to be told: the first address of who landed lately, or a move."""
        landed = procedure == _PROCEDURES.index(Procedure.LANDING)
        landed &= self._today - self._permitted <= _LATELY
        moved = self._dice.holds(self._of.cards["moved"])
        event = np.where(
            landed, self._permitted, self._today - self._dice.up_to(_LATELY)
        )
        return {
            "duty": Column(landed.astype(np.int8)),
            "duty.event_on": _days(event, ~(landed | moved)),
        }

    def _everywhere(self) -> Array:
        return np.full(BLOCK, self._today)

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
            self._months * np.int32(61) // np.int32(2) + np.int32(_OVER),
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
        first = share < cards["first"]
        changed = share < cards["first"] + cards["changed"]
        permanent = self._is(Status.PERMANENT_RESIDENT)
        rows = (
            (self._unlimited & permanent & first, Procedure.PERMANENT_RESIDENCE),
            (self._unlimited, Procedure.VALIDITY_RENEWAL),
            (first, Procedure.LANDING),
            (changed, Procedure.CHANGE_OF_STATUS),
        )
        return np.select(
            [where for where, _ in rows],
            [_PROCEDURES.index(procedure) for _, procedure in rows],
            _PROCEDURES.index(Procedure.EXTENSION),
        )

    def _kind(self, procedure: Array) -> Array:
        """Specified ones came after the first day of their law, never at the border."""
        landed = procedure == _PROCEDURES.index(Procedure.LANDING)
        could = (self._permitted >= _SPECIFIED_FROM) & ~landed
        specified = could & self._dice.holds(self._of.cards["specified"])
        kinds = np.where(
            self._specials,
            _CARDS.index(CardKind.SPECIAL_PERMANENT),
            _CARDS.index(CardKind.RESIDENCE),
        )
        # In the enumeration each specified kind follows the one that it replaces.
        found: Array = (kinds + specified).astype(np.int8)
        return found


def _months_on(first: Array, months: Array) -> Array:
    """The same number so many months on, or the last day of that month."""
    begun = column_calendar.month_of(first)
    return column_calendar.on_day(begun + months, column_calendar.day_of_month(first))


def _days(values: Array, absent: Array | None = None) -> Column:
    return Column(values.astype(np.int32), absent=absent)
