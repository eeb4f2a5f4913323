"""What a plan is: clocks, tasks, options, questions, and what is not known.

Values carry stable keys; sentences appear when a plan is written out in a language.
A day is a date, None where there is none, or `"unknown"`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, Literal

from ichimai.planner.knowledge.claims import get_claim
from ichimai.planner.wording import Words, in_words, key_of, say

Unknown = Literal["unknown"]
UNKNOWN: Unknown = "unknown"
Day = date | Unknown | None


OPTION_PARTS = ("title", "visits", "waiting", "stops", "if_lost", "later")
"""The sentences of an option."""


class State(StrEnum):
    """How a task stands; the order is the order of a plan."""

    OVERDUE = "overdue"
    DO_NOW = "do_now"
    DO_BY = "do_by"
    NOT_YET = "not_yet"
    WAITING = "waiting"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Fee:
    """What is paid. *tariff_from* is the first day of the tariff that was used."""

    yen: int | Unknown
    tariff_from: date | None = None

    def to_json(self) -> dict[str, Any]:
        """The fee as JSON values."""
        return {"yen": self.yen, "tariff_from": _json_day(self.tariff_from)}


FREE = Fee(0)
FEE_UNKNOWN = Fee(UNKNOWN)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a clock or task rests on: rules of the law files, provisions."""

    rules: tuple[str, ...]
    cites: tuple[str, ...]

    def __add__(self, other: "Basis") -> "Basis":
        return _together(self, other)


@lru_cache(maxsize=1024)
def _together(one: Basis, other: Basis) -> Basis:
    """What both rest on. Thousands of plans share it instead of making their own."""
    return Basis(
        tuple(dict.fromkeys(one.rules + other.rules)),
        tuple(dict.fromkeys(one.cites + other.cites)),
    )


NOTHING = Basis((), ())


@dataclass(frozen=True, slots=True)
class Clock:
    """Something that runs out."""

    what: str
    ends_on: Day
    basis: Basis
    values: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self, language: str) -> dict[str, Any]:
        """The clock as JSON values."""
        return {
            "what": self.what,
            "title": say(Words(f"clock.{self.what}", self.values), language),
            "ends_on": _json_day(self.ends_on),
            "rules": list(self.basis.rules),
            "cites": list(self.basis.cites),
        }


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that holds for this person and asks for nothing to be done."""

    id: str
    basis: Basis
    values: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self, language: str) -> dict[str, Any]:
        """The notice as JSON values, its sentence in *language*."""
        return {
            "id": self.id,
            "sentence": say(Words(f"notice.{self.id}", self.values), language),
            "rules": list(self.basis.rules),
            "cites": list(self.basis.cites),
        }


@dataclass(frozen=True, slots=True)
class Window:
    """When a task can be done: from, last open day, last day in law."""

    opens_on: Day = None
    safe_last_day: Day = None
    legal_last_day: Day = None


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, whole enough to be done without another page.

    Attributes:
        booking: what the city says of it: `needed`, `not-needed`, `possible`; else
            `unknown`.
    """

    id: str
    window: Window
    state: State
    counter: str
    bring: tuple[str, ...]
    fee: Fee
    who_may_go: str
    basis: Basis
    values: Mapping[str, Any] = field(default_factory=dict)
    booking: str = UNKNOWN

    def sentence(self, part: str, language: str) -> str:
        """The task's `title`, `result`, `then` or `consequence`."""
        return say(Words(f"task.{self.id}.{part}", self.values), language)

    def to_json(self, language: str) -> dict[str, Any]:
        """The task as JSON values, sentences in *language*."""
        return {
            "id": self.id,
            "title": self.sentence("title", language),
            "opens_on": _json_day(self.window.opens_on),
            "safe_last_day": _json_day(self.window.safe_last_day),
            "legal_last_day": _json_day(self.window.legal_last_day),
            "state": self.state.value,
            "counter": self.counter,
            "booking": self.booking,
            "bring": [
                {"id": item, "text": say(Words(f"bring.{item}"), language)}
                for item in self.bring
            ],
            "fee": self.fee.to_json(),
            "who_may_go": say(Words(f"who.{self.who_may_go}"), language),
            "result": self.sentence("result", language),
            "then": self.sentence("then", language),
            "consequence": self.sentence("consequence", language),
            "rules": list(self.basis.rules),
            "cites": list(self.basis.cites),
        }


@dataclass(frozen=True, slots=True)
class Option:
    """One of the ways that are open. All carry the same fields, none is preferred.

    Attributes:
        default: whether this is what happens where nobody asks for anything (RC-020).
        carrier: the procedure with which it comes about, None where there is none.
        waiting_days: least and most days until the card is ready, None where it is
            not made to order.
        card_ends_on: last day of the card that it brings.
        reason: where it is not open, the law's reason, a key of `words/options.toml`.
    """

    id: str
    default: bool
    allowed: bool | Unknown
    carrier: str | None
    opens_on: Day
    counter: str
    fee: Fee
    waiting_days: tuple[int, int] | None
    card_ends_on: Day
    basis: Basis
    reason: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    def why_not(self, language: str) -> str | None:
        """Why it is not open, None where it is or may be."""
        if self.allowed is not False or self.reason is None:
            return None
        return say(Words(f"why_not.{self.reason}", self.values), language)

    def sentence(self, part: str, language: str) -> str:
        """One of the `OPTION_PARTS` of this option."""
        return say(Words(f"option.{self.id}.{part}", self.values), language)

    def to_json(self, language: str) -> dict[str, Any]:
        """The option as JSON values, sentences in *language*."""
        days = self.waiting_days
        return {
            "id": self.id,
            **{part: self.sentence(part, language) for part in OPTION_PARTS},
            "default": self.default,
            "allowed": self.allowed,
            "why_not": self.why_not(language),
            "carrier": self.carrier,
            "opens_on": _json_day(self.opens_on),
            "counter": self.counter,
            "fee": self.fee.to_json(),
            "waiting_days": {"least": days[0], "most": days[1]} if days else None,
            "card_ends_on": _json_day(self.card_ends_on),
            "rules": list(self.basis.rules),
            "cites": list(self.basis.cites),
        }


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Something that this plan does not answer, and why.

    Attributes:
        what: path of the fact, or id of the task or clock.
        why: key of the reason: `fact-missing`, `not-settled`, `ignored`.
        values: what the sentence names.
    """

    what: str
    why: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self, language: str) -> dict[str, Any]:
        """The gap as JSON values."""
        named = self.what
        if self.why != "ignored":
            named = in_words(self.what, language, self.values)
        words = Words(f"unknown.{self.why}", {"what": named})
        return {"what": self.what, "why": self.why, "sentence": say(words, language)}


@dataclass(frozen=True, slots=True)
class Visit:
    """Tasks that are done on one trip to one counter.

    Attributes:
        safe_last_day: the first of the tasks' safe days: everybody is in time.
        tasks: number of the person and id of the task.
        bring: number of the person and key of the thing, each once.
    """

    counter: str
    opens_on: date | None
    safe_last_day: date | None
    tasks: tuple[tuple[int, str], ...]
    bring: tuple[tuple[int, str], ...]

    def to_json(self, language: str) -> dict[str, Any]:
        """The visit as JSON values, the things in *language*."""
        things: dict[str, list[int]] = {}
        for person, thing in self.bring:
            things.setdefault(thing, []).append(person)
        return {
            "counter": self.counter,
            "opens_on": _json_day(self.opens_on),
            "safe_last_day": _json_day(self.safe_last_day),
            "tasks": [
                {"person": person, "task": task_id} for person, task_id in self.tasks
            ],
            "bring": [
                {
                    "id": thing,
                    "text": say(Words(f"bring.{thing}"), language),
                    "people": people,
                }
                for thing, people in things.items()
            ],
        }


@dataclass(frozen=True, slots=True)
class Question:
    """A fact whose answer would change the plan.

    Attributes:
        path: of the fact, such as `events[0].filed_on`.
        values: what its sentences name.
    """

    path: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self, language: str) -> dict[str, Any]:
        """The question as JSON values; the unknown is an answer like any other."""
        key = key_of(self.path)
        return {
            "field": self.path,
            "question": say(Words(f"question.{key}", self.values), language),
            "why": say(Words(f"why.{key}", self.values), language),
            "not_known": {
                "value": UNKNOWN,
                "text": say(Words("sheet.i-do-not-know"), language),
            },
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that one person should know and do, as seen on one day."""

    as_of: date
    clocks: tuple[Clock, ...] = ()
    tasks: tuple[Task, ...] = ()
    options: tuple[Option, ...] = ()
    questions: tuple[Question, ...] = ()
    unknown: tuple[NotKnown, ...] = ()
    claims: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    visits: tuple[Visit, ...] = ()

    def to_json(self, language: str = "en") -> dict[str, Any]:
        """The plan in the shape of the interfaces, sentences in *language*."""
        return {
            "as_of": self.as_of.isoformat(),
            "clocks": [clock.to_json(language) for clock in self.clocks],
            "tasks": [task.to_json(language) for task in self.tasks],
            "options": [option.to_json(language) for option in self.options],
            "questions": [each.to_json(language) for each in self.questions],
            "unknown": [gap.to_json(language) for gap in self.unknown],
            "claims": [get_claim(key).spoken(language) for key in self.claims],
            "notices": [notice.to_json(language) for notice in self.notices],
            "visits": [visit.to_json(language) for visit in self.visits],
        }


def _json_day(day: Day) -> str | None:
    return day.isoformat() if isinstance(day, date) else day
