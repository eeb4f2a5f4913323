"""Every goal of every question of law over columns of invented facts.

The facts are drawn goal by goal without regard to one another: every option as often
as every other, days of many years, a third of what may be absent is absent. That is
harder on a processor than people are, and needs no population.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Final

import numpy as np

from ichimai.bench.figures import Figure, beside
from ichimai.bench.laps import Work, in_turn
from ichimai.bench.measures.memory import seconds_to_move
from ichimai.bench.setting import Setting, on_cores
from ichimai.law.questions import QUESTIONS, question
from ichimai.rules.column_values import Column, day_number
from ichimai.rules.columns import Plan
from ichimai.rules.graph import Node
from ichimai.rules.question import Question

ON: Final = date(2026, 7, 1)
_MOST = 1_000_000
_LAPS = 3
"""Laps at most: there are many questions."""
_SHARES_UNKNOWN = {"": 0.0, "/2-percent-unknown": 0.02}
_ABSENT = 0.3
_BIRTHS, _DAYS = (1940, 2026), (2016, 2036)
_LONGEST = 91

Facts = Mapping[str, Column]


def measure(setting: Setting) -> Iterator[Figure]:
    """Seconds by the wall for a million rows, beside what memory could move."""
    rows = min(setting.rows, _MOST)
    for name in QUESTIONS:
        if name == "check-number":
            continue  # plain functions answer it, one number at a time
        asked = question(name)
        facts = {
            said: _facts(asked, rows, share) for said, share in _SHARES_UNKNOWN.items()
        }
        for goal in asked.goals:
            setting.tell(f"questions: {name} {goal.name}")
            plan = Plan({goal.name: goal.value})
            yield from _goal(
                f"questions/{rows}/{name}/{goal.name}", plan, facts, setting
            )


def _goal(
    name: str, plan: Plan, facts: Mapping[str, Facts], setting: Setting
) -> Iterator[Figure]:
    rows = int(name.split("/")[1])
    cores = sorted({1, setting.cores})
    works: dict[str, Work] = {
        f"{name}/{on_cores(threads)}{said}": partial(
            plan.run, given, ON, rows, threads=threads
        )
        for said, given in facts.items()
        for threads in cores
    }
    took = in_turn(works, min(setting.laps, _LAPS))
    known = facts[""]
    moved = sum(known[fact].values.nbytes for fact in plan.facts if fact in known)
    for threads in cores:
        limit = Figure(
            f"{name}/memory-limit/{on_cores(threads)}",
            seconds_to_move(moved + 4 * rows, threads, setting.rows),
            "s",
        )
        yield limit
        for said in facts:
            own = f"{name}/{on_cores(threads)}{said}"
            yield beside(own, took[own], "s", limit)


def _facts(asked: Question, rows: int, unknown: float) -> Facts:
    rng = np.random.default_rng(2026)
    return {fact.spec.name: _column(rng, fact, rows, unknown) for fact in asked.facts}


def _column(rng: np.random.Generator, fact: Node, rows: int, unknown: float) -> Column:
    spec = fact.spec
    if spec.kind == "day":
        years = _BIRTHS if spec.name == "birth_date" else _DAYS
        low, high = (day_number(date(year, 1, 1)) for year in years)
        values = rng.integers(low, high, rows, np.int32)
    elif spec.kind == "choice":
        values = rng.integers(0, len(spec.options), rows, np.int8)
    elif spec.kind == "truth":
        values = rng.integers(0, 2, rows, np.int8).astype(np.bool_)
    elif spec.kind == "code":
        values = rng.integers(0, 10**spec.digits, rows, np.int32)
    else:
        values = rng.integers(1, _LONGEST, rows, np.int32)
    known = rng.random(rows) >= unknown if unknown else None
    absent = rng.random(rows) < _ABSENT if spec.optional else None
    return Column(values, known, absent)
