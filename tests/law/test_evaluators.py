"""Every case runs on every evaluator: worked examples and strangers' lines alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from ichimai.errors import Malformed
from ichimai.law.questions import QUESTIONS, question, read_line
from ichimai.rules.column_contradictions import contradictions_of
from ichimai.rules.graph import Node
from ichimai.rules.question import AS_OF, Question
from ichimai.rules.reading import read_facts
from ichimai.rules.scalar import UNKNOWN, Value
from law.evaluators import EVALUATORS, Row
from law.strangers import STRANGERS
from law.worked import WORKED

_REFUSED = {"error", "unknown"}
ASKED = tuple(name for name in QUESTIONS if name != "check-number")


@dataclass(frozen=True)
class Line:
    """One person's facts, and what is expected of the answer: all of it, or a part."""

    name: str
    facts: Row
    expect: dict[str, Any]
    whole: bool


def _lines(name: str) -> Iterator[Line]:
    """The cases of a question whose facts can be read at all."""
    asked = question(name)
    for worked in WORKED:
        if worked.question == name:
            facts = read_facts(asked, worked.given).facts
            yield Line(
                worked.name, {**facts, AS_OF: worked.as_of}, worked.expect, whole=True
            )
    for stranger in STRANGERS:
        if stranger.question == name:
            try:
                facts = read_facts(asked, read_line(stranger.line)).facts
            except Malformed:
                continue  # refused before any evaluator; test_strangers looks
            row = {**facts, AS_OF: stranger.as_of}
            yield Line(
                f"{stranger.source}: {stranger.why}", row, stranger.expect, whole=False
            )


def _wanted(asked: Question) -> dict[str, Node]:
    wanted = {goal.name: goal.value for goal in asked.goals}
    wanted |= {f"{g.name}?": g.only_if for g in asked.goals if g.only_if is not None}
    if asked.era is not None:
        wanted["era?"] = asked.era
    for place, entry in enumerate(contradictions_of(asked)):
        wanted[f"!{place}"] = entry.where
    return wanted


def _answer(asked: Question, values: dict[str, Value]) -> dict[str, Any]:
    """What the values of one row mean: a refusal, waiting, or fields."""
    for place, entry in enumerate(contradictions_of(asked)):
        if values[f"!{place}"] is True:
            return {"error": "contradiction", "field": entry.field}
    if values.get("era?", True) is False:
        return {g.name: None for g in asked.goals if g.only_if is None}
    goals = [g.name for g in asked.goals if values.get(f"{g.name}?", True) is not False]
    if any(UNKNOWN in (values[n], values.get(f"{n}?")) for n in goals):
        return {"unknown": True}
    return {name: _json(values[name]) for name in goals}


def _json(value: Value) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _expected(asked: Question, expect: dict[str, Any]) -> dict[str, Any]:
    """The part of an expectation that values settle; `"unknown"` is an absent one."""
    if "error" in expect:
        return expect
    if {"unknown", "unknown_has"} & set(expect):
        return {"unknown": True}
    goals = {goal.name for goal in asked.goals}
    return {
        name: None if value == "unknown" else value
        for name, value in expect.items()
        if name in goals
    }


@pytest.mark.parametrize("evaluator", EVALUATORS)
@pytest.mark.parametrize("name", ASKED)
def test_case(name: str, evaluator: str) -> None:
    """Each case of a question comes out as its source says."""
    asked = question(name)
    lines = list(_lines(name))

    worked = EVALUATORS[evaluator](_wanted(asked), [line.facts for line in lines])

    assert lines
    for line, values in zip(lines, worked, strict=True):
        answer = _answer(asked, values)
        expected = _expected(asked, line.expect)
        assert expected == {n: answer[n] for n in expected if n in answer}, line
        assert not line.whole or set(expected) == set(answer), line
        assert _REFUSED & set(expected) == _REFUSED & set(answer), line


def test_only_what_nobody_can_read_is_left_out() -> None:
    """A line without a refusal among what its source expects runs everywhere."""
    ran = {line.name for name in ASKED for line in _lines(name)}

    answered = [
        f"{stranger.source}: {stranger.why}"
        for stranger in STRANGERS
        if stranger.question in ASKED and "error" not in stranger.expect
    ]
    assert set(answered) <= ran
    assert {worked.name for worked in WORKED} <= ran
