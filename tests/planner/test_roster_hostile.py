"""Rosters that are damaged, enormous or meant to harm: each does what its row says."""

import io
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from ichimai.errors import Malformed, Refused
from ichimai.papers.roster_files import files_of
from ichimai.planner.roster.check import check_roster
from ichimai.planner.roster.result import Check, Roster

CASES = tomllib.loads(
    Path(__file__).with_name("roster_hostile.toml").read_text("utf-8")
)["case"]
CHECK = Check(date(2026, 11, 21), datetime(2026, 11, 21, 1, tzinfo=UTC))
HEAD = ["id", "stay_expires_on"]
_SHEET = "xl/worksheets/sheet1.xml"


def check(raw: bytes) -> Roster:
    """The roster as seen on one day."""
    return check_roster(raw, CHECK)


def refused(raw: bytes) -> str:
    """The code of the error with which the whole file is refused."""
    with pytest.raises((Malformed, Refused)) as caught:
        check(raw)
    return caught.value.code


def saved(book: Workbook) -> bytes:
    """The bytes of the workbook."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def workbook(*rows: list[object]) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    for row in (HEAD, *rows):
        book.active.append(row)
    return saved(book)


def changed(raw: bytes, part: str, change: tuple[bytes, bytes]) -> bytes:
    """The workbook with one text of that part changed for another."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(raw)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            assert name != part or change[0] in content
            new.writestr(name, content.replace(*change) if name == part else content)
    return packed.getvalue()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_damaged_file_does_what_its_row_says(case: dict[str, Any]) -> None:
    """People and rejected lines are those of the row, or the file is refused whole."""
    raw = case["text"].encode(case["encoding"])
    if "refused" in case:
        assert case["refused"] == refused(raw)
        return
    roster = check(raw)

    assert sorted(case["people"]) == sorted(each.name for each in roster.people)
    assert case.get("rejected", []) == [row.row for row in roster.rejected]


def test_what_is_no_table_at_all_is_refused() -> None:
    """A picture, a workbook of before 2007, and bytes of no encoding."""
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(range(128, 256)) * 4

    assert "encoding" == refused(b"\x89PNG\r\n\x1a\n\x81\xff\xfe")
    assert refused(old) in {"encoding", "nul"}
    assert "encoding" == refused(b"\xff\xfe\x00\xd8")


def test_a_hundred_columns_are_read_and_a_thousand_refused() -> None:
    """Unknown columns are told; nobody's roster has a thousand."""
    wide = [*HEAD, *(f"column {number}" for number in range(98))]
    cells = ["7", "2027-01-10", *["x"] * 98]
    raw = "\n".join(",".join(row) for row in (wide, cells)).encode()

    assert (1, 98) == (len(check(raw).people), len(check(raw).audit.columns.unused))
    assert "too-large" == refused(",".join(HEAD * 500).encode())


def test_a_cell_of_megabytes_ends_the_reading() -> None:
    """It is a quote that nobody closed, or meant to fill the memory."""
    raw = b'id,stay_expires_on\n7,"' + b"x" * 1_000_000 + b'"\n'

    assert "csv" == refused(raw)


def test_no_output_starts_a_formula() -> None:
    """Codes, sites and remarks that would run stand behind an apostrophe."""
    signs = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", '=HYPERLINK("http://x")']
    rows = [f'"{s.replace(chr(34), chr(34) * 2)}",2026-12-31,"{s[0]}x"' for s in signs]
    raw = "\n".join(["id,満了日,備考", *rows]).encode()
    files = files_of(check(raw), "en")
    lines = files["people.csv"].decode("utf-8-sig").splitlines()

    assert len(signs) == len(lines) - 1
    for line in lines:
        assert not any(
            cell.strip('"').startswith(tuple("=+-@＝")) for cell in line.split(",")
        )


def test_control_characters_reach_no_workbook() -> None:
    """A code with a bell in it is kept, and the workbook can still be opened."""
    roster = check(b"id,stay_expires_on\n\x07\x0b7,2026-12-31\n")
    files = files_of(roster, "en")
    with ZipFile(io.BytesIO(files["roster.xlsx"])) as archive:
        people = archive.read("xl/worksheets/sheet1.xml")

    assert "\ufffd\ufffd".encode() in people
    assert b"\x07" not in people


def test_a_workbook_with_everything_that_workbooks_have() -> None:
    """Serials, formulas with results lost, hidden rows; a title merged above."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Our people", None])
    sheet.merge_cells("A1:B1")
    for row in (HEAD, ["1", 46387], ["2", "=TODAY()"], ["3", date(2027, 1, 10)]):
        sheet.append(row)
    sheet.row_dimensions[5].hidden = True
    roster = check(saved(book))

    assert ["1", "3"] == [each.name for each in roster.people]
    assert [4] == [row.row for row in roster.rejected]


def test_a_size_that_the_sheet_only_claims_is_not_believed() -> None:
    """A million rows of sixteen thousand columns, in which there is one person."""
    raw = workbook(["7", "2027-01-10"])
    claimed = changed(raw, _SHEET, (b'ref="A1:B2"', b'ref="A1:XFD1048576"'))

    assert ["7"] == [each.name for each in check(claimed).people]


def test_a_cell_in_the_last_column_is_refused() -> None:
    """Sixteen thousand cells a row keep a reader busy, and are nobody's roster."""
    raw = workbook(["7", "2027-01-10"])
    far = changed(
        raw, _SHEET, (b"</row></sheetData>", b'<c r="XFD2"/></row></sheetData>')
    )

    assert "too-large" == refused(far)


@pytest.mark.parametrize("before", [b"", b"<!--" + b" " * 2_000_000 + b"-->"])
def test_entities_are_not_expanded(before: bytes) -> None:
    """A document type is refused wherever it stands, before anything reads it."""
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    raw = changed(
        workbook(["7", "2027-01-10"]),
        _SHEET,
        (b"<worksheet", before + bomb + b"<worksheet"),
    )

    assert "workbook" == refused(raw)


def test_an_archive_within_an_archive_is_no_workbook() -> None:
    """What is packed again is not unpacked again."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("roster.xlsx", workbook(["7", "2027-01-10"]))

    assert "workbook" == refused(packed.getvalue())


def test_a_part_that_is_longer_than_it_says_is_refused() -> None:
    """The declared size is the bound of what is unpacked."""
    raw = bytearray(workbook(["7", "2027-01-10"]))
    name = _SHEET.encode()
    entry = raw.rindex(b"PK\x01\x02", 0, raw.rindex(name))
    raw[entry + 24 : entry + 28] = (20).to_bytes(4, "little")

    assert "workbook" == refused(bytes(raw))


def test_a_truncated_workbook_is_refused() -> None:
    """Half of an upload is no roster."""
    raw = workbook(["7", "2027-01-10"])

    assert {"workbook"} == {
        refused(raw[:length]) for length in (10, 200, len(raw) - 30)
    }


def test_my_numbers_in_a_remark_are_found() -> None:
    """Whatever a column is called, and however the twelve digits are parted."""
    raw = "id,満了日,備考\n1,2027-01-10,番号は 1234-5678-9018 です\n".encode()

    assert "my-number-column" == refused(raw)


def test_more_people_than_any_roster_has_are_refused() -> None:
    """Two hundred thousand rows are read, and not one more."""
    assert "too-large" == refused(b"id,stay_expires_on\n" + b"7,2027-01-10\n" * 200_000)
