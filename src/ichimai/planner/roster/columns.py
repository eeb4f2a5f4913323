"""Which column of a roster holds what: learned from its headers, never guessed.

Columns that hold names or card numbers are not needed: they are told and not read. One
that holds My Numbers is refused: nobody may collect them for this (MNA 20).
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ichimai.errors import Malformed, Refused, msgid
from ichimai.model.cards import MyNumber
from ichimai.model.status import Status
from ichimai.planner.roster.table import Cell, Row, Table
from ichimai.planner.roster.workbook import no_header

DAYS = (
    "card_delivered_on",
    "card_expires_on",
    "stay_expires_on",
    "mynumber_expires_on",
    "filed_on",
    "birth_date",
)
_UNUSED = ("language", "note")
_SEARCHED = 20
"""The header stands in one of the first rows."""
_TWELVE = re.compile(r"(?<![0-9])[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])")
_ONE_IN = 3
"""Of twelve digits at random one in eleven passes the check digit."""


def folded(cell: Cell) -> str:
    """What a cell says, whatever its width, spaces and letters look like."""
    text = unicodedata.normalize("NFKC", str(cell or "")).lower()
    return "".join(text.split())


@cache
def _tables() -> Mapping[str, Any]:
    source = files("ichimai.planner.roster").joinpath("columns.toml")
    return tomllib.loads(source.read_text("utf-8"))


@cache
def _keys() -> Mapping[str, str]:
    return {
        folded(name): key
        for key, names in _tables()["columns"].items()
        for name in names
    }


@cache
def _headers(kind: str) -> frozenset[str]:
    return frozenset(folded(each) for each in _tables()[kind]["headers"])


@cache
def words_of(column: str) -> Mapping[str, str]:
    """What may be written in that column, folded, and what it means."""
    found = {
        folded(name): word
        for word, names in _tables()["words"][column].items()
        for name in names
    }
    if column == "status_group":
        for status in Status:
            for name in (status.value, status.japanese, status.english):
                found[folded(name)] = status.value
    return found


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one roster.

    Attributes:
        header: the number of the header's row.
        places: where each known column stands, and how it is headed.
        not_needed: headers of personal columns, dropped.
        unused: headers of columns that are read one day, or were not recognised.
    """

    header: int
    places: Mapping[str, tuple[int, str]]
    width: int
    not_needed: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()

    def heading(self, key: str) -> str:
        """How the file itself calls that column."""
        return self.places[key][1] if key in self.places else key

    def to_json(self) -> dict[str, Any]:
        """The columns as JSON values."""
        return {
            "read": {key: heading for key, (_, heading) in self.places.items()},
            "not_needed": list(self.not_needed),
            "not_read": list(self.unused),
        }


def is_header(row: Row) -> bool:
    """Whether the row heads a roster: two known columns, one of them a day's."""
    keys = {_keys().get(folded(cell)) for cell in row.cells} - {None}
    return len(keys) > 1 and not keys.isdisjoint(DAYS)


def columns_of(table: Table) -> Columns:
    """The columns of *table*.

    Raises:
        Malformed: codes `no-header`, `column-twice`.
        Refused: code `my-number-column`.
    """
    header = next((row for row in table.rows[:_SEARCHED] if is_header(row)), None)
    if header is None:
        _refuse_my_numbers(table.rows, ())
        raise no_header()
    headings = tuple(str(cell or "").strip() for cell in header.cells)
    below = (row for row in table.rows if row.number > header.number)
    _refuse_my_numbers(below, headings)
    places: dict[str, tuple[int, str]] = {}
    not_needed, unused = [], []
    for place, heading in enumerate(headings):
        key = _keys().get(folded(heading))
        if folded(heading) in _headers("personal"):
            not_needed.append(heading)
        elif key is None or key in _UNUSED:
            unused.extend([heading] if heading else [])
        elif key in places:
            raise _twice(places[key][1], heading)
        else:
            places[key] = (place, heading)
    width = len(headings)
    return Columns(header.number, places, width, tuple(not_needed), tuple(unused))


def _twice(first: str, second: str) -> Malformed:
    return Malformed(
        msgid("The columns {first} and {second} mean the same."),
        repair=msgid("Keep one of them."),
        code="column-twice",
        first=first,
        second=second,
    )


def _refuse_my_numbers(rows: Iterable[Row], headings: tuple[str, ...]) -> None:
    for place, heading in enumerate(headings):
        if folded(heading) in _headers("my_number"):
            raise _my_numbers(place, headings)
    numbers: dict[int, list[bool]] = {}
    for row in rows:
        for place, cell in enumerate(row.cells):
            for digits in _twelves(cell):
                numbers.setdefault(place, []).append(_is_my_number(digits))
    for place, sound in sorted(numbers.items()):
        if _ONE_IN * sum(sound) >= len(sound):
            raise _my_numbers(place, headings)


def _twelves(cell: Cell) -> list[str]:
    if not isinstance(cell, str | int) or len(str(cell)) < 12:  # noqa: PLR2004
        return []
    return _TWELVE.findall(unicodedata.normalize("NFKC", str(cell)))


def _is_my_number(written: str) -> bool:
    try:
        MyNumber(written.replace(" ", "").replace("-", ""))
    except Malformed:
        return False
    return True


def _my_numbers(place: int, headings: tuple[str, ...]) -> Refused:
    heading = headings[place] if place < len(headings) else ""
    return Refused(
        msgid("The column {column} holds My Numbers. Nothing was read from the file."),
        repair=msgid("Delete the column. No My Number is needed here, or allowed."),
        code="my-number-column",
        column=heading or f"{place + 1}",
    )
