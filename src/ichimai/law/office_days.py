"""On which days offices are open, and to which day a filing limit rolls.

Closed are Saturdays, Sundays, national holidays, and 29 December to 3 January: national
offices by AGH 1(1), municipal ones by ordinances under LAA 4-2(2) that repeat the list.
A municipality may have holidays of its own; the one that the sources name, 23 June in
Okinawa, is in `okinawan_municipality`.
"""

import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from ichimai.rules.calendar import ClosedDays

CITES = ("AGH 1(1)", "LAA 4-2(2)")
ROLL_CITES = ("AGH 2", "LAA 4-2(4)")
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
_LONGEST_CLOSURE = 14


@cache
def _table() -> tuple[date, date, frozenset[date], frozenset[date]]:
    text = files("ichimai.law").joinpath("office_days.toml").read_text("utf-8")
    table = tomllib.loads(text)
    holidays = frozenset(day for year in table["days"].values() for day in year)
    forecast = frozenset(day for year in table["forecast"].values() for day in year)
    first, last = date(table["first_year"], 1, 1), date(table["last_year"], 12, 31)
    return first, last, holidays, forecast


def is_known(day: date) -> bool:
    """Whether the table of holidays reaches *day*: 2024 to 2036."""
    first, last, _, _ = _table()
    return first <= day <= last


def rests_on_forecast(day: date) -> bool:
    """Whether *day* is a holiday by astronomical forecast only, not yet announced."""
    return day in _table()[3]


def is_open(day: date) -> bool | None:
    """Whether offices are open on *day*; None outside the years of the table."""
    if not is_known(day):
        return None
    year_end = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return not (day.weekday() >= _SATURDAY or year_end or day in _table()[2])


@cache
def national() -> ClosedDays:
    """Every day of the table's years on which bureaus are closed."""
    first, last, _, _ = _table()
    span = (first + timedelta(n) for n in range((last - first).days + 1))
    return ClosedDays(first, last, frozenset(d for d in span if not is_open(d)))


@cache
def _municipal() -> tuple[str, tuple[int, int]]:
    text = files("ichimai.law").joinpath("office_days.toml").read_text("utf-8")
    table = tomllib.loads(text)["municipal"]
    month, number = table["month_day"]
    return table["prefecture"], (month, number)


def own_holiday_prefecture() -> str:
    """First digits of the codes of municipalities with a holiday of their own."""
    return _municipal()[0]


@cache
def okinawan_municipality() -> ClosedDays:
    """The same with the municipalities' own holiday."""
    common = national()
    years = range(common.first.year, common.last.year + 1)
    own = {date(year, *_municipal()[1]) for year in years}
    return ClosedDays(common.first, common.last, common.days | own)


def _nearest_open(day: date, step: timedelta) -> date | None:
    for count in range(_LONGEST_CLOSURE):
        candidate = day + count * step
        answer = is_open(candidate)
        if answer is None:
            return None
        if answer:
            return candidate
    raise AssertionError("offices are never closed for two weeks on end")


def last_open_day(day: date) -> date | None:
    """The last open day not after *day*: the safe day. None outside the table."""
    return _nearest_open(day, -_ONE_DAY)


def first_open_day(day: date) -> date | None:
    """The first open day not before *day*, to which a filing limit rolls (AGH 2).

    Only limits for filings roll. Validity, stays and lapses end on their own day.
    None outside the table.
    """
    return _nearest_open(day, _ONE_DAY)
