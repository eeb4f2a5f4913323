"""Rows of random facts for any question: awkward days, unknown and absent ones."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from ichimai.rules.column_values import Column, day_number
from ichimai.rules.graph import Node
from ichimai.rules.question import Question

MARKS = (
    *(date(year, 2, 29) for year in (1996, 2000, 2004, 2008, 2012, 2024, 2028)),
    *(date(2007 + n, 3, 1) for n in range(4)),
    *(date(2026, month, 1) for month in range(1, 13)),
    *(date(2012, 7, 9), date(2023, 11, 1), date(2026, 6, 14), date(2042, 6, 14)),
    *(date(2030, 12, 31), date(2031, 5, 29), date(2032, 8, 31)),
    *(date(1868, 1, 2), date(2100, 12, 30)),
)
"""First days of laws, ends of months, leap days, the first and the last day of all."""

Row = dict[str, Any]


def days(rng: np.random.Generator, rows: int) -> list[date]:
    """Days about the marks, birthdays and notice limits among them."""
    marks = rng.choice(len(MARKS), rows)
    years = rng.choice([0, 0, 0, 0, 5, 10, 16, 18, -16, -18], rows)
    off = rng.choice([0, 0, 0, -1, 1, -2, 2, 14, 30, 61, 92, 400], rows)
    found = []
    for mark, year, near in zip(marks, years, off, strict=True):
        day = MARKS[mark]
        within = min(max(day.year + int(year), 1868), 2100)
        day = date(within, day.month, min(day.day, 28) if year else day.day)
        day += timedelta(days=int(near))
        found.append(min(max(day, date(1868, 1, 1)), date(2100, 12, 31)))
    return found


def _values(rng: np.random.Generator, fact: Node, rows: int) -> Sequence[Any]:
    spec = fact.spec
    if spec.kind == "day":
        return days(rng, rows)
    if spec.kind == "choice":
        return [spec.options[n] for n in rng.choice(len(spec.options), rows)]
    if spec.kind == "truth":
        return [bool(n) for n in rng.choice(2, rows)]
    if spec.kind == "code":
        codes = ("011002", "131041", "472018", "473014")
        return [codes[n] for n in rng.choice(len(codes), rows)]
    return [int(n) for n in rng.choice([1, 2, 3, 4, 6, 15, 30, 31, 89, 90, 91], rows)]


def people(
    rng: np.random.Generator, facts: Sequence[Node], rows: int, unknown: float
) -> list[Row]:
    """Random facts by name, as the evaluator of one person takes them.

    A share *unknown* of them is left out; of the optional ones a fifth is absent.
    Where a fact is declared never to precede another, the two are put in order.
    """
    columns = {fact.spec.name: _values(rng, fact, rows) for fact in facts}
    known = {name: rng.random(rows) >= unknown for name in columns}
    optional = {fact.spec.name for fact in facts if fact.spec.optional}
    absent = {name: rng.random(rows) < 0.2 for name in columns}
    found = []
    for place in range(rows):
        row = {
            name: None if name in optional and absent[name][place] else values[place]
            for name, values in columns.items()
            if known[name][place]
        }
        for fact in facts:
            _put_in_order(row, fact.spec.not_before, fact.spec.name)
        found.append(row)
    return found


def _put_in_order(row: Row, first: str | None, second: str) -> None:
    a, b = row.get(first or ""), row.get(second)
    if a is not None and b is not None and b < a:
        row[first or ""], row[second] = b, a


def columns_of(facts: Sequence[Node], rows: Sequence[Row]) -> dict[str, Column]:
    """The same rows as columns."""
    return {fact.spec.name: _column(fact, rows) for fact in facts}


def _column(fact: Node, rows: Sequence[Row]) -> Column:
    spec = fact.spec
    kind = np.dtype({"truth": np.bool_, "choice": np.int8}.get(spec.kind, np.int32))
    # Rows that mean nothing hold junk, which must not be looked at.
    values = np.full(len(rows), 1 if kind == np.bool_ else np.iinfo(kind).min, kind)
    known = np.array([spec.name in row for row in rows])
    absent = np.array([row.get(spec.name, 0) is None for row in rows])
    for place in np.flatnonzero(known & ~absent):
        value = rows[place][spec.name]
        if spec.kind == "day":
            value = day_number(value)
        elif spec.kind == "choice":
            value = spec.options.index(value)
        elif spec.kind == "code":
            value = int(value)
        values[place] = value
    return Column(
        values, None if known.all() else known, absent if absent.any() else None
    )


def goals_of(asked: Question) -> dict[str, Node]:
    """Everything of a question that is worked out, and every rule under it."""
    roots = [*asked.rules(), *(goal.value for goal in asked.goals)]
    roots += [goal.only_if for goal in asked.goals if goal.only_if is not None]
    roots += [entry.where for entry in (*asked.contradictions, *asked.remarks)]
    return {str(place): root for place, root in enumerate(dict.fromkeys(roots))}
