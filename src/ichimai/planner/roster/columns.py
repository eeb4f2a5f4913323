"""Which column of a roster holds what: learned from its headers, never guessed.

Columns that hold names or card numbers are not needed: they are told and not read. One
that holds My Numbers is refused: nobody may collect them for this (MNA 20).
"""

import csv
import io
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from ichimai.errors import Malformed, Refused, msgid
from ichimai.model.cards import MyNumber
from ichimai.model.status import Status
from ichimai.planner.roster.table import Cell, Row, Table
from ichimai.planner.roster.workbook import no_header
from ichimai.texts.language import languages

DAYS = (
    "card_delivered_on",
    "card_expires_on",
    "stay_expires_on",
    "mynumber_expires_on",
    "filed_on",
    "birth_date",
)
NOT_NEEDED = "not_needed"
"""Meaning of a column that the user says is to be dropped."""
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
    if column == "language":
        spoken = {each.tag.partition("-")[0]: each.code for each in languages()[::-1]}
        found = {name: spoken.get(word, word) for name, word in found.items()}
        for language in languages():
            for name in (language.code, language.tag, language.html, language.name):
                found[folded(name)] = language.code
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
        unused: headers of columns that were not recognised.
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


@dataclass(frozen=True, slots=True)
class Headings:
    """What headings mean: as known here, and as the user says of this one file.

    Attributes:
        named: meanings by folded heading; they win.
    """

    named: Mapping[str, str] = field(default_factory=dict)

    def meaning(self, cell: Cell) -> str | None:
        """The column's meaning, `NOT_NEEDED` for one to drop, None where not known."""
        text = folded(cell)
        if text in self.named:
            return self.named[text]
        return NOT_NEEDED if text in _headers("personal") else _keys().get(text)

    def is_header(self, row: Row) -> bool:
        """Whether the row heads a roster: two known columns, one of them a day's."""
        keys = {self.meaning(cell) for cell in row.cells} - {None, NOT_NEEDED}
        return len(keys) > 1 and not keys.isdisjoint(DAYS)


def template() -> tuple[tuple[str, str], ...]:
    """Every column that is read: its first Japanese heading, and its key."""
    return tuple(
        (next(name for name in names if not name.isascii()), key)
        for key, names in _tables()["columns"].items()
    )


def template_file(*, japanese: bool) -> str:
    """A roster to begin with, as CSV: its headings, and one invented person."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(heading if japanese else key for heading, key in template())
    rows.writerow(_tables()["template"][key] for _, key in template())
    return text.getvalue()


def headings_of(named: Mapping[str, str]) -> Headings:
    """The meanings with those that a user names, by heading.

    Raises:
        Malformed: code `column-meaning`; there is no such meaning.
    """
    known = (*_tables()["columns"], NOT_NEEDED)
    for heading, meaning in named.items():
        if meaning not in known:
            raise Malformed(
                msgid('No column means "{meaning}", which is named for {column}.'),
                repair=msgid("Write one of: {words}."),
                code="column-meaning",
                meaning=meaning,
                column=heading,
                words=", ".join(known),
            )
    return Headings({folded(heading): named[heading] for heading in named})


def columns_of(table: Table, headings: Headings) -> Columns:
    """The columns of *table*.

    Raises:
        Malformed: codes `no-header`, `column-twice`, `column-missing`.
        Refused: codes `my-number-column`, `pin-column`.
    """
    header = next(
        (row for row in table.rows[:_SEARCHED] if headings.is_header(row)), None
    )
    if header is None:
        _refuse_my_numbers(table.rows, ())
        raise no_header(table.rows[:_SEARCHED])
    texts = tuple(str(cell or "").strip() for cell in header.cells)
    _refuse_pins(texts)
    _refuse_my_numbers((r for r in table.rows if r.number >= header.number), texts)
    _refuse_missing(texts, headings)
    places: dict[str, tuple[int, str]] = {}
    not_needed, unused = [], []
    for place, heading in enumerate(texts):
        key = headings.meaning(heading)
        if key == NOT_NEEDED:
            not_needed.append(heading)
        elif key is None:
            unused.extend([heading] if heading else [])
        elif key in places:
            raise _twice(places[key][1], heading)
        else:
            places[key] = (place, heading)
    addresses = [each for each in not_needed if folded(each) in _headers("address")]
    if addresses and "municipality" not in places:
        # Of an address its municipality is taken, and nothing else.
        not_needed.remove(addresses[0])
        places["municipality"] = (texts.index(addresses[0]), addresses[0])
    width = len(texts)
    return Columns(header.number, places, width, tuple(not_needed), tuple(unused))


def _refuse_missing(texts: tuple[str, ...], headings: Headings) -> None:
    """What is named must be there: a slip in the name would lose the column."""
    there = {folded(text) for text in texts}
    missing = [name for name in headings.named if name not in there]
    if missing:
        raise Malformed(
            msgid("The roster has no column {column}."),
            repair=msgid("Its columns are: {columns}."),
            code="column-missing",
            column=", ".join(missing),
            columns=", ".join(text for text in texts if text),
        )


def _refuse_pins(texts: tuple[str, ...]) -> None:
    pins = _tables()["pin"]
    for text in texts:
        said = folded(text)
        if said in pins["headers"] or any(word in said for word in pins["words"]):
            raise Refused(
                msgid(
                    "The column {column} holds PINs. Nothing was read from the file."
                ),
                repair=msgid("Delete the column. Only the holder may know a PIN."),
                code="pin-column",
                column=text,
            )


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
    if _twelves(heading):
        heading = ""  # a number that stands in the heading itself is not repeated
    return Refused(
        msgid("The column {column} holds My Numbers. Nothing was read from the file."),
        repair=msgid("Delete the column. No My Number is needed here, or allowed."),
        code="my-number-column",
        column=heading or f"{place + 1}",
    )
