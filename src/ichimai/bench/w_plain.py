"""The common workload W in plain Python, one resident at a time: what is right.

W is a simplified model of the dates on a card, made so that engines of every kind can
run the same rules and be compared to the day. It is not a statement of the law, which
counts months otherwise. Every other text of W is held against this one.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

AS_OF = date(2026, 9, 1)
"""The day from which residents are looked at."""
NOTICE_DAYS = 30
"""How far ahead a notice is sent."""
MOVE_DAYS = 14
"""Days in which a move is to be told."""
SPECIAL_MONTHS = 2
"""How long a stay goes on after its end, where an extension was asked for in time."""
WINDOW_MONTHS = 3
"""How long before its end a card may be renewed."""

STATUSES = ("permanent", "special-permanent", "highly-skilled-2", "time-limited")
"""Words of the status, in the order of their numbers."""
TIME_LIMITED = "time-limited"

_ADULT = 18
_ADULT_BIRTHDAYS, _MINOR_BIRTHDAYS = 10, 5


@dataclass(frozen=True, slots=True)
class Resident:
    """The facts of W."""

    birth_date: date
    status: str
    stay_until: date | None
    card_issued_on: date
    moved_on: date | None = None
    applied_renewal_on: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The goals of W."""

    card_end: date
    cert_end: date
    window_opens: date
    move_deadline: date | None
    notice_due: bool
    days_left: int


def assess(resident: Resident) -> Outcome:
    """All goals for one resident. With a limited status there is an end of stay."""
    fifth = _birthday_after(resident, _MINOR_BIRTHDAYS)
    card_end = _card_end(resident)
    opens = _same_number(card_end, -WINDOW_MONTHS)
    moved = resident.moved_on
    move = None if moved is None else moved + timedelta(MOVE_DAYS)
    last = AS_OF + timedelta(NOTICE_DAYS)
    due = any(AS_OF <= day <= last for day in (opens, move) if day is not None)
    days_left = (card_end - AS_OF).days
    return Outcome(card_end, min(fifth, card_end), opens, move, due, days_left)


def _card_end(resident: Resident) -> date:
    born, issued = resident.birth_date, resident.card_issued_on
    adult = _birthday(born, born.year + _ADULT) <= issued
    end = _birthday_after(resident, _ADULT_BIRTHDAYS if adult else _MINOR_BIRTHDAYS)
    if resident.status != TIME_LIMITED:
        return end
    stay, applied = resident.stay_until, resident.applied_renewal_on
    if stay is None:
        raise ValueError("a limited status has an end of stay")
    if applied is not None and applied <= stay:
        stay = _same_number(stay, SPECIAL_MONTHS)
    return min(end, stay)


def _birthday(born: date, year: int) -> date:
    """The birthday in a year: 28 February stands for the 29th where there is none."""
    last = monthrange(year, born.month)[1]
    return date(year, born.month, min(born.day, last))


def _birthday_after(resident: Resident, n: int) -> date:
    """The n-th birthday after the card was issued."""
    born, issued = resident.birth_date, resident.card_issued_on
    first = issued.year + (_birthday(born, issued.year) <= issued)
    return _birthday(born, first + n - 1)


def _same_number(of: date, months: int) -> date:
    """The day of the same number some months on, or the last one of that month."""
    year, month = divmod(of.year * 12 + of.month - 1 + months, 12)
    month += 1
    return date(year, month, min(of.day, monthrange(year, month)[1]))
