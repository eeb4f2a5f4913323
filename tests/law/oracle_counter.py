"""Who comes, with what, and back by when, once more, in plain Python.

Written from RC-050 to RC-059, RC-065 to RC-073, RC-168, RC-186, RC-195 to RC-197,
RC-205 to RC-207 and the procedure table of the law file.
"""

from datetime import date
from typing import Any

from law.oracle_days import ONE_DAY, months_before

T0 = date(2026, 6, 14)
ON = date(2026, 7, 1)
ADDRESS = {"first-address", "address-change"}
PERMISSIONS = {"extension", "change-of-status", "permanent-residence"}
UNKNOWN = "unknown"


def where(f: dict[str, Any]) -> dict[str, Any]:
    """RC-030 to RC-040, RC-050, RC-188 and the counters of the procedure table."""
    procedure, special = f["procedure"], f["standing"] == "special-permanent"
    counters = {
        "landing": None,
        "return-of-specified": "bureau",
        "move-out": "municipality",
        "spr-permission": "bureau"
        if f["standing"] == "mid-to-long-term"
        else "municipality",
        **dict.fromkeys(ADDRESS, "municipality"),
    }
    usual = "municipality" if special else "bureau"
    group_a = {"item-change", "validity-renewal", "loss", "damage", "exchange"}
    movable = special and procedure in group_a | {"ordered-reissue"}
    return {
        "counter": counters.get(procedure, usual),
        "other_municipality": movable and f["ground"] != "none",
    }


def _birthday(born: date, age: int) -> date:
    """The birthday, on 28 February where a common year lacks the 29th (RC-125)."""
    return months_before(born, -12 * age)


def _acted_for(f: dict[str, Any], on: date, *, renewal: bool) -> bool:
    """RC-051: under 16, or renewing on the birthday itself."""
    sixteen = _birthday(f["birth_date"], 16)
    return on < sixteen or (renewal and on == sixteen)


def _too_young(f: dict[str, Any]) -> bool:
    """Whoever acts for another is 16 or over, the law's own representatives apart."""
    family = {"cohabiting-relative", "relative", "cohabitant", "asked-person"}
    return f["actor"] in family and not f["actor_is_sixteen"]


def may_file(f: dict[str, Any]) -> dict[str, Any]:
    """RC-050 to RC-057."""
    return {"may_file": _may_file(f)}


def _may_file(f: dict[str, Any]) -> str:
    young = _acted_for(f, f["filed_on"], renewal=f["procedure"] == "validity-renewal")
    if f["actor"] == "self":
        return "no" if young and f["procedure"] not in PERMISSIONS else "yes"
    if (f["specified_request"] and f["express"]) or _too_young(f):
        return "no"
    ward = young or f["unable"]
    if f["procedure"] == "spr-permission" or f["standing"] == "special-permanent":
        return _for_special(f, young, ward)
    if not f["specified_request"]:
        if f["actor"] != "cohabiting-relative" or f["procedure"] in PERMISSIONS:
            return UNKNOWN
        return "must" if ward else "yes"
    return _with_request(f, ward)


def _for_special(f: dict[str, Any], young: bool, ward: bool) -> str:  # noqa: FBT001
    actor = f["actor"]
    if f["procedure"] == "spr-permission":
        parent = young and actor == "legal-representative"
        near = {"cohabiting-relative", "relative", "cohabitant"}
        return "yes" if parent or (f["unable"] and actor in near) else "no"
    if actor == "lawyer-or-scrivener" and f["procedure"] not in ADDRESS:
        return "yes"
    return "yes" if ward and actor == "cohabiting-relative" else UNKNOWN


def _with_request(f: dict[str, Any], ward: bool) -> str:  # noqa: FBT001
    if f["procedure"] in ADDRESS:
        near = {"cohabiting-relative", "relative"}
        near |= {"legal-representative", "asked-person"}
        return "yes" if ward and f["actor"] in near else "no"
    if f["procedure"] in PERMISSIONS:
        yes = {"legal-representative"}
        yes |= {"cohabiting-relative", "relative", "cohabitant"} if ward else set()
        maybe = {
            "support-staff",
            "lawyer-or-scrivener",
            "staff-of-supporters-institution",
        }
    else:
        yes = {"cohabiting-relative"}
        maybe = {"support-staff", "lawyer-or-scrivener", "legal-representative"}
        maybe |= {"relative", "cohabitant"} if ward else set()
    return (
        "yes" if f["actor"] in yes else "if-accepted" if f["actor"] in maybe else "no"
    )


def may_receive(f: dict[str, Any]) -> dict[str, Any]:
    """RC-050 to RC-052, RC-058, RC-059, RC-087."""
    specified = f["card"].startswith("specified-")
    letter = specified and f["actor"] not in {"self", "legal-representative"}
    return {"may_receive": _may_receive(f, specified), "reply_letter": letter}


def _may_receive(f: dict[str, Any], specified: bool) -> str:  # noqa: FBT001
    actor = f["actor"]
    young = _acted_for(f, f["received_on"], renewal=f["is_renewal"])
    ward = young or f["unable"]
    if actor == "self":
        return "no" if young else "yes"
    if _too_young(f):
        return "no"
    if f["filed_at"] == "municipality":
        near = {"cohabiting-relative": "yes", "relative": UNKNOWN}
        known = {**near, "cohabitant": UNKNOWN} if ward else {}
        return {"legal-representative": "yes", **known}.get(actor, "no")
    if actor == "cohabiting-relative":
        return "must" if ward else "yes"
    agents = {"support-staff", "staff-of-supporters-institution", "lawyer-or-scrivener"}
    return "no" if specified and actor in agents else UNKNOWN


def back_by(f: dict[str, Any]) -> dict[str, Any]:
    """RC-195 to RC-197."""
    special = f["standing"] == "special-permanent"
    if f["re_entry"] == "none":
        return {"return_by": None, "card_ends": True}
    if f["re_entry"] == "permit":
        years = 5 + special + f["permit_extended"]
        latest = _years_on(f["permit"]["issued_on"], years)
        ends = f["permit"]["ends_on"]
        return {"return_by": ends, "card_ends": False, "permit_at_most": latest}
    last = _years_on(f["left_on"], 2 if special else 1)
    if not special and f["stay_ends_on"] is not None:
        last = min(last, f["stay_ends_on"])
    return {"return_by": last, "card_ends": False}


def _years_on(day: date, years: int) -> date:
    """The end of years that run from the day after (CC 140, 143)."""
    first = day + ONE_DAY
    year = first.year + years
    if (first.month, first.day) == (2, 29) and year % 4:
        return date(year, 2, 28)
    return first.replace(year=year) - ONE_DAY


def on_the_street(f: dict[str, Any]) -> dict[str, Any]:
    """RC-205 to RC-207."""
    special = f["standing"] == "special-permanent"
    return {
        "carry": not special and _birthday(f["birth_date"], 16) <= ON,
        "let_chip_be_checked": f["card_delivered_on"] >= T0,
    }


FORMS = {
    "item-change": ("29-9", "6"),
    "validity-renewal": ("29-10", "7"),
    "early-renewal": ("29-10", UNKNOWN),
    "loss": ("29-11", "8"),
    "damage": ("29-12", "9"),
    "ordered-reissue": ("29-12", UNKNOWN),
    "exchange": ("29-13", "10"),
    "return-of-specified": ("29-14-2", "13"),
    "acquisition": ("36", UNKNOWN),
    **{permission: (permission, UNKNOWN) for permission in PERMISSIONS},
    **dict.fromkeys(ADDRESS, ("resident-record-notice", "resident-record-notice")),
    "landing": (None, None),
    "move-out": (None, None),
}
PROOFS = {
    "item-change": "of-the-change",
    "loss": "of-the-loss",
    "early-renewal": "of-the-reason",
    "spr-permission": "of-the-standing",
    **dict.fromkeys(PERMISSIONS, "of-the-activity"),
}


def papers(f: dict[str, Any]) -> dict[str, Any]:
    """P01 to P23, RC-065 to RC-073, RC-168, RC-186."""
    procedure, asked = f["procedure"], f["specified_request"]
    special = f["standing"] == "special-permanent"
    born_here = f["standing"] != "mid-to-long-term"
    becomes = procedure == "spr-permission"
    form = ("1" if born_here else "2") if becomes else FORMS[procedure][special]
    request = "form-2" if procedure in ADDRESS else "form-1"
    nothing = procedure in {"landing", "move-out"}
    passport: str | None = "show"
    if nothing or becomes or procedure == "acquisition":
        passport = UNKNOWN
    elif procedure in ADDRESS:
        passport = "show-or-explain" if asked else None
    none_held = procedure in {"landing", "acquisition", "loss"}
    card = "show-or-passport" if procedure == "first-address" else "show"
    return {
        "filing_form": form,
        "request_form": ("app-s" if special or becomes else request) if asked else None,
        "photo": not nothing and (procedure not in ADDRESS or asked) and _pictured(f),
        "passport": passport,
        "present_card": None
        if none_held or (becomes and born_here)
        else ("show" if special else card),
        "proof": PROOFS.get(procedure),
        "pin": asked,
    }


def _pictured(f: dict[str, Any]) -> bool:
    """RC-069, RC-070: from 1, and from 16 before the amended law."""
    age = 1 if f["filed_on"] >= T0 else 16
    return f["filed_on"] >= _birthday(f["birth_date"], age)
