"""The planner's one way to the law: ask, and take what is settled.

The planner holds no rule. A question that the law does not answer yet, or cannot
answer from the facts at hand, gives `"unknown"` here, never a guess.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from typing import Any

from ichimai.law.office_days import (
    CITES,
    ROLL_CITES,
    first_open_day,
    last_open_day,
)
from ichimai.law.questions import QUESTIONS, ask
from ichimai.model.finding import Finding
from ichimai.planner.plan import NOTHING, UNKNOWN, Basis, Day, Fee, State, Window

SOON = timedelta(days=14)
"""A task whose safe day is no further off is to be done now. Our own choice."""

_NULL_SAYS_NO = frozenset({"decided_on", "old_card", "replaces"})
"""Facts of the law for which null is an answer: it has not happened."""

OFFICE_DAYS = Basis((), CITES)


_MOST_REMEMBERED = 4096
_Memory = dict[tuple[str, date, str], Finding]
_MEMORY: ContextVar[_Memory | None] = ContextVar("answers of the law", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Ask the law each thing once while this lasts, and forget all at its end.

    Inside of another it shares what that one keeps.

    For many people at once, whose facts repeat. Outside of it nothing is kept: a
    birth date must not outlive the plan that it was given for.
    """
    held = _MEMORY.get()
    token = _MEMORY.set({} if held is None else held)
    try:
        yield
    finally:
        _MEMORY.reset(token)


def find_answer(
    question: str,
    facts: Mapping[str, Any],
    as_of: date,
    *,
    not_yet: frozenset[str] = _NULL_SAYS_NO,
) -> Finding | None:
    """The law's finding, None where it is not settled or not answered yet.

    Facts that are None are left out, but for those of *not_yet*: there null says that
    it has not happened.
    """
    if question not in QUESTIONS:
        return None
    given = {
        name: value
        for name, value in facts.items()
        if value is not None or name in not_yet
    }
    finding = _asked(question, given, as_of)
    return finding if finding.settled else None


def _asked(question: str, given: Mapping[str, Any], as_of: date) -> Finding:
    memory = _MEMORY.get()
    if memory is None:
        return ask(question, given, as_of)
    # Facts are texts, numbers, days and flat objects of these: their representation
    # tells any two apart.
    key = question, as_of, repr(given)
    if key not in memory:
        if len(memory) >= _MOST_REMEMBERED:
            memory.clear()  # of a hundred thousand people, what repeats comes back
        memory[key] = ask(question, given, as_of)
    return memory[key]


def day_in(finding: Finding | None, name: str) -> Day:
    """The day that the finding gives by that name."""
    if finding is None:
        return UNKNOWN
    value = finding.answer.get(name)
    if isinstance(value, str) and value != UNKNOWN:
        return date.fromisoformat(value)
    if isinstance(value, date):
        return value
    return UNKNOWN if value == UNKNOWN else None


def basis_of(finding: Finding | None) -> Basis:
    """What the finding rests on."""
    return Basis(finding.rules, finding.cites) if finding else NOTHING


def fee_in(finding: Finding | None) -> Fee:
    """The fee that the finding gives."""
    if finding is None or not isinstance(finding.answer.get("yen"), int):
        return Fee(UNKNOWN)
    since = finding.answer.get("tariff_from")
    tariff_from = date.fromisoformat(since) if isinstance(since, str) else None
    return Fee(finding.answer["yen"], tariff_from)


def until(last_day: Day, opens_on: Day = None) -> Window:
    """The window of something that ends on its own day: validity never rolls."""
    if not isinstance(last_day, date):
        return Window(opens_on, last_day, last_day)
    return Window(opens_on, last_open_day(last_day) or UNKNOWN, last_day)


def filing_until(last_day: Day, opens_on: Day = None) -> Window:
    """The window of a filing, whose last day rolls to the next open one (AGH 2).

    The safe day never rolls: it is the last open day not after *last_day*.
    """
    if not isinstance(last_day, date):
        return Window(opens_on, last_day, last_day)
    return Window(
        opens_on,
        last_open_day(last_day) or UNKNOWN,
        first_open_day(last_day) or last_day,
    )


ROLL = Basis((), ROLL_CITES[:1])
"""What the rolled last day of a filing at a bureau rests on."""


def state_in(window: Window, as_of: date) -> State:
    """How a task stands that nobody else has to move first."""
    if isinstance(window.legal_last_day, date) and as_of > window.legal_last_day:
        return State.OVERDUE
    if isinstance(window.opens_on, date) and as_of < window.opens_on:
        return State.NOT_YET
    safe = window.safe_last_day
    if isinstance(safe, date):
        return State.DO_NOW if as_of + SOON >= safe else State.DO_BY
    return State.DO_NOW if window.legal_last_day is None else State.DO_BY
