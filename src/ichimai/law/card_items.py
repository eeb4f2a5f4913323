"""Where each item of a card stands: on its face, on its chip, on both, or nowhere.

Data of ICA 19-4, SPA 8 and the ordinances, for the old cards and the four new ones.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from ichimai.errors import msgid
from ichimai.model.citation import Citation, cite

CARDS = {
    "old-residence": msgid("Residence card from before 14 June 2026"),
    "residence": msgid("Residence card"),
    "specified-residence": msgid("Specified Residence Card"),
    "old-special-permanent": msgid(
        "Special permanent resident certificate from before 14 June 2026"
    ),
    "special-permanent": msgid("Special permanent resident certificate"),
    "specified-special-permanent": msgid(
        "Specified special permanent resident certificate"
    ),
}
"""The cards of the table, in its order, as people are told them."""

PLACES = {
    "face-and-chip": msgid("On the face and on the chip"),
    "face": msgid("On the back only"),
    "chip": msgid("On the chip only"),
    "none": msgid("Nowhere"),
}
"""Where an item can stand. What only the face of an old card has is on its back."""


@dataclass(frozen=True, slots=True)
class CardItem:
    """One item of the cards.

    Attributes:
        about: what it is, English msgid.
        places: a key of `PLACES` for each key of `CARDS`.
    """

    name: str
    about: str
    places: dict[str, str]
    cites: tuple[Citation, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardItems:
    """The items in the order of the law, and where the table was read."""

    rows: tuple[CardItem, ...]
    since: date
    confidence: str
    source: str
    read_on: date


@cache
def card_items() -> CardItems:
    """The table of items.

    Raises:
        ValueError: a card that is left out, or a place that is not known.
    """
    text = files("ichimai.law").joinpath("card_items.toml").read_text("utf-8")
    table = tomllib.loads(text)
    rows = tuple(_item(row) for row in table.pop("item"))
    return CardItems(rows=rows, **table)


def _item(row: dict[str, Any]) -> CardItem:
    places = {card: row.get(card, "") for card in CARDS}
    if unknown := set(places.values()) - set(PLACES):
        raise ValueError(f"{row['name']}: no such place: {unknown}")
    return CardItem(
        name=row["name"],
        about=row["about"],
        places=places,
        cites=tuple(cite(each) for each in row["cites"]),
        rules=tuple(row["rules"]),
    )
