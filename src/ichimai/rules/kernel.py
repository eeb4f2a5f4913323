"""Everybody, fastest: the same graph as one compiled loop over the rows.

The loop is written in C from the plan that columns run by, compiled once by the C
compiler that is handed in (`ichimai.compiler`). Which facts are given, how wide they
stand in memory, and which have masks is written into it, so that nothing is computed
that is certain beforehand. It answers what `rules.columns` answers.
"""

import ctypes
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

import numpy as np

from ichimai.rules import column_calendar as calendar
from ichimai.rules.column_filling import Filling
from ichimai.rules.column_values import Array, Column, Mask, day_number, everywhere
from ichimai.rules.columns import FIRST_DAY, LAST_DAY, Plan, range_of
from ichimai.rules.graph import Node, Truth
from ichimai.rules.kernel_steps import Given, Text
from ichimai.rules.kernel_values import ALWAYS, NEVER, Truths
from ichimai.rules.question import AS_OF

BLOCK = 1 << 16
"""Rows between two looks at the range of the facts."""

_KINDS = {"bool": "uint8_t", "int8": "int8_t", "int16": "int16_t", "int32": "int32_t"}

Signature = tuple[tuple[str, Given], ...]


@dataclass(frozen=True, slots=True)
class _Loop:
    """A loop that is compiled.

    Attributes:
        call: the function in C.
        known: which goals it writes a mask for of where they are known.
        absent: which it writes a mask for of where there is none.
    """

    call: Callable[..., int]
    known: frozenset[str]
    absent: frozenset[str]


class Kernel:
    """What a plan works out, by a loop compiled for it.

    Args:
        plan: the goals, in order, with the ranges of what may be asked.
        compiled: makes a text in C the function of that name, which returns an
            `int32_t`.
    """

    def __init__(
        self, plan: Plan, compiled: Callable[[str, str], Callable[..., int]]
    ) -> None:
        self.plan = plan
        self._compiled = compiled
        self._loops: dict[Signature, _Loop] = {}
        self._lock = Lock()

    def run(
        self,
        columns: Mapping[str, Column],
        as_of: date,
        rows: int,
        *,
        threads: int = 1,
    ) -> dict[str, Column]:
        """Every goal for every row. Arguments and answers are those of `Plan.run`.

        Raises:
            Malformed: a value outside what its fact may be.
            Unavailable: as the compiler that was handed in raises it.
        """
        given = self._given(columns, as_of, rows)
        loop = self._loop(tuple((n, _told(self.plan, n, c)) for n, c in given.items()))
        found = {
            name: Filling(rows, np.bool_ if isinstance(goal, Truth) else np.int32)
            for name, goal in self.plan.goals.items()
        }

        def work(start: int) -> None:
            part = slice(start, min(start + BLOCK, rows))
            block = {name: column.part(part) for name, column in given.items()}
            worked, outside = _called(loop, block, self.plan.goals, part)
            if outside:
                self.plan.check(block)
            for name, column in worked.items():
                found[name].put(part, column)

        if threads == 1:
            for start in range(0, rows, BLOCK):
                work(start)
        else:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(work, range(0, rows, BLOCK)))
        return {name: filling.column() for name, filling in found.items()}

    def _given(
        self, columns: Mapping[str, Column], as_of: date, rows: int
    ) -> dict[str, Column]:
        """The columns that the plan asks for, as the loop reads them."""
        day = Column(np.array(day_number(as_of), np.int32))
        said = {AS_OF: day, **columns}
        asked = {
            name
            for fact in self.plan.facts.values()
            for name in (fact.spec.name, fact.spec.not_before, fact.spec.not_after)
        }
        wide = {name: said[name] for name in sorted(asked & set(said), key=str)}
        self.plan.check({n: c for n, c in wide.items() if not _fits(c)})
        return {name: _read_as_is(column, rows) for name, column in wide.items()}

    def _loop(self, signature: Signature) -> _Loop:
        with self._lock:
            if signature not in self._loops:
                source, known, absent = _source(self.plan, signature)
                call = self._compiled(source, "run")
                self._loops[signature] = _Loop(call, known, absent)
            return self._loops[signature]


def _fits(column: Column) -> bool:
    return column.values.dtype.name in _KINDS


def _read_as_is(column: Column, rows: int) -> Column:
    """The same column in one piece, in a kind that the loop can read."""
    values = column.values if _fits(column) else column.values.astype(np.int32)

    def whole(mask: Mask) -> Mask:
        if mask is None:
            return None
        return np.ascontiguousarray(np.broadcast_to(mask, (rows,)), np.bool_)

    if values.ndim:
        values = np.ascontiguousarray(values)
    return Column(values, whole(column.known), whole(column.absent))


def _told(plan: Plan, name: str, column: Column) -> Given:
    fact = plan.facts.get(name)
    least, most = (FIRST_DAY, LAST_DAY) if fact is None else range_of(fact)
    return Given(
        _KINDS[column.values.dtype.name],
        least,
        most,
        column.values.ndim == 0,
        column.known is not None,
        column.absent is not None,
    )


def _called(
    loop: _Loop, block: Mapping[str, Column], goals: Mapping[str, Node], part: slice
) -> tuple[dict[str, Column], bool]:
    """What the loop says of a block, and whether a fact lay outside its range."""
    rows = part.stop - part.start
    inputs: list[Mask] = []
    for column in block.values():
        inputs += [column.values, column.known, column.absent]
    worked: dict[str, tuple[Array, Mask, Mask]] = {}
    for name, goal in goals.items():
        values = np.empty(rows, np.bool_ if isinstance(goal, Truth) else np.int32)
        known = np.empty(rows, np.bool_) if name in loop.known else None
        absent = np.empty(rows, np.bool_) if name in loop.absent else None
        worked[name] = values, known, absent
    outputs = [array for arrays in worked.values() for array in arrays]
    tables = [calendar.MONTHS, calendar.BEGINNINGS]
    outside = loop.call(
        ctypes.c_int64(rows),
        _pointers(inputs),
        _pointers(outputs),
        *(ctypes.c_void_p(table.ctypes.data) for table in tables),
    )
    columns = {
        name: Column(values, everywhere(known), absent)
        for name, (values, known, absent) in worked.items()
    }
    return columns, bool(outside)


def _pointers(arrays: list[Mask]) -> Any:
    kind = ctypes.c_void_p * max(len(arrays), 1)
    return kind(*(None if a is None else a.ctypes.data for a in arrays))


def _source(
    plan: Plan, signature: Signature
) -> tuple[str, frozenset[str], frozenset[str]]:
    """The loop in C, and the goals that have a mask of known and of absent rows."""
    given = dict(signature)
    text = Text(given, plan.words)
    for node in plan.steps:
        text.step(node)
    reads = [
        f"const {kind} *restrict {name}{place} = in[{3 * place + offset}];"
        for place, told in enumerate(given.values())
        for offset, (name, kind) in enumerate(
            (("fact", told.kind), ("known", "uint8_t"), ("absent", "uint8_t"))
        )
    ]
    written = _Writes(text)
    for place, (name, goal) in enumerate(plan.goals.items()):
        written.put(place, name, goal)
    body = [*text.write.lines, f"outside |= {text.outside};", *written.puts]
    source = _FRAME.format(
        tables="\n".join(text.tables),
        arrays="\n  ".join([*reads, *written.arrays]),
        body="\n    ".join(body),
    )
    return source, frozenset(written.known), frozenset(written.absent)


class _Writes:
    """The statements that write goals down: a value, and the masks that it needs."""

    def __init__(self, text: Text) -> None:
        self.arrays: list[str] = []
        self.puts: list[str] = []
        self.known: set[str] = set()
        self.absent: set[str] = set()
        self._text = text

    def put(self, place: int, name: str, goal: Node) -> None:
        """Write one goal down, what is certain of it left out."""
        held = self._text.held[goal]
        known = self._text.write.known(held)
        if isinstance(held, Truths):
            kind, value, absent = "uint8_t", held.yes, NEVER
        else:
            kind, value, absent = "int32_t", held.low, held.absent
        self._put(3 * place, kind, value)
        if known != ALWAYS:
            self.known.add(name)
            self._put(3 * place + 1, "uint8_t", known)
        if absent != NEVER:
            self.absent.add(name)
            self._put(3 * place + 2, "uint8_t", absent)

    def _put(self, at: int, kind: str, value: str) -> None:
        self.arrays.append(f"{kind} *restrict out{at} = out[{at}];")
        self.puts.append(f"out{at}[i] = {value};")


_FRAME = """\
#include <stdint.h>
#ifdef __clang__
#define NO_ROW_RESTS_ON_ANOTHER _Pragma("clang loop vectorize(assume_safety)")
#else
#define NO_ROW_RESTS_ON_ANOTHER _Pragma("GCC ivdep")
#endif
{tables}
int32_t run(int64_t rows, const void *const *in, void *const *out,
    const int32_t *restrict MONTHS, const int32_t *restrict BEGINS) {{
  int32_t outside = 0;
  {arrays}
  NO_ROW_RESTS_ON_ANOTHER
  for (int64_t i = 0; i < rows; i++) {{
    {body}
  }}
  return outside;
}}
"""
