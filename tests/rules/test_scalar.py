"""Three states, and bounds on days that nobody named."""

from datetime import date
from typing import Any

import pytest

from ichimai.rules.calendar import birthday, earliest, nth_birthday_after
from ichimai.rules.explain import missing, next_question
from ichimai.rules.fact import choice_fact, day_fact, truth_fact
from ichimai.rules.graph import FALSE, TRUE, Truth
from ichimai.rules.rule import either, stand_in, versions
from ichimai.rules.scalar import UNKNOWN, Case, Unknown

filed_on = day_fact("filed_on", "Filed?", not_after="delivered_on")
delivered_on = day_fact("delivered_on", "Delivered?", not_before="filed_on")
birth = day_fact("birth", "Born?")
moved_on = day_fact("moved_on", "Moved?", optional=True)
as_of = day_fact("as_of", "Today?")
p, q = truth_fact("p", "P?"), truth_fact("q", "Q?")
colour = choice_fact("colour", "Which?", ("red", "blue"))
FIRST = date(2026, 6, 14)


def _value(node: Any, **facts: Any) -> Any:  # noqa: ANN401 - a value of the graph
    return Case(facts)[node]


@pytest.mark.parametrize(
    ("node", "facts", "value"),
    [
        (p & q, {"p": False}, False),
        (p & q, {"q": False}, False),
        (p & q, {"p": True}, UNKNOWN),
        (p | q, {"q": True}, True),
        (p | q, {"p": False}, UNKNOWN),
        (~p, {}, UNKNOWN),
        (either(p, q), {"q": False}, False),
        (moved_on.exists(), {"moved_on": None}, False),
        (moved_on.exists(), {}, UNKNOWN),
        (moved_on.present(), {"moved_on": None}, UNKNOWN),
        (moved_on.exists() & (moved_on.present() <= birth), {"moved_on": None}, False),
        (p.given(), {}, False),
        (p.given(), {"p": False}, True),
        (colour.is_("red"), {"colour": "blue"}, False),
    ],
)
def test_three_states(node: Truth, facts: dict[str, Any], value: object) -> None:
    """A settled operand settles the whole; absent is not unknown."""
    assert value == _value(node, **facts)


def test_filing_bounds_delivery() -> None:
    """A card is never delivered before it is filed for, so a filing may settle it."""
    new_law = delivered_on >= FIRST

    assert _value(new_law, filed_on=FIRST) is True
    assert _value(new_law, filed_on=date(2026, 6, 13)) == UNKNOWN
    assert _value(filed_on >= FIRST, delivered_on=date(2026, 6, 13)) is False


def test_age_reached_at_filing() -> None:
    """An age that is reached at filing is reached at delivery."""
    adult = birthday(birth, 18) <= delivered_on

    assert _value(adult, birth=date(2008, 7, 1), filed_on=date(2026, 7, 1)) is True
    assert _value(adult, birth=date(2008, 7, 2), filed_on=date(2026, 7, 1)) == UNKNOWN
    assert ("delivered_on",) == missing(
        Case({"birth": date(2008, 7, 2), "filed_on": date(2026, 7, 1)}), adult
    )


def test_bounds_pass_through_birthdays() -> None:
    """The n-th birthday after an unknown day has bounds too."""
    fifth = nth_birthday_after(birth, delivered_on, 5)
    facts = {"birth": date(1990, 3, 1), "filed_on": date(2026, 7, 1)}

    assert Unknown(date(2030, 3, 1), None) == Case(facts)[fifth]
    assert (
        date(2029, 1, 1)
        == Case({**facts, "as_of": date(2029, 1, 1)})[earliest(fifth, as_of)]
    )


def test_a_version_by_an_explicit_day() -> None:
    """The text is chosen by the person's day; both texts agreeing settles it too."""
    old_then_new = versions(
        ("2012-07-09", p), ("2026-06-14", q), by=filed_on, before=FALSE
    )

    facts = {"p": True, "q": False}
    assert _value(old_then_new, filed_on=FIRST, **facts) is False
    assert _value(old_then_new, filed_on=date(2026, 6, 13), **facts) is True
    assert _value(old_then_new, filed_on=date(2012, 7, 8), **facts) is False
    assert _value(old_then_new, **facts) == UNKNOWN
    assert ("filed_on",) == missing(Case(facts), old_then_new)


def test_stand_in() -> None:
    """The day of looking stands in only where no other day was named."""
    chosen = stand_in(delivered_on, filed_on, as_of)
    looking = {"as_of": date(2030, 1, 1)}

    assert date(2030, 1, 1) == _value(chosen, **looking)
    assert FIRST == _value(chosen, delivered_on=FIRST, **looking)
    assert Unknown(FIRST, None) == _value(chosen, filed_on=FIRST, **looking)


def test_next_question_leaves_least_to_ask() -> None:
    """The fact is asked first whose worst answer leaves least open."""
    goal = versions(
        ("2012-07-09", TRUE),
        ("2026-06-14", colour.is_("red")),
        by=filed_on,
        before=TRUE,
    )

    first = next_question({}, [goal], [colour, filed_on])
    then = next_question({"filed_on": FIRST}, [goal], [colour, filed_on])

    assert (filed_on, colour) == (first, then)
    assert next_question({"filed_on": date(2020, 1, 1)}, [goal], [colour]) is None
