"""The laws of Kleene's logic hold for every pair and triple of states."""

from collections.abc import Callable, Mapping
from itertools import product

import pytest

from ichimai.rules.fact import truth_fact
from ichimai.rules.graph import FALSE, TRUE, Truth
from ichimai.rules.rule import rule
from ichimai.rules.scalar import UNKNOWN, Case, Value
from ichimai.rules.table import cases, otherwise, when

p, q, r = (truth_fact(name, f"{name}?") for name in "pqr")
STATES: tuple[Value, ...] = (False, UNKNOWN, True)
ALL: tuple[Mapping[str, Value], ...] = tuple(
    {n: v for n, v in zip("pqr", states, strict=True) if v is not UNKNOWN}
    for states in product(STATES, repeat=3)
)


def _table(condition: Truth, then: Truth, other: Truth) -> Truth:
    @rule("CC 140", ids="RC-001", title="T", since="2012-07-09")
    def table() -> object:
        return cases(
            when(condition, then, "CC 140", key="then", says="Then."),
            otherwise(other, "CC 140", key="else", says="Else."),
        )

    made: Truth = table
    return made


LAWS = {
    "and commutes": (p & q, q & p),
    "or commutes": (p | q, q | p),
    "and associates": ((p & q) & r, p & (q & r)),
    "or associates": ((p | q) | r, p | (q | r)),
    "and distributes": (p & (q | r), (p & q) | (p & r)),
    "or distributes": (p | (q & r), (p | q) & (p | r)),
    "De Morgan": (~(p & q), ~p | ~q),
    "De Morgan's other": (~(p | q), ~p & ~q),
    "not undoes not": (~~p, p),
    "true is neutral": (p & TRUE, p),
    "false is neutral": (p | FALSE, p),
    "false settles": (p & FALSE, FALSE),
    "true settles": (p | TRUE, TRUE),
    "equal rows settle a table": (_table(p, q, q), q),
    "a table negated": (_table(~p, q, r), _table(p, r, q)),
}


@pytest.mark.parametrize("law", LAWS)
def test_law(law: str) -> None:
    """Both sides have one value, whatever is known."""
    left, right = LAWS[law]

    assert [Case(f)[left] for f in ALL] == [Case(f)[right] for f in ALL]


@pytest.mark.parametrize(
    "build",
    [
        lambda: p & (q | ~r),
        lambda: ~p | (q & r),
        lambda: _table(p, q, r),
        lambda: _table(p & q, r, ~r),
    ],
)
def test_knowing_more_overturns_nothing(build: Callable[[], Truth]) -> None:
    """What some facts settle, those facts and one more settle alike."""
    node = build()

    for few in ALL:
        settled = Case(few)[node]
        if settled == UNKNOWN:
            continue
        fuller = [f for f in ALL if few.items() <= f.items()]
        assert {settled} == {Case(f)[node] for f in fuller}
