"""One row of a roster as the facts of one person, or as what is wrong with it."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ichimai.errors import IchimaiError, Malformed, msgid
from ichimai.law.numbers import local_government_check_digit
from ichimai.model.status import Status
from ichimai.planner.facts import Facts
from ichimai.planner.places.finding import find_places, places_in
from ichimai.planner.reading import parse_facts
from ichimai.planner.roster.columns import DAYS, Columns, folded, words_of
from ichimai.planner.roster.days import WRITE_A_DAY, NoDay, read_day
from ichimai.planner.roster.table import Cell, Row, Uncomputed
from ichimai.texts.language import translator

_SHOWN = 40
"""No more of a cell is shown again."""
_DAMAGED = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_EXACT = 10**15
_CODE = re.compile(r"[0-9]{6}")
_UNDATED = {Status.PERMANENT_RESIDENT, Status.HSP_2, Status.SPECIAL_PERMANENT_RESIDENT}
_EXAMPLES = {"iso": "2026-12-31", "era": "令和8年12月31日"}

_FIELDS = {
    "person.stay_ends_on": "stay_expires_on",
    "person.birth_date": "birth_date",
    "person.status": "status_group",
    "person.standing": "status_group",
    "person.municipality": "municipality",
    "residence_card.kind": "card_kind",
    "residence_card.delivered_on": "card_delivered_on",
    "residence_card.expires_on": "card_expires_on",
    "my_number_card.expires_on": "mynumber_expires_on",
    "events[0].filed_on": "filed_on",
}


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not worked out: which, the column, the problem, the repair.

    The sentences are English source strings that name *values*.
    """

    row: int
    column: str
    problem: str
    repair: str
    values: dict[str, Any] = field(default_factory=dict)

    def to_json(self, language: str) -> dict[str, Any]:
        """The rejected row as JSON values, sentences in *language*."""
        say = translator(language)
        return {
            "row": self.row,
            "column": self.column,
            "problem": say(self.problem).format(**self.values),
            "repair": say(self.repair).format(**self.values),
        }


class Slip(Exception):
    """A cell that cannot be read; never leaves this module."""

    def __init__(self, key: str, problem: str, repair: str, **values: object) -> None:
        super().__init__(problem)
        self.key, self.problem, self.repair = key, problem, repair
        self.values = values


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of a roster.

    Attributes:
        code: the roster's own code for the person, None where it has no such column.
        past_eras: columns whose day was written in an era that had ended.
        site: where the person works or studies, as the roster writes it.
        language: primary subtag, `easy`, or as written where it is not known here.
        note: the roster's own remark, kept as it is.
        vague: columns whose place could be several, or is none that is known here.
    """

    row: int
    code: str | None
    facts: Facts
    past_eras: tuple[str, ...] = ()
    site: str | None = None
    language: str | None = None
    note: str | None = None
    vague: tuple[str, ...] = ()


def read_entry(row: Row, columns: Columns, as_of: date) -> Entry | Rejected:
    """The person in *row*, or why it cannot be read."""
    try:
        return _Cells(row, columns).entry(as_of)
    except Slip as slip:
        return Rejected(
            row.number,
            columns.heading(slip.key),
            slip.problem,
            slip.repair,
            slip.values,
        )


def rejected_by(error: IchimaiError, row: int, columns: Columns) -> Rejected:
    """The row for which the planner raised *error*."""
    values = dict(error.values)
    key = _FIELDS.get(str(values.get("field")), str(values.get("field", "")))
    for name in ("field", "other"):
        if name in values:
            path = str(values[name])
            values[name] = columns.heading(_FIELDS.get(path, path))
    return Rejected(row, columns.heading(key), error.problem, error.repair, values)


class _Cells:
    """The cells of one row by the names of their columns."""

    def __init__(self, row: Row, columns: Columns) -> None:
        self._row, self._columns = row, columns
        self._past: list[str] = []
        self._vague: list[str] = []

    def entry(self, as_of: date) -> Entry:
        """The person.

        Raises:
            Slip: a cell cannot be read, or contradicts another.
        """
        self._refuse_overhang()
        code = self._code()
        days = {key: self._day(key) for key in DAYS}
        self._refuse_future(days, as_of)
        value = self._facts(days)
        try:
            facts = parse_facts(value)
        except Malformed as error:
            slip = rejected_by(error, self._row.number, self._columns)
            key = _FIELDS.get(str(error.values.get("field")), "id")
            raise Slip(key, slip.problem, slip.repair, **slip.values) from error
        language = self._text("language")
        return Entry(
            row=self._row.number,
            code=code,
            facts=facts,
            past_eras=tuple(self._past),
            site=self._text("site"),
            language=words_of("language").get(folded(language), language),
            note=self._text("note"),
            vague=tuple(self._vague),
        )

    def _refuse_overhang(self) -> None:
        beyond = self._row.cells[self._columns.width :]
        if any(cell is not None and str(cell).strip() for cell in beyond):
            raise Slip(
                "",
                msgid("The row has more cells than the header has columns."),
                msgid("Put text with a comma in quotes, or name the column."),
            )

    def _cell(self, key: str) -> Cell:
        """The cell, None where it is empty or there is no such column."""
        place, _ = self._columns.places.get(key, (None, ""))
        if place is None or place >= len(self._row.cells):
            return None
        cell = self._row.cells[place]
        if isinstance(cell, Uncomputed):
            raise Slip(
                key,
                msgid("The cell holds a formula without its result."),
                msgid("Open the file in Excel and paste the cell as a value."),
            )
        return None if isinstance(cell, str) and not cell.strip() else cell

    def _text(self, key: str) -> str | None:
        """What is written there, as it is but for spaces around it."""
        cell = self._cell(key)
        return None if cell is None else str(cell).strip()

    def _code(self) -> str | None:
        if "id" not in self._columns.places:
            return None
        cell = self._cell("id")
        if cell is None:
            raise Slip(
                "id",
                msgid("The row has no code for the person."),
                msgid("Write the code by which you know the person; no name."),
            )
        text = str(cell).strip()
        if _DAMAGED.fullmatch(text) or (isinstance(cell, int) and cell >= _EXACT):
            raise Slip(
                "id",
                msgid('A spreadsheet has damaged the code "{value}".'),
                msgid("Set the column to text and enter the code anew."),
                value=_shown(cell),
            )
        return text

    def _day(self, key: str) -> date | None:
        cell = self._cell(key)
        if cell is None:
            return None
        found = read_day(cell)
        if isinstance(found, NoDay):
            raise Slip(key, found.problem, WRITE_A_DAY, value=_shown(cell), **_EXAMPLES)
        if found.past_era:
            self._past.append(self._columns.heading(key))
        return found.day

    def _refuse_future(self, days: dict[str, date | None], as_of: date) -> None:
        for key in ("filed_on", "card_delivered_on", "birth_date"):
            day = days[key]
            if day is not None and day > as_of:
                raise Slip(
                    key,
                    msgid('"{value}" lies after the day of the check, {as_of}.'),
                    msgid("Leave it out until it has happened, or correct it."),
                    value=day.isoformat(),
                    as_of=as_of.isoformat(),
                )

    def _word(self, key: str) -> str | None:
        cell = self._cell(key)
        if cell is None:
            return None
        words = words_of(key)
        word = words.get(folded(cell))
        if word is None:
            raise Slip(
                key,
                msgid('"{value}" is a word that is not known here.'),
                msgid("Write one of: {words}."),
                value=_shown(cell),
                words=", ".join(sorted(set(words.values()))),
            )
        return word

    def _municipality(self) -> str | None:
        """The code of a place that is written as such, by its name, or in an address.

        A name that several places have is left aside and told: no day here but a
        municipal holiday turns on it.
        """
        cell = self._cell("municipality")
        text = unicodedata.normalize("NFKC", str(cell or "")).strip()
        if text.isdecimal():
            return self._place_code(text.zfill(6), cell)
        found = find_places(text) or places_in(text) if text else ()
        if text and len(found) != 1:
            self._vague.append(self._columns.heading("municipality"))
        return found[0].code if len(found) == 1 else None

    def _place_code(self, text: str, cell: Cell) -> str:
        sound = _CODE.fullmatch(text)
        if not sound or local_government_check_digit(text[:5]) != text[5]:
            raise Slip(
                "municipality",
                msgid('"{value}" is not the code of a municipality.'),
                msgid("Write its six digits, such as {example}."),
                value=_shown(cell),
                example="131041",
            )
        return text

    def _facts(self, days: dict[str, date | None]) -> dict[str, Any]:
        status, kind = self._word("status_group"), self._word("card_kind")
        how = self._word("filed_how")
        person: dict[str, Any] = {
            "birth_date": _iso(days["birth_date"]),
            "stay_ends_on": _iso(days["stay_expires_on"]),
            "municipality": self._municipality(),
        }
        if status == Status.SPECIAL_PERMANENT_RESIDENT:
            person["standing"] = "special-permanent"
        elif status not in {None, "dated"}:
            person["status"] = status
        side = days["mynumber_expires_on"]
        specified = kind is not None and kind.startswith("specified")
        filed = days["filed_on"]
        undated = status in _UNDATED or (kind or "").endswith("special-permanent")
        event: dict[str, Any] = {
            "kind": "validity-renewal" if undated else "extension",
            "filed_on": _iso(filed),
        }
        if how is not None and not undated:
            event["online"] = how == "online"
        return _said(
            person=_said(**person),
            residence_card=_said(
                kind=kind,
                delivered_on=_iso(days["card_delivered_on"]),
                expires_on=_iso(days["card_expires_on"]),
            ),
            my_number_card=_said(
                kind="specified" if specified else "separate",
                expires_on=_iso(side),
            )
            if side
            else None,
            events=[event] if filed else None,
        )


def _said(**members: object) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _shown(cell: Cell) -> str:
    text = str(cell)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
