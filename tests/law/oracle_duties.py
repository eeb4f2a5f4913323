"""Limits of duties once more, in plain Python, with holidays of another maker.

Written from MN-075 to MN-077, MN-209 to MN-216, MN-254, MN-294 to MN-297, RC-043,
RC-155 to RC-173, RC-225 and the corrections, and from the Family Register Act 43(1)
and 49(1); which limits roll says decision 0082.
"""

from datetime import date, timedelta
from functools import cache
from typing import Any

import holidays

from law.oracle_days import month_end_after

ONE_DAY = timedelta(days=1)
NO_LIMIT = {"landing", "early-renewal", "damage", "exchange", "return-of-specified"}
TO_THE_END = {
    "extension",
    "change-of-status",
    "permanent-residence",
    "validity-renewal",
}
DAYS = {
    "acquisition": 30,
    "spr-permission": 60,
    "express-form": 29,
    "birth-notice": 13,
    "employer-report-left": 10,
    "address-before-revocation": 90,
} | dict.fromkeys(
    (
        "first-address",
        "address-change",
        "item-change",
        "loss",
        "ordered-reissue",
        "return",
        "affiliation-notice",
    ),
    14,
)
EMPLOYERS = {
    "employer-report-hired",
    "employer-report-left",
    "employer-report-uninsured",
}
LAPSES = {
    "move-out-follow-up": (date(2015, 10, 5), 30),
    "present-card-after-move-in": (date(2015, 10, 5), 90),
}
AT_MUNICIPALITY = {
    *("first-address", "address-change", "spr-permission", "birth-notice"),
    *("insurance-grace", "express-form", *LAPSES),
}
DAY_ONE = {"express-form", "birth-notice"}
UNCOUNTED = TO_THE_END | {
    "insurance-grace",
    "employer-report-hired",
    "employer-report-uninsured",
}
NO_ADDRESS = "address-before-revocation"
STAYS_OPEN = {"insurance-grace", "express-form", NO_ADDRESS, *LAPSES}
PAPERLESS = date(2024, 12, 2)


@cache
def _national() -> holidays.HolidayBase:
    return holidays.country_holidays("JP", years=range(2024, 2037))


def _open(day: date, *, okinawa: bool) -> bool | None:
    """Whether offices are open; None in a year whose holidays nobody published."""
    if not 2024 <= day.year <= 2036:
        return None
    turn_of_year = (day.month, day.day) in {
        *((12, n) for n in (29, 30, 31)),
        *((1, n) for n in (1, 2, 3)),
    }
    mourning = okinawa and (day.month, day.day) == (6, 23)
    return not (day.weekday() > 4 or turn_of_year or mourning or day in _national())


def _nearest(day: date, step: timedelta, *, okinawa: bool) -> date | str:
    while not (answer := _open(day, okinawa=okinawa)):
        if answer is None:
            return "unknown"
        day += step
    return day


def _begins(duty: str) -> date:
    """The first day from which the duty is known to have run."""
    if duty in LAPSES:
        return LAPSES[duty][0]
    if duty in EMPLOYERS:
        return date(2020, 3, 1)
    paperless = duty in {"express-form", "insurance-grace"}
    return PAPERLESS if paperless else date(2012, 7, 9)


def _counted(duty: str, event: date) -> date:
    if duty == "insurance-grace":
        return month_end_after(event, 3)
    if duty == "employer-report-uninsured":
        return month_end_after(event, 1)
    if duty == "employer-report-hired":
        return month_end_after(event, 0) + timedelta(days=10)
    if duty in TO_THE_END:
        return event
    number = LAPSES[duty][1] if duty in LAPSES else DAYS[duty]
    return event + timedelta(days=number)


def _nominal(duty: str, event: date) -> date | str | None:
    if duty in NO_LIMIT:
        return None
    if duty == "move-out" or event < _begins(duty):
        return None if duty in STAYS_OPEN - {NO_ADDRESS} else "unknown"
    return _counted(duty, event)


def limit(f: dict[str, Any]) -> dict[str, Any]:
    """The nominal, the legal and the safe day, and how it was counted."""
    duty, code = f["duty"], f["municipality"]
    nominal = _nominal(duty, f["event_on"])
    found: dict[str, Any] = {
        "nominal_last_day": nominal,
        "legal_last_day": nominal,
        "safe_last_day": nominal,
    }
    if not isinstance(nominal, date):
        return found
    okinawa = duty in AT_MUNICIPALITY and code is not None and code.startswith("47")
    found["safe_last_day"] = _nearest(nominal, -ONE_DAY, okinawa=okinawa)
    if duty not in STAYS_OPEN:
        found["legal_last_day"] = _nearest(nominal, ONE_DAY, okinawa=okinawa)
    if duty not in UNCOUNTED:
        found["basis"] = "same-day" if duty in DAY_ONE else "next-day"
    return found
