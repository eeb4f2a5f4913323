"""Our own contenders: `python -m ichimai.bench.own ENGINE WORK FOLDER THREADS`.

ENGINE is one of `ENGINES`, WORK one of `WORKS`: W, or everything that a register keeps
of a resident. Plain Python knows W only.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np

import ichimai
from ichimai.bench import w, w_people, w_plain
from ichimai.bench.contest import Contender, serve
from ichimai.bench.rows import facts_of
from ichimai.compiler import compiled
from ichimai.law.population_goals import FACTS, GOALS
from ichimai.population.distribution import distribution
from ichimai.population.register import everybody
from ichimai.population.residents import Population
from ichimai.rules.column_values import Array, Column, day_number
from ichimai.rules.columns import Plan
from ichimai.rules.graph import Node
from ichimai.rules.kernel import Kernel
from ichimai.rules.scalar import Case, Value

Columns = dict[str, Column]

_SEED = 2026


@dataclass(frozen=True, slots=True)
class Work:
    """Goals, and residents for whom they are worked out.

    Attributes:
        goals: by name.
        as_of: the day from which residents are looked at.
        residents: the first so many of them, as columns.
    """

    goals: Mapping[str, Node]
    as_of: date
    residents: Callable[[int], Columns]


def w_work(folder: Path) -> Work:
    """The common workload, its residents from files."""
    return Work(
        w.GOALS,
        w_plain.AS_OF,
        lambda rows: w_people.for_rules(w_people.read(folder, rows)),
    )


def register_work() -> Work:
    """What a register keeps of every resident, its residents invented."""
    return Work(
        GOALS,
        distribution().on,
        lambda rows: everybody(Population(rows, _SEED), FACTS),
    )


WORKS: dict[str, Callable[[Path], Work]] = {
    "w": w_work,
    "register": lambda _folder: register_work(),
}
"""What there is to work out, by name; each takes the folder of columns."""


class Evaluator(Protocol):
    """Whatever works goals out for everybody, as `rules.columns.Plan` does."""

    def run(
        self,
        columns: Mapping[str, Column],
        as_of: date,
        rows: int,
        *,
        threads: int = 1,
    ) -> Columns:
        """Every goal for every row."""
        ...


class InColumns:
    """A rule text over columns; one resident by the evaluator for one.

    Args:
        evaluator: what it makes of a plan; by itself the plan runs in blocks.
    """

    version = ichimai.__version__

    def __init__(
        self,
        work: Work,
        threads: int,
        evaluator: Callable[[Plan], Evaluator] = lambda plan: plan,
    ) -> None:
        self._work, self._threads = work, threads
        self._plan = Plan(work.goals)
        self._evaluator = evaluator(self._plan)
        self._rows = 0
        self._facts: Columns = {}

    def load(self, rows: int) -> None:
        """Numbers, and masks of what there is not."""
        self._rows, self._facts = rows, {}
        self._facts = self._work.residents(rows)

    def lap(self) -> Columns:
        """Every goal as a column."""
        return self._evaluator.run(
            self._facts, self._work.as_of, self._rows, threads=self._threads
        )

    def outputs(self, result: Columns) -> Mapping[str, Array]:
        """The same without masks."""
        return {name: w_people.as_numbers(column) for name, column in result.items()}

    def one(self) -> Callable[[], object]:
        """The first resident, by `rules.scalar`."""
        facts = facts_of(self._facts, self._plan.facts.values(), self._work.as_of, 0)

        def work() -> list[Value]:
            case = Case(facts)
            return [case[goal] for goal in self._work.goals.values()]

        return work


class Plain:
    """W in plain Python, one resident after the other, on one core."""

    version = f"Python {sys.version.split()[0]}"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._people: list[w_plain.Resident] = []

    def load(self, rows: int) -> None:
        """One object a resident."""
        self._people = w_people.residents(w_people.read(self._folder, rows))

    def lap(self) -> list[w_plain.Outcome]:
        """One object a resident."""
        return [w_plain.assess(resident) for resident in self._people]

    def outputs(self, result: list[w_plain.Outcome]) -> Mapping[str, Array]:
        """A column a goal."""
        return {
            name: np.array([number(getattr(row, name)) for row in result], np.int32)
            for name in w.GOALS
        }

    def one(self) -> Callable[[], object]:
        """The first resident."""
        return partial(w_plain.assess, self._people[0])


def number(value: Any) -> int:  # noqa: ANN401 - a goal of any kind
    """A goal as it stands in a column."""
    if value is None:
        return w_people.NULL
    return day_number(value) if isinstance(value, date) else int(value)


EVALUATORS = ("columns", "kernel")
"""Evaluators of rule texts for everybody, the one that others are held against first.

Another one is a contender below, a name here, and nothing else anywhere.
"""

ENGINES: dict[str, Callable[[str, Path, int], Contender]] = {
    "columns": lambda work, folder, threads: InColumns(WORKS[work](folder), threads),
    "kernel": lambda work, folder, threads: InColumns(
        WORKS[work](folder), threads, lambda plan: Kernel(plan, compiled)
    ),
    "python": lambda _work, folder, _threads: Plain(folder),
}
"""What takes the name of a work, the folder of columns and a number of threads."""

if __name__ == "__main__":
    serve(partial(ENGINES[sys.argv[1]], sys.argv[2]))
