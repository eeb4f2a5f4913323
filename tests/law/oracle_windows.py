"""Renewal windows once more, in plain Python: RC-126, RC-137, MN-103, MN-104, MN-192.

With the corrections of the second reading and decision 0015, which says what a missing
status means.
"""

from datetime import date, timedelta
from typing import Any

from law.oracle import born_in, turns
from law.oracle_days import months_before

T0 = date(2026, 6, 14)
LONGER_FROM = date(2023, 11, 1)
MY_NUMBERS_FROM, CERTIFICATES_FROM = date(2015, 10, 5), date(2016, 1, 1)
ONE_DAY = timedelta(days=1)
WITHOUT_END = {"permanent-resident", "hsp-2", "special-permanent-resident"}


def _months(f: dict[str, Any]) -> int | None:
    """How many months before its end the window of a residence document opens."""
    ends, old = f["expires_on"], f["old_card"]
    sixteenth = turns(f["birth_date"], 16)
    # A card that ended before a law was delivered before it.
    delivered = min(ends, old["delivered_on"] if old is not None else ends)
    kept = not f["card"].startswith("specified")
    if kept and delivered < LONGER_FROM:
        if ends == sixteenth:
            return 6
    elif kept and delivered < T0 and ends == sixteenth - ONE_DAY:
        return 6
    dated = "status" in f and f["status"] not in WITHOUT_END
    if dated and f["card"] in {"residence", "specified-residence"}:
        return None
    if kept and delivered < LONGER_FROM and ends <= date(2030, 12, 31):
        return 2
    return 3


def window(f: dict[str, Any]) -> dict[str, Any]:
    """The days on which a window opens and closes; none where a card follows a stay."""
    ends = f["expires_on"]
    dated = "status" in f and f["status"] not in WITHOUT_END
    first = {"certificate": CERTIFICATES_FROM, "my-number": MY_NUMBERS_FROM}
    begun = T0 if f["card"].startswith("specified") else first.get(f["card"])
    if begun is not None and ends < begun:
        return {"opens_on": None, "closes_on": None}
    at_cap = ends == born_in(f["birth_date"], ends.year)
    if f["card"] == "certificate":
        opens = months_before(ends, 3) + ONE_DAY
    elif f["card"] == "my-number":
        opens = None if dated and not at_cap else months_before(ends, 3) + ONE_DAY
    else:
        months = _months(f)
        opens = None if months is None else months_before(ends, months)
    return {"opens_on": opens, "closes_on": None if opens is None else ends}
