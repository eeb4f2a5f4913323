"""A second reader of PDFs: what poppler finds in one, and ways to compare text."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from ichimai.papers.paired import Paired
from ichimai.texts.readings import pieces, without_readings
from needs import needs


def text_of(pdf: bytes, folder: Path) -> str:
    """The text of the PDF in the order in which it is set, without any space."""
    return without_spaces(_asked("pdftotext", pdf, folder, "-raw", "-", last=True))


def said_of(pdf: bytes, folder: Path) -> dict[str, str]:
    """What the PDF says of itself: Title, Tagged, Pages and so on."""
    lines = _asked("pdfinfo", pdf, folder).splitlines()
    return {
        name.strip(): value.strip()
        for name, _, value in (line.partition(":") for line in lines)
    }


def fonts_of(pdf: bytes, folder: Path) -> list[tuple[str, str]]:
    """The fonts of the PDF, each with whether it is embedded: `yes` or `no`."""
    lines = _asked("pdffonts", pdf, folder).splitlines()[2:]
    return [(line.split()[0], line.split()[-5]) for line in lines]


def pictures_of(pdf: bytes, folder: Path, dots: int) -> list[Path]:
    """The pages as PNG files, in their order, at so many dots an inch."""
    _asked("pdftoppm", pdf, folder, str(folder / "page"), "-png", "-r", str(dots))
    return sorted(folder.glob("page-*.png"))


def sentences_of(value: object) -> Iterator[Paired]:
    """Every sentence of a written paper, but what it says where there is no task."""
    if isinstance(value, Paired):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from sentences_of(each)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name != "nothing":
                yield from sentences_of(getattr(value, field.name))


def forms(words: Paired) -> Iterator[str]:
    """How a sentence may be printed: as it is, with readings above, without any."""
    yield without_spaces(words.own)
    yield without_spaces("".join(a + b for a, b in pieces(words.own)))
    yield without_spaces(without_readings(words.own))


def without_spaces(text: str) -> str:
    """The text with every kind of space taken out, and the signs of page numbers."""
    return re.sub(r"\f|\s+", "", re.sub(r"\n[0-9]+ / [0-9]+\n", "\n", text))


def _asked(
    program: str, pdf: bytes, folder: Path, *options: str, last: bool = False
) -> str:
    path = needs("poppler-utils", program=program)
    file = folder / "sheet.pdf"
    file.write_bytes(pdf)
    arguments = (
        [*options[:-1], str(file), options[-1]] if last else [str(file), *options]
    )
    ended = subprocess.run([path, *arguments], capture_output=True, check=True)
    return ended.stdout.decode()
