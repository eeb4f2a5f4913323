"""Limits that are counted from a day, by the names of `deadlines.toml`.

The numbers stand in the data file alone; every question that counts one counts it here.
"""

import tomllib
from importlib.resources import files
from typing import Any

from ichimai.rules.calendar import end_of_month_on
from ichimai.rules.graph import Day, days, months

_DATA = tomllib.loads(
    files("ichimai.law").joinpath("deadlines.toml").read_text("utf-8")
)
_LIMITS: dict[str, dict[str, Any]] = {row["name"]: row for row in _DATA["duty"]}

RETURN, FOLLOW_UP = "return", "move-out-follow-up"
PRESENT_CARD, EXPRESS = "present-card-after-move-in", "express-form"
GRACE = "insurance-grace"
AFFILIATION, NO_ADDRESS = "affiliation-notice", "address-before-revocation"
HIRED, LEFT = "employer-report-hired", "employer-report-left"
UNINSURED = "employer-report-uninsured"
CARD_DUTY, BIRTH_NOTICE = "card-duty", "birth-notice"


def first_day_of(name: str) -> Any:
    """The first day on which a limit of that name ran, a `date`."""
    return _LIMITS[name]["from"]


def counted(name: str, since: Day) -> Day:
    """The last day of the limit of that name that runs from the day *since*."""
    row = _LIMITS[name]
    if "day_of_next_month" in row:
        return end_of_month_on(since, months(0)) + days(row["day_of_next_month"])
    if "month_ends" in row:
        return end_of_month_on(since, months(row["month_ends"]))
    first_counts = row["basis"] == "same-day"
    return since + days(row["days"] - int(first_counts))
