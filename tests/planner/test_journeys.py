"""Whole plans of invented people, task by task, from the cases beside this file."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ichimai.planner.planning import answer

CASES = tomllib.loads((Path(__file__).parent / "cases" / "j2.toml").read_text("utf-8"))


def facts_of(name: str) -> dict[str, Any]:
    """The facts of that name, laid over those that they are like."""
    own = dict(CASES["facts"][name])
    like = own.pop("like", None)
    return {**(facts_of(like) if like else {}), **own}


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_the_plan_of_a_case(case: dict[str, Any]) -> None:
    """Tasks, their order, their days and the clocks are those of the case."""
    plan = answer(facts_of(case["facts"]), case["as_of"])
    tasks = {task["id"]: task for task in plan["tasks"]}
    clocks = {clock["what"]: clock["ends_on"] for clock in plan["clocks"]}

    assert case["order"] == [task["id"] for task in plan["tasks"]]
    for task_id, expected in case.get("tasks", {}).items():
        found = {**tasks[task_id], "yen": tasks[task_id]["fee"]["yen"]}
        for name, value in expected.items():
            wanted = value.isoformat() if isinstance(value, date) else value
            assert wanted == found[name], (task_id, name)
    for what, ends_on in case.get("clocks", {}).items():
        assert ends_on.isoformat() == clocks[what]


def test_the_special_period_visit_needs_a_filing_day() -> None:
    """Task (b) of J2 exists with a filing day and does not exist without one."""
    day = date(2026, 11, 20)

    without = {task["id"] for task in answer(facts_of("minh"), day)["tasks"]}
    filed = {task["id"] for task in answer(facts_of("minh-filed"), day)["tasks"]}

    assert "keep-my-number-side" not in without
    assert "keep-my-number-side" in filed


def test_options_carry_the_same_fields() -> None:
    """One card, two cards and later are told with the same weight."""
    options = answer(facts_of("minh"), date(2026, 11, 20))["options"]

    assert ["two-cards", "one-card", "later"] == [option["id"] for option in options]
    assert 1 == len({tuple(option) for option in options})


def test_a_child_is_accompanied() -> None:
    """For a person under 16 the plan says who acts."""
    tasks = answer(facts_of("child"), date(2027, 1, 20))["tasks"]

    assert all("child" in task["who_may_go"] for task in tasks)


def test_what_is_missing_is_named() -> None:
    """A plan without tasks says why; it is never an empty success."""
    plan = answer({}, date(2026, 11, 20))

    assert [] == plan["tasks"]
    assert "person.stay_ends_on" in {gap["what"] for gap in plan["unknown"]}


def test_permanent_residence_does_not_replace_the_extension() -> None:
    """It opens no special period, so the extension stays to be filed."""
    facts = {
        **facts_of("minh"),
        "events": [{"kind": "permanent-residence", "filed_on": "2026-11-01"}],
    }

    plan = answer(facts, date(2026, 11, 20))
    tasks = {task["id"]: task for task in plan["tasks"]}

    assert "do_by" == tasks["extend-stay"]["state"]
    assert "keep-my-number-side" not in tasks


def test_questions_are_only_those_that_matter() -> None:
    """A stated fact is not asked for, and the last day of stay leads."""
    empty = answer({}, date(2026, 11, 20))["questions"]
    asked = answer(facts_of("minh"), date(2026, 11, 20))["questions"]
    fields = [question["field"] for question in asked]

    assert ["events", "person.status"] == [each["field"] for each in empty[:2]]
    assert "wishes.specified_card" in fields
    assert "events" in fields
    assert not {"person.status", "person.birth_date"} & set(fields)


def test_a_family_shares_visits() -> None:
    """Tasks at one counter within thirty days are one visit."""
    answered = answer(
        {"people": [facts_of("student"), facts_of("child")]}, date(2027, 1, 20)
    )

    bureau = [visit for visit in answered["visits"] if visit["counter"] == "bureau"]
    assert 2 == len(answered["people"])
    assert [
        [
            {"person": 0, "task": "extend-stay"},
            {"person": 1, "task": "extend-stay"},
        ]
    ] == [visit["tasks"] for visit in bureau]
