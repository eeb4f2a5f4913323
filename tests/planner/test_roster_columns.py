"""Columns of a roster: known ones, named ones, and those that nobody may keep."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from ichimai.errors import Malformed, Refused
from ichimai.planner.roster.check import check_roster
from ichimai.planner.roster.result import Check, Roster

AS_OF = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 1, tzinfo=UTC)


def check(text: str, **asked: Any) -> Roster:  # noqa: ANN401
    """The roster in CSV as seen on one day."""
    return check_roster(text.encode(), Check(AS_OF, NOW, **asked))


def test_site_language_and_remarks_are_kept() -> None:
    """They change no day, and come out with the person."""
    roster = check(
        "管理番号,在留期限,事業所,言語,備考\n0001,2027/1/10,名古屋,ベトナム語,夜勤\n"
        "0002,2027/1/10,,Klingon,\n"
    )
    kept = {
        person.entry.code: (
            person.entry.site,
            person.entry.language,
            person.entry.note,
        )
        for person in roster.people
    }

    assert {"0001": ("名古屋", "vi", "夜勤"), "0002": (None, "Klingon", None)} == kept


def test_foreign_headings_are_named() -> None:
    """Two meanings given, the file is read; without, what it lacks is told."""
    text = "Mã số,Ngày hết hạn,Ghi chú\n0001,2027-01-10,x\n"
    named = {"Mã số": "id", "NGÀY HẾT HẠN": "stay_expires_on"}
    with pytest.raises(Malformed) as caught:
        check(text)

    assert ["Ghi chú"] == list(check(text, columns=named).audit.columns.unused)
    assert "no-header" == caught.value.code
    assert "Mã số, Ngày hết hạn, Ghi chú" == caught.value.values["columns"]


def test_a_row_of_somebody_is_not_shown_as_headings() -> None:
    """Without a heading the first row may be a person's own."""
    with pytest.raises(Malformed) as caught:
        check("SAMPLE TARO,2027-01-10\nTEST HANA,2027-02-10\n")
    assert "SAMPLE" not in str(caught.value.values)


def test_a_named_column_may_be_dropped_or_renamed() -> None:
    """What the user says of a heading wins over what is known of it."""
    text = "id,満了日,備考\n1,2027-01-10,x\n"
    roster = check(text, columns={"備考": "not_needed", "満了日": "card_expires_on"})

    assert ("備考",) == roster.audit.columns.not_needed
    assert {"id", "card_expires_on"} == set(roster.audit.columns.places)


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ({"满了日": "stay_expires_on"}, "column-missing"),
        ({"id": "x"}, "column-meaning"),
    ],
)
def test_a_slip_in_a_name_is_told(named: dict[str, str], code: str) -> None:
    """A column that is not there, and a meaning that is none."""
    with pytest.raises(Malformed) as caught:
        check("id,満了日\n1,2027-01-10\n", columns=named)
    assert code == caught.value.code


@pytest.mark.parametrize(
    "heading", ["暗証番号", "署名用 暗証番号(6-16桁)", "PIN", "Password ", "ＰＩＮ１"]
)
def test_a_column_of_pins_is_refused_and_named(heading: str) -> None:
    """By its heading: four digits alone could be anything."""
    with pytest.raises(Refused) as caught:
        check(f"id,満了日,{heading}\n1,2027-01-10,4321\n")
    assert "pin-column" == caught.value.code
    assert heading.strip() == caught.value.values["column"]
    assert "4321" not in str(caught.value.values)


@pytest.mark.parametrize(
    ("heading", "written", "code"),
    [
        ("市区町村", "131041", "131041"),
        ("市区町村", "新宿区", "131041"),
        ("市区町村", "しんじゅくく", "131041"),
        ("municipality", "Shinjuku-ku", "131041"),
        ("住所", "東京都新宿区西新宿２－８－１", "131041"),
        ("address", "2-8-1 Nishi-Shinjuku, Shinjuku-ku", "131041"),
        ("市区町村", "府中市", None),
        ("市区町村", "東京都府中市", "132063"),
        ("住所", "海の底", None),
    ],
)
def test_a_place_is_read_however_it_is_written(
    heading: str, written: str, code: str | None
) -> None:
    """By code, name or address; one that could be several is told and not guessed."""
    person = check(f'id,満了日,{heading}\n1,2027-01-10,"{written}"\n').people[0]

    assert code == person.entry.facts.person.municipality
    assert (code is None) is any("Write its code" in n for n in person.notes("en"))
    assert written == code or written not in str(person.to_json("en"))


def test_an_address_beside_a_municipality_is_dropped() -> None:
    """One column is enough to tell the place."""
    roster = check("id,満了日,市区町村,住所\n1,2027-01-10,新宿区,東京都港区\n")

    assert ("住所",) == roster.audit.columns.not_needed
    assert "131041" == roster.people[0].entry.facts.person.municipality
