"""One row of columns as the evaluator for one person takes it."""

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np

from ichimai.rules.column_values import Array, Column, number_day
from ichimai.rules.graph import Choice, Day, Node, Truth
from ichimai.rules.question import AS_OF
from ichimai.rules.scalar import Value


def facts_of(
    columns: Mapping[str, Column], facts: Iterable[Node], as_of: date, row: int
) -> dict[str, Value]:
    """The facts of a row by name: absent ones as None, unknown ones left out."""
    found: dict[str, Value] = {AS_OF: as_of}
    for fact in facts:
        column = columns.get(fact.spec.name)
        if column is None or not _at(column.known, row, default=True):
            continue
        gone = _at(column.absent, row, default=False)
        number = int(np.atleast_1d(column.values)[row if column.values.ndim else 0])
        found[fact.spec.name] = None if gone else _value(fact, number)
    return found


def _at(mask: Array | None, row: int, *, default: bool) -> bool:
    return default if mask is None else bool(mask[row])


def _value(fact: Node, number: int) -> Value:
    if isinstance(fact, Day):
        return number_day(number)
    if isinstance(fact, Choice):
        options: tuple[str, ...] = fact.spec.options
        return options[number] if options else f"{number:0{fact.spec.digits}}"
    return bool(number) if isinstance(fact, Truth) else number
