"""The law is asked each thing once for many people, and forgotten afterwards."""

from datetime import date
from unittest.mock import patch

from ichimai.law.questions import ask
from ichimai.planner import asking
from ichimai.planner.planning import make_plan
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
        first = make_plan(FACTS, DAY, with_questions=False)
        once = counted.call_count
        second = make_plan(FACTS, DAY, with_questions=False)

        assert first == second
        assert 0 < once == counted.call_count


def test_nothing_is_kept_afterwards() -> None:
    """Each run begins with nothing, and outside of any nothing is kept."""
    with patch.object(asking, "ask", wraps=ask) as counted:
        with asking.remembering():
            make_plan(FACTS, DAY, with_questions=False)
        once = counted.call_count
        make_plan(FACTS, DAY, with_questions=False)

        assert 2 * once <= counted.call_count


def test_a_plan_without_questions_is_else_the_same() -> None:
    """Leaving the questions out changes nothing but the questions."""
    asked = make_plan(FACTS, DAY).to_json()
    unasked = make_plan(FACTS, DAY, with_questions=False).to_json()

    assert asked.pop("questions")
    assert [] == unasked.pop("questions")
    assert asked == unasked
