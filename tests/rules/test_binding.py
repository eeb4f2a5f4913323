"""A rule text about another fact: the same answer, and what is settled left out."""

from datetime import date
from typing import Any

import pytest

from ichimai.rules.binding import bind, chosen, only_where, renamed
from ichimai.rules.explain import applied_item
from ichimai.rules.fact import choice_fact, day_fact, truth_fact
from ichimai.rules.graph import Day, RuleTextError, days, word
from ichimai.rules.rule import rule
from ichimai.rules.scalar import Case
from ichimai.rules.table import Table, cases, otherwise, when

filed_on = day_fact("filed_on", "When?")
moved_on = day_fact("moved_on", "When, if at all?", optional=True)
colour = choice_fact("colour", "Which?", ("red", "blue"))
wet = truth_fact("wet", "Is it?")
TODAY = date(2026, 7, 1)


def _limit() -> Day:
    @rule("CC 140", ids="RC-001", title="T", since="2012-07-09")
    def limit() -> Table:
        return cases(
            when(colour.is_("red"), filed_on, "CC 140", key="red", says="R."),
            when(moved_on.exists(), moved_on.present(), "CC 140", key="m", says="M."),
            otherwise(filed_on + days(2), "CC 140", key="blue", says="B."),
        )

    made: Day = limit
    return made


LIMIT = _limit()


def test_a_fact_gets_another_name() -> None:
    """What is bound to a renamed fact asks for the new name only."""
    other = renamed(filed_on, "lodged_on")

    (bound,) = bind((LIMIT,), {filed_on: other})

    assert TODAY == Case({"lodged_on": TODAY, "colour": "red"})[bound]
    assert TODAY == Case({"filed_on": TODAY, "colour": "red"})[LIMIT]


def test_an_answer_becomes_a_fact() -> None:
    """One rule's value stands where another rule asks a fact."""
    (twice,) = bind((LIMIT,), {filed_on: LIMIT})

    case = Case({"filed_on": TODAY, "colour": "blue", "moved_on": None})
    assert date(2026, 7, 5) == case[twice]


def test_a_bound_word_leaves_out_what_cannot_apply() -> None:
    """A settled row falls away with its item, so the key is that of the row left."""
    (blue,) = bind((LIMIT,), {colour: word("blue")})
    (red,) = bind((LIMIT,), {colour: word("red")})

    case = Case({"filed_on": TODAY, "moved_on": None})
    assert date(2026, 7, 3) == case[blue]
    assert ["m", "blue"] == [item.key for item in blue.spec.items]
    assert ["red"] == [item.key for item in red.spec.items]
    applied = applied_item(case, red)
    assert applied is not None
    assert "red" == applied.key


def test_what_always_exists() -> None:
    """A day that is never absent settles existence once it is named."""
    (bound,) = bind((LIMIT,), {moved_on: day_fact("seen_on", "When?")})

    seen = Case({"seen_on": TODAY, "colour": "blue"})
    assert TODAY == seen[bound]
    assert not Case({"colour": "blue"}).known(bound)


def test_what_does_not_rest_on_it_stays() -> None:
    """A value without the bound fact is the very same node."""
    plain = filed_on + days(1)

    same, _ = bind((plain, LIMIT), {colour: word("red")})

    assert plain is same


def test_chosen() -> None:
    """One of two values by a truth, no day where it does not hold."""
    value = chosen(wet, moved_on, filed_on)

    case = Case({"wet": False, "filed_on": TODAY})
    assert TODAY == case[value]
    assert case[only_where(wet, filed_on)] is None


@pytest.mark.parametrize(
    ("facts", "repair"),
    [
        ({filed_on: wet}, "is a Day, not a Truth"),
        ({filed_on: moved_on}, r"\.present\(\)"),
        ({LIMIT: filed_on}, "no fact"),
        ({wet: truth_fact("dry", "Is it?")}, "leave its binding out"),
    ],
)
def test_refused_binding(facts: Any, repair: str) -> None:  # noqa: ANN401 - a mistake
    """A binding that cannot be right is refused with the way out."""
    with pytest.raises(RuleTextError, match=repair):
        bind((LIMIT,), facts)
