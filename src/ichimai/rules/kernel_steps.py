"""One step of the graph as C: as `rules.column_steps` does it for a block of rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from ichimai.rules import column_calendar as calendar
from ichimai.rules.column_steps import Words
from ichimai.rules.column_values import Array, day_number
from ichimai.rules.graph import Choice, Node, Truth
from ichimai.rules.kernel_values import (
    ALWAYS,
    NEVER,
    Held,
    Span,
    Truths,
    Writer,
    exact,
)

_BITS = 32
"""Words of a choice that one number of the loop's own width can mark."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a kernel is told of a fact, for which its text is then written.

    Attributes:
        kind: type of the values in C, and so how wide they stand in memory.
        least: the smallest value that the fact may have.
        most: the greatest.
        single: whether one value stands for all rows.
        known: whether there is a mask of where somebody said.
        absent: whether there is a mask of where there is none.
    """

    kind: str
    least: int
    most: int
    single: bool
    known: bool
    absent: bool


class Text:
    """The body of the loop while it is written.

    Args:
        given: what is told of each fact by name; others are unknown in every row.
        words: of each choice, the words that its numbers stand for.
    """

    def __init__(self, given: Mapping[str, Given], words: Words) -> None:
        self.given = given
        self.words = words
        self.write = Writer()
        self.held: dict[Node, Held] = {}
        self.tables: list[str] = []
        self.outside = NEVER
        self._facts: dict[str, Span] = {}
        self._tables: dict[str, str] = {}

    def step(self, node: Node) -> None:
        """Write one node down; its operands have been."""
        self.held[node] = _STEPS[node.op](self, node)

    def span(self, node: Node) -> Span:
        """The days, counts or words of a node that is written down."""
        held = self.held[node]
        assert isinstance(held, Span)  # noqa: S101 - the graph is typed
        return held

    def truths(self, node: Node) -> Truths:
        """The truths of a node that is written down."""
        held = self.held[node]
        assert isinstance(held, Truths)  # noqa: S101 - the graph is typed
        return held

    def said(self, name: str | None) -> Span | None:
        """What was said of a fact; None where no column was given for it."""
        if name is None or name not in self.given:
            return None
        if name not in self._facts:
            self._facts[name] = self._read(name, self.given[name])
        return self._facts[name]

    def _read(self, name: str, given: Given) -> Span:
        """The column's row, 0 where nothing is known or there is nothing.

        A value outside of what the fact may be counts as 0 too, so that no table is
        asked for what it lacks, and is reported: `outside`.
        """
        place = [*self.given].index(name)
        row = "0" if given.single else "i"
        known = self.write.let(f"known{place}[i]") if given.known else ALWAYS
        gone = self.write.let(f"absent{place}[i]") if given.absent else NEVER
        absent = self.write.both(gone, known)
        write = self.write
        value = write.let(f"fact{place}[{row}]")
        there = write.both(known, write.negated(gone))
        reach = given.most - given.least
        beyond = write.let(f"((uint32_t){value} - (uint32_t){given.least} > {reach}u)")
        self.outside = write.any(self.outside, write.both(there, beyond))
        inside = write.both(there, write.negated(beyond))
        return exact(write.select(inside, value, "0"), known, absent)

    def table(self, values: Array) -> str:
        """The name of a constant array with these numbers."""
        numbers = ", ".join(map(str, values.tolist()))
        if numbers not in self._tables:
            name = self._tables[numbers] = f"table{len(self._tables)}"
            self.tables.append(f"static const int32_t {name}[] = {{{numbers}}};")
        return self._tables[numbers]


def month_of(day: str) -> str:
    """The month of the era in which a day lies."""
    return f"MONTHS[{day} - ({calendar.FIRST_DAY})]"


def _begins(month: str) -> str:
    return f"BEGINS[{month} - {calendar.FIRST_MONTH}]"


def _const(_: Text, node: Node) -> Held:
    value = node.args[0]
    if isinstance(value, bool):
        return Truths(ALWAYS if value else NEVER)
    if value is None:
        return exact("0", ALWAYS, ALWAYS)
    if isinstance(value, str):
        return exact("0")
    number = day_number(value) if isinstance(value, date) else value
    return exact(str(number) if number >= 0 else f"({number})")


def _rule(text: Text, node: Node) -> Held:
    return text.held[node.args[0]]


def _fact(text: Text, node: Node) -> Held:
    own = text.said(node.spec.name)
    if isinstance(node, Truth):
        span = own or exact("0", NEVER)
        return text.write.strict(span.low, span.has_low)
    own = own or exact("0", NEVER)
    if own.has_low == ALWAYS:
        return own
    ends = (text.said(node.spec.not_before), text.said(node.spec.not_after))
    if ends == (None, None):
        return own
    (low, has_low), (high, has_high) = (_bound(text, own, end) for end in ends)
    return Span(low, high, has_low, has_high, own.absent)


def _bound(text: Text, own: Span, other: Span | None) -> tuple[str, str]:
    """A bound of a fact from another fact: the day itself where that is known."""
    if other is None:
        return own.low, own.has_low
    write = text.write
    there = write.both(other.has_low, write.negated(other.absent))
    return (
        write.select(own.has_low, own.low, other.low),
        write.any(own.has_low, there),
    )


def _in(text: Text, node: Node) -> Held:
    operand, wanted = node.args
    span, words = text.span(operand), text.words[operand]
    places = [place for place, word in enumerate(words) if word in wanted]
    found = _one_of(text, span.low, places, len(words))
    return text.write.strict(found, text.write.known(span))


def _one_of(text: Text, place: str, places: list[int], options: int) -> str:
    if not places:
        return NEVER
    if len(places) == 1:
        return text.write.let(f"({place} == {places[0]})")
    if options <= _BITS:
        bits = sum(1 << each for each in places)
        return text.write.let(f"(int32_t)(({bits}u >> (uint32_t){place}) & 1u)")
    marks = np.zeros(options, np.int32)
    marks[places] = 1
    return text.write.let(f"{text.table(marks)}[{place}]")


def _starts(text: Text, node: Node) -> Held:
    operand, beginnings, digits = node.args
    span = text.span(operand)
    found = [
        text.write.let(f"({span.low} / {10 ** (digits - len(b))} == {int(b)})")
        for b in beginnings
    ]
    return text.write.strict(text.write.any(*found), text.write.known(span))


def _open_day(step: int) -> Callable[[Text, Node], Held]:
    """The nearest open day of a table; none outside of it."""

    def find(text: Text, node: Node) -> Held:
        operand, closed = node.args
        span, write = text.span(operand), text.write
        known = write.known(span)
        nearest = calendar.open_days(closed, step)
        table = text.table(nearest)
        place = write.let(f"{span.low} - ({day_number(closed.first)})")
        inside = write.let(f"((uint32_t){place} < {nearest.size}u)")
        day = write.let(f"{table}[{write.select(inside, place, '0')}]")
        none = write.let(f"({day} == INT32_MIN)")
        gone = write.any(write.negated(inside), none)
        day = write.select(gone, "0", day)
        return exact(day, known, write.both(gone, known))

    return find


def _falls_on(text: Text, node: Node) -> Held:
    span, write = text.span(node.args[0]), text.write
    days = np.zeros(12 * 31, np.int32)
    for month, number in node.args[1]:
        days[(month - 1) * 31 + number - 1] = 1
    table = text.table(days)
    month = write.let(month_of(span.low))
    since = write.let(f"{span.low} - {_begins(month)}")
    found = write.let(f"{table}[{month} % 12 * 31 + {since}]")
    return write.strict(found, write.known(span))


def _common_year(text: Text, node: Node) -> Held:
    span, write = text.span(node.args[0]), text.write
    year = write.let(f"{write.let(month_of(span.low))} / 12")
    leap = f"(({year} % 4 == 0) & (({year} % 100 != 0) | ({year} % 400 == 0)))"
    return write.strict(write.let(f"{leap} ^ 1"), write.known(span))


def _cases(text: Text, node: Node) -> Held:
    """From the last row to the first: what would hold if no row above it applied."""
    args, write = node.args, text.write
    rows = range(len(args) - 3, -1, -2)
    if isinstance(node, Truth):
        truth = text.truths(args[-1])
        for at in rows:
            row = text.truths(args[at]), text.truths(args[at + 1])
            truth = write.chosen_truths(*row, truth)
        return truth
    span = _outcome(text, node, args[-1])
    for at in rows:
        outcome = _outcome(text, node, args[at + 1])
        span = write.chosen_span(text.truths(args[at]), outcome, span)
    return span


def _outcome(text: Text, node: Node, outcome: Node) -> Span:
    """The outcome's span; a word's number is that of the whole table of items."""
    span, write = text.span(outcome), text.write
    if not isinstance(node, Choice):
        return span
    own, whole = text.words[outcome], text.words[node]
    if own == whole[: len(own)]:
        return span
    places = np.array([whole.index(word) for word in own], np.int32)
    table = text.table(places)

    def renumbered(place: str) -> str:
        if place == "0":
            return str(places[0])
        return write.let(f"{table}[{place}]")

    low = write.select(span.absent, "0", renumbered(span.low))
    if span.low == span.high:
        return Span(low, low, span.has_low, span.has_high, span.absent)
    # Words have no order of their own: the ends only say that they differ.
    high = write.select(span.absent, "0", renumbered(span.high))
    ends = write.least(low, high), write.greatest(low, high)
    return Span(*ends, span.has_low, span.has_high, span.absent)


def _le(text: Text, node: Node) -> Held:
    a, b = text.span(node.args[0]), text.span(node.args[1])
    write = text.write
    yes = write.let(f"({a.high} <= {b.low})")
    if a.exact and b.exact:
        return write.strict(yes, write.both(a.has_low, b.has_low))
    no = write.let(f"({a.low} > {b.high})")
    yes = write.both(yes, a.has_high, b.has_low)
    return Truths(yes, write.both(no, a.has_low, b.has_high, write.negated(yes)))


def _and(text: Text, node: Node) -> Held:
    a, b = text.truths(node.args[0]), text.truths(node.args[1])
    write = text.write
    yes = write.both(a.yes, b.yes)
    if a.no is None and b.no is None:
        return Truths(yes)
    return Truths(yes, write.any(write.not_yes(a), write.not_yes(b)))


def _or(text: Text, node: Node) -> Held:
    a, b = text.truths(node.args[0]), text.truths(node.args[1])
    write = text.write
    yes = write.any(a.yes, b.yes)
    if a.no is None and b.no is None:
        return Truths(yes)
    return Truths(yes, write.both(write.not_yes(a), write.not_yes(b)))


def _not(text: Text, node: Node) -> Held:
    a = text.truths(node.args[0])
    return Truths(text.write.not_yes(a), None if a.no is None else a.yes)


def _exists(text: Text, node: Node) -> Held:
    span = text.span(node.args[0])
    return text.write.strict(text.write.negated(span.absent), text.write.known(span))


def _present(text: Text, node: Node) -> Held:
    span, write = text.span(node.args[0]), text.write
    there = write.negated(span.absent)
    has_low = write.both(span.has_low, there)
    return Span(span.low, span.high, has_low, write.both(span.has_high, there))


def _given(text: Text, node: Node) -> Held:
    return Truths(text.write.known(text.held[node.args[0]]))


def _either(text: Text, node: Node) -> Held:
    first, second = text.truths(node.args[0]), text.truths(node.args[1])
    write = text.write
    if first.no is None:
        return first
    unsaid = write.negated(write.any(first.yes, first.no))
    return Truths(
        write.any(first.yes, write.both(unsaid, second.yes)),
        write.any(first.no, write.both(unsaid, write.not_yes(second))),
    )


def _stand_in(text: Text, node: Node) -> Held:
    wanted, known_with, fallback = node.args
    write = text.write
    said = write.any(write.known(text.held[wanted]), write.known(text.held[known_with]))
    return write.chosen_span(Truths(said), text.span(wanted), text.span(fallback))


def _keeps_order(function: Callable[..., str]) -> Callable[[Text, Node], Held]:
    """A step that never turns a later operand into an earlier result."""

    def step(text: Text, node: Node) -> Held:
        spans, write = [text.span(a) for a in node.args], text.write
        low = function(write, *(span.low for span in spans))
        has_low = write.both(*(span.has_low for span in spans))
        if all(span.exact for span in spans):
            return exact(low, has_low)
        high = function(write, *(span.high for span in spans))
        return Span(low, high, has_low, write.both(*(s.has_high for s in spans)))

    return step


def _needs_all(function: Callable[..., str]) -> Callable[[Text, Node], Held]:
    """A step whose result is known only where every operand is."""

    def step(text: Text, node: Node) -> Held:
        spans, write = [text.span(a) for a in node.args], text.write
        known = write.both(*(write.known(span) for span in spans))
        return exact(function(write, *(span.low for span in spans)), known)

    return step


def _add(write: Writer, a: str, b: str) -> str:
    return write.let(f"{a} + {b}")


def _sub(write: Writer, a: str, b: str) -> str:
    return write.let(f"{a} - {b}")


def _month(write: Writer, day: str) -> str:
    return write.let(month_of(day))


def _day_of_month(write: Writer, day: str) -> str:
    return write.let(f"{day} - {_begins(write.let(month_of(day)))}")


def _on_day(write: Writer, month: str, number: str) -> str:
    """That day of the month, or the month's last day where it has no such day."""
    day = write.let(f"{_begins(month)} + {number}")
    last = write.let(f"BEGINS[{month} - {calendar.FIRST_MONTH - 1}] - 1")
    return write.least(day, last)


def _min(text: Text, node: Node) -> Held:
    a, b = text.span(node.args[0]), text.span(node.args[1])
    write = text.write
    low = write.least(a.low, b.low)
    has_low = write.both(a.has_low, b.has_low)
    if a.exact and b.exact and has_low == ALWAYS:
        return exact(low)
    here, there = a.has_high, b.has_high
    earlier = write.least(a.high, b.high)
    nearer = write.select(here, a.high, b.high)
    high = write.select(write.both(here, there), earlier, nearer)
    return Span(low, high, has_low, write.any(here, there))


def _same_year(text: Text, node: Node) -> Held:
    a, b = text.span(node.args[0]), text.span(node.args[1])
    write = text.write
    known = write.known(a)

    def namesake(other: str) -> str:
        return write.let(f"{other} / 12 * 12 + {a.low} % 12")

    low, has_low = namesake(b.low), write.both(known, b.has_low)
    if b.exact:
        return exact(low, has_low)
    return Span(low, namesake(b.high), has_low, write.both(known, b.has_high))


def _year_later_if(text: Text, node: Node) -> Held:
    month, passed = text.span(node.args[0]), text.truths(node.args[1])
    write = text.write
    low = write.let(f"{month.low} + 12 * {passed.yes}")
    if month.exact and passed.no is None:
        return exact(low, month.has_low)
    perhaps = write.negated(write.not_yes(passed))
    high = write.let(f"{month.high} + 12 * {perhaps}")
    return Span(low, high, month.has_low, month.has_high)


_STEPS: dict[str, Callable[[Text, Node], Held]] = {
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
    "add": _keeps_order(_add),
    "month": _keeps_order(_month),
    "on_day": _keeps_order(_on_day),
    "min": _min,
    "sub": _needs_all(_sub),
    "day_of_month": _needs_all(_day_of_month),
    "same_year": _same_year,
    "year_later_if": _year_later_if,
}
