"""Columns know which rows contradict themselves, as one person is refused."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ichimai.errors import Malformed
from ichimai.law.questions import QUESTIONS, question
from ichimai.rules.column_contradictions import NONE, Contradictions
from ichimai.rules.question import AS_OF, Question
from ichimai.rules.reading import read_facts, refuse_contradictions
from ichimai.rules.scalar import Case
from rules.people import Row, columns_of, days, people

ROWS = 150
ASKED = tuple(name for name in QUESTIONS if name != "check-number")


def _refusal(asked: Question, row: Row, as_of: date) -> tuple[str, str] | None:
    """Field and sentence with which one person is refused."""
    try:
        facts = read_facts(asked, _nested(row)).facts
        refuse_contradictions(asked, Case({**facts, AS_OF: as_of}))
    except Malformed as refused:
        return str(refused.values["field"]), refused.problem
    return None


def _nested(row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in row.items():
        group, _, inner = name.partition(".")
        if not inner:
            found[name] = value
        elif value is not None:
            found.setdefault(group, {})[inner] = value
    return found


def _whole(row: Row) -> bool:
    """Whether the row can be said in JSON: inner facts are absent all or none."""
    inner = [value for name, value in row.items() if "." in name]
    return all(value is not None for value in inner)


def _turned(row: Row, rng: np.random.Generator) -> Row:
    """The row with two of its days exchanged, now and then."""
    dated = [name for name, value in row.items() if isinstance(value, date)]
    if len(dated) < 2 or rng.random() < 0.5:
        return row
    a, b = rng.choice(len(dated), 2, replace=False)
    return {**row, dated[a]: row[dated[b]], dated[b]: row[dated[a]]}


@pytest.mark.parametrize("name", ASKED)
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), unknown=st.sampled_from([0.0, 0.1, 0.5]))
def test_rows_are_refused_as_people_are(name: str, seed: int, unknown: float) -> None:
    """The same rows, for the same first reason, with the same field to look at."""
    asked = question(name)
    rng = np.random.default_rng(seed)
    made = [_turned(row, rng) for row in people(rng, asked.facts, ROWS, unknown)]
    rows = [row for row in made if _whole(row)]
    as_of = days(rng, 1)[0]
    contradictions = Contradictions(asked)

    found = contradictions.run(columns_of(asked.facts, rows), as_of, len(rows))

    entries = contradictions.entries
    told = [
        None if place == NONE else (entries[place].field, entries[place].says)
        for place in found.tolist()
    ]
    assert [_refusal(asked, row, as_of) for row in rows] == told


def test_each_contradiction_is_found() -> None:
    """Every contradiction that a question rules out is one that some row has."""
    for name in ASKED:
        asked = question(name)
        rng = np.random.default_rng(11)
        made = people(rng, asked.facts, 6000, 0.6)
        rows = [_turned(row, rng) for row in made]
        contradictions = Contradictions(asked)

        found = contradictions.run(columns_of(asked.facts, rows), days(rng, 1)[0], 6000)

        reached = set(found.tolist())
        assert set(range(len(contradictions.entries))) <= reached, name


def test_threads_keep_rows_in_place() -> None:
    """Blocks on threads find the same rows as one after the other."""
    asked = question("card-validity")
    rows = people(np.random.default_rng(3), asked.facts, 70_000, 0.3)
    columns = columns_of(asked.facts, rows)
    contradictions = Contradictions(asked)
    on = date(2026, 7, 1)

    alone = contradictions.run(columns, on, 70_000)
    together = contradictions.run(columns, on, 70_000, threads=2)

    assert (alone == together).all()
    assert NONE in alone
