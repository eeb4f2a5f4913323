"""Our own contenders of W: `python -m ichimai.bench.own ENGINE FOLDER THREADS`."""

import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

import ichimai
from ichimai.bench import w_people, w_plain
from ichimai.bench.contest import Contender, serve
from ichimai.bench.w import GOALS
from ichimai.rules.column_values import Array, Column, day_number
from ichimai.rules.columns import Plan
from ichimai.rules.question import AS_OF
from ichimai.rules.scalar import Case, Value


class Columns:
    """The rule text in blocks of columns; one resident by the evaluator for one."""

    version = ichimai.__version__

    def __init__(self, folder: Path, threads: int) -> None:
        self._folder, self._threads = folder, threads
        self._plan = Plan(GOALS)
        self._rows = 0
        self._facts: dict[str, Column] = {}

    def load(self, rows: int) -> None:
        """Days and a mask of those that there are not."""
        self._rows = rows
        self._facts = w_people.for_rules(w_people.read(self._folder, rows))

    def lap(self) -> dict[str, Column]:
        """Every goal as a column."""
        return self._plan.run(
            self._facts, w_plain.AS_OF, self._rows, threads=self._threads
        )

    def outputs(self, result: Mapping[str, Column]) -> Mapping[str, Array]:
        """The same without masks."""
        return {name: w_people.as_numbers(column) for name, column in result.items()}

    def one(self) -> Callable[[], object]:
        """The first resident, by `rules.scalar`."""
        facts = case_of(w_people.residents(w_people.read(self._folder, 1))[0])

        def work() -> list[Value]:
            case = Case(facts)
            return [case[goal] for goal in GOALS.values()]

        return work


class Plain:
    """Plain Python, one resident after the other, on one core."""

    version = f"Python {sys.version.split()[0]}"

    def __init__(self, folder: Path, _threads: int) -> None:
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
            for name in GOALS
        }

    def one(self) -> Callable[[], object]:
        """The first resident."""
        return partial(w_plain.assess, self._people[0])


def case_of(resident: w_plain.Resident) -> dict[str, Value]:
    """A resident's facts as the evaluator for one person takes them."""
    facts: dict[str, Value] = {name: getattr(resident, name) for name in w_people.FACTS}
    return {**facts, AS_OF: w_plain.AS_OF}


def number(value: Any) -> int:  # noqa: ANN401 - a goal of any kind
    """A goal as it stands in a column."""
    if value is None:
        return w_people.NULL
    return day_number(value) if isinstance(value, date) else int(value)


ENGINES: dict[str, Callable[[Path, int], Contender]] = {
    "columns": Columns,
    "python": Plain,
}
"""Evaluators of the rule text, and the plain text beside them."""

if __name__ == "__main__":
    serve(ENGINES[sys.argv[1]])
