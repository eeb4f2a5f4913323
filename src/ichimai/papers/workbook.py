"""An Excel workbook of texts (ECMA-376 part 1, 18), made in memory and nowhere else.

Every cell is an inline text, so none is a formula, a number that lost its zeros, or a
day that another country reads the other way round. The first row of a sheet is its
heading: bold, and it stays in sight.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Line = Sequence[str]

LONGEST_CELL = 32_767
"""Characters; a spreadsheet takes no more."""

_PACKED = 6
_EPOCH = (1980, 1, 1, 0, 0, 0)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OF = "http://schemas.openxmlformats.org"
_MAIN = f"{_OF}/spreadsheetml/2006/main"
_RELATION = f"{_OF}/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2">'
    '<font><sz val="11"/><name val="Calibri"/>'
    '</font><font><b/><sz val="11"/><name val="Calibri"/></font>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border/>'
    '</borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2">'
    '<xf/><xf fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>"
)
_SHEET = (
    f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    '</sheetView></sheetViews><sheetFormatPr defaultColWidth="18" '
    'defaultRowHeight="15"/><sheetData>'
)


def workbook(sheets: Mapping[str, Iterable[Line]]) -> bytes:
    """The workbook with those sheets in their order, the same bytes each time.

    What XML cannot hold is shown as U+FFFD; a cell too long ends in an ellipsis.

    Args:
        sheets: lines of cells by the sheet's name: at most 31 characters, and no
            brackets, colons, slashes or quotes, as spreadsheets have it.
    """
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=_PACKED) as archive:
        for name, content in _frame(list(sheets)).items():
            archive.writestr(_part(name), content)
        for number, lines in enumerate(sheets.values(), start=1):
            part = _part(f"xl/worksheets/sheet{number}.xml")
            with archive.open(part, "w") as opened:
                opened.write(_SHEET.encode())
                for row in _rows(lines):
                    opened.write(row.encode())
                opened.write(b"</sheetData></worksheet>")
    return packed.getvalue()


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name, _EPOCH)
    part.compress_type = ZIP_DEFLATED
    return part


def _frame(names: list[str]) -> dict[str, str]:
    """Every part but the sheets: types, relations, the list of sheets, styles."""
    numbers = range(1, len(names) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
        f'ContentType="{_TYPE}.worksheet+xml"/>'
        for number in numbers
    )
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    return {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="{_OF}/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-'
            'package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
            f'ContentType="{_TYPE}.sheet.main+xml"/><Override PartName='
            f'"/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{types}</Types>'
        ),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": (
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}">'
            f"<sheets>{sheets}</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            [
                *(("worksheet", f"worksheets/sheet{number}.xml") for number in numbers),
                ("styles", "styles.xml"),
            ]
        ),
        "xl/styles.xml": _STYLES,
    }


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return (
        f'{_HEAD}<Relationships xmlns="{_OF}/package/2006/relationships">{each}'
        "</Relationships>"
    )


def _rows(lines: Iterable[Line]) -> Iterator[str]:
    for number, line in zip(count(1), lines, strict=False):
        style = ' s="1"' if number == 1 else ""
        cells = "".join(_cell(text, style) for text in line)
        yield f'<row r="{number}">{cells}</row>'


def _cell(text: str, style: str) -> str:
    if not text:
        return f"<c{style}/>"
    if len(text) > LONGEST_CELL:
        text = f"{text[: LONGEST_CELL - 1]}…"
    held = escape(_NOT_XML.sub("\ufffd", text))
    # A line break read back is a line feed alone, unless it is written as a number.
    held = held.replace("\r", "&#13;")
    return f'<c{style} t="inlineStr"><is><t xml:space="preserve">{held}</t></is></c>'
