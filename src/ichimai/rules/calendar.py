"""The phrases with which statutes count days, each named for what it follows.

All are built from three primitives, month, day of the month, and day of a month, which
each evaluator implements once; so no two evaluators can count differently. There is no
"plus n months": the law has several, and each says which one it is.
"""

from dataclasses import dataclass
from datetime import date
from functools import reduce

from ichimai.rules.graph import (
    Day,
    Days,
    MonthOfEra,
    Months,
    RuleTextError,
    Truth,
    days,
    make,
)


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Days on which an office is closed, known from *first* to *last*."""

    first: date
    last: date
    days: frozenset[date]


def month_of(when: Day) -> MonthOfEra:
    """The month in which a day lies."""
    return make(MonthOfEra, "month", when)


def day_of_month(when: Day) -> Days:
    """Days since the month began: 0 on the first."""
    return make(Days, "day_of_month", when)


def on_day(month: MonthOfEra, number: Days) -> Day:
    """That day of the month, or the month's last day where it has no such day."""
    return make(Day, "on_day", month, number)


def first_of(month: MonthOfEra) -> Day:
    """The first day of a month."""
    return on_day(month, days(0))


def _shifted(month: MonthOfEra, number: int) -> MonthOfEra:
    return make(MonthOfEra, "add", month, make(MonthOfEra, "const", number))


def _number(count: Months) -> int:
    if type(count) is not Months or count.op != "const":
        raise RuleTextError("a phrase of the calendar takes months(n)")
    number: int = count.args[0]
    return number


def earliest(*of: Day) -> Day:
    """The earliest of some days (いずれか早い日)."""
    return reduce(lambda a, b: make(Day, "min", a, b), of)


def eve(of: Day) -> Day:
    """The day before (前日)."""
    return of - days(1)


def birthday(birth: Day, age: int) -> Day:
    """The birthday on which an age is reached.

    A birthday on 29 February is taken as 28 February in common years, as
    ICA 19-5(1) and MNA-MO 26(2) say. The general law on ages (AGE) does not.
    """
    return on_day(_shifted(month_of(birth), 12 * age), day_of_month(birth))


def reached(birth: Day, age: int, on: Day) -> Truth:
    """Whether the birthday of that age has come by the day *on* (RC-142)."""
    return birthday(birth, age) <= on


def nth_birthday_after(birth: Day, after: Day, n: int) -> Day:
    """The n-th birthday after a day (…後のn回目の誕生日, ICA 19-5(1)).

    A birthday that falls on the very day is not counted. 29 February as `birthday`.
    """
    this_year = make(MonthOfEra, "same_year", month_of(birth), month_of(after))
    passed = on_day(this_year, day_of_month(birth)) <= after
    first = make(MonthOfEra, "year_later_if", this_year, passed)
    return on_day(_shifted(first, 12 * (n - 1)), day_of_month(birth))


def period_end_counting(first: Day, count: Months) -> Day:
    """Last day of a period of months whose first day counts (…から起算して).

    Civil Code 143(2): it ends on the eve of the day with the same number, or on the
    last day of the month where there is no such day.
    """
    month = _shifted(month_of(first), _number(count))
    same_number = first_of(month) + day_of_month(first)
    return earliest(same_number, first_of(_shifted(month, 1))) - days(1)


def period_end(after: Day, count: Months) -> Day:
    """Last day of a period of months that runs from a day (…から二月を経過する日).

    Civil Code 140 leaves the day itself out; the count begins on the next one. Two
    months from 30 June end on 31 August, because they began on 1 July.
    """
    return period_end_counting(after + days(1), count)


def months_before(of: Day, count: Months) -> Day:
    """The day of the same number some months before (…の三月前), or the month's last.

    Where the month lacks the day the statute is silent; see `lacks_day_before`.
    """
    return on_day(_shifted(month_of(of), -_number(count)), day_of_month(of))


def lacks_day_before(of: Day, count: Months) -> Truth:
    """Whether the month some months before has no day of the same number."""
    return day_of_month(months_before(of, count)) < day_of_month(of)


def end_of_month_on(of: Day, count: Months) -> Day:
    """The last day of the month some months after that of a day."""
    return on_day(_shifted(month_of(of), _number(count)), days(30))


def days_from(first: Day, last: Day) -> Days:
    """How many days lie between two days, the first left out (Civil Code 140).

    Negative where the second comes before the first.
    """
    return make(Days, "sub", last, first)


def first_open_day(of: Day, closed: ClosedDays) -> Day:
    """The first open day not before a day; absent outside what the table knows."""
    return make(Day, "open_from", of, closed)


def last_open_day(of: Day, closed: ClosedDays) -> Day:
    """The last open day not after a day; absent outside what the table knows."""
    return make(Day, "open_until", of, closed)


def falls_on(of: Day, *month_days: tuple[int, int]) -> Truth:
    """Whether a day is one of those days of the year, written (month, day)."""
    return make(Truth, "falls_on", of, month_days)


def common_year(of: Day) -> Truth:
    """Whether a day lies in a year without 29 February."""
    return make(Truth, "common_year", of)
