"""A roster in an Excel workbook (.xlsx): one sheet's rows, and what it may not hold.

A workbook is a ZIP archive of XML. Before anything is unpacked its declared size is
bounded, and what unpacks to more than it declared is refused by the archive's reader.
"""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any
from zipfile import BadZipFile, ZipFile
from zlib import error as zlib_error

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from ichimai.errors import Malformed, msgid
from ichimai.planner.roster.table import (
    LARGEST_FILE,
    MOST_ROWS,
    Cell,
    Row,
    Table,
    Uncomputed,
    refuse_too_many,
    too_large,
)

SIGNATURE = b"PK\x03\x04"
_LARGEST_UNPACKED = 150_000_000
_MOST_PARTS = 2_000
_LAST_ROW = 1_048_576
_HEAD = 20
_SHOWN = 30
_MERGE = re.compile(rb'<mergeCell [^>]*?ref="([A-Z]+)([0-9]+):[A-Z]+([0-9]+)"')
_NO_RESULT = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"[^>]*>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)'
    rb"\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
_ZEROS = re.compile(r"0+")
_EXACT = 10**15
"""A spreadsheet keeps fifteen digits of a number and no more."""

EXAMPLE = "Visa until=stay_expires_on"
"""How a user says what a heading means."""

_SAVE = msgid("Save it anew as an Excel workbook (.xlsx), or as CSV in UTF-8.")


def read_workbook(raw: bytes, is_header: Callable[[Row], bool]) -> Table:
    """The table in the one sheet of *raw* that has a header row.

    Args:
        raw: the file.
        is_header: whether a row heads a roster.

    Raises:
        Malformed: codes `workbook`, `too-large`, `several-sheets`, `no-header`,
            `merged-cells`.
    """
    _refuse_bombs(raw)
    try:
        return _read(raw, is_header)
    except (
        BadZipFile,
        zlib_error,
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        SyntaxError,  # what the XML parser raises is one
        EOFError,
    ) as error:
        raise _no_workbook() from error


def _no_workbook() -> Malformed:
    return Malformed(
        msgid("The roster is not an Excel workbook that can be read."),
        repair=_SAVE,
        code="workbook",
    )


def _refuse_bombs(raw: bytes) -> None:
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
    # `zipfile` raises NotImplementedError for archives of a version that it lacks.
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise _no_workbook() from error
    unpacked = sum(part.file_size for part in parts)
    if unpacked > _LARGEST_UNPACKED or len(parts) > _MOST_PARTS:
        raise too_large()
    if any(part.flag_bits & 1 for part in parts):
        raise _no_workbook()
    if len(raw) > LARGEST_FILE:
        raise too_large()


def _read(raw: bytes, is_header: Callable[[Row], bool]) -> Table:
    with ZipFile(io.BytesIO(raw)) as archive:
        _refuse_entities(archive)
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        try:
            named = {sheet.title: sheet for sheet in book.worksheets}
            tops = {name: [*_rows(each, set(), _HEAD)] for name, each in named.items()}
            found = [name for name, top in tops.items() if any(map(is_header, top))]
            if not found:
                raise no_header(next((top for top in tops.values() if top), []))
            if len(found) > 1:
                raise _several(len(found))
            sheet = named[found[0]]
            # Read-only sheets tell neither merges nor formulas: their source does.
            source = archive.read(str(getattr(sheet, "_worksheet_path")))  # noqa: B009 - not public
            rows = tuple(_rows(sheet, _without_result(source)))
            _refuse_merged(source, rows, is_header)
        finally:
            book.close()
    rest = tuple(name for name in named if name != found[0])
    return Table(rows, "xlsx", found[0], rest)


_DECLARATION = "<!DOCTYPE"
_HARMFUL = tuple(_DECLARATION.encode(each) for each in ("ascii", "utf-16-le"))
_AT_ONCE = 1 << 20


def _refuse_entities(archive: ZipFile) -> None:
    """No spreadsheet declares document types; what does wants to do harm."""
    for part in archive.infolist():
        if not part.filename.endswith((".xml", ".rels")):
            continue
        with archive.open(part) as opened:
            before = b""
            while piece := opened.read(_AT_ONCE):
                # A declaration may lie across two pieces.
                if any(each in before + piece for each in _HARMFUL):
                    raise _no_workbook()
                before = piece[-2 * len(_DECLARATION) :]


def _several(count: int) -> Malformed:
    return Malformed(
        msgid("The workbook has {count} sheets with a roster."),
        repair=msgid("Keep one sheet a file."),
        code="several-sheets",
        count=count,
    )


def no_header(rows: Sequence[Row]) -> Malformed:
    """The error for a table of which no row can be recognised as the header.

    What looks like one is named: a row without a digit above a row with some. Any other
    may be somebody's own.
    """
    texts = [[str(cell).strip() for cell in row.cells if cell] for row in rows]
    top = next(
        (
            one
            for one, other in pairwise(texts)
            if len(one) > 1 and not _digits(one) and _digits(other)
        ),
        None,
    )
    if top is None:
        return Malformed(
            msgid("The first {rows} rows have no header of a roster."),
            repair=msgid(
                "Write one row of column names such as {japanese} (or {english})."
            ),
            code="no-header",
            rows=_HEAD,
            japanese="管理番号, 在留期間満了日",
            english="id, stay_expires_on",
        )
    return Malformed(
        msgid("Too few of these columns are understood: {columns}."),
        repair=msgid("Say what each means, for example {example}."),
        code="no-header",
        columns=", ".join(text[:_SHOWN] for text in top[:_HEAD]),
        example=EXAMPLE,
    )


def _digits(texts: Sequence[str]) -> bool:
    return any(char.isdecimal() for text in texts for char in text)


def _without_result(source: bytes) -> set[str]:
    return {place.decode() for place in _NO_RESULT.findall(source)}


def _refuse_merged(
    source: bytes, rows: tuple[Row, ...], is_header: Callable[[Row], bool]
) -> None:
    """Merged cells are harmless above the header and ambiguous from there on."""
    header = next(row.number for row in rows if is_header(row))
    for column, first, last in _MERGE.findall(source):
        if int(last) >= header:
            raise Malformed(
                msgid("Cells are merged at {cell}: whose value it is, nobody can say."),
                repair=msgid("Unmerge the cells of row {row} and fill in each."),
                code="merged-cells",
                cell=f"{column.decode()}{first.decode()}",
                row=int(first),
            )


def _rows(sheet: Any, uncomputed: set[str], most: int = _LAST_ROW) -> Iterator[Row]:  # noqa: ANN401 - openpyxl's sheets share no public type
    """The rows that say something, up to row *most*."""
    found = 0
    # What the file says of its size may be a slip, or meant to keep a reader busy.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_row=most), start=1):
        refuse_too_many(found, len(cells))
        values = tuple(_value(cell, uncomputed) for cell in cells)
        if all(value is None for value in values):
            continue
        found += 1
        yield Row(number, values)
    if found > MOST_ROWS:
        raise too_large()


def _value(cell: Any, uncomputed: set[str]) -> Cell:  # noqa: ANN401 - as above
    value = cell.value
    if value is None:
        # Only a formula without its result is empty and yet there.
        lost = uncomputed and getattr(cell, "coordinate", None) in uncomputed
        return Uncomputed() if lost else None
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        value = int(value)
    if isinstance(value, int) and value >= 0 and _ZEROS.fullmatch(cell.number_format):
        # Shown as 0012, and meant so.
        return str(value).zfill(len(cell.number_format))
    kept: Cell = value
    return kept
