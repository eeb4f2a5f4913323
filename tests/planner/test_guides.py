"""Pages of advice as data: no item without a source, a day, and a known section."""

from importlib.resources import files

import pytest

from ichimai.planner.guides.guide import get_guide

GUIDES = sorted(
    place.name.removesuffix(".toml")
    for place in files("ichimai.planner.guides").iterdir()
    if place.name.endswith(".toml") and "[[section]]" in place.read_text("utf-8")
)


@pytest.mark.parametrize("name", GUIDES)
def test_every_item_has_a_source_and_a_day(name: str) -> None:
    """Whatever a guide says was read somewhere, on a day that is written down."""
    guide = get_guide(name)

    assert guide.items
    for item in guide.items:
        assert item.source
        assert item.read_on.year == 2026
        assert item.about.endswith((".", "?", ":")) or "police box" in item.about


@pytest.mark.parametrize("name", GUIDES)
def test_every_section_has_items_and_a_place_of_its_own(name: str) -> None:
    """No heading stands over nothing, and no two have one place."""
    sections = get_guide(name).sections

    assert all(section.items for section in sections)
    assert len(sections) == len({section.key for section in sections})
