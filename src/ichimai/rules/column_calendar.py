"""The calendar's primitives for columns: two tables, the same days as `rules.scalar`.

`datetime64` casts cost fifty times what a table look-up does. The tables do not check
what they are asked; `rules.columns` makes sure of that once, when a plan is made.
"""

from calendar import isleap
from functools import cache

import numpy as np

from ichimai.rules.calendar import ClosedDays
from ichimai.rules.column_values import Array, day_number

FIRST_YEAR, END_YEAR = 1800, 2200
"""Years of the tables, the last one left out."""

FIRST_MONTH, END_MONTH = 12 * FIRST_YEAR, 12 * END_YEAR
"""The same as months of the era, which begin with January of the year 0."""

_BEGINNINGS = (
    np.arange(f"{FIRST_YEAR}-01", f"{END_YEAR}-02", dtype="M8[M]")
    .astype("M8[D]")
    .astype(np.int32)
)
FIRST_DAY, END_DAY = int(_BEGINNINGS[0]), int(_BEGINNINGS[-1])
"""Days of the tables as days since 1970-01-01, the last one left out."""

# The months before the first year are never touched; they keep one epoch for all.
_BEGINS = np.concatenate([np.zeros(FIRST_MONTH, np.int32), _BEGINNINGS])
_ENDS = np.append(_BEGINS[1:], _BEGINS[-1]) - np.int32(1)
_MONTHS = FIRST_MONTH + np.repeat(
    np.arange(_BEGINNINGS.size - 1, dtype=np.int32), np.diff(_BEGINNINGS)
).astype(np.int32)
_COMMON = np.array([not isleap(m // 12) for m in range(END_MONTH)])

MONTHS = _MONTHS
"""Of each day of the tables, beginning with the first, its month of the era."""
BEGINNINGS = _BEGINNINGS
"""Of each month of the tables, and of the one after them, its first day."""

NO_OPEN_DAY = -(2**31)
"""Stands for the day that a table of closed days does not reach."""

TWELVE = np.int32(12)


def month_of(day: Array) -> Array:
    """The month of the era in which a day lies."""
    # `clip` is the mode without a second pass over the places.
    return _MONTHS.take(day - np.int32(FIRST_DAY), mode="clip")


def _begins(month: Array) -> Array:
    return _BEGINS.take(month, mode="clip")


def day_of_month(day: Array) -> Array:
    """Days since the month began: 0 on the first."""
    since: Array = day - _begins(month_of(day))
    return since


def on_day(month: Array, number: Array) -> Array:
    """That day of the month, or the month's last day where it has no such day."""
    place = month.astype(np.intp)  # once for both tables
    day: Array = _begins(place) + number
    return np.minimum(day, _ENDS.take(place, mode="clip"))


def _month_of_year(month: Array) -> Array:
    """0 in January: NumPy divides several times as fast as it takes a remainder."""
    number: Array = month - month // TWELVE * TWELVE
    return number


def same_year(month: Array, other: Array) -> Array:
    """The month's namesake in the other month's year."""
    namesake: Array = other // TWELVE * TWELVE + _month_of_year(month)
    return namesake


def year_later_if(month: Array, passed: Array) -> Array:
    """The month, or its namesake of the next year."""
    later: Array = month + TWELVE * passed.astype(np.int32)
    return later


def falls_on(day: Array, month_days: tuple[tuple[int, int], ...]) -> Array:
    """Whether a day is one of those days of the year, written (month, day)."""
    table = np.zeros(12 * 31, np.bool_)
    for month, number in month_days:
        table[(month - 1) * 31 + number - 1] = True
    months = month_of(day)
    place = _month_of_year(months) * np.int32(31) + day - _begins(months)
    return table.take(place, mode="clip")


def common_year(day: Array) -> Array:
    """Whether a day lies in a year without 29 February."""
    return _COMMON.take(month_of(day), mode="clip")


@cache
def open_days(closed: ClosedDays, step: int) -> Array:
    """For each day of a table the nearest open day in that direction."""
    first, last = day_number(closed.first), day_number(closed.last)
    shut = {day_number(day) for day in closed.days}
    found = np.full(last - first + 1, NO_OPEN_DAY, np.int32)
    nearest = NO_OPEN_DAY
    span = range(first, last + 1)
    for day in reversed(span) if step > 0 else span:
        if day not in shut:
            nearest = day
        found[day - first] = nearest
    return found
