"""Procedures, counters and standings, by the words that the interfaces fix."""

from enum import StrEnum


class Standing(StrEnum):
    """How a person stands to the residence-card system."""

    MID_TO_LONG_TERM = "mid-to-long-term"
    """中長期在留者, ICA 19-3."""
    SPECIAL_PERMANENT = "special-permanent"
    """特別永住者, SPA 3 to 5."""
    OTHER = "other"


class Counter(StrEnum):
    """Where a filing is made."""

    BUREAU = "bureau"
    """A regional immigration services bureau (地方出入国在留管理局)."""
    MUNICIPALITY = "municipality"
    """The municipality of residence (市区町村)."""


class Procedure(StrEnum):
    """What a person files, reports or asks for."""

    LANDING = "landing"
    EXTENSION = "extension"
    CHANGE_OF_STATUS = "change-of-status"
    PERMANENT_RESIDENCE = "permanent-residence"
    ACQUISITION = "acquisition"
    ITEM_CHANGE = "item-change"
    VALIDITY_RENEWAL = "validity-renewal"
    EARLY_RENEWAL = "early-renewal"
    LOSS = "loss"
    DAMAGE = "damage"
    EXCHANGE = "exchange"
    ORDERED_REISSUE = "ordered-reissue"
    FIRST_ADDRESS = "first-address"
    ADDRESS_CHANGE = "address-change"
    MOVE_OUT = "move-out"
    RETURN_OF_SPECIFIED = "return-of-specified"
    SPR_PERMISSION = "spr-permission"
