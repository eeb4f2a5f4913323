"""Pages of advice as data: no item without a source, a day, and a known section."""

import re
from importlib.resources import files
from pathlib import Path

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


@pytest.mark.parametrize("name", GUIDES)
def test_a_figure_names_what_it_rests_on(name: str) -> None:
    """Days, sums and sizes stand with a rule of the law files or a provision."""
    figures = [item for item in get_guide(name).items if re.search("[0-9]", item.about)]

    assert [] == [item.about for item in figures if not item.rules and not item.cites]


def test_an_item_without_a_source_is_no_guide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package refuses to show what nobody has read anywhere."""
    (tmp_path / "bare.toml").write_text(
        'title = "T"\nlead = "L"\nread_on = 2026-11-20\n'
        '[[section]]\nkey = "s"\ntitle = "S"\n'
        '[[item]]\nsection = "s"\nabout = "Pay 100 yen."\n'
        'source = ""\nconfidence = "official"\n'
    )
    monkeypatch.setattr("ichimai.planner.guides.guide.files", lambda _name: tmp_path)

    with pytest.raises(ValueError, match="no source"):
        get_guide("bare")
