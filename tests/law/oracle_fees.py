"""Fees once more, in plain Python: RC-095 to RC-105 with their corrections.

What the texts leave open is decided as decision 0081 says.
"""

from datetime import date
from typing import Any

T0 = date(2026, 6, 14)
TARIFF, LAST_OF_TARIFF = date(2025, 4, 1), date(2026, 9, 30)
PERMISSIONS = {"extension", "change-of-status", "permanent-residence"}
ADDRESSES = {"first-address", "address-change"}
REISSUES = {"damage", "ordered-reissue"}
CARRIERS = (
    PERMISSIONS
    | ADDRESSES
    | REISSUES
    | {"item-change", "validity-renewal", "exchange", "spr-permission"}
)


def _spr(f: dict[str, Any]) -> bool:
    return bool(f["present_card"]["kind"].endswith("special-permanent"))


def _holds(f: dict[str, Any]) -> bool:
    return bool(f["present_card"]["kind"].startswith("specified"))


def _carried(f: dict[str, Any]) -> bool:
    """RC-030 to RC-039, RC-049."""
    listed = CARRIERS | ({"loss"} if _spr(f) else set())
    return f["procedure"] in listed and not f["online"] and f["filed_on"] >= T0


def _permission(f: dict[str, Any]) -> int | str:
    """RC-105."""
    if not TARIFF <= f["filed_on"] <= LAST_OF_TARIFF:
        return "unknown"
    if f["procedure"] == "permanent-residence":
        return 10_000
    return 5_500 if f["online"] else 6_000


def _pays_on_top(f: dict[str, Any]) -> bool:
    """RC-096 to RC-099."""
    return (
        f["specified_request"]
        and f["procedure"] != "permanent-residence"
        and not _holds(f)
        and f["present_card"]["delivered_on"] >= T0
    )


def _free_for_holders(f: dict[str, Any]) -> bool:
    """RC-100, RC-101 corrected."""
    filing, spr = f["procedure"], _spr(f)
    named = {"item-change", "validity-renewal"} | (set() if spr else PERMISSIONS)
    exchange = filing == "exchange"
    that_day = exchange and f["on_delivery_day_of_ordinary"]
    lost = filing == "loss" if spr else that_day
    crowded = REISSUES | {"exchange"} | ({"loss"} if spr else set())
    return (
        filing in {"item-change", "validity-renewal", "address-change"}
        or (filing in REISSUES and f["blameless"])
        or (lost and f["blameless"])
        or (that_day and f["declined"] and f["declined_procedure"] in named)
        or (exchange and (f["lapsed_abroad"] or f["number_changed"]))
        or (filing in crowded and f["no_space_left"])
    )


def _free_at_first(f: dict[str, Any]) -> bool:
    """RC-102, RC-103."""
    that_day = f["on_delivery_day_of_ordinary"] and f["first_certificate"]
    if f["procedure"] == "first-address":
        return not _spr(f) or that_day
    return f["procedure"] == "spr-permission" or (
        f["procedure"] == "exchange" and that_day
    )


def _request(f: dict[str, Any]) -> int:
    """RC-095."""
    if (_holds(f) and _free_for_holders(f)) or _free_at_first(f):
        return 0
    mailed = f["express"] and (f["procedure"] in ADDRESSES or _spr(f))
    return 2_600 if mailed else 1_900


def _for_permission(f: dict[str, Any]) -> tuple[int | str, date]:
    amount = _permission(f)
    if isinstance(amount, str) or not _pays_on_top(f):
        return amount, TARIFF
    return amount + 1_900, T0


def _exchange(filed_on: date) -> tuple[int | str, date]:
    """RC-104, at wish into an ordinary card."""
    if filed_on >= T0:
        return 1_900, T0
    return (1_600 if filed_on >= TARIFF else "unknown"), TARIFF


def fee(f: dict[str, Any]) -> dict[str, Any]:
    """The amount, and the first day of its tariff where there is something to pay."""
    if f["specified_request"] and not _carried(f):
        return {"yen": None}
    if f["procedure"] in PERMISSIONS:
        amount, tariff = _for_permission(f)
    elif f["specified_request"]:
        amount, tariff = _request(f), T0
    elif f["procedure"] == "exchange":
        amount, tariff = _exchange(f["filed_on"])
    else:
        amount, tariff = 0, T0
    to_pay = isinstance(amount, int) and amount > 0
    return {"yen": amount} | ({"tariff_from": tariff} if to_pay else {})
