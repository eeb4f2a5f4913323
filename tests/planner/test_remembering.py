"""The law is asked each thing once for many people, and forgotten afterwards."""

from dataclasses import replace
from datetime import date
from unittest.mock import patch

from ichimai.law.questions import ask
from ichimai.planner import asking
from ichimai.planner.plan import FEE_UNKNOWN
from ichimai.planner.planning import make_outline, make_plan
from ichimai.planner.reading import parse_facts

DAY = date(2026, 11, 20)
FACTS = parse_facts(
    {
        "person": {"status": "student", "stay_ends_on": "2027-03-31"},
        "residence_card": {"kind": "residence"},
        "events": [{"kind": "extension", "filed_on": "2026-11-10"}],
    }
)


def test_the_second_person_costs_no_question() -> None:
    """Equal facts are put to the law once while it remembers."""
    with patch.object(asking, "ask", wraps=ask) as counted, asking.remembering():
        first = make_outline(FACTS, DAY)
        once = counted.call_count
        second = make_outline(FACTS, DAY)

        assert first == second
        assert 0 < once == counted.call_count


def test_nothing_is_kept_afterwards() -> None:
    """Each run begins with nothing, and outside of any nothing is kept."""
    with patch.object(asking, "ask", wraps=ask) as counted:
        with asking.remembering():
            make_outline(FACTS, DAY)
        once = counted.call_count
        make_outline(FACTS, DAY)

        assert 2 * once <= counted.call_count


def test_an_outline_is_the_plan_without_what_a_list_leaves_out() -> None:
    """Fees are unknown in an outline, and what it shows beside them is the plan's."""
    plan, outline = make_plan(FACTS, DAY), make_outline(FACTS, DAY)

    assert plan.questions
    assert plan.options
    assert outline == replace(
        plan,
        tasks=tuple(replace(task, fee=FEE_UNKNOWN) for task in plan.tasks),
        options=(),
        questions=(),
        claims=(),
        visits=(),
    )
