"""The table of what cards show agrees with the amendment and with the chip's files."""

from dataclasses import fields

import pytest

from ichimai.card.layout.residence import ResidenceContents
from ichimai.law.card_items import card_items
from ichimai.law.coverage import rule_ids

ROWS = {row.name: row.places for row in card_items().rows}

IN_THE_LAYOUT = {
    "identity": "birth_date",
    "address": "address_image",
    "status": "status",
    "stay-end": "stay_ends_on",
    "stay-length": "period_of_stay",
    "permission": "permitted_on",
    "number": "card_number",
    "work": "work_restriction",
    "other-activity": "comprehensive_permission",
    "other-activity-end": "comprehensive_until",
    "pending": "pending",
    "photo": "portrait",
    "statement": "signature",
    "name": "name_image",
}
"""Items that the chip of the specified card keeps in its residence files."""


def test_what_left_the_face_in_2026() -> None:
    """Length of stay, permission and delivery moved from the face to the chip."""
    moved = {
        name
        for name, places in ROWS.items()
        if (places["old-residence"], places["residence"]) == ("face-and-chip", "chip")
    }

    assert {"stay-length", "permission", "delivery"} == moved


def test_the_one_card_adds_the_my_number_part_and_nothing_else() -> None:
    """Both specified cards have what the ordinary ones have, and five items more."""
    more = {"my-number", "my-number-end", "alias", "record-code", "certificates"}

    for plain in ("residence", "special-permanent"):
        added = {n for n, p in ROWS.items() if p[plain] != p[f"specified-{plain}"]}
        assert more == added
        assert {"none"} == {ROWS[name][plain] for name in more}


def test_certificates_have_no_status_and_no_stay() -> None:
    """A certificate of a special permanent resident says nothing of a stay or work."""
    silent = {n for n, p in ROWS.items() if p["special-permanent"] == "none"}

    assert {"status", "stay-end", "stay-length", "permission", "work"} <= silent


@pytest.mark.parametrize(("item", "field"), IN_THE_LAYOUT.items())
def test_the_chip_keeps_it(item: str, field: str) -> None:
    """What the law puts on the chip has a field in the files of the software card."""
    assert field in {each.name for each in fields(ResidenceContents)}
    assert "chip" in ROWS[item]["specified-residence"]


def test_rules_are_those_of_the_law_files() -> None:
    """Each item names its rules and its provisions."""
    for row in card_items().rows:
        assert set(row.rules) <= set(rule_ids())
        assert row.cites
