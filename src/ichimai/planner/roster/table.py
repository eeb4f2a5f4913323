"""A roster's file as rows of cells, whatever wrote it: CSV in four encodings, xlsx.

Nothing is understood here. A cell of a CSV file is text; one of a workbook may be a
number or a day. A file that cannot be read whole is refused whole: no row is lost.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ichimai.errors import Malformed, msgid

LARGEST_FILE = 50_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 200
_DELIMITERS = ",;\t"
_SAMPLE = 4096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOSTLY = 0.2
_SELDOM = 0.02


@dataclass(frozen=True, slots=True)
class Uncomputed:
    """A formula whose result the workbook does not hold."""


Cell = str | int | float | date | datetime | Uncomputed | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row that says something.

    Attributes:
        number: its line in the file, or its row in the sheet; the first is 1.
    """

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one file, empty ones left out.

    Attributes:
        written_as: the encoding, or `xlsx`.
        sheet: the sheet that was read; None in CSV.
        passed_over: sheets without a roster.
    """

    rows: tuple[Row, ...]
    written_as: str
    sheet: str | None = None
    passed_over: tuple[str, ...] = ()


def read_csv(raw: bytes) -> Table:
    """The table in the CSV file *raw*.

    The encoding is told by the mark at the start; without one, it is UTF-16 where
    every other byte is zero, else strictly UTF-8, else strictly cp932.

    Raises:
        Malformed: codes `encoding`, `nul`, `csv`, `too-large`.
    """
    text, encoding = _decoded(raw)
    if "\0" in text:
        raise Malformed(
            msgid("Line {line} of the roster holds a NUL, which no text has."),
            repair=msgid("Save the table anew as CSV in UTF-8."),
            code="nul",
            line=len(text[: text.index("\0")].splitlines()) or 1,
        )
    return Table(tuple(_records(text, _delimiter(text))), encoding)


def _decoded(raw: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = _strictly(raw, encoding)
            if text is None:
                raise _unreadable()
            return text, encoding
    tries = (_without_mark(raw[:_SAMPLE]),) if b"\0" in raw[:_SAMPLE] else ()
    for encoding in (*(each for each in tries if each), "utf-8", "cp932"):
        text = _strictly(raw, encoding)
        if text is not None:
            return text, encoding
    raise _unreadable()


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _without_mark(sample: bytes) -> str | None:
    """UTF-16 by where its zero bytes lie: commas and digits have one each."""
    even, odd = sample[0::2], sample[1::2]
    zero_even, zero_odd = even.count(0) / len(even), odd.count(0) / max(1, len(odd))
    if zero_odd > _MOSTLY and zero_even < _SELDOM:
        return "utf-16-le"
    if zero_even > _MOSTLY and zero_odd < _SELDOM:
        return "utf-16-be"
    return None


def _unreadable() -> Malformed:
    return Malformed(
        msgid("The roster is not text in UTF-8, UTF-16 or Shift_JIS (cp932)."),
        repair=msgid("Save it as CSV in UTF-8, or as an Excel workbook (.xlsx)."),
        code="encoding",
    )


def _delimiter(text: str) -> str:
    """The sign that stands most often in the first lines, outside of quotes."""
    unquoted = "".join(text[:_SAMPLE].split('"')[::2])
    return max(_DELIMITERS, key=unquoted.count)


def _records(text: str, delimiter: str) -> Iterator[Row]:
    # Without translation every end of line is one: CR LF, LF, and CR alone.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start, found = 1, 0
    # The same few words and days fill most cells: each is kept once.
    same: dict[str, str] = {}
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise Malformed(
                msgid("The quotes of the record from line {line} do not close."),
                repair=msgid("Write a quote inside of a cell twice."),
                code="csv",
                line=start,
            ) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            found += 1
            refuse_too_many(found, len(cells))
            yield Row(start, tuple(same.setdefault(cell, cell) for cell in cells))
        start = reader.line_num + 1


def refuse_too_many(rows: int, columns: int) -> None:
    """Let a table of a bearable size through.

    Raises:
        Malformed: code `too-large`.
    """
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise too_large()


def too_large(most_rows: int = MOST_ROWS) -> Malformed:
    """The error for a file that nobody's roster is as large as."""
    return Malformed(
        msgid(
            "The roster is too large: more than {rows} rows, {columns} columns, "
            "or {megabytes} MB."
        ),
        repair=msgid("Split it into several files."),
        code="too-large",
        rows=f"{most_rows:,}",
        columns=MOST_COLUMNS,
        megabytes=LARGEST_FILE // 1_000_000,
    )
