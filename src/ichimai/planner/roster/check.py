"""Many people at once: who has what to do, the most urgent first, and which rows fail.

Every row of the roster comes back, as a person or as rejected. No name, no card number
and no My Number is read; the roster's own code tells the people apart.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from ichimai import __version__
from ichimai.errors import Malformed, msgid
from ichimai.planner.asking import remembering
from ichimai.planner.plan import Day, Plan, State, Task
from ichimai.planner.planning import make_outline
from ichimai.planner.roster.columns import Columns, columns_of, is_header
from ichimai.planner.roster.rows import Entry, Rejected, read_entry, rejected_by
from ichimai.planner.roster.table import LARGEST_FILE, Row, Table, read_csv, too_large
from ichimai.planner.roster.workbook import SIGNATURE, read_workbook
from ichimai.texts.language import translator

_OPEN = frozenset({State.OVERDUE, State.DO_NOW, State.DO_BY, State.NOT_YET})


class Rank(StrEnum):
    """How urgent somebody's next day is; the order is that of the result."""

    OVERDUE = "overdue"
    IN_30 = "30"
    IN_90 = "90"
    IN_120 = "120"
    QUESTION = "question"
    NOTHING = "nothing"

    @property
    def sentence(self) -> str:
        """What it means, an English source string."""
        return _MEANS[self]


_MEANS = {
    Rank.OVERDUE: msgid("A last day has passed"),
    Rank.IN_30: msgid("Within 30 days"),
    Rank.IN_90: msgid("Within 90 days"),
    Rank.IN_120: msgid("Within 120 days"),
    Rank.QUESTION: msgid("A question is open"),
    Rank.NOTHING: msgid("Nothing due"),
}
_WITHIN = ((30, Rank.IN_30), (90, Rank.IN_90), (120, Rank.IN_120))
_ORDER = tuple(Rank)

IN_SPECIAL_PERIOD = msgid(
    "A filing is pending: the printed days may have passed, and the stay goes on until "
    "the end of the special period. Look at the proof of filing, not at the card alone."
)
PAST_ERA = msgid("The day in {column} is written in an era that had ended by then.")


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the roster with the plan, and how urgent it is.

    Attributes:
        due_on: the nearest last safe day, None where no day is known.
    """

    entry: Entry
    plan: Plan
    rank: Rank
    due_on: date | None

    def tasks(self) -> tuple[Task, ...]:
        """What is still to be done."""
        return tuple(task for task in self.plan.tasks if task.state in _OPEN)

    def notes(self, language: str) -> list[str]:
        """What a reader of the roster must know beside the days."""
        say = translator(language)
        found = [say(PAST_ERA).format(column=column) for column in self.entry.past_eras]
        if _special_period(self.plan) is not None:
            found.append(say(IN_SPECIAL_PERIOD))
        return found

    def to_json(self, language: str) -> dict[str, Any]:
        """The person as JSON values, sentences in *language*."""
        return {
            "row": self.entry.row,
            "id": self.entry.code,
            "rank": self.rank.value,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "days_left": (self.due_on - self.plan.as_of).days if self.due_on else None,
            "tasks": [_task_json(task, language) for task in self.tasks()],
            "clocks": [
                {"what": clock.what, "ends_on": _text(clock.ends_on)}
                for clock in self.plan.clocks
            ],
            "unknown": [gap.what for gap in self.plan.unknown],
            "notices": [notice.id for notice in self.plan.notices],
            "notes": self.notes(language),
        }


@dataclass(frozen=True, slots=True)
class Audit:
    """What was checked, by which rules, when, and how many came out: no person."""

    file_sha256: str
    written_as: str
    sheet: str | None
    sheets_passed_over: tuple[str, ...]
    columns: Columns
    checked_at: datetime
    as_of: date

    def to_json(self) -> dict[str, Any]:
        """The record as JSON values, without the counts."""
        return {
            "file_sha256": self.file_sha256,
            "written_as": self.written_as,
            "sheet": self.sheet,
            "sheets_passed_over": list(self.sheets_passed_over),
            "columns": self.columns.to_json(),
            "rules": f"ichimai {__version__}",
            "checked_at": self.checked_at.isoformat(timespec="seconds"),
            "as_of": self.as_of.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Roster:
    """The result: everybody by urgency, the rejected rows, and the record of it."""

    people: tuple[Person, ...]
    rejected: tuple[Rejected, ...]
    audit: Audit

    def audit_json(self) -> dict[str, Any]:
        """The record with its counts; rows are people and rejected rows together."""
        ranks = [person.rank for person in self.people]
        return self.audit.to_json() | {
            "rows": len(self.people) + len(self.rejected),
            "people": len(self.people),
            "rejected": len(self.rejected),
            "ranks": {rank.value: ranks.count(rank) for rank in Rank},
        }

    def to_json(self, language: str) -> dict[str, Any]:
        """The result as JSON values, sentences in *language*."""
        return {
            "people": [person.to_json(language) for person in self.people],
            "rejected": [row.to_json(language) for row in self.rejected],
            "audit": self.audit_json(),
        }


def read_table(raw: bytes) -> Table:
    """The table in a roster's file.

    Raises:
        Malformed: see `read_csv` and `read_workbook`; an empty file is `empty`.
    """
    if len(raw) > LARGEST_FILE:
        raise too_large()
    if raw.startswith(SIGNATURE):
        return read_workbook(raw, is_header)
    table = read_csv(raw)
    if not table.rows:
        raise Malformed(
            msgid("The roster is empty."),
            repair=msgid("Write a row of column names and one row a person."),
            code="empty",
        )
    return table


def check_roster(
    raw: bytes,
    as_of: date,
    checked_at: datetime,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> Roster:
    """What everybody in the file *raw* has to do, as seen on *as_of*.

    Args:
        raw: the file.
        as_of: the day of the check.
        checked_at: the moment of the check, for the record.
        tell: is told how many rows of how many are done.

    Raises:
        Malformed, Refused: the file cannot be read, or must not be.
    """
    table = read_table(raw)
    columns = columns_of(table)
    rows = [row for row in table.rows if row.number > columns.header]
    people: list[Person] = []
    rejected: list[Rejected] = []
    seen: dict[str, int] = {}
    with remembering():
        for done, row in enumerate(rows, start=1):
            found = _worked_out(row, columns, as_of, seen)
            if isinstance(found, Rejected):
                rejected.append(found)
            else:
                people.append(found)
            tell(done, len(rows))
    audit = Audit(
        sha256(raw).hexdigest(),
        table.written_as,
        table.sheet,
        table.passed_over,
        columns,
        checked_at,
        as_of,
    )
    return Roster(tuple(sorted(people, key=_place)), tuple(rejected), audit)


def _worked_out(
    row: Row, columns: Columns, as_of: date, seen: dict[str, int]
) -> Person | Rejected:
    entry = read_entry(row, columns, as_of)
    if isinstance(entry, Rejected):
        return entry
    if entry.code is not None:
        first = seen.setdefault(entry.code, row.number)
        if first != row.number:
            return Rejected(
                row.number,
                columns.heading("id"),
                msgid("The code stands in row {first} already."),
                msgid("Delete the row that is out of date, or correct its code."),
                {"first": first},
            )
    try:
        plan = make_outline(entry.facts, as_of)
    except Malformed as error:
        return rejected_by(error, row.number, columns)
    return _ranked(entry, plan)


def _ranked(entry: Entry, plan: Plan) -> Person:
    """How urgent the nearest day is: of an open task, or the special period's end."""
    tasks = [task for task in plan.tasks if task.state in _OPEN]
    days = [
        task.window.safe_last_day
        for task in tasks
        if isinstance(task.window.safe_last_day, date)
    ]
    special = _special_period(plan)
    if special is not None:
        days.append(special)
    due_on = min(days, default=None)
    return Person(entry, plan, _rank(plan, tasks, due_on), due_on)


def _rank(plan: Plan, tasks: list[Task], due_on: date | None) -> Rank:
    if any(task.state is State.OVERDUE for task in tasks):
        return Rank.OVERDUE
    if due_on is not None:
        left = (due_on - plan.as_of).days
        for days, rank in _WITHIN:
            if left <= days:
                return rank
    if any(gap.what not in _OPTIONAL for gap in plan.unknown):
        return Rank.QUESTION
    return Rank.NOTHING if plan.tasks or plan.notices else Rank.QUESTION


_OPTIONAL = frozenset({"clocks.my-number-side"})
"""A roster need not tell them: whether somebody has a My Number Card is their own."""


def _special_period(plan: Plan) -> date | None:
    ends = [each.ends_on for each in plan.clocks if each.what == "special-period"]
    return next((day for day in ends if isinstance(day, date)), None)


def _place(person: Person) -> tuple[int, date, int]:
    return _ORDER.index(person.rank), person.due_on or date.max, person.entry.row


def _task_json(task: Task, language: str) -> dict[str, Any]:
    window = task.window
    return {
        "id": task.id,
        "title": task.sentence("title", language),
        "state": task.state.value,
        "opens_on": _text(window.opens_on),
        "safe_last_day": _text(window.safe_last_day),
        "legal_last_day": _text(window.legal_last_day),
        "rules": list(task.basis.rules),
        "cites": list(task.basis.cites),
    }


def _text(day: Day) -> str | None:
    return day.isoformat() if isinstance(day, date) else day
