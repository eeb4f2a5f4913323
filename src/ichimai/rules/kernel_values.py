"""What a value of the graph is in the text of a kernel: names of C variables.

As in `rules.column_values`, but of one row, and as text: a truth is an `int32_t` of 0
or 1, and what is certain when the text is written is no variable but `0` or `1`.
"""

from typing import NamedTuple

NEVER, ALWAYS = "0", "1"


class Span(NamedTuple):
    """Days, counts or words between bounds; the names of what holds each."""

    low: str
    high: str
    has_low: str
    has_high: str
    absent: str = NEVER

    @property
    def exact(self) -> bool:
        """Whether bounds and value are one and the same."""
        return (self.low, self.has_low) == (self.high, self.has_high)


class Truths(NamedTuple):
    """Where it holds, and where it does not; None is wherever it does not hold."""

    yes: str
    no: str | None = None


Held = Span | Truths


def exact(value: str, known: str = ALWAYS, absent: str = NEVER) -> Span:
    """A value without bounds."""
    return Span(value, value, known, known, absent)


class Writer:
    """The statements of a loop's body, each value written once."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._names: dict[str, str] = {}

    def let(self, expression: str) -> str:
        """The name of a variable that holds this."""
        if expression not in self._names:
            name = f"v{len(self._names)}"
            self._names[expression] = name
            self.lines.append(f"const int32_t {name} = {expression};")
        return self._names[expression]

    def both(self, *truths: str) -> str:
        """Whether all hold."""
        found = ALWAYS
        for truth in truths:
            if NEVER in (found, truth):
                return NEVER
            if found in (ALWAYS, truth):
                found = truth
            elif truth != ALWAYS:
                found = self.let(f"{found} & {truth}")
        return found

    def any(self, *truths: str) -> str:
        """Whether one of them holds."""
        found = NEVER
        for truth in truths:
            if ALWAYS in (found, truth):
                return ALWAYS
            if found in (NEVER, truth):
                found = truth
            elif truth != NEVER:
                found = self.let(f"{found} | {truth}")
        return found

    def negated(self, truth: str) -> str:
        """Whether it does not hold."""
        if truth in (ALWAYS, NEVER):
            return NEVER if truth == ALWAYS else ALWAYS
        return self.let(f"{truth} ^ 1")

    def select(self, truth: str, then: str, rest: str) -> str:
        """*then* where it holds, otherwise *rest*: by their bits, without a branch.

        Where one branch looks a table up, a compiler makes `? :` a real one, and then
        cannot work several rows out at once.
        """
        if then == rest or truth == ALWAYS:
            return then
        if truth == NEVER:
            return rest
        if (then, rest) == (ALWAYS, NEVER):
            return truth
        if rest == "0":
            return self.let(f"{then} & -{truth}")
        if then == "0":
            return self.let(f"{rest} & ({truth} - 1)")
        return self.let(f"(({then} ^ {rest}) & -{truth}) ^ {rest}")

    def least(self, a: str, b: str) -> str:
        """The smaller of the two."""
        return a if a == b else self.let(f"{a} < {b} ? {a} : {b}")

    def greatest(self, a: str, b: str) -> str:
        """The greater of the two."""
        return a if a == b else self.let(f"{a} > {b} ? {a} : {b}")

    def not_yes(self, truths: Truths) -> str:
        """Where it is known not to hold."""
        return self.negated(truths.yes) if truths.no is None else truths.no

    def known(self, held: Held) -> str:
        """Whether the value is settled, be it that there is none."""
        if isinstance(held, Truths):
            return ALWAYS if held.no is None else self.any(held.yes, held.no)
        if held.exact:
            return held.has_low
        ends = self.both(held.has_low, held.has_high)
        meet = ALWAYS if held.low == held.high else f"({held.low} == {held.high})"
        return self.both(ends, meet if meet == ALWAYS else self.let(meet))

    def strict(self, yes: str, known: str) -> Truths:
        """A truth about values that must be known."""
        if known == ALWAYS:
            return Truths(yes)
        return Truths(self.both(yes, known), self.both(self.negated(yes), known))

    def chosen_truths(self, held: Truths, then: Truths, rest: Truths) -> Truths:
        """*then* where *held* holds, otherwise *rest*; where both agree, either."""
        against = self.not_yes(held)
        yes = self.any(self.both(held.yes, then.yes), self.both(against, rest.yes))
        if held.no is None and then.no is None and rest.no is None:
            return Truths(yes)
        nays = self.not_yes(then), self.not_yes(rest)
        no = self.any(self.both(held.yes, nays[0]), self.both(against, nays[1]))
        return Truths(
            self.any(yes, self.both(then.yes, rest.yes)),
            self.any(no, self.both(*nays)),
        )

    def chosen_span(self, held: Truths, then: Span, rest: Span) -> Span:
        """The same of days, counts and words; in doubt, what bounds both."""
        if held.no is not None:
            return self._doubtful(held.yes, held.no, then, rest)
        low = self.select(held.yes, then.low, rest.low)
        has_low = self.select(held.yes, then.has_low, rest.has_low)
        absent = self.select(held.yes, then.absent, rest.absent)
        if then.exact and rest.exact:
            return exact(low, has_low, absent)
        high = self.select(held.yes, then.high, rest.high)
        has_high = self.select(held.yes, then.has_high, rest.has_high)
        return Span(low, high, has_low, has_high, absent)

    def _doubtful(self, yes: str, no: str, then: Span, rest: Span) -> Span:
        """Where the condition is unknown: the lower low, the higher high.

        A day and no day have no bounds in common; no day twice is no day.
        """

        def by_row(a: str, b: str, doubtful: str) -> str:
            return self.select(yes, a, self.select(no, b, doubtful))

        alike = ALWAYS
        if then.absent != rest.absent:
            alike = self.let(f"({then.absent} == {rest.absent})")
        low = by_row(then.low, rest.low, self.least(then.low, rest.low))
        high = by_row(then.high, rest.high, self.greatest(then.high, rest.high))
        lows, highs = (then.has_low, rest.has_low), (then.has_high, rest.has_high)
        has_low = by_row(*lows, self.both(*lows, alike))
        has_high = by_row(*highs, self.both(*highs, alike))
        gone = then.absent, rest.absent
        return Span(low, high, has_low, has_high, by_row(*gone, self.both(*gone)))
