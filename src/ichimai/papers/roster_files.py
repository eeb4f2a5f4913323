"""What is kept of a roster's check: tables for spreadsheets, and the record of it.

No cell of these files starts a formula: what would is written behind an apostrophe.
"""

import csv
import io
import json
from collections.abc import Sequence

from ichimai.papers.workbook import Line, workbook
from ichimai.planner.roster.result import Person, Roster

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PEOPLE = ("row", "id", "rank", "due_on", "task", "opens_on", "legal_last_day", "notes")
_REJECTED = ("row", "column", "problem", "repair")


def files_of(roster: Roster, language: str) -> dict[str, bytes]:
    """The files by their names: CSV (UTF-8 with its mark), workbook, record.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    people = [_PEOPLE, *(_line(person, language) for person in roster.people)]
    told = [row.to_json(language) for row in roster.rejected]
    rejected = [
        _REJECTED,
        *([harmless(str(row[key])) for key in _REJECTED] for row in told),
    ]
    record = json.dumps(roster.audit_json(), ensure_ascii=False, indent=2)
    return {
        "people.csv": _csv(people),
        "rejected.csv": _csv(rejected),
        "roster.xlsx": workbook({"people": people, "rejected": rejected}),
        "audit.json": f"{record}\n".encode(),
    }


def harmless(text: str) -> str:
    """The text as no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def _line(person: Person, language: str) -> Line:
    """The most urgent task of the person: of an open one, its title and days."""
    told = person.to_json(language)
    task = told["tasks"][0] if told["tasks"] else {}
    values = (
        told["row"],
        told["id"],
        told["rank"],
        told["due_on"],
        task.get("title"),
        task.get("opens_on"),
        task.get("legal_last_day"),
        " ".join(told["notes"]),
    )
    return ["" if value is None else harmless(str(value)) for value in values]


def _csv(lines: Sequence[Line]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(lines)
    return written.getvalue().encode("utf-8-sig")
