"""From when an extension of the period of stay is accepted.

The law fixes the last day only (ICA 21(2), ICA-MO 21(1)). That counters accept it from
three months before is practice, and only for periods of six months or more (RC-043).
"""

from datetime import date
from functools import cache, lru_cache

from ichimai.errors import msgid
from ichimai.rules.calendar import months_before
from ichimai.rules.fact import day_fact
from ichimai.rules.graph import Day, months
from ichimai.rules.rule import rule
from ichimai.rules.scalar import Case

RULES = ("RC-043",)
CITES = ("ICA 21(2)", "ICA-MO 21(1)")
SHORTEST_STAY_MONTHS = 6
"""Periods of fewer months have no published opening day."""


@cache
def _opening() -> Day:
    stay_ends_on = day_fact(
        "stay_ends_on", msgid("What is the last day of the period of stay?")
    )

    @rule(
        *CITES,
        ids=RULES,
        title=msgid("First day on which counters accept an extension (practice)"),
        since="2012-07-09",
        confidence="secondary",
    )
    def extension_opens_on() -> Day:
        return months_before(stay_ends_on, months(3))

    opening: Day = extension_opens_on
    return opening


@lru_cache(maxsize=4096)
def extension_opens_on(stay_ends_on: date) -> date:
    """The day three months before the last day of a stay of six months or more."""
    opening = Case({"stay_ends_on": stay_ends_on})[_opening()]
    assert isinstance(opening, date)  # noqa: S101 - one known day in, one known day out
    return opening
