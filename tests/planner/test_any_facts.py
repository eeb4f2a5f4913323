"""What holds for the plan of anybody: drawn facts, any day, any combination."""

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ichimai.errors import Malformed
from ichimai.law.office_days import is_open
from ichimai.model.cards import CardKind
from ichimai.model.citation import cite
from ichimai.model.procedure import Procedure, Standing
from ichimai.model.status import Status
from ichimai.planner.plan import State
from ichimai.planner.planning import answer, make_plan
from ichimai.planner.reading import parse_facts
from ichimai.planner.sheet import sheet

DAYS = st.dates(date(2024, 6, 1), date(2035, 6, 1)).map(date.isoformat)
BIRTHS = st.dates(date(1940, 1, 1), date(2024, 1, 1)).map(date.isoformat)
UNKNOWN = st.just("unknown")


def words(values: Iterable[str]) -> st.SearchStrategy[str]:
    """One of the words, or unknown."""
    return st.sampled_from([*(str(value) for value in values), "unknown"])


def objects(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """An object with any of these members."""
    return st.fixed_dictionaries({}, optional=members)


EVENTS = objects(
    filed_on=DAYS | UNKNOWN,
    decided_on=DAYS | st.none(),
    new_stay_ends_on=DAYS,
    specified_request=st.booleans(),
    online=st.booleans(),
    my_number_extended=st.booleans(),
    result=st.sampled_from(["permitted", "refused", "unknown"]),
).flatmap(
    lambda event: st.sampled_from(list(Procedure)).map(
        lambda kind: {"kind": kind.value, **event}
    )
)
CERTIFICATES = objects(issued_on=DAYS, expires_on=DAYS)
FACTS = objects(
    person=objects(
        birth_date=BIRTHS,
        standing=words(Standing),
        status=words(Status),
        stay_ends_on=DAYS | UNKNOWN,
        stay_months=st.integers(1, 60),
        stay_days=st.integers(1, 1830),
        on_resident_register=st.booleans(),
        capacity=st.sampled_from(["myself", "guardian", "helper", "unable"]),
    ),
    residence_card=objects(kind=words(CardKind), delivered_on=DAYS, expires_on=DAYS),
    my_number_card=st.none()
    | objects(
        kind=words(["separate", "specified", "none"]), made_on=DAYS, expires_on=DAYS
    ),
    certificates=objects(signature=CERTIFICATES, user_authentication=CERTIFICATES),
    events=st.lists(EVENTS, max_size=2),
    wishes=objects(specified_card=st.booleans()),
)
# The same, leaning towards people for whom there is a plan.
RESIDENTS = st.tuples(FACTS, DAYS, st.sampled_from(["student", "dependent"])).map(
    lambda drawn: {
        **drawn[0],
        "person": {
            "birth_date": "1999-09-09",
            "status": drawn[2],
            "stay_ends_on": drawn[1],
        },
        "residence_card": {"kind": "residence"},
    }
)

TASK_FIELDS = [
    "id",
    "title",
    "opens_on",
    "safe_last_day",
    "legal_last_day",
    "state",
    "counter",
    "booking",
    "bring",
    "fee",
    "who_may_go",
    "result",
    "then",
    "consequence",
    "rules",
    "cites",
]


def plan_of(facts: dict[str, Any], as_of: date) -> dict[str, Any] | None:
    """The plan, or None where the drawn facts contradict each other."""
    try:
        return answer(facts, as_of)
    except Malformed as error:
        if error.code != "contradiction":
            raise
        return None


def check_task(task: dict[str, Any]) -> None:
    """One task keeps every promise of the interface."""
    safe, legal = task["safe_last_day"], task["legal_last_day"]
    assert TASK_FIELDS == list(task)
    assert task["state"] in set(State)
    assert task["rules"]
    assert all(re.fullmatch(r"(RC|MN)-[0-9]{3}", rule) for rule in task["rules"])
    assert [str(cite(text)) for text in task["cites"]] == task["cites"]
    assert isinstance(task["fee"]["yen"], int) or "unknown" == task["fee"]["yen"]
    if safe not in {None, "unknown"}:
        assert safe <= legal
        assert is_open(date.fromisoformat(safe))


@settings(max_examples=60, deadline=None)
@given(FACTS | RESIDENTS, st.dates(date(2024, 6, 1), date(2035, 6, 1)))
def test_the_plan_of_anybody(facts: dict[str, Any], as_of: date) -> None:
    """No facts crash; every task is whole; nothing is silent."""
    plan = plan_of(facts, as_of)
    if plan is None:
        return

    json.dumps(plan)
    for task in plan["tasks"]:
        check_task(task)
    assert plan["tasks"] or plan["unknown"] or plan["notices"]
    assert len({task["id"] for task in plan["tasks"]}) == len(plan["tasks"])


@settings(max_examples=25, deadline=None)
@given(RESIDENTS, st.dates(date(2024, 6, 1), date(2035, 6, 1)))
def test_asked_questions_change_the_plan_for_the_same_facts(
    facts: dict[str, Any], as_of: date
) -> None:
    """Asking twice gives the same plan, and the text sheet can always be written."""
    try:
        parsed = parse_facts(facts)
    except Malformed:
        return

    plan = make_plan(parsed, as_of)

    assert plan == make_plan(parsed, as_of)
    assert sheet(plan, "en")
    assert sheet(plan, "ja")


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
@settings(max_examples=50)
def test_json_that_is_no_facts_is_malformed(value: object) -> None:
    """Anything but an object is refused by our own error."""
    with pytest.raises(Malformed):
        parse_facts(value)
