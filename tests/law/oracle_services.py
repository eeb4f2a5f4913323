"""The My Number Card in use once more, in plain Python: who comes, what comes, where.

After sections 1.C to 1.F, 1.I, 1.K, 1.L, 1.N, 1.Q and 1.R of the My Number file, with
decisions 0115 and 0116. "unknown" is what the sources leave out.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from law.oracle import turns
from law.oracle_days import month_after, month_end_after, months_before

EXPRESS_FROM = date(2024, 12, 2)
EVENTS = {
    "lost",
    "released-from-custody",
    "number-changed",
    "from-abroad",
    "newly-registered",
    "new-resident-record",
}
NO_EXPRESS = {"other-first-card", "renewal-in-window", "lapsed"}


def issue(f: dict[str, Any]) -> dict[str, Any]:
    """MN-075 to MN-086: express issue in person, in thirty days, and the two fees."""
    why, filed = f["situation"], f["filed_on"]
    limit = f["event_on"] + timedelta(days=29) if why in EVENTS else None
    express = filed >= EXPRESS_FROM and why not in NO_EXPRESS
    if express and not f["in_person"]:
        express = why == "child-under-one"
    if express and f["in_person"] and limit is not None:
        express = filed <= limit
    found: dict[str, Any] = {"express": express}
    if limit is not None:
        found["express_last_day"] = limit
    silent = why == "released-from-custody"
    at_fault = why in {"lost", "damaged"} and not f["blameless"]
    pays = why == "lapsed" or at_fault
    amount = 800 + 200 * f["certificates"]
    known = not silent and filed >= EXPRESS_FROM
    found["fee_yen"] = (amount if pays else 0) if known else "unknown"
    if express:
        dear = 1800 + 200 * f["certificates"]
        found["express_fee_yen"] = "unknown" if silent else dear if pays else 0
    return found


def application(f: dict[str, Any]) -> dict[str, Any]:
    """MN-030 to MN-044: who applies, and whether the form in hand serves."""
    filed = f["filed_on"]
    if filed < date(2015, 10, 5) or not f["on_register"]:
        return {"applicant": None, "form_serves": False, "counter_serves": False}
    child = filed < turns(f["birth_date"], 15)
    serves = f["has_application_id"] and f["form_is_current"]
    ends = f["stay_ends_on"]
    found: dict[str, Any] = {
        "applicant": "legal-representative" if child or f["adult_ward"] else "self",
        "form_serves": serves,
        "counter_serves": True,
        "renew_stay_first": ends is not None and months_before(ends, 1) <= filed,
    }
    if serves:
        first = filed + timedelta(days=1)
        year, month = month_after(first, 6)
        last = date(year, month, min(first.day, monthrange(year, month)[1]))
        whole = first.day <= monthrange(year, month)[1]
        found["state_shown_from"] = filed + timedelta(days=3)
        found["state_shown_until"] = last - timedelta(days=whole)
    return found


def collection(f: dict[str, Any]) -> dict[str, Any]:
    """MN-059 to MN-064: the holder, or whoever comes for one who hardly can."""
    other = f["collector"] != "self"
    hindered = f["hindrance"] not in {"busy-at-work", "nothing"}
    return {
        "may_collect": hindered or not other,
        "reply_letter": other,
        "by_mail": f["checked_when_applying"],
    }


def pin_reset(f: dict[str, Any]) -> dict[str, Any]:
    """MN-167 to MN-170: a store resets a certificate's PIN when it has all it needs."""
    store = f["pin"] in {"signature", "user-authentication"} and all(
        f[name] for name in ("has_photo", "certificates_valid", "other_pin_known")
    )
    return {"where": "store-or-counter" if store else "counter"}


def signature(f: dict[str, Any]) -> dict[str, Any]:
    """MN-183, MN-171, MN-205: fifteen, no guardian, PINs; then the telephone too."""
    given = not f["adult_ward"] and not f["without_pins"]
    given = given and turns(f["birth_date"], 15) <= f["requested_on"]
    phone = given and f["requested_on"] >= date(2025, 6, 24)
    return {"may_be_given": given, "on_telephone": phone}


def insurance(f: dict[str, Any]) -> dict[str, Any]:
    """MN-251 to MN-260: the card, the card for less, or the paper."""
    on, ends = f["used_on"], f["user_certificate_ends_on"]
    grace = month_end_after(ends, 3)
    usable = f["my_number_card"] == "held" and f["registered"]
    if on < EXPRESS_FROM:
        shown = "unknown"
    elif not usable or on > grace:
        shown = "qualification-certificate"
    else:
        shown = "card" if on <= ends else "card-for-eligibility"
    found: dict[str, Any] = {"shown": shown}
    if usable:
        found["warned"] = months_before(ends, 3) <= on <= grace
    return found


def move_out(f: dict[str, Any]) -> dict[str, Any]:
    """MN-216: thirty days before to ten days after, inside Japan, since 2023-02-06."""
    first = f["moves_on"] - timedelta(days=30)
    last = f["moves_on"] + timedelta(days=10)
    begun = f["filed_on"] >= date(2023, 2, 6)
    in_time = begun and first <= f["filed_on"] <= last
    found: dict[str, Any] = {
        "accepted": in_time and f["within_japan"] and f["pins_known"]
    }
    if begun and f["within_japan"]:
        found |= {"first_day": first, "last_day": last}
    return found


def store(f: dict[str, Any]) -> dict[str, Any]:
    """MN-264 to MN-266: not at the turn of the year, between homes, or without PIN."""
    on = f["wanted_on"]
    closed = (on.month, on.day) >= (12, 29) or (on.month, on.day) <= (1, 3)
    stopped = f["move"] in {"moved-out", "moved-in"} or not f["pin_works"]
    if closed or stopped or on > f["user_certificate_ends_on"]:
        return {"works": "no"}
    child = on < turns(f["birth_date"], 15)
    return {"works": "unknown" if child else "yes"}


def visits(f: dict[str, Any]) -> dict[str, Any]:
    """MN-124, MN-218: one visit, or two with the letter of inquiry between."""
    household = f["comes"] == "household-member"
    alone = f["comes"] in {"self", "legal-representative"}
    once = alone or (household and f["pin_known"] and not f["certificates"])
    return {
        "visits": "one" if once else "two",
        "certificate_pins": f["certificates"],
    }
