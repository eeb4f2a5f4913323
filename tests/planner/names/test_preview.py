"""How names stand on each card: the preview, its command and what it refuses."""

import json

import pytest
from click.testing import CliRunner

from ichimai.cli.main import ichimai
from ichimai.errors import Malformed
from ichimai.planner.names.preview import Names, meetings, preview

WEI = Names(
    passport="ZHANG WEI TEST",
    characters="张伟",
    alias="金田 太郎",
    elsewhere={"bank": "WEI ZHANG TEST", "employer": "金田太郎", "ticket": "LI TEST"},
)


def shown(names: Names) -> dict[str, tuple[str, ...] | None]:
    """What stands at each place."""
    return {each.place: each.shown for each in preview(names)}


def test_the_alias_stands_on_the_my_number_side_alone() -> None:
    """An alias is never an item of the residence side (RC-117, MN-220)."""
    found = shown(WEI)

    assert ("ZHANG WEI TEST", "張偉") == found["residence-side"]
    assert ("ZHANG WEI TEST", "張偉", "金田 太郎") == found["my-number-side"]
    assert ("ZHANG WEI TEST", "張偉", "金田 太郎") == found["my-number-card"]


def test_the_certificate_for_logging_in_holds_no_name() -> None:
    """It has no name, no address, no birth date (MN-177)."""
    assert () == shown(WEI)["user-certificate"]


def test_no_card_shows_a_reading() -> None:
    """The reading is no item for a foreign resident, so a bank's form is open."""
    assert None is shown(WEI)["reading"]


def test_each_name_elsewhere_meets_the_form_most_like_it() -> None:
    """The order differs, the alias matches, another name does not."""
    found = {each.place: each.likeness.word for each in meetings(WEI)}

    assert {
        "bank": "order-differs",
        "employer": "same-letters",
        "ticket": "different",
    } == found


def test_a_single_name_needs_no_other_part() -> None:
    """Who has one name gives one name (N01)."""
    assert ("SUHARTONO",) == shown(Names("SUHARTONO"))["residence-side"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ([], "type"),
        ({}, "missing"),
        ({"passport": "   "}, "missing"),
        ({"passport": 7}, "type"),
        ({"passport": "A\u0000B"}, "out-of-range"),
        ({"passport": "A" * 201}, "out-of-range"),
        ({"passport": "A", "elsewhere": ["A"]}, "type"),
        ({"passport": "A", "elsewhere": {str(n): "B" for n in range(21)}}, "type"),
    ],
)
def test_what_is_no_name_is_refused(value: object, code: str) -> None:
    """The error names the field and never repeats what was typed."""
    with pytest.raises(Malformed) as refused:
        Names.of_json(value)

    assert code == refused.value.code


def test_the_command_prints_every_place() -> None:
    """`ichimai names - --json` gives the preview and the comparison."""
    asked = json.dumps({"passport": "ZHANG WEI TEST", "elsewhere": {"bank": "ZHANG"}})

    answer = CliRunner().invoke(ichimai, ["names", "-", "--json"], input=asked)

    found = json.loads(answer.stdout)
    assert 6 == len(found["appearances"])
    assert "different" == found["elsewhere"][0]["likeness"]


def test_names_are_not_shown_where_values_are_logged() -> None:
    """The value's own representation keeps the names to itself."""
    assert "WEI" not in repr(WEI)
