"""PDFs on A4: tagged (PDF/UA-1, ISO 14289-1), and the same bytes for the same words.

A template is ours and fixed; what is printed reaches it as JSON values, never as source
text, so that nothing anybody wrote becomes markup. Fonts are embedded in part. The file
says when its day was, not when it was made.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from ichimai.papers.fonts import JAPANESE, installed_fonts, lettering_of
from ichimai.papers.paired import Paired
from ichimai.texts.readings import pieces, without_readings

_NO_SIGN = "〓"
_MISSING = re.compile(r'the text `"([^"]+)"` could not be displayed')
_MOST_MISSING = 16
"""Signs that one sheet may lack."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be printed.

    Attributes:
        template: name of the template in `templates/`, without its ending.
        tag: of the reader's language, a value of the lang attribute.
        title: of the document.
        day: of which the document speaks.
        values: JSON values that the template reads.
    """

    template: str
    tag: str
    title: str
    day: date
    values: Mapping[str, Any]


def typeset(sheet: Sheet, fonts: Path | None = None) -> bytes:
    """The sheet as PDF, with the fonts of that folder, else of the system.

    A sign that none of the fonts has, of a rare name for example, stands as 〓, by
    which Japanese printers say that a sign is missing: no other takes its place.

    Raises:
        Unavailable: code `font-missing`; names the Debian package.
    """
    own = lettering_of(sheet.tag)
    japanese = lettering_of(JAPANESE)
    there = installed_fonts(fonts, (*own.fonts, *japanese.fonts))
    data = {
        "title": sheet.title,
        "own": own.to_json(),
        "japanese": japanese.to_json(),
        **sheet.values,
    }
    text = json.dumps(data, ensure_ascii=False)
    for _ in range(_MOST_MISSING):
        try:
            return _compiled(sheet, there, text)
        except typst.TypstError as error:
            missing = _MISSING.search(str(error))
            if missing is None or missing[1] not in text:
                raise
            text = text.replace(missing[1], _NO_SIGN * len(missing[1]))
    return _compiled(sheet, there, text)


def _compiled(sheet: Sheet, fonts: typst.Fonts, data: str) -> bytes:
    written = typst.compile(
        _source(sheet.template),
        font_paths=fonts,
        sys_inputs={"data": data},
        format="pdf",
        pdf_standards="ua-1",
        timestamp=datetime.combine(sheet.day, time(), UTC),
    )
    if not isinstance(written, bytes):
        raise TypeError("a PDF is one file")
    return written


def said(words: Paired) -> dict[str, Any]:
    """Running text for a template: pieces with their readings, Japanese beside."""
    return {"own": list(pieces(words.own)), **_beside(words)}


def label(words: Paired) -> dict[str, Any]:
    """Text for a heading, where no reading may stand."""
    return {"own": without_readings(words.own), **_beside(words)}


def _beside(words: Paired) -> dict[str, str | None]:
    """The Japanese, and the language of a text that fell back to another one."""
    foreign = words.foreign.partition("-")[0] if words.foreign else None
    return {"japanese": words.japanese, "foreign": foreign}


@cache
def _source(template: str) -> bytes:
    """The template with the helpers that all of them share."""
    folder = files("ichimai.papers").joinpath("templates")
    return b"\n".join(
        folder.joinpath(f"{name}.typ").read_bytes() for name in ("common", template)
    )
