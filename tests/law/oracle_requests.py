"""Which filing may carry a request once more, in plain Python: RC-020 to RC-050."""

from datetime import date
from typing import Any

T0 = date(2026, 6, 14)
OUTSIDE = {"temporary-visitor", "diplomat", "official", "special-permanent-resident"}
GROUP_A = {"item-change", "validity-renewal", "damage", "exchange", "ordered-reissue"}
GROUP_B = {"change-of-status", "extension", "permanent-residence"}
ADDRESSES = {"first-address", "address-change"}
DESCENT = {"spouse-japanese", "spouse-pr", "long-term-resident"}
ALWAYS_GAVE_A_CARD = GROUP_A | {"loss", "early-renewal", "return-of-specified"}


def _listed(f: dict[str, Any]) -> str | None:
    """The counter at which a filing that the articles list is made."""
    filing = f["procedure"]
    if f["standing"] == "special-permanent":
        return "municipality" if filing in GROUP_A | ADDRESSES | {"loss"} else None
    if f["standing"] != "mid-to-long-term":
        return None
    if filing in ADDRESSES:
        return "municipality"
    descent = filing == "spr-permission" and f["status_before"] in DESCENT
    at_bureau = filing in GROUP_A | GROUP_B or descent
    # Whoever files under SPA 5 elsewhere does not file under SPA 5 (RC-038).
    return "bureau" if at_bureau else None


def _allowed(f: dict[str, Any]) -> bool:
    leaves = f["procedure"] == "change-of-status" and f["status_after"] in OUTSIDE
    return (
        f["filed_on"] >= T0
        and _listed(f) == f["counter"]
        and not leaves
        and (f["on_register"] or f["procedure"] in ADDRESSES)
    )


def _without_request(f: dict[str, Any]) -> str | None:
    """RC-021, RC-033, RC-157: the card that the filing alone leads to."""
    filing, standing = f["procedure"], f["standing"]
    if filing == "spr-permission":
        return "special-permanent"
    if _listed(f) not in {None, f["counter"]} or filing in ADDRESSES | {"move-out"}:
        return None
    if standing == "special-permanent":
        return "special-permanent" if filing in ALWAYS_GAVE_A_CARD else None
    begins = {"landing", "acquisition", "change-of-status"}
    if standing == "other" and filing not in begins:
        return None
    new_status = standing == "other" or filing == "change-of-status"
    return None if new_status and f["status_after"] in OUTSIDE else "residence"


def request(f: dict[str, Any]) -> dict[str, Any]:
    """Whether it may be asked for, and the card in which the filing ends."""
    allowed = _allowed(f)
    card = _without_request(f)
    if allowed:
        special = f["standing"] == "special-permanent"
        special |= f["procedure"] == "spr-permission"
        card = "specified-special-permanent" if special else "specified-residence"
    return {"allowed": allowed, "result_card": card}
