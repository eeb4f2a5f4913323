"""Everybody: the same graph over columns, in blocks that stay in the cache, on threads.

NumPy is an extra (`pip install ichimai[columns]`); nothing that serves one person
imports this module. A plan orders the graph once and makes sure, from the ranges that
facts may take, that no row can ask the calendar's tables for a day they lack; the facts
themselves are held to those ranges block by block. Both outcomes of every row of a
table are worked out, and the one that does not apply can do no harm.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import numpy as np

from ichimai.errors import Malformed, msgid
from ichimai.rules import column_calendar as calendar
from ichimai.rules.column_filling import Filling
from ichimai.rules.column_steps import KNOWN_STEPS, Block
from ichimai.rules.column_values import (
    Column,
    Held,
    Truths,
    but,
    day_number,
    known,
    number_day,
)
from ichimai.rules.graph import Choice, Node, RuleTextError, Truth, walk
from ichimai.rules.question import AS_OF
from ichimai.rules.reading import FIRST_YEAR, LAST_YEAR, LONGEST_COUNT

LEAST_BLOCK, MOST_BLOCK = 1 << 16, 1 << 18
"""Rows worked out at once: few enough that what is in between stays in the cache, and
many enough that threads, which take turns between two steps, seldom wait."""
_MOST_VALUES = 5 << 20
"""Values that a block holds at once, at most four bytes each."""
_MOST_KEPT = 31 << 20
"""Bytes just below the 32 MiB at which the allocator stops raising its limits."""

FIRST_DAY = day_number(date(FIRST_YEAR, 1, 1))
LAST_DAY = day_number(date(LAST_YEAR, 12, 31))

_WITHOUT_ROOM = frozenset({"const", "rule"})
"""Operations whose value takes no room of its own."""

Reach = tuple[int, int]


class Plan:
    """A graph in the order of working out, each value dropped after its last use.

    Args:
        goals: what is wanted, by the name under which it comes back.

    Raises:
        RuleTextError: an operation that columns do not know, or days that could leave
            the calendar's tables.
    """

    def __init__(self, goals: Mapping[str, Node]) -> None:
        self.goals = dict(goals)
        self.steps = tuple(walk(self.goals.values()))
        for node in self.steps:
            if node.op not in KNOWN_STEPS:
                raise RuleTextError(f"columns do not know the operation {node.op}")
        self.words = _words(self.steps)
        self.facts = {n.spec.name: n for n in self.steps if n.op == "fact"}
        _stay_in_the_tables(self.steps)
        self._dead = self._last_uses()
        self.widest = self._most_held()

    def _last_uses(self) -> list[list[Node]]:
        last = {
            operand: place
            for place, node in enumerate(self.steps)
            for operand in (node, *node.args)
            if isinstance(operand, Node)
        }
        dead: list[list[Node]] = [[] for _ in self.steps]
        for node, place in last.items():
            dead[place].append(node)
        return dead

    def _most_held(self) -> int:
        """How many values are there at once where there are most."""
        held = most = 0
        for node, dead in zip(self.steps, self._dead, strict=True):
            held += node.op not in _WITHOUT_ROOM
            most = max(most, held)
            held -= sum(gone.op not in _WITHOUT_ROOM for gone in dead)
        return most

    def run_block(
        self,
        columns: Mapping[str, Column],
        put: Callable[[Node, Held], None] | None = None,
    ) -> Block:
        """One block worked out.

        The facts are taken as they are: `check` has held them to their ranges.

        Args:
            columns: the facts by name.
            put: takes each goal as soon as it is worked out, and no value is kept
                after its last use; without it the block keeps every value.
        """
        block = Block(columns, self.words)
        wanted = set(self.goals.values())
        for node, dead in zip(self.steps, self._dead, strict=True):
            block.step(node)
            if put is None:
                continue
            if node in wanted:
                put(node, block.held[node])
            for gone in dead:
                del block.held[gone]
        return block

    def check(self, columns: Mapping[str, Column]) -> None:
        """Refuse a column with a value outside what its fact may be.

        Raises:
            Malformed: code `out-of-range`; `values["field"]` names the column.
        """
        for name, column in columns.items():
            if name in self.facts:
                _check_range(self.facts[name], column)

    def run(
        self,
        columns: Mapping[str, Column],
        as_of: date,
        rows: int,
        *,
        threads: int = 1,
    ) -> dict[str, Column]:
        """Every goal for every row.

        Args:
            columns: facts by name; one that is left out is unknown in every row.
            as_of: the day from which the questions are looked at.
            rows: how many rows every column has.
            threads: how many blocks are worked out at the same time.

        Raises:
            Malformed: a value outside what its fact may be.
        """
        _keep_freed_room()
        day = Column(np.array(day_number(as_of), np.int32))
        given = {AS_OF: day, **columns}
        size = block_size(rows, threads, self.widest)
        starts = range(0, rows, size)
        parts = [slice(start, min(start + size, rows)) for start in starts]

        found = {
            goal: Filling(rows, np.bool_ if isinstance(goal, Truth) else np.int32)
            for goal in self.goals.values()
        }

        def work(rows_: slice) -> None:
            block = {name: column.part(rows_) for name, column in given.items()}
            self.check(block)

            def put(goal: Node, held: Held) -> None:
                found[goal].put(rows_, column_of(held, rows_.stop - rows_.start))

            self.run_block(block, put)

        if threads == 1 or len(parts) == 1:
            for part in parts:
                work(part)
        else:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(work, parts))
        return {name: found[goal].column() for name, goal in self.goals.items()}


def _keep_freed_room() -> None:
    """Let the allocator keep what blocks free, instead of asking for it anew.

    The GNU C library maps what is larger than a threshold, and gives back what is free
    at the end of a heap; it raises both limits once something large was freed
    (mallopt(3), M_MMAP_THRESHOLD). Until then the first blocks of a run spend as long
    on page faults as on rules. The room is never touched; elsewhere this does nothing.
    """
    np.empty(_MOST_KEPT, np.uint8)


def block_size(rows: int, threads: int, widest: int) -> int:
    """Rows of a block: as many as a thread gets, within what a block may have.

    Args:
        widest: how many values a plan holds at once; 0 where it has no goals.
    """
    most = min(MOST_BLOCK, _MOST_VALUES // max(widest, 1))
    return max(min(-(-rows // threads), most), LEAST_BLOCK)


def column_of(held: Held, rows: int) -> Column:
    """What was worked out, as a column of its own: what is unknown has no bounds."""
    mask = known(held)
    absent = None
    if isinstance(held, Truths):
        values = held.yes
    else:
        values, absent = held.low, held.absent
    shape = (rows,)
    return Column(
        np.broadcast_to(values, shape),
        None if mask is None else np.broadcast_to(mask, shape),
        None if absent is None else np.broadcast_to(absent, shape),
    )


def _words(steps: Iterable[Node]) -> dict[Node, tuple[str, ...]]:
    """Of every choice, the words that its numbers stand for."""
    words: dict[Node, tuple[str, ...]] = {}
    for node in steps:
        if not isinstance(node, Choice):
            continue
        if node.op == "fact":
            words[node] = node.spec.options
        elif node.op == "const":
            words[node] = () if node.args[0] is None else (node.args[0],)
        else:
            outcomes = [a for a in node.args if isinstance(a, Choice)]
            words[node] = tuple(dict.fromkeys(w for a in outcomes for w in words[a]))
    return words


def range_of(fact: Node) -> Reach:
    """The least and the greatest number that a fact may be."""
    kind = fact.spec.kind
    if kind == "day":
        return FIRST_DAY, LAST_DAY
    if kind == "choice":
        return 0, len(fact.spec.options) - 1
    if kind == "code":
        return 0, 10**fact.spec.digits - 1
    return (0, 1) if kind == "truth" else (1, LONGEST_COUNT)


def _check_range(fact: Node, column: Column) -> None:
    low, high = range_of(fact)
    values = column.values
    if not values.size or (values.min() >= low and values.max() <= high):
        return
    here = but(column.known, column.absent)
    if here is not None and not (((values < low) | (values > high)) & here).any():
        return
    raise Malformed(
        msgid("{field} lies outside what is asked about here."),
        repair=msgid("Write a value from {low} to {high}."),
        code="out-of-range",
        field=fact.spec.name,
        low=_named(fact, low),
        high=_named(fact, high),
    )


def _named(fact: Node, number: int) -> str:
    kind = fact.spec.kind
    return number_day(number).isoformat() if kind == "day" else str(number)


def _stay_in_the_tables(steps: Iterable[Node]) -> None:
    """Make sure that no fact within its range leads out of the calendar's tables."""
    days = calendar.FIRST_DAY, calendar.END_DAY
    asked = {
        "month": days,
        "falls_on": days,
        "common_year": days,
        "on_day": (calendar.FIRST_MONTH, calendar.END_MONTH),
    }
    reach: dict[Node, Reach] = {}
    for node in steps:
        spans = [reach[a] for a in node.args if isinstance(a, Node) and a in reach]
        if node.op in asked:
            (low, high), (first, end) = spans[0], asked[node.op]
            if not first <= low <= high < end:
                raise RuleTextError(f"{node} may leave the years that columns know")
        if not isinstance(node, Truth | Choice):
            reach[node] = _reach(node, spans)


def _reach(node: Node, spans: Sequence[Reach]) -> Reach:
    """The least and the greatest number that a node can be, whatever the facts are."""
    if node.op == "fact":
        # A fact that nobody named, or that is absent, stands as 0 in its row.
        low, high = range_of(node)
        return min(low, 0), max(high, 0)
    if node.op == "const":
        value = node.args[0]
        number = day_number(value) if isinstance(value, date) else value or 0
        return number, number
    lows, highs = [low for low, _ in spans], [high for _, high in spans]
    if node.op in _REACHES:
        return _REACHES[node.op](lows, highs)
    return min(lows), max(highs)  # the outcomes of a table, a rule's body, and so on


def _months(lows: list[int], highs: list[int]) -> Reach:
    months = calendar.month_of(np.array([lows[0], highs[0]], np.int32))
    return int(months[0]), int(months[1])


def _days_of_months(lows: list[int], highs: list[int]) -> Reach:
    ends = np.array([lows[0], highs[0]], np.int32), np.array([0, 30], np.int32)
    days = calendar.on_day(*ends)
    return int(days[0]), int(days[1])


_REACHES: dict[str, Callable[[list[int], list[int]], Reach]] = {
    "add": lambda lows, highs: (sum(lows), sum(highs)),
    "sub": lambda lows, highs: (lows[0] - highs[1], highs[0] - lows[1]),
    "min": lambda lows, highs: (min(lows), min(highs)),
    "day_of_month": lambda *_: (0, 30),
    "month": _months,
    "on_day": _days_of_months,
    "same_year": lambda lows, highs: (lows[1] // 12 * 12, highs[1] // 12 * 12 + 11),
    "open_from": lambda lows, highs: (min(lows[0], 0) - 31, max(highs[0], 0) + 31),
    "open_until": lambda lows, highs: (min(lows[0], 0) - 31, max(highs[0], 0) + 31),
    "year_later_if": lambda lows, highs: (lows[0], highs[0] + 12),
}
