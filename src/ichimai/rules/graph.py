"""A rule text is ordinary Python that builds a graph of values once, at import.

Rule bodies never see a person: they combine typed nodes, and evaluators run the graph
for one person (`rules.scalar`) or for everybody. What a rule text may not say is
refused here, while it is imported, with the repair in the message: a day mixed with a
count, a bare `if`, `and` or `<= x <=`, a value that may be absent used as if it were
there, an option that was never declared. Facts are declared with `rules.fact`; tables
of items stand in `rules.table`.

Every value has one of three states: known; absent (`None`: there was no such thing,
allowed only where a fact is declared `optional`); unknown (nobody said). Absent is not
unknown, and nothing has a default.

Equal nodes are one object, so a shared value is computed once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar, overload


class RuleTextError(TypeError):
    """A rule text says something that no evaluator could run. Raised at import."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A value in the graph: an operation, its operands, whether it may be absent."""

    op: str
    args: tuple[Any, ...] = ()
    optional: bool = False
    spec: Any = None

    def __bool__(self) -> NoReturn:
        raise RuleTextError(
            "a rule is built once for everybody, so no value is true or false yet: "
            "write cases(), &, | and ~ instead of if, and, or, not, and two "
            "comparisons joined by & instead of a chain"
        )

    if not TYPE_CHECKING:  # types refuse == between kinds by themselves

        def __eq__(self, other: object) -> bool:
            if self is other:
                return True
            raise RuleTextError(
                f"== asks Python whether {self} is one object with {other!s}: write "
                ".is_(…) or .one_of(…), and <= with >= for counts"
            )

    __hash__ = object.__hash__

    def __contains__(self, item: object) -> NoReturn:
        raise RuleTextError("write choice.one_of(…) instead of `in`")

    def exists(self) -> "Truth":
        """Whether there is such a thing; unknown where nobody said."""
        if not self.optional:
            raise RuleTextError(f"{self} is never absent: leave exists() out")
        return make(Truth, "exists", self)

    def present(self) -> Self:
        """The value where the law needs one: absent becomes unknown, to be asked."""
        return make(type(self), "present", self) if self.optional else self

    def given(self) -> "Truth":
        """Whether somebody said, be it that there is none.

        The one question that is about the file and not about the world: an answer
        that rests on it may change when a fact is added. Use it only where the
        question itself is defined by what is left out.
        """
        return make(Truth, "given", self)

    def __str__(self) -> str:
        if self.op in ("fact", "rule"):
            return str(self.spec.name)
        if self.op == "const":
            return str(self.args[0])
        return f"{self.op}({', '.join(map(str, self.args))})"


N = TypeVar("N", bound=Node)


class Truth(Node):
    """True or false."""

    __slots__ = ()

    def __and__(self, other: "Truth") -> "Truth":
        return make(Truth, "and", self, _same(Truth, other, "&"))

    def __or__(self, other: "Truth") -> "Truth":
        return make(Truth, "or", self, _same(Truth, other, "|"))

    def __invert__(self) -> "Truth":
        return make(Truth, "not", self)


class Count(Node):
    """A whole number of one unit. Counts of different units do not mix."""

    __slots__ = ()

    def __add__(self, other: Self) -> Self:
        return make(type(self), "add", self, _same(type(self), other, "+"))

    def __sub__(self, other: Self) -> Self:
        return make(type(self), "sub", self, _same(type(self), other, "-"))

    def __le__(self, other: Self) -> Truth:
        return make(Truth, "le", self, _same(type(self), other, "<="))

    def __ge__(self, other: Self) -> Truth:
        return make(Truth, "le", _same(type(self), other, ">="), self)

    def __lt__(self, other: Self) -> Truth:
        return ~(self >= other)

    def __gt__(self, other: Self) -> Truth:
        return ~(self <= other)


class Days(Count):
    """A number of days."""

    __slots__ = ()


class Months(Count):
    """A number of months. It becomes days only through a phrase of the calendar."""

    __slots__ = ()


class Yen(Count):
    """An amount of money in yen."""

    __slots__ = ()


class MonthOfEra(Count):
    """Which month it is: months since January of the year 0."""

    __slots__ = ()


class Day(Node):
    """A calendar day in Japan."""

    __slots__ = ()

    def __add__(self, other: Days) -> "Day":
        return make(Day, "add", self, _days(other, "+"))

    def __sub__(self, other: Days) -> "Day":
        return make(Day, "sub", self, _days(other, "-"))

    def __le__(self, other: "Day | date") -> Truth:
        return make(Truth, "le", self, _day(other, "<="))

    def __ge__(self, other: "Day | date") -> Truth:
        return make(Truth, "le", _day(other, ">="), self)

    def __lt__(self, other: "Day | date") -> Truth:
        return ~(self >= other)

    def __gt__(self, other: "Day | date") -> Truth:
        return ~(self <= other)

    def is_(self, other: "Day | date") -> Truth:
        """Whether it is that very day."""
        return (self <= other) & (self >= other)


@dataclass(frozen=True, slots=True, eq=False)
class Choice(Node):
    """One of a declared set of words."""

    options: tuple[str, ...] = ()

    def is_(self, word: str) -> Truth:
        """Whether it is that word."""
        return self.one_of(word)

    def one_of(self, *words: str) -> Truth:
        """Whether it is one of these words."""
        for word in words:
            if self.options and word not in self.options:
                raise RuleTextError(
                    f"{word!r} is no option of {self}: choose from "
                    f"{', '.join(self.options)}, or declare it"
                )
        if self.optional:
            raise RuleTextError(f"{self} may be absent: write .present() first")
        return make(Truth, "in", self, tuple(str(word) for word in words))

    def starts_with(self, *beginnings: str) -> Truth:
        """Whether a code begins with one of these digits."""
        fact = self.args[0] if self.op == "present" else self
        return make(Truth, "starts", self, beginnings, fact.spec.digits)


_nodes: dict[tuple[type[Node], str, tuple[Any, ...]], Any] = {}


def share(kind: type[N], op: str, args: tuple[Any, ...], *, optional: bool) -> N:
    """The one node of that operation on those operands, unchecked; texts use `make`."""
    found: N = _nodes.setdefault((kind, op, args), kind(op, args, optional))
    return found


_SETTLES_ABSENCE = frozenset({"exists", "present", "given"})
_MAY_FIND_NONE = frozenset({"open_from", "open_until"})


def make(kind: type[N], op: str, *args: Any) -> N:
    """The node of that operation on those operands, shared with its equals.

    Raises:
        RuleTextError: an operand may be absent where the operation needs a value.
    """
    operands = [a for a in args if isinstance(a, Node)]
    if op not in _SETTLES_ABSENCE:
        for operand in operands:
            if operand.optional:
                raise RuleTextError(
                    f"{operand} may be absent: say {operand}.exists() & …, and "
                    f"{operand}.present() where the law needs it"
                )
    return share(kind, op, args, optional=op in _MAY_FIND_NONE)


@overload
def const(value: bool) -> Truth: ...  # noqa: FBT001 - the constant itself
@overload
def const(value: date) -> Day: ...
def const(value: date | bool) -> Truth | Day:  # noqa: FBT001
    """A day or a truth that the text itself names."""
    if isinstance(value, bool):
        return share(Truth, "const", (value,), optional=False)
    return share(Day, "const", (value,), optional=False)


def day(text: str) -> Day:
    """The day that a rule text names, `YYYY-MM-DD`."""
    return const(date.fromisoformat(text))


def days(number: int) -> Days:
    """A fixed number of days."""
    return share(Days, "const", (number,), optional=False)


def months(number: int) -> Months:
    """A fixed number of months."""
    return share(Months, "const", (number,), optional=False)


def yen(amount: int) -> Yen:
    """A fixed amount of money."""
    return share(Yen, "const", (amount,), optional=False)


def word(text: str) -> Choice:
    """A word as an outcome."""
    return share(Choice, "const", (str(text),), optional=False)


TRUE: Truth = const(True)  # noqa: FBT003 - the constant itself
FALSE: Truth = const(False)  # noqa: FBT003
NO_DAY: Day = share(Day, "const", (None,), optional=True)
"""The outcome "there is no such day"."""
NO_WORD: Choice = share(Choice, "const", (None,), optional=True)
"""The outcome "there is none of these"."""
NO_YEN: Yen = share(Yen, "const", (None,), optional=True)
"""The outcome "there is no such amount"."""


def _same(kind: type[N], other: object, sign: str) -> N:
    if not isinstance(other, kind):
        raise RuleTextError(
            f"{sign} joins two values of one kind, {kind.__name__}, not "
            f"{_kind(other)}: compare first, write truths as TRUE or FALSE and counts "
            "as days(n), months(n) or yen(n), or convert by a phrase of the calendar"
        )
    return other


def _kind(other: object) -> str:
    return type(other).__name__


def _days(other: object, sign: str) -> Days:
    if isinstance(other, Days):
        return other
    remedy = (
        "a month has no fixed length: use a phrase of rules.calendar"
        if isinstance(other, Months)
        else "write days(n)"
    )
    raise RuleTextError(f"Day {sign} {_kind(other)} means nothing: {remedy}")


def _day(other: object, sign: str) -> Day:
    if isinstance(other, date):
        return const(other)
    if isinstance(other, Day):
        return other
    raise RuleTextError(
        f"a Day is compared ({sign}) with a Day, not with {_kind(other)}: "
        "add the count to a day first"
    )


def walk(roots: Iterable[Node]) -> Iterator[Node]:
    """Every node under the roots, operands before what rests on them, each once."""
    seen: set[int] = set()
    waiting: list[tuple[Node, bool]] = [(root, False) for root in reversed([*roots])]
    while waiting:
        node, done = waiting.pop()
        if done:
            yield node
            continue
        if id(node) in seen:
            continue
        seen.add(id(node))
        waiting.append((node, True))
        waiting.extend((a, False) for a in reversed(node.args) if isinstance(a, Node))
