"""Every evaluator of the graph in one shape, so that a case can run on all of them.

An evaluator takes values of the graph by name and the facts of some people, the day of
looking among them, and gives each person's values; what is not settled is `UNKNOWN`.
A new evaluator is one line in `EVALUATORS`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from ichimai.compiler import compiled
from ichimai.rules.column_rows import listed
from ichimai.rules.column_values import Column, filled, number_day
from ichimai.rules.columns import Plan
from ichimai.rules.graph import Choice, Day, Node, Truth
from ichimai.rules.kernel import Kernel
from ichimai.rules.scalar import UNKNOWN, Case, Unknown, Value
from rules.people import columns_of

Row = Mapping[str, Value]
Evaluator = Callable[[Mapping[str, Node], Sequence[Row]], list[dict[str, Value]]]


def scalar(goals: Mapping[str, Node], rows: Sequence[Row]) -> list[dict[str, Value]]:
    """One person after the other, without NumPy."""
    found = []
    for row in rows:
        case = Case(row)
        values = {name: case[node] for name, node in goals.items()}
        found.append(
            {n: UNKNOWN if isinstance(v, Unknown) else v for n, v in values.items()}
        )
    return found


def columns(goals: Mapping[str, Node], rows: Sequence[Row]) -> list[dict[str, Value]]:
    """All of them in one block."""
    return _in_blocks(goals, [rows])


def columns_one_by_one(
    goals: Mapping[str, Node], rows: Sequence[Row]
) -> list[dict[str, Value]]:
    """Each of them in a block of its own, where no neighbour can matter."""
    return _in_blocks(goals, [[row] for row in rows])


def kernel(goals: Mapping[str, Node], rows: Sequence[Row]) -> list[dict[str, Value]]:
    """All of them in one compiled loop."""
    plan = Plan(goals)
    given = columns_of(tuple(plan.facts.values()), rows)
    worked = Kernel(plan, partial(compiled, effort=0)).run(
        given, date(2000, 1, 1), len(rows)
    )
    return _rows(plan, worked, len(rows))


EVALUATORS: dict[str, Evaluator] = {
    "scalar": scalar,
    "columns": columns,
    "columns-one-by-one": columns_one_by_one,
    "kernel": kernel,
}


def _in_blocks(
    goals: Mapping[str, Node], blocks: Sequence[Sequence[Row]]
) -> list[dict[str, Value]]:
    plan = Plan(goals)
    facts = tuple(plan.facts.values())
    found: list[dict[str, Value]] = []
    for rows in blocks:
        given = columns_of(facts, rows)
        worked = plan.run(given, date(2000, 1, 1), len(rows))
        found += _rows(plan, worked, len(rows))
    return found


def _rows(
    plan: Plan, worked: Mapping[str, Column], rows: int
) -> list[dict[str, Value]]:
    values = {name: _values(plan, name, held) for name, held in worked.items()}
    return [{n: v[row] for n, v in values.items()} for row in range(rows)]


def _values(plan: Plan, name: str, column: Column) -> list[Value]:
    node = plan.goals[name]
    words = plan.words.get(node, ())
    known = filled(column.known)
    return [
        _value(node, words, number) if known.flat[row % known.size] else UNKNOWN
        for row, number in enumerate(listed(column))
    ]


def _value(node: Node, words: tuple[str, ...], number: int | None) -> Value:
    if number is None:
        return None
    if isinstance(node, Day):
        return number_day(number)
    if isinstance(node, Choice):
        return words[number]
    return bool(number) if isinstance(node, Truth) else number
