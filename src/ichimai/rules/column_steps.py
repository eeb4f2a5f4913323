"""One step of the graph for a block of rows: as `rules.scalar` does it."""

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from ichimai.rules import column_calendar as calendar
from ichimai.rules.column_values import (
    NOBODY_SAID,
    Array,
    Column,
    Held,
    Mask,
    Span,
    Truths,
    both,
    but,
    chosen_span,
    chosen_truths,
    day_number,
    everywhere,
    exact,
    filled,
    known,
    select,
    settled,
    told,
    truths,
)
from ichimai.rules.graph import Choice, Node, Truth

Words = Mapping[Node, tuple[str, ...]]


class Block:
    """Some rows while they are worked out.

    Args:
        columns: the facts of these rows by name.
        words: of each choice, the words that its numbers stand for.
    """

    def __init__(self, columns: Mapping[str, Column], words: Words) -> None:
        self.columns = columns
        self.words = words
        self.held: dict[Node, Held] = {}
        self._facts: dict[str, Span | None] = {}

    def span(self, node: Node) -> Span:
        """The days, counts or words of a node that has been worked out."""
        held = self.held[node]
        assert isinstance(held, Span)  # noqa: S101 - the graph is typed
        return held

    def truths(self, node: Node) -> Truths:
        """The truths of a node that has been worked out."""
        held = self.held[node]
        assert isinstance(held, Truths)  # noqa: S101 - the graph is typed
        return held

    def step(self, node: Node) -> None:
        """Work one node out; its operands have been."""
        self.held[node] = _STEPS[node.op](self, node)

    def said(self, name: str | None) -> Span | None:
        """What was said of a fact; None where no column was given for it."""
        if name is None or name not in self.columns:
            return None
        if name not in self._facts:
            self._facts[name] = _harmless(self.columns[name])
        return self._facts[name]


def _harmless(column: Column) -> Span:
    """The column with 0 wherever nothing is known or there is nothing."""
    mask = everywhere(column.known)
    gone = column.absent
    gone = None if gone is None or not gone.any() else gone
    here = but(mask, gone)
    values = column.values if here is None else column.values * here
    if values.dtype.kind == "i" and values.dtype.itemsize > np.int32().itemsize:
        values = values.astype(np.int32)
    return exact(values, mask, None if gone is None else both(gone, mask))


def _const(_: Block, node: Node) -> Held:
    value = node.args[0]
    if isinstance(value, bool):
        return Truths(np.array(value))
    if value is None:
        return exact(np.zeros((), np.int32), None, np.ones((), np.bool_))
    if isinstance(value, str):
        return exact(np.zeros((), np.int32))
    number = day_number(value) if isinstance(value, date) else value
    return exact(np.array(number, np.int32))


def _rule(block: Block, node: Node) -> Held:
    return block.held[node.args[0]]


def _fact(block: Block, node: Node) -> Held:
    own = block.said(node.spec.name)
    if isinstance(node, Truth):
        span = own or exact(np.zeros((), np.bool_), np.zeros((), np.bool_))
        mask = span.has_low
        return _strict(span.low.astype(np.bool_, copy=False), mask)
    if own is not None and own.has_low is None:
        return own
    low = block.said(node.spec.not_before)
    high = block.said(node.spec.not_after)
    own = own or NOBODY_SAID
    if low is None and high is None:
        return own
    lows, has_low = _bound(own, low)
    highs, has_high = _bound(own, high)
    return settled(Span(lows, highs, has_low, has_high, own.absent))


def _bound(own: Span, other: Span | None) -> tuple[Array, Mask]:
    """A bound of a fact from another fact: the day itself where that is known."""
    if other is None:
        return own.low, own.has_low
    mask = filled(own.has_low)
    there = filled(but(other.has_low, other.absent))
    return select(mask, own.low, other.low), mask | there


def _strict(yes: Array, mask: Mask) -> Truths:
    """A truth about values that must be known."""
    mask = everywhere(mask)
    return Truths(yes) if mask is None else Truths(yes & mask, ~yes & mask)


def _in(block: Block, node: Node) -> Held:
    operand, wanted = node.args
    span, words = block.span(operand), block.words[operand]
    places = [place for place, word in enumerate(words) if word in wanted]
    if len(places) == 1:
        return _strict(span.low == places[0], known(span))
    table = np.zeros(max(len(words), 1), np.bool_)
    table[places] = True
    return _strict(table.take(span.low, mode="clip"), known(span))


def _starts(block: Block, node: Node) -> Held:
    """A code stands in its column as the number that its digits write."""
    operand, beginnings, digits = node.args
    span = block.span(operand)
    found = [span.low // 10 ** (digits - len(b)) == int(b) for b in beginnings]
    return _strict(np.logical_or.reduce(found), known(span))


def _open_day(step: int) -> Callable[[Block, Node], Held]:
    """The nearest open day of a table; none outside of it."""

    def find(block: Block, node: Node) -> Held:
        operand, closed = node.args
        span = block.span(operand)
        mask = known(span)
        nearest = calendar.open_days(closed, step)
        place = span.low - day_number(closed.first)
        inside = (place >= 0) & (place < nearest.size)
        days = np.where(inside, nearest.take(place, mode="clip"), calendar.NO_OPEN_DAY)
        gone = (days == calendar.NO_OPEN_DAY) & filled(mask)
        return exact(np.where(gone, 0, days), everywhere(mask), gone)

    return find


def _falls_on(block: Block, node: Node) -> Held:
    span = block.span(node.args[0])
    return _strict(calendar.falls_on(span.low, node.args[1]), known(span))


def _common_year(block: Block, node: Node) -> Held:
    span = block.span(node.args[0])
    return _strict(calendar.common_year(span.low), known(span))


def _cases(block: Block, node: Node) -> Held:
    """From the last row to the first: what would hold if no row above it applied."""
    args = node.args
    if isinstance(node, Truth):
        truth = block.truths(args[-1])
        for place in range(len(args) - 3, -1, -2):
            row = block.truths(args[place]), block.truths(args[place + 1])
            truth = chosen_truths(*row, truth)
        return truth
    span = _outcome(block, node, args[-1])
    for place in range(len(args) - 3, -1, -2):
        held = block.truths(args[place])
        span = chosen_span(held, _outcome(block, node, args[place + 1]), span)
    return span


def _outcome(block: Block, node: Node, outcome: Node) -> Span:
    """The outcome's span; a word's number is that of the whole table of items."""
    span = block.span(outcome)
    if not isinstance(node, Choice):
        return span
    own, whole = block.words[outcome], block.words[node]
    if own == whole[: len(own)]:
        return span
    table = np.array([whole.index(word) for word in own], np.int32)

    def renumbered(places: Array) -> Array:
        found = table.take(places, mode="clip")
        return found if span.absent is None else np.where(span.absent, 0, found)

    low = renumbered(span.low)
    if span.low is span.high:
        return Span(low, low, span.has_low, span.has_high, span.absent)
    # Words have no order of their own: the ends only say that they differ.
    high = renumbered(span.high)
    ends = np.minimum(low, high), np.maximum(low, high)
    return Span(*ends, span.has_low, span.has_high, span.absent)


def _le(block: Block, node: Node) -> Held:
    a, b = block.span(node.args[0]), block.span(node.args[1])
    yes = a.high <= b.low
    if a.exact and b.exact:
        return _strict(yes, both(a.has_low, b.has_low))
    yes = filled(both(yes, both(a.has_high, b.has_low)))
    no = filled(both(a.low > b.high, both(a.has_low, b.has_high))) & ~yes
    return truths(yes, no)


def _and(block: Block, node: Node) -> Held:
    a, b = block.truths(node.args[0]), block.truths(node.args[1])
    yes = a.yes & b.yes
    if a.no is None and b.no is None:
        return Truths(yes)
    return truths(yes, a.not_yes | b.not_yes)


def _or(block: Block, node: Node) -> Held:
    a, b = block.truths(node.args[0]), block.truths(node.args[1])
    yes = a.yes | b.yes
    if a.no is None and b.no is None:
        return Truths(yes)
    return truths(yes, a.not_yes & b.not_yes)


def _not(block: Block, node: Node) -> Held:
    a = block.truths(node.args[0])
    return Truths(a.not_yes, None if a.no is None else a.yes)


def _exists(block: Block, node: Node) -> Held:
    span = block.span(node.args[0])
    return _strict(~told(span.absent), known(span))


def _present(block: Block, node: Node) -> Held:
    span = block.span(node.args[0])
    has_low = but(span.has_low, span.absent)
    has_high = has_low if span.exact else but(span.has_high, span.absent)
    return Span(span.low, span.high, has_low, has_high)


def _given(block: Block, node: Node) -> Held:
    return Truths(filled(known(block.held[node.args[0]])))


def _either(block: Block, node: Node) -> Held:
    first, second = block.truths(node.args[0]), block.truths(node.args[1])
    if first.no is None:
        return first
    open_ = ~(first.yes | first.no)
    yes, no = first.yes | (open_ & second.yes), first.no | (open_ & second.not_yes)
    return truths(yes, no)


def _stand_in(block: Block, node: Node) -> Held:
    wanted, known_with, fallback = node.args
    masks = known(block.held[wanted]), known(block.held[known_with])
    if masks[0] is None or masks[1] is None:
        return block.span(wanted)
    said = Truths(masks[0] | masks[1])
    return chosen_span(said, block.span(wanted), block.span(fallback))


def _keeps_order(function: Callable[..., Array]) -> Callable[[Block, Node], Held]:
    """A step that never turns a later operand into an earlier result."""

    def step(block: Block, node: Node) -> Held:
        spans = [block.span(a) for a in node.args]
        low = function(*(span.low for span in spans))
        has_low, has_high = spans[0].has_low, spans[0].has_high
        for span in spans[1:]:
            has_low = both(has_low, span.has_low)
            has_high = both(has_high, span.has_high)
        if all(span.exact for span in spans):
            return exact(low, has_low)
        high = function(*(span.high for span in spans))
        return settled(Span(low, high, has_low, has_high))

    return step


def _needs_all(function: Callable[..., Array]) -> Callable[[Block, Node], Held]:
    """A step whose result is known only where every operand is."""

    def step(block: Block, node: Node) -> Held:
        spans = [block.span(a) for a in node.args]
        mask: Mask = None
        for span in spans:
            mask = both(mask, known(span))
        return exact(function(*(span.low for span in spans)), everywhere(mask))

    return step


def _min(block: Block, node: Node) -> Held:
    a, b = block.span(node.args[0]), block.span(node.args[1])
    low = np.minimum(a.low, b.low)
    has_low = both(a.has_low, b.has_low)
    if a.exact and b.exact and has_low is None:
        return exact(low)
    here, there = filled(a.has_high), filled(b.has_high)
    earlier = np.minimum(a.high, b.high)
    high = select(here & there, earlier, select(here, a.high, b.high))
    return settled(Span(low, high, has_low, here | there))


def _same_year(block: Block, node: Node) -> Held:
    a, b = block.span(node.args[0]), block.span(node.args[1])
    mask = known(a)
    low = calendar.same_year(a.low, b.low)
    has_low = both(mask, b.has_low)
    if b.exact:
        return exact(low, has_low)
    high = calendar.same_year(a.low, b.high)
    return settled(Span(low, high, has_low, both(mask, b.has_high)))


def _year_later_if(block: Block, node: Node) -> Held:
    month, passed = block.span(node.args[0]), block.truths(node.args[1])
    low = calendar.year_later_if(month.low, passed.yes)
    if month.exact and passed.no is None:
        return exact(low, month.has_low)
    high = calendar.year_later_if(month.high, ~passed.not_yes)
    return settled(Span(low, high, month.has_low, month.has_high))


_STEPS: dict[str, Callable[[Block, Node], Held]] = {
    "const": _const,
    "rule": _rule,
    "fact": _fact,
    "cases": _cases,
    "le": _le,
    "and": _and,
    "or": _or,
    "not": _not,
    "exists": _exists,
    "present": _present,
    "given": _given,
    "either": _either,
    "stand_in": _stand_in,
    "in": _in,
    "starts": _starts,
    "open_from": _open_day(1),
    "open_until": _open_day(-1),
    "falls_on": _falls_on,
    "common_year": _common_year,
    "add": _keeps_order(np.add),
    "month": _keeps_order(calendar.month_of),
    "on_day": _keeps_order(calendar.on_day),
    "min": _min,
    "sub": _needs_all(np.subtract),
    "day_of_month": _needs_all(calendar.day_of_month),
    "same_year": _same_year,
    "year_later_if": _year_later_if,
}

KNOWN_STEPS = frozenset(_STEPS)
"""The operations that columns know: all that a rule text can build."""
