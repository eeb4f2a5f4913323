"""What is kept of a roster's check: tables, calendars, and the record of it.

No cell of these files starts a formula: what would is written behind an apostrophe.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from ichimai.papers.calendar import plan_calendar
from ichimai.papers.file_names import file_names
from ichimai.papers.workbook import Line, workbook
from ichimai.planner.roster.ranking import Rank
from ichimai.planner.roster.result import Person, Roster

IN_CALENDAR = frozenset(set(Rank) - {Rank.QUESTION, Rank.NOTHING})
"""Whose days stand in the calendars."""

# Japanese spreadsheets take full-width signs for the same.
_STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_PEOPLE = (
    *("row", "id", "site", "rank", "due_on", "task", "opens_on", "legal_last_day"),
    *("tell_next", "who", "language", "notes", "note"),
)
_REJECTED = ("row", "column", "problem", "repair")
_TELL = ("on", "who", "site", "id", "due_on", "days_left", "task")


def files_of(roster: Roster, language: str) -> dict[str, bytes]:
    """The files by their names: CSV (UTF-8 with its mark), workbook, feeds, record.

    The record names every other file by its hash.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    tables = tables_of(roster, language)
    found = {f"{name}.csv": csv_file(lines) for name, lines in tables.items()}
    found["roster.xlsx"] = workbook(tables)
    found |= calendars_of(roster, language)
    hashes = {name: sha256(content).hexdigest() for name, content in found.items()}
    record = roster.audit_json() | {"files": hashes}
    written = json.dumps(record, ensure_ascii=False, indent=2)
    return found | {"audit.json": f"{written}\n".encode()}


def tables_of(roster: Roster, language: str) -> dict[str, list[Line]]:
    """The lines of each table by its name, headings first: people, rejected, tell."""
    told = [row.to_json(language) for row in roster.rejected]
    return {
        "people": [_PEOPLE, *(_line(person, language) for person in roster.people)],
        "rejected": [
            _REJECTED,
            *(_cells(row[key] for key in _REJECTED) for row in told),
        ],
        "tell": [_TELL, *_calls(roster, language)],
    }


def harmless(text: str) -> str:
    """The text as no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def _cells(values: Iterator[object]) -> Line:
    return ["" if value is None else harmless(str(value)) for value in values]


def _line(person: Person, language: str) -> Line:
    """The most urgent task of the person: of an open one, its title and days."""
    told = person.to_json(language)
    task: Mapping[str, Any] = told["tasks"][0] if told["tasks"] else {}
    call: Mapping[str, Any] = told["tell"][0] if told["tell"] else {}
    beside = {
        "task": task.get("title"),
        "tell_next": call.get("on"),
        "who": ", ".join(call.get("who", ())),
        "notes": " ".join(told["notes"]),
    }
    named = {**task, **told, **beside}
    return _cells(named.get(column) for column in _PEOPLE)


def _calls(roster: Roster, language: str) -> Iterator[Line]:
    """Every call of everybody, by its day; of one day, as people are ranked."""
    calls = [(call, person) for person in roster.people for call in person.calls]
    for call, person in sorted(calls, key=lambda each: each[0].on):
        tasks = person.tasks()
        named = {
            "on": call.on,
            "who": ", ".join(call.who),
            "site": person.entry.site,
            "id": person.name,
            "due_on": person.due_on,
            "days_left": call.days_left,
            "task": tasks[0].sentence("title", language) if tasks else None,
        }
        yield _cells(named[column] for column in _TELL)


def calendars_of(roster: Roster, language: str) -> dict[str, bytes]:
    """One feed of everybody whose days are near, and one more for each site."""
    due = [person for person in roster.people if person.rank in IN_CALENDAR]
    sites = sorted({each.entry.site for each in due if each.entry.site})
    found = {"roster.ics": _calendar(due, language)}
    for name, site in zip(file_names(sites, "site"), sites, strict=True):
        members = [each for each in due if each.entry.site == site]
        found[f"{name}.ics"] = _calendar(members, language, site)
    return found


def _calendar(people: Sequence[Person], language: str, site: str = "") -> bytes:
    plans, names = [each.plan for each in people], [each.name for each in people]
    return plan_calendar(plans, language, names, site)


def csv_file(lines: Sequence[Line]) -> bytes:
    """The lines as CSV in UTF-8 with its mark, which spreadsheets read aright."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows(lines)
    return written.getvalue().encode("utf-8-sig")
