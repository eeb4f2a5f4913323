"""Card validity once more, in plain Python: V0 to V8 of the law file with corrections.

Written from the table and not from the rules, with no shared code but the standard
library, so that a slip has to be made twice to go unseen.
"""

from datetime import date, timedelta
from typing import Any

T0 = date(2026, 6, 14)
EVE_FROM = date(2023, 11, 1)
PERMISSIONS = {"extension", "change-of-status", "permanent-residence"}
GROUP_A = {"item-change", "validity-renewal", "damage", "exchange", "ordered-reissue"}
MUNICIPAL = {"first-address", "address-change"}
PAIRS = {
    "specified-residence": GROUP_A | PERMISSIONS | MUNICIPAL,
    "specified-special-permanent": GROUP_A | MUNICIPAL | {"loss", "spr-permission"},
    "residence": GROUP_A
    | PERMISSIONS
    | {
        "landing",
        "acquisition",
        "loss",
        "early-renewal",
        "first-address",
        "return-of-specified",
    },
    "special-permanent": GROUP_A
    | {"loss", "early-renewal", "spr-permission", "return-of-specified"},
}


def born_in(birth: date, year: int) -> date:
    """The birthday of a year, 28 February where there is no 29th."""
    try:
        return birth.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def nth(birth: date, after: date, n: int) -> date:
    """The n-th birthday strictly after a day."""
    year = after.year if born_in(birth, after.year) > after else after.year + 1
    return born_in(birth, year + n - 1)


def turns(birth: date, age: int) -> date:
    """The birthday of an age."""
    return born_in(birth, birth.year + age)


def before_t0(f: dict[str, Any]) -> date:
    """V0."""
    birth, delivered, filing = f["birth_date"], f["delivered_on"], f["procedure"]
    renewal = filing in {"validity-renewal", "early-renewal"}
    sixteenth = turns(birth, 16) - timedelta(days=delivered >= EVE_FROM)
    young = delivered < turns(birth, 16) and not renewal
    if f["card"] == "special-permanent":
        if renewal:
            return nth(birth, f["old_card"]["expires_on"], 7)
        return sixteenth if young else nth(birth, f["filed_on"], 7)
    if f["status"] == "hsp-2" or (f["status"] == "permanent-resident" and not young):
        later = delivered.year + 7
        leap = (delivered.month, delivered.day) == (2, 29)
        if leap:
            return date(later, 2, 28)
        return delivered.replace(year=later) - timedelta(days=1)
    if f["status"] == "permanent-resident":
        return sixteenth
    return min(f["stay_ends_on"], sixteenth) if young else f["stay_ends_on"]


def certificate(f: dict[str, Any]) -> date:
    """V1 and V2."""
    birth, filing = f["birth_date"], f["procedure"]
    if filing in {"validity-renewal", "early-renewal"}:
        old = f["old_card"]
        if f["filed_on"] < turns(birth, 18) > old["expires_on"]:
            return nth(birth, old["expires_on"], 6 if at_sixteen(f) else 5)
        return nth(birth, old["expires_on"], 10)
    base = f["delivered_on"] if filing == "return-of-specified" else f["filed_on"]
    return nth(birth, base, 5 if base < turns(birth, 18) else 10)


def at_sixteen(f: dict[str, Any]) -> bool:
    """An old card that ends on the eve of the 16th birthday."""
    old = f["old_card"]
    eve = turns(f["birth_date"], 16) - timedelta(days=1)
    return old["expires_on"] == eve and old["delivered_on"] < T0


def resident(f: dict[str, Any]) -> date:
    """V3 to V6."""
    birth, filing = f["birth_date"], f["procedure"]
    if f["status"] not in {"permanent-resident", "hsp-2"}:
        end: date = f["stay_ends_on"]
        return end
    specified = f["card"] == "specified-residence" and filing not in PERMISSIONS
    tested = f["filed_on"] if specified else f["delivered_on"]
    base = f["old_card"]["expires_on"] if filing == "validity-renewal" else tested
    if f["status"] == "hsp-2" or tested >= turns(birth, 18):
        return nth(birth, base, 10)
    if filing == "validity-renewal" and base == turns(birth, 18):
        return nth(birth, base, 10)
    if filing == "validity-renewal" and at_sixteen(f) and f["card"] == "residence":
        return nth(birth, base, 6)
    return nth(birth, base, 5)


def expires_on(f: dict[str, Any]) -> date | None:
    """The last day of a card; None where the pair of card and filing is none."""
    old_law = f["delivered_on"] < T0
    if f["procedure"] not in PAIRS[f["card"]]:
        return None
    if old_law:
        return None if f["card"].startswith("specified") else before_t0(f)
    return certificate(f) if f["card"].endswith("special-permanent") else resident(f)
