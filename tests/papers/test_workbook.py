"""A workbook of texts is read by a second reader cell by cell as it was written."""

import io

from openpyxl import load_workbook

from ichimai.papers.workbook import LONGEST_CELL, workbook

HARD = ["0012", "=1+1", "<&>", " space ", "𠮷 ễ 张", "two\nlines", "a\r\nb", "１"]


def read(raw: bytes, sheet: str) -> list[list[object]]:
    """The cells of that sheet, an empty one as None."""
    book = load_workbook(io.BytesIO(raw))
    return [[cell.value for cell in row] for row in book[sheet]]


def test_every_text_comes_back() -> None:
    """Zeros, signs of markup, spaces, rare characters and line breaks are kept."""
    raw = workbook({"people": [["a"] * len(HARD), HARD]})

    assert HARD == read(raw, "people")[1]


def test_no_cell_is_anything_but_text() -> None:
    """A sign of equality starts no formula."""
    sheet = load_workbook(io.BytesIO(workbook({"x": [["a"], ["=1+1"]]})))["x"]

    assert ["s", "s"] == [cell.data_type for row in sheet for cell in row]
    assert "A2" == sheet.freeze_panes


def test_what_no_workbook_holds_is_shown_as_such() -> None:
    """Control characters and lone surrogates become U+FFFD, and length has an end."""
    raw = workbook({"x": [["\x0b\x00\ud800ok", "y" * 40_000, ""]]})

    assert "\ufffd\ufffd\ufffdok" == read(raw, "x")[0][0]
    assert LONGEST_CELL == len(str(read(raw, "x")[0][1]))
    assert read(raw, "x")[0][2] is None


def test_the_same_lines_give_the_same_bytes() -> None:
    """No moment of writing is kept."""
    sheets = {"people": [["a"]], "rejected": [["b"]]}

    assert workbook(sheets) == workbook(sheets)
    assert ["people", "rejected"] == load_workbook(
        io.BytesIO(workbook(sheets))
    ).sheetnames
