"""Rows of facts into columns, and rows that one argument serves into one pattern."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from ichimai.rules.column_steps import Block
from ichimai.rules.column_values import (
    Array,
    Column,
    Held,
    Truths,
    day_number,
    filled,
    known,
    told,
)
from ichimai.rules.graph import Node, Truth
from ichimai.rules.scalar import Value

_NOBODY_SAID = object()
_UNKNOWN, _ABSENT = -(2**31), 1 - 2**31


class _Numbers(dict[Any, int]):
    """The number of each value of a fact, worked out once."""

    def __init__(self, options: tuple[str, ...]) -> None:
        super().__init__({option: place for place, option in enumerate(options)})
        self[_NOBODY_SAID], self[None] = _UNKNOWN, _ABSENT

    def __missing__(self, value: date | int) -> int:
        number = day_number(value) if isinstance(value, date) else int(value)
        self[value] = number
        return number


class Rows:
    """Facts as the evaluator of one person takes them, made into columns."""

    def __init__(self, facts: Iterable[Node]) -> None:
        self._numbers = {f.spec.name: _Numbers(f.spec.options) for f in facts}

    def columns(self, rows: Sequence[Mapping[str, Value]]) -> dict[str, Column]:
        """One column a fact; what a row does not name is unknown in it."""
        return {
            name: _column([numbers[row.get(name, _NOBODY_SAID)] for row in rows])
            for name, numbers in self._numbers.items()
        }


def _column(numbers: list[int]) -> Column:
    values = np.array(numbers, np.int32)
    said, absent = values != _UNKNOWN, values == _ABSENT
    return Column(
        values, None if said.all() else said, absent if absent.any() else None
    )


def same_day(day: date) -> Column:
    """A column that holds one day for every row."""
    return Column(np.array(day_number(day), np.int32))


def listed(column: Column) -> list[int | None]:
    """The numbers of a column row by row, None where there is none."""
    numbers: list[int | None] = column.values.tolist()
    if column.absent is not None:
        for row in np.flatnonzero(column.absent).tolist():
            numbers[row] = None
    return numbers


class Grouped(NamedTuple):
    """Rows by pattern.

    Attributes:
        places: for each row, which pattern it has.
        keys: of each pattern, what tells it from every other one of the plan.
        first: of each pattern, one row that has it.
    """

    places: Array
    keys: list[bytes]
    first: list[int]


_FOLLOWS = frozenset({"const", "rule", "and", "or", "not", "given", "exists", "either"})
"""Operations whose state is settled by the states of what they rest on."""


class Patterns:
    """Rows in which every node of a graph has the same state.

    Which provisions an answer rests on, and which facts it waits for, depends on
    nothing but states: whether a truth holds, does not, or is unknown; whether another
    value is known, absent, or unknown, with bounds or without. So one argument, worked
    out for one row, serves every row of its pattern. The key is the states themselves,
    two bits a node, and no digest of them.
    """

    def __init__(self, steps: Iterable[Node]) -> None:
        self._watched = [
            node
            for node in steps
            if node.op not in _FOLLOWS
            and not (node.op == "cases" and isinstance(node, Truth))
        ]

    def of(self, block: Block, rows: int) -> Grouped:
        """The patterns of a block that keeps every value."""
        states = np.zeros((len(self._watched) // 32 + 1, rows), np.uint64)
        for place, node in enumerate(self._watched):
            state = _state(block.held[node])
            if state is not None:
                shift = np.uint64(2 * (place % 32))
                states[place // 32] |= state.astype(np.uint64) << shift
        codes = np.zeros(rows, np.int64)
        for word in states:
            found, inverse = np.unique(word, return_inverse=True)
            if found.size > 1:
                codes = codes * found.size + inverse
                codes = np.unique(codes, return_inverse=True)[1]
        _, first, places = np.unique(codes, return_index=True, return_inverse=True)
        keys = [states[:, row].tobytes() for row in first]
        return Grouped(places, keys, [int(row) for row in first])


def _state(held: Held) -> Array | None:
    """Two bits a row; None where all of it is known and none absent."""
    if isinstance(held, Truths):
        open_ = told(None) if held.no is None else ~(held.yes | held.no)
        return held.yes.astype(np.uint8) | (open_.astype(np.uint8) << 1)
    mask = known(held)
    if mask is None:
        return None if held.absent is None else held.absent.astype(np.uint8)
    bounded = filled(held.has_low) | filled(held.has_high)
    gone = told(held.absent).astype(np.uint8)
    return np.where(mask, gone, 2 + bounded.astype(np.uint8)).astype(np.uint8)
