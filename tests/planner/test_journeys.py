"""Whole plans of invented people, task by task, from the cases beside this file."""

from datetime import date
from typing import Any

import pytest

from ichimai.planner.planning import answer
from ichimai.texts.readings import without_readings
from planner.casebook import CASES, Case, facts_of

MOST_QUESTIONS = 8
"""A journey asks no more before its tasks and dates are there (users.md, 4)."""

FIRST_TOLD = ("kind", "on", "filed_on", "online", "decided_on", "result")
"""What people tell of an event before anything is asked about it."""

PEOPLE = [case for case in CASES if "people" not in case.facts]
MINH = "j2"


def told(task: dict[str, Any]) -> dict[str, Any]:
    """A task as cases write it: the fee as yen, the papers by their keys."""
    bring = [thing["id"] for thing in task["bring"]]
    return {**task, "yen": task["fee"]["yen"], "bring": bring}


def misses(case: Case, plan: dict[str, Any]) -> list[str]:
    """What a case expects of tasks and that *plan* does not say."""
    tasks = {task["id"]: told(task) for task in plan["tasks"]}
    found = [
        f"{each} is there" for each in case.expect.get("absent", ()) if each in tasks
    ]
    for task_id, expected in case.expect.get("tasks", {}).items():
        if task_id not in tasks:
            found.append(f"{task_id} is missing")
            continue
        found += [
            f"{task_id}.{name}: {tasks[task_id][name]}, not {value}"
            for name, value in expected.items()
            if tasks[task_id][name] != value
        ]
    return found


@pytest.mark.parametrize("case", PEOPLE, ids=str)
def test_the_plan_of_a_case(case: Case) -> None:
    """Tasks, their order, their days, clocks and notices are those of the case."""
    plan = answer(case.facts, case.as_of)
    clocks = {clock["what"]: clock["ends_on"] for clock in plan["clocks"]}
    notices = [notice["id"] for notice in plan["notices"]]

    assert [] == misses(case, plan)
    if "order" in case.expect:
        assert case.expect["order"] == [task["id"] for task in plan["tasks"]]
    assert case.expect.get("clocks", {}).items() <= clocks.items()
    assert clocks.keys().isdisjoint(case.expect.get("no_clocks", ()))
    assert [
        each for each in case.expect.get("notices", ()) if each not in notices
    ] == []


@pytest.mark.parametrize(
    "case", [case for case in PEOPLE if "options" in case.expect], ids=str
)
def test_the_options_of_a_case(case: Case) -> None:
    """What is open, with which filing, for which fee, until when the card runs."""
    options = {
        option["id"]: {**option, "yen": option["fee"]["yen"]}
        for option in answer(case.facts, case.as_of)["options"]
    }

    for option_id, expected in case.expect["options"].items():
        assert expected.items() <= options[option_id].items()


@pytest.mark.parametrize(
    "case", [case for case in CASES if "visits" in case.expect], ids=str
)
def test_the_visits_of_a_case(case: Case) -> None:
    """Who does what on one trip; each thing to bring stands once, with its people."""
    visits = answer(case.facts, case.as_of)["visits"]
    near = [
        {
            "counter": visit["counter"],
            "safe_last_day": visit["safe_last_day"],
            "tasks": [[each["person"], each["task"]] for each in visit["tasks"]],
        }
        for visit in visits
    ]

    for expected in case.expect["visits"]:
        assert expected in near
    for visit in visits:
        things = [thing["id"] for thing in visit["bring"]]
        assert len(set(things)) == len(things)
        assert all(thing["people"] for thing in visit["bring"])


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if {"never", "never_in_japanese"} & set(case.expect)],
    ids=str,
)
def test_words_that_a_case_never_says(case: Case) -> None:
    """No word of a plan suggests what is not so for this person."""
    words = {
        language: str(answer(case.facts, case.as_of, language))
        for language in ("en", "ja", "easy")
    }

    if "never" in case.expect:
        assert case.expect["never"] not in words["en"].lower()
    if "never_in_japanese" in case.expect:
        plain = without_readings(words["easy"]).replace(" ", "")
        assert case.expect["never_in_japanese"] not in words["ja"]
        assert case.expect["never_in_japanese"] not in plain


def answered(facts: dict[str, Any], full: dict[str, Any], path: str) -> dict[str, Any]:
    """*facts* with what *full* says at *path*; of an event first what and when."""
    if path == "events":
        events = [
            {name: each[name] for name in FIRST_TOLD if name in each}
            for each in full["events"]
        ]
        return {**facts, "events": events}
    head, _, rest = path.partition(".")
    if head.startswith("events["):
        place = int(head.removeprefix("events[").removesuffix("]"))
        events = [dict(each) for each in facts["events"]]
        events[place] = {**events[place], rest: full["events"][place][rest]}
        return {**facts, "events": events}
    name, _, inner = rest.partition(".")
    group = dict(facts.get(head, {}))
    if inner:
        group[name] = {**group.get(name, {}), inner: full[head][name][inner]}
    else:
        group[name] = full[head][name]
    return {**facts, head: group}


@pytest.mark.parametrize(
    "case", [case for case in PEOPLE if case.expect.get("interview", True)], ids=str
)
def test_few_questions_lead_to_the_plan(case: Case) -> None:
    """Asked in the order of the plan, eight answers give the tasks and dates."""
    facts: dict[str, Any] = {}
    asked: list[str] = []
    if case.expect.get("asked") == 0:
        facts = case.facts
    while misses(case, plan := answer(facts, case.as_of)):
        open_questions = [
            each["field"] for each in plan["questions"] if each["field"] not in asked
        ]
        assert open_questions, (misses(case, plan), asked)
        asked.append(open_questions[0])
        try:
            facts = answered(facts, case.facts, asked[-1])
        except (KeyError, IndexError):
            continue  # "I don't know" is an answer like any other

    assert MOST_QUESTIONS >= len(asked), asked


def test_the_special_period_visit_needs_a_filing_day() -> None:
    """Task (b) of J2 exists with a filing day and does not exist without one."""
    day = date(2026, 11, 20)

    without = {task["id"] for task in answer(facts_of(MINH, "minh"), day)["tasks"]}
    filed = {task["id"] for task in answer(facts_of(MINH, "minh-filed"), day)["tasks"]}

    assert "keep-my-number-side" not in without
    assert "keep-my-number-side" in filed


def test_options_carry_the_same_fields() -> None:
    """One card, two cards and later are told with the same weight."""
    options = answer(facts_of(MINH, "minh"), date(2026, 11, 20))["options"]

    assert ["two-cards", "one-card", "later"] == [option["id"] for option in options]
    assert 1 == len({tuple(option) for option in options})


def test_a_child_is_accompanied() -> None:
    """For a person under 16 the plan says who acts."""
    tasks = answer(facts_of(MINH, "child"), date(2027, 1, 20))["tasks"]

    assert all("child" in task["who_may_go"] for task in tasks)


def test_what_is_missing_is_named() -> None:
    """A plan without tasks says why; it is never an empty success."""
    plan = answer({}, date(2026, 11, 20))

    assert [] == plan["tasks"]
    assert "person.stay_ends_on" in {gap["what"] for gap in plan["unknown"]}


def test_permanent_residence_does_not_replace_the_extension() -> None:
    """It opens no special period, so the extension stays to be filed."""
    facts = {
        **facts_of(MINH, "minh"),
        "events": [{"kind": "permanent-residence", "filed_on": "2026-11-01"}],
    }

    plan = answer(facts, date(2026, 11, 20))
    tasks = {task["id"]: task for task in plan["tasks"]}

    assert "do_by" == tasks["extend-stay"]["state"]
    assert "keep-my-number-side" not in tasks


def test_questions_are_only_those_that_matter() -> None:
    """A stated fact is not asked for, and the last day of stay leads."""
    empty = answer({}, date(2026, 11, 20))["questions"]
    asked = answer(facts_of(MINH, "minh"), date(2026, 11, 20))["questions"]
    fields = [question["field"] for question in asked]

    assert ["events", "person.status"] == [each["field"] for each in empty[:2]]
    assert "wishes.specified_card" in fields
    assert "events" in fields
    assert not {"person.status", "person.birth_date"} & set(fields)


def test_a_family_shares_visits() -> None:
    """Tasks at one counter within thirty days are one visit."""
    answered = answer(
        {"people": [facts_of(MINH, "student"), facts_of(MINH, "child")]},
        date(2027, 1, 20),
    )

    bureau = [visit for visit in answered["visits"] if visit["counter"] == "bureau"]
    assert 2 == len(answered["people"])
    assert [
        [
            {"person": 0, "task": "extend-stay"},
            {"person": 1, "task": "extend-stay"},
        ]
    ] == [visit["tasks"] for visit in bureau]
