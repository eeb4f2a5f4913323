"""Standing, the special period and the bridge once more, in plain Python.

Written from RC-001 to RC-003, RC-135, RC-145 to RC-150 and the interfaces.
"""

from datetime import date
from typing import Any

from law.oracle_days import two_months_on

T0 = date(2026, 6, 14)
MY_NUMBERS_FROM = date(2015, 10, 5)


def special_period(f: dict[str, Any]) -> dict[str, Any]:
    """RC-145: who may stay on, and until when; RC-147: the My Number side."""
    last, decided = f["stay_ends_on"], f["decided_on"]
    opens = (
        f["procedure"] in {"extension", "change-of-status"}
        and f["filed_on"] <= last
        and f.get("stay_days", 365) > 30
        and (decided is None or decided > last)
    )
    ends = None
    if opens:
        ends = two_months_on(last)
        if decided is not None and decided < ends:
            ends = decided
    my_number = ends if ends is not None and f["my_number_extended"] else last
    if last < MY_NUMBERS_FROM:
        my_number = None
    return {"ends_on": ends, "my_number_ends_on": my_number}


def renewal_bridge(f: dict[str, Any]) -> dict[str, Any]:
    """RC-135: delivery ends the old card; a renewal in time carries it to there."""
    old, delivered = f["old_expires_on"], f["delivered_on"]
    limit = old
    if T0 <= f["filed_on"] <= old:
        limit = two_months_on(old)
    in_time = f["filed_on"] <= old and delivered is not None
    return {"old_card_ends_on": min(delivered, limit) if in_time else limit}


def standing(f: dict[str, Any]) -> dict[str, Any]:
    """RC-001 to RC-003."""
    status = f["status"]
    if status == "special-permanent-resident":
        return {"standing": "special-permanent"}
    short = f.get("stay_days", 91) <= 90 or f.get("stay_months", 4) <= 3
    left_out = (
        status in {"temporary-visitor", "diplomat", "official"}
        or (short and status not in {"permanent-resident", "hsp-2"})
        or (status == "designated-activities" and f["designated_activity"] != "none")
    )
    return {"standing": "other" if left_out else "mid-to-long-term"}
