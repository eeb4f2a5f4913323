"""One person: three states, Kleene's logic, and bounds on days that nobody named.

An answer is given as soon as the known facts settle it. A day that is unknown may still
have bounds (a card is never delivered before it is filed for), and bounds pass through
everything that keeps order, so a comparison can be settled although a day is missing.

Only the standard library is imported, so that a command starts at once.
"""

from calendar import isleap, monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ichimai.rules.graph import Node


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody said. What is certain of it all the same: bounds, where there are any."""

    low: Any = None
    high: Any = None

    @property
    def bounded(self) -> bool:
        """Whether anything is known of it."""
        return self.low is not None or self.high is not None

    def __repr__(self) -> str:
        return "unknown"


UNKNOWN = Unknown()

Value = date | int | bool | str | None | Unknown
"""A known value, `None` for absent, or `Unknown`."""


def on_day(month: int, number: int) -> date:
    """Day *number* (0 is the first) of a month, or the month's last day."""
    year, month = divmod(month, 12)
    return date(year, month + 1, min(number + 1, monthrange(year, month + 1)[1]))


def _month(of: date) -> int:
    return of.year * 12 + of.month - 1


def _add(a: Any, number: int) -> Any:
    return a + timedelta(number) if isinstance(a, date) else a + number


def _sub(a: Any, b: Any) -> Any:
    return (a - b).days if isinstance(b, date) else _add(a, -b)


def _same_year(birth: int, other: int) -> int:
    return other // 12 * 12 + birth % 12


def _year_later_if(month: int, passed: int) -> int:
    return month + 12 * int(passed)


def _open(of: date, closed: Any, step: int) -> date | None:
    while closed.first <= of <= closed.last:
        if of not in closed.days:
            return of
        of += timedelta(step)
    return None


_STRICT: dict[str, Callable[..., Any]] = {
    "add": _add,
    "sub": _sub,
    "min": min,
    "month": _month,
    "day_of_month": lambda of: of.day - 1,
    "on_day": on_day,
    "same_year": _same_year,
    "year_later_if": _year_later_if,
    "in": lambda held, words: held in words,
    "starts": lambda held, beginnings, _: held.startswith(beginnings),
    "open_from": lambda of, closed: _open(of, closed, 1),
    "open_until": lambda of, closed: _open(of, closed, -1),
    "falls_on": lambda of, month_days: (of.month, of.day) in month_days,
    "common_year": lambda of: not isleap(of.year),
}

_KEEPS_ORDER = frozenset({"add", "min", "month", "on_day", "year_later_if"})
"""Operations that never turn a later operand into an earlier result."""


def _low(value: Value) -> Any:
    return value.low if isinstance(value, Unknown) else value


def _high(value: Value) -> Any:
    return value.high if isinstance(value, Unknown) else value


def _within(low: Any, high: Any) -> Value:
    """What lies between two bounds; where they meet, there is nothing left to ask."""
    if low is not None and low == high:
        known: Value = low
        return known
    return Unknown(low, high)


class Case:
    """The facts of one person, and every value that has been asked for.

    Args:
        facts: known facts by name; `None` is absent; what is missing is unknown.
    """

    def __init__(self, facts: Mapping[str, Value]) -> None:
        self.facts = facts
        self._values: dict[Node, Value] = {}

    def __getitem__(self, node: Node) -> Value:
        if node in self._values:
            return self._values[node]
        value = self._values[node] = self._compute(node)
        return value

    def holds(self, node: Node) -> bool:
        """Whether a truth is known to hold."""
        return self[node] is True

    def known(self, node: Node) -> bool:
        """Whether a value is settled, be it that there is none."""
        return not isinstance(self[node], Unknown)

    def candidates(self, node: Node) -> list[int]:
        """Rows of a `cases` node that may apply: one where it is settled.

        A row that is known to apply ends the list; so does the last row.
        """
        found = []
        rows, last = divmod(len(node.args), 2)
        assert last == 1, "the last row has no condition"  # noqa: S101 - a promise of graph.cases
        for row in range(rows):
            held = self[node.args[2 * row]]
            if held is False:
                continue
            found.append(row)
            if held is True:
                return found
        return [*found, rows]

    @staticmethod
    def outcome(node: Node, row: int) -> Node:
        """The value node of a row of a `cases` node."""
        outcome: Node = node.args[min(2 * row + 1, len(node.args) - 1)]
        return outcome

    def _compute(self, node: Node) -> Value:
        special = _SPECIAL.get(node.op)
        if special is not None:
            return special(self, node)
        values = [self[a] if isinstance(a, Node) else a for a in node.args]
        if not any(isinstance(value, Unknown) for value in values):
            result: Value = _STRICT[node.op](*values)
            return result
        return self._bounds(node.op, values)

    @staticmethod
    def _bounds(op: str, values: list[Value]) -> Value:
        if op == "min":
            highs = [h for h in map(_high, values) if h is not None]
            lows = [*map(_low, values)]
            low = None if None in lows else min(lows)
            return _within(low, min(highs) if highs else None)
        if op == "same_year" and not isinstance(values[0], Unknown):
            ends = [_low(values[1]), _high(values[1])]
            low, high = (e if e is None else _same_year(values[0], e) for e in ends)  # type: ignore[arg-type]
            return _within(low, high)
        if op not in _KEEPS_ORDER:
            return UNKNOWN
        if op == "year_later_if" and isinstance(values[1], Unknown):
            values = [values[0], Unknown(0, 1)]
        function = _STRICT[op]
        lows, highs = [*map(_low, values)], [*map(_high, values)]
        return _within(
            None if None in lows else function(*lows),
            None if None in highs else function(*highs),
        )

    def _fact(self, node: Node) -> Value:
        spec = node.spec
        if spec.name in self.facts:
            return self.facts[spec.name]
        low, high = self.facts.get(spec.not_before), self.facts.get(spec.not_after)
        if low is None and high is None:
            return UNKNOWN
        return _within(low, high)

    def _cases(self, node: Node) -> Value:
        values = [self[self.outcome(node, row)] for row in self.candidates(node)]
        first = values[0]
        if all(value == first for value in values[1:]) and not isinstance(
            first, Unknown
        ):
            return first
        if len(values) == 1:
            return first
        if any(value is None or isinstance(value, bool | str) for value in values):
            return UNKNOWN  # only days and counts have an order
        lows, highs = [*map(_low, values)], [*map(_high, values)]
        return _within(
            None if None in lows else min(lows), None if None in highs else max(highs)
        )

    def _le(self, node: Node) -> Value:
        a, b = self[node.args[0]], self[node.args[1]]
        if (high := _high(a)) is not None and (low := _low(b)) is not None:  # noqa: SIM102
            if high <= low:
                return True
        if (low := _low(a)) is not None and (high := _high(b)) is not None:  # noqa: SIM102
            if low > high:
                return False
        return UNKNOWN

    def _joined(self, node: Node) -> Value:
        settled = node.op == "or"
        unsaid = False
        for operand in node.args:
            value = self[operand]
            if value is settled:
                return settled  # what stands behind it need not be worked out
            unsaid |= isinstance(value, Unknown)
        return UNKNOWN if unsaid else not settled

    def _not(self, node: Node) -> Value:
        value = self[node.args[0]]
        return value if isinstance(value, Unknown) else not value

    def _exists(self, node: Node) -> Value:
        value = self[node.args[0]]
        return UNKNOWN if isinstance(value, Unknown) else value is not None

    def _present(self, node: Node) -> Value:
        value = self[node.args[0]]
        return UNKNOWN if value is None else value

    def _given(self, node: Node) -> Value:
        return not isinstance(self[node.args[0]], Unknown)

    def _either(self, node: Node) -> Value:
        first = self[node.args[0]]
        return self[node.args[1]] if isinstance(first, Unknown) else first

    def _stand_in(self, node: Node) -> Value:
        wanted, known_with, fallback = node.args
        if self.known(wanted) or self.known(known_with):
            return self[wanted]
        return self[fallback]


_SPECIAL: dict[str, Callable[[Case, Node], Value]] = {
    "const": lambda _, node: node.args[0],
    "rule": lambda case, node: case[node.args[0]],
    "fact": Case._fact,
    "cases": Case._cases,
    "le": Case._le,
    "and": Case._joined,
    "or": Case._joined,
    "not": Case._not,
    "exists": Case._exists,
    "present": Case._present,
    "given": Case._given,
    "either": Case._either,
    "stand_in": Case._stand_in,
}
