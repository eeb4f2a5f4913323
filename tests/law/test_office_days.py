"""The table of office days against two independent packages and known hard weeks."""

from datetime import date, timedelta

import holidays
import jpholiday
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.law.office_days import (
    first_open_day,
    is_known,
    is_open,
    last_open_day,
    rests_on_forecast,
)

FIRST, LAST = date(2024, 1, 1), date(2036, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def test_the_table_agrees_with_two_packages() -> None:
    """Every day of thirteen years is open or closed as holidays and jpholiday say."""
    named = holidays.country_holidays("JP", years=range(2024, 2037))

    for day in EVERY_DAY:
        closed = day.weekday() >= 5 or (day.month, day.day) in {
            (12, 29),
            (12, 30),
            (12, 31),
            (1, 1),
            (1, 2),
            (1, 3),
        }
        assert (not closed and day not in named) is is_open(day)
        assert (day in named) is jpholiday.is_holiday(day)


@pytest.mark.parametrize(
    ("nominal", "safe", "rolled"),
    [
        ("2026-12-31", "2026-12-28", "2027-01-04"),
        ("2027-05-03", "2027-04-30", "2027-05-06"),
        ("2026-09-22", "2026-09-18", "2026-09-24"),
        ("2026-11-20", "2026-11-20", "2026-11-20"),
    ],
)
def test_the_hard_weeks(nominal: str, safe: str, rolled: str) -> None:
    """New Year, Golden Week and the September of 2026 (case C07)."""
    day = date.fromisoformat(nominal)

    assert date.fromisoformat(safe) == last_open_day(day)
    assert date.fromisoformat(rolled) == first_open_day(day)


def test_outside_the_table_nothing_is_claimed() -> None:
    """Before 2024 and after 2036 the answer is that it is not known."""
    assert is_open(date(2037, 3, 2)) is None
    assert last_open_day(date(2023, 12, 31)) is None
    assert not is_known(date(2037, 1, 1))


def test_equinoxes_to_come_are_marked() -> None:
    """Announced equinoxes are certain, later ones are forecasts."""
    assert rests_on_forecast(date(2030, 3, 20))
    assert not rests_on_forecast(date(2027, 3, 21))


@given(st.dates(date(2024, 1, 15), date(2036, 12, 15)))
def test_safe_and_rolled_days_embrace_the_day(day: date) -> None:
    """The safe day is not after, the rolled day not before, and both are open."""
    safe, rolled = last_open_day(day), first_open_day(day)

    assert safe is not None
    assert rolled is not None
    assert safe <= day <= rolled
    assert is_open(safe)
    assert is_open(rolled)
