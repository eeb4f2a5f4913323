"""The phrases of the calendar count as the provisions say."""

from calendar import isleap
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.rules.calendar import (
    birthday,
    days_from,
    lacks_day_before,
    months_before,
    nth_birthday_after,
    period_end,
    period_end_counting,
)
from ichimai.rules.fact import day_fact
from ichimai.rules.graph import months
from ichimai.rules.scalar import Case

a = day_fact("a", "A?")
b = day_fact("b", "B?")
DAYS = st.dates(date(1900, 1, 1), date(2090, 12, 31))
ONE = timedelta(days=1)


def _at(node: Any, **facts: date) -> Any:  # noqa: ANN401 - a value of the graph
    return Case(facts)[node]


@pytest.mark.parametrize(
    ("last", "end"),
    [
        ("2026-04-30", "2026-06-30"),
        ("2026-06-30", "2026-08-31"),
        ("2026-08-31", "2026-10-31"),
        ("2026-09-15", "2026-11-15"),
        ("2026-11-30", "2027-01-31"),
        ("2026-12-31", "2027-02-28"),
        ("2027-01-31", "2027-03-31"),
        ("2027-02-28", "2027-04-30"),
        ("2027-12-29", "2028-02-29"),
        ("2027-12-30", "2028-02-29"),
        ("2027-12-31", "2028-02-29"),
        ("2028-02-29", "2028-04-30"),
    ],
)
def test_two_months_on(last: str, end: str) -> None:
    """Two months from a day end as the Civil Code counts them (V-DATE)."""
    assert date.fromisoformat(end) == _at(
        period_end(a, months(2)), a=date.fromisoformat(last)
    )


def _civil_code(first: date, number: int) -> date:
    """CC 143(2) written another way: the eve of that number, or the month's end."""
    year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
    try:
        return date(year, month + 1, first.day) - ONE
    except ValueError:
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - ONE


@given(DAYS, st.integers(1, 120))
def test_period_against_a_second_text(first: date, number: int) -> None:
    """The phrase agrees with an independent reading of Civil Code 143(2)."""
    assert _civil_code(first, number) == _at(
        period_end_counting(a, months(number)), a=first
    )


@given(DAYS)
def test_period_is_never_shorter_than_naive(last: date) -> None:
    """Two months on are never before the same number two months later."""
    year, month = divmod(last.year * 12 + last.month + 1, 12)
    naive = date(year, month + 1, min(last.day, 28))

    assert naive <= _at(period_end(a, months(2)), a=last)


@given(DAYS, DAYS, st.integers(1, 11))
def test_nth_birthday_is_strictly_after(birth: date, after: date, n: int) -> None:
    """The n-th birthday lies after the day, n of them do, and none more before it."""
    found = _at(nth_birthday_after(a, b, n), a=birth, b=after)

    birthdays = [
        date(year, 2, 28)
        if (birth.month, birth.day) == (2, 29) and not isleap(year)
        else date(year, birth.month, birth.day)
        for year in range(after.year, after.year + n + 2)
    ]
    later = [each for each in birthdays if each > after]
    assert later[n - 1] == found


def test_leap_day_birthday() -> None:
    """29 February is 28 February in common years and itself in leap years."""
    born = date(1992, 2, 29)

    assert [date(2010, 2, 28), date(2012, 2, 29)] == [
        _at(birthday(a, age), a=born) for age in (18, 20)
    ]


@pytest.mark.parametrize(
    ("last", "before", "lacks"),
    [
        ("2036-03-01", "2035-12-01", False),
        ("2036-05-31", "2036-02-29", True),
        ("2027-05-30", "2027-02-28", True),
        ("2026-12-31", "2026-09-30", True),
    ],
)
def test_months_before(last: str, before: str, lacks: bool) -> None:  # noqa: FBT001
    """The day of the same number, the month's last where there is none."""
    on = date.fromisoformat(last)

    assert date.fromisoformat(before) == _at(months_before(a, months(3)), a=on)
    assert lacks is _at(lacks_day_before(a, months(3)), a=on)


@given(first=DAYS, last=DAYS)
def test_days_from(first: date, last: date) -> None:
    """The first of two days is not counted; before it the count is negative."""
    count = _at(days_from(a, b), a=first, b=last)

    assert last == first + count * ONE
