"""How days are counted, once more, in plain Python that shares nothing with the rules.

Written from the law files (RC-127, RC-142, RC-150, MN-104, MN-254) and from what they
name of the Civil Code.
"""

from calendar import monthrange
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def month_after(day: date, months: int) -> tuple[int, int]:
    """Year and month some months after (or, negative, before) that of a day."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def two_months_on(last: date) -> date:
    """The end of two months that run from the day after a last day (RC-150)."""
    first = last + ONE_DAY
    year, month = month_after(first, 2)
    if first.day > monthrange(year, month)[1]:
        return date(year, month, monthrange(year, month)[1])
    return date(year, month, first.day) - ONE_DAY


def months_before(day: date, months: int) -> date:
    """The same number some months before, or that month's last day."""
    year, month = month_after(day, -months)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def less_than_three_months_left(ends_on: date, on: date) -> bool:
    """Whether a document is in its last three months, as offices count (MN-104)."""
    return months_before(ends_on, 3) < on <= ends_on


def month_end_after(day: date, months: int) -> date:
    """The last day of the month some months after that of a day (MN-254, RC-225)."""
    year, month = month_after(day, months)
    return date(year, month, monthrange(year, month)[1])
