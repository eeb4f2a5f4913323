"""Every row of the users' page, sections 13.1 to 13.3, has a case."""

import tomllib
from pathlib import Path

import pytest

ROWS = {"names": ("N", 20), "addresses": ("A", 14), "dates": ("C", 17)}


@pytest.mark.parametrize("section", ROWS)
def test_every_row_has_a_case(section: str) -> None:
    """The ids of the table are those of the section, none missing and none invented."""
    letter, last = ROWS[section]
    table = tomllib.loads(
        Path(__file__).with_name(f"{section}.toml").read_text("utf-8")
    )

    found = {case["id"] for cases in table.values() for case in cases}

    assert {f"{letter}{number:02}" for number in range(1, last + 1)} == found
