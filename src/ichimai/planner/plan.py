"""What a plan is: clocks, tasks, options, questions, and what is not known.

Values carry stable keys; sentences appear when a plan is written out in a language.
A day is a date, None where there is none, or `"unknown"`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from ichimai.planner.wording import Words, in_words, say

Unknown = Literal["unknown"]
UNKNOWN: Unknown = "unknown"
Day = date | Unknown | None


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
        return Basis(
            tuple(dict.fromkeys(self.rules + other.rules)),
            tuple(dict.fromkeys(self.cites + other.cites)),
        )


@dataclass(frozen=True, slots=True)
class Clock:
    """Something that runs out."""

    what: str
    ends_on: Day
    basis: Basis

    def to_json(self, language: str) -> dict[str, Any]:
        """The clock as JSON values."""
        return {
            "what": self.what,
            "title": say(Words(f"clock.{self.what}"), language),
            "ends_on": _json_day(self.ends_on),
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
    """One thing to do, whole enough to be done without another page."""

    id: str
    window: Window
    state: State
    counter: str
    bring: tuple[str, ...]
    fee: Fee
    who_may_go: str
    basis: Basis
    values: Mapping[str, Any] = field(default_factory=dict)

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
            # Opening hours and booking are a municipality's own: not known here.
            "booking": UNKNOWN,
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
    """One of the ways that are open. All carry the same fields, none is preferred."""

    id: str
    allowed: bool | Unknown
    opens_on: Day
    counter: str
    fee: Fee
    basis: Basis

    def to_json(self, language: str) -> dict[str, Any]:
        """The option as JSON values, sentences in *language*."""
        return {
            "id": self.id,
            **{
                part: say(Words(f"option.{self.id}.{part}"), language)
                for part in ("title", "visits", "waiting", "if_lost", "later")
            },
            "allowed": self.allowed,
            "opens_on": _json_day(self.opens_on),
            "counter": self.counter,
            "fee": self.fee.to_json(),
            "rules": list(self.basis.rules),
            "cites": list(self.basis.cites),
        }


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Something that this plan does not answer, and why.

    Attributes:
        what: path of the fact, or id of the task or clock.
        why: key of the reason: `fact-missing`, `not-covered`, `ignored`, `sources`.
    """

    what: str
    why: str

    def to_json(self, language: str) -> dict[str, Any]:
        """The gap as JSON values."""
        named = self.what if self.why == "ignored" else in_words(self.what, language)
        words = Words(f"unknown.{self.why}", {"what": named})
        return {"what": self.what, "why": self.why, "sentence": say(words, language)}


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that one person should know and do, as seen on one day."""

    as_of: date
    clocks: tuple[Clock, ...] = ()
    tasks: tuple[Task, ...] = ()
    options: tuple[Option, ...] = ()
    questions: tuple[str, ...] = ()
    unknown: tuple[NotKnown, ...] = ()
    claims: tuple[str, ...] = ()

    def to_json(self, language: str = "en") -> dict[str, Any]:
        """The plan in the shape of the interfaces, sentences in *language*."""
        return {
            "as_of": self.as_of.isoformat(),
            "clocks": [clock.to_json(language) for clock in self.clocks],
            "tasks": [task.to_json(language) for task in self.tasks],
            "options": [option.to_json(language) for option in self.options],
            "questions": [
                {
                    "field": path,
                    "question": say(Words(f"question.{_key(path)}"), language),
                }
                for path in self.questions
            ],
            "unknown": [gap.to_json(language) for gap in self.unknown],
            "claims": [
                {
                    "id": claim,
                    "claim": say(Words(f"claim.{claim}.claim"), language),
                    "confirmed": say(Words(f"claim.{claim}.confirmed"), language),
                }
                for claim in self.claims
            ],
        }


def _key(path: str) -> str:
    """The path of a fact without its place in a list: `events[0].on` → `events.on`."""
    head, bracket, rest = path.partition("[")
    return f"{head}.{rest.partition('].')[2]}" if bracket else path


def _json_day(day: Day) -> str | None:
    return day.isoformat() if isinstance(day, date) else day
