"""What the law says of a filing holds over the planner's own tables."""

from datetime import date
from typing import Any

import pytest

from ichimai.law.questions import ask
from ichimai.planner.counters import FILINGS
from ichimai.planner.planning import answer

DAY = date(2026, 11, 21)


def task_of(plan: dict[str, Any], task_id: str) -> dict[str, Any]:
    """The task by that id."""
    return next(task for task in plan["tasks"] if task["id"] == task_id)


def moved(municipality: str) -> dict[str, Any]:
    """An engineer who has moved."""
    return {
        "person": {
            "birth_date": "1995-03-03",
            "standing": "mid-to-long-term",
            "status": "engineer-humanities-international",
            "stay_ends_on": "2028-12-31",
            "on_resident_register": True,
            "municipality": municipality,
        },
        "residence_card": {"kind": "residence", "delivered_on": "2025-12-20"},
        "events": [{"kind": "moved", "on": "2026-11-10"}],
    }


@pytest.mark.parametrize("step_id", sorted(FILINGS))
def test_the_law_answers_for_each_of_these_filings(step_id: str) -> None:
    """Each is a filing of law for which `documents` has an answer."""
    procedure, specified = FILINGS[step_id]
    facts = {
        "standing": "mid-to-long-term",
        "procedure": procedure.value,
        "specified_request": specified,
        "birth_date": "1995-03-03",
        "filed_on": DAY.isoformat(),
    }

    assert ask("documents", facts, DAY).settled


def test_a_plan_rests_on_the_law_of_its_papers() -> None:
    """The papers of an extension carry the rules of the question that named them."""
    facts = moved("unknown")
    facts["person"]["stay_ends_on"] = "2026-12-31"
    facts["events"] = []
    extension = task_of(answer(facts, DAY, "en"), "extend-stay")
    bring = {thing["id"] for thing in extension["bring"]}

    assert {"photo", "passport", "residence-card"} <= bring
    assert {"RC-065", "RC-050"} <= set(extension["rules"])


def test_no_photo_where_the_law_wants_none() -> None:
    """A move alone makes no card."""
    move = task_of(answer(moved("unknown"), DAY, "en"), "report-move")

    assert "photo" not in {thing["id"] for thing in move["bring"]}


def test_a_booking_is_what_the_city_says() -> None:
    """Shinjuku says that a pick-up is booked; of a move nobody has said anything."""
    facts = moved("131041")
    facts["events"] = [
        {"kind": "card-waiting", "on": "2026-11-01", "until": "2026-12-20"}
    ]
    pick_up = task_of(answer(facts, DAY, "en"), "pick-up-my-number-card")
    move = task_of(answer(moved("131041"), DAY, "en"), "report-move")

    assert "needed" == pick_up["booking"]
    assert "unknown" == move["booking"]
