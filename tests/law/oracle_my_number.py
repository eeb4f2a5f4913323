"""The My Number card and its certificates once more, in plain Python.

Written from tables 5.1 and 5.2 of the My Number file, MN-116 to MN-132, and the
corrections of its second reading.
"""

from datetime import date, timedelta
from typing import Any

from law.oracle import nth, turns
from law.oracle_days import less_than_three_months_left

FIRST_CARDS = date(2015, 10, 5)
LINE_OF_18 = date(2022, 4, 1)
OUTSIDE = {"temporary-visitor", "diplomat", "official"}
WITHOUT_END = {"permanent-resident", "hsp-2", "special-permanent-resident"}


def _on_the_register(f: dict[str, Any]) -> bool:
    return f.get("status") not in OUTSIDE and f.get("standing") != "other"


def _general(f: dict[str, Any]) -> bool:
    """MN-098."""
    return f.get("status") in WITHOUT_END or f.get("standing") == "special-permanent"


def _of_age(f: dict[str, Any]) -> bool:
    """MN-093, MN-094."""
    line = 18 if f["made_on"] >= LINE_OF_18 else 20
    return bool(turns(f["birth_date"], line) <= f["made_on"])


def _general_rule(f: dict[str, Any]) -> date:
    """Rows 1 to 4 of table 5.1."""
    old = f["replaces"]
    in_window = (
        _general(f)
        and old is not None
        and less_than_three_months_left(old["expires_on"], f["made_on"])
    )
    number = (11 if in_window else 10) if _of_age(f) else (6 if in_window else 5)
    return nth(f["birth_date"], f["made_on"], number)


def card(f: dict[str, Any]) -> dict[str, Any]:
    """Table 5.1, and the hypothetical day of MN-102."""
    if not _on_the_register(f) or f["made_on"] < FIRST_CARDS:
        return {"expires_on": None, "hypothetical_ends_on": None}
    cap = _general_rule(f)
    if _general(f):
        ends = cap
    elif f.get("standing") in {"temporary-refuge", "provisional-stay"}:
        ends = f["stay_ends_on"]
    elif f.get("standing") == "birth-or-nationality-loss":
        ends = f["event_on"] + timedelta(days=60)
    elif _of_age(f):
        ends = f["stay_ends_on"]
    else:
        ends = min(f["stay_ends_on"], cap)
    return {"expires_on": ends, "hypothetical_ends_on": cap}


def extension(f: dict[str, Any]) -> dict[str, Any]:
    """MN-116 to MN-132: what the municipality may set the card to."""
    refused = (
        not _on_the_register(f)
        or f["made_on"] < FIRST_CARDS
        or _general(f)
        or f["requested_on"] > f["present_expires_on"]
        or f.get("new_status") in OUTSIDE
    )
    if refused:
        return {"expires_on": None}
    cap = _general_rule(f)
    if f["present_expires_on"] >= cap:
        return {"expires_on": None}
    if f.get("new_status") in WITHOUT_END:
        return {"expires_on": cap}
    wanted = f.get("new_stay_ends_on", f.get("special_period_ends_on"))
    return {"expires_on": min(wanted, cap)}


def certificate(f: dict[str, Any]) -> dict[str, Any]:
    """Table 5.2, of the certificates on My Number cards."""
    if f["issued_on"] < date(2016, 1, 1):
        return {"expires_on": "unknown" if f["certificate"] == "signature" else None}
    old = f["renewal_of_ends_on"]
    kept = old is not None and less_than_three_months_left(old, f["issued_on"])
    ends = [nth(f["birth_date"], f["issued_on"], 6 if kept else 5), f["card_ends_on"]]
    if f["certificate"] == "signature" and f["user_authentication_ends_on"] is not None:
        ends.append(f["user_authentication_ends_on"])
    return {"expires_on": min(ends)}
