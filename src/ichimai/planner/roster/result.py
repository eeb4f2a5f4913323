"""What a roster's check finds: people by urgency, rejected rows, the record of it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ichimai import __version__
from ichimai.errors import msgid
from ichimai.planner.plan import Day, Plan, State, Task
from ichimai.planner.roster.columns import Columns
from ichimai.planner.roster.ladder import LADDER, Call, Ladder
from ichimai.planner.roster.ranking import (
    Rank,
    open_questions,
    special_period_ends_on,
)
from ichimai.planner.roster.rows import Entry, Rejected
from ichimai.planner.roster.table import MOST_ROWS
from ichimai.texts.language import translator

IN_SPECIAL_PERIOD = msgid(
    "A filing is pending: the printed days may have passed, and the stay goes on until "
    "the end of the special period. Look at the proof of filing, not at the card alone."
)
VAGUE = msgid("The place in {column} is not clear. Write its code.")
PAST_ERA = msgid("The day in {column} is written in an era that had ended by then.")


@dataclass(frozen=True, slots=True)
class Check:
    """How a roster is checked.

    Attributes:
        as_of: the day of the check.
        checked_at: the moment of the check, for the record.
        columns: meanings of columns by their headings, where nobody else knows them.
        ladder: who is told when.
        by: who checks, for the record.
        most_rows: a file with more people is refused.
    """

    as_of: date
    checked_at: datetime
    columns: Mapping[str, str] = field(default_factory=dict)
    ladder: Ladder = LADDER
    by: str | None = None
    most_rows: int = MOST_ROWS


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the roster with the plan, and how urgent it is.

    Attributes:
        plan: its outline; fees, options and visits are not worked out.
        due_on: the nearest last safe day, None where no day is known.
        calls: who is to be told, and when; none before the ladder's first step.
    """

    entry: Entry
    plan: Plan
    rank: Rank
    due_on: date | None
    calls: tuple[Call, ...] = ()

    @property
    def name(self) -> str:
        """What tells the person apart: the roster's code, else the row's number."""
        return self.entry.code or f"#{self.entry.row}"

    def tasks(self) -> tuple[Task, ...]:
        """What is still to be done or waited for."""
        return tuple(each for each in self.plan.tasks if each.state is not State.DONE)

    def notes(self, language: str) -> list[str]:
        """What a reader of the roster must know beside the days."""
        say = translator(language)
        found = [say(PAST_ERA).format(column=column) for column in self.entry.past_eras]
        found += [say(VAGUE).format(column=column) for column in self.entry.vague]
        if special_period_ends_on(self.plan) is not None:
            found.append(say(IN_SPECIAL_PERIOD))
        if self.rank is Rank.QUESTION:
            asked = open_questions(self.plan)
            found += [str(gap.to_json(language)["sentence"]) for gap in asked]
        return found

    def to_json(self, language: str) -> dict[str, Any]:
        """The person as JSON values, sentences in *language*."""
        return {
            "row": self.entry.row,
            "id": self.entry.code,
            "site": self.entry.site,
            "language": self.entry.language,
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
            "tell": [call.to_json() for call in self.calls],
            "note": self.entry.note,
        }


@dataclass(frozen=True, slots=True)
class Audit:
    """What was checked, by which rules, when, and how many came out: no person."""

    file_sha256: str
    written_as: str
    sheet: str | None
    sheets_passed_over: tuple[str, ...]
    columns: Columns
    check: Check

    def to_json(self) -> dict[str, Any]:
        """The record as JSON values, without the counts."""
        return {
            "file_sha256": self.file_sha256,
            "written_as": self.written_as,
            "sheet": self.sheet,
            "sheets_passed_over": list(self.sheets_passed_over),
            "columns": self.columns.to_json(),
            "rules": f"ichimai {__version__}",
            "checked_at": self.check.checked_at.isoformat(timespec="seconds"),
            "checked_by": self.check.by,
            "as_of": self.check.as_of.isoformat(),
            "ladder": self.check.ladder.to_json(),
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

    def json_text(self, language: str) -> Iterator[str]:
        """The result as JSON text, sentences in *language*, a person at a time.

        One document of a hundred thousand people would fill the memory twice.
        """
        lists = {
            "people": (person.to_json(language) for person in self.people),
            "rejected": (row.to_json(language) for row in self.rejected),
        }
        opening = "{"
        for name, values in lists.items():
            yield f'{opening}"{name}": ['
            for number, value in enumerate(values):
                yield ", " if number else ""
                yield json.dumps(value, ensure_ascii=False)
            opening = "], "
        record = json.dumps(self.audit_json(), ensure_ascii=False)
        yield f'{opening}"audit": {record}}}'


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
