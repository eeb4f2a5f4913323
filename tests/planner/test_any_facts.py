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
from ichimai.planner.answers import variants_of
from ichimai.planner.event_reading import EVENT_KINDS
from ichimai.planner.events import Destination, Held, Parent, Reentry
from ichimai.planner.facts import Facts
from ichimai.planner.plan import State
from ichimai.planner.planning import answer, make_plan
from ichimai.planner.reading import parse_facts
from ichimai.planner.sheet import sheet
from ichimai.planner.situation import Situation

DAYS = st.dates(date(2024, 6, 1), date(2035, 6, 1)).map(date.isoformat)
BIRTHS = st.dates(date(1940, 1, 1), date(2024, 1, 1)).map(date.isoformat)
UNKNOWN = st.just("unknown")


def words(values: Iterable[str]) -> st.SearchStrategy[str]:
    """One of the words, or unknown."""
    return st.sampled_from([*(str(value) for value in values), "unknown"])


def objects(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """An object with any of these members."""
    return st.fixed_dictionaries({}, optional=members)


FILINGS = objects(
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
LIFE = objects(
    on=DAYS,
    filed_on=DAYS | st.none(),
    decided_on=DAYS | st.none(),
    moved_in_on=DAYS,
    card_later=st.booleans(),
    destination=words(Destination),
    what=words(Held),
    abroad=st.booleans(),
    entered_on=DAYS,
    blameless=st.booleans(),
    replaced=st.booleans(),
    ordered=st.booleans(),
    parents=st.lists(st.sampled_from(list(Parent)), min_size=1, max_size=2),
    stays=st.booleans(),
    reentry=words(Reentry),
    moves_out=st.booleans(),
    until=DAYS,
).flatmap(
    lambda event: st.sampled_from(sorted(EVENT_KINDS)).map(
        lambda kind: {"kind": str(kind), **event}
    )
)
EVENTS = FILINGS | LIFE
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
CARD_OF = {
    "student": "residence",
    "dependent": "specified-residence",
    "permanent-resident": "residence",
    "hsp-2": "specified-residence",
    "special-permanent-resident": "specified-special-permanent",
}
# The same, leaning towards people for whom there is a plan.
RESIDENTS = st.tuples(FACTS, DAYS, st.sampled_from(sorted(CARD_OF))).map(
    lambda drawn: {
        **drawn[0],
        "person": {
            "birth_date": "1999-09-09",
            "status": drawn[2],
            "stay_ends_on": drawn[1],
        },
        "residence_card": {"kind": CARD_OF[drawn[2]], "expires_on": drawn[1]},
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
    assert task["cites"]
    assert all(re.fullmatch(r"(RC|MN)-[0-9]{3}", rule) for rule in task["rules"])
    assert [str(cite(text)) for text in task["cites"]] == task["cites"]
    assert isinstance(task["fee"]["yen"], int) or "unknown" == task["fee"]["yen"]
    if safe not in {None, "unknown"}:
        assert safe <= legal
        assert is_open(date.fromisoformat(safe))


@settings(max_examples=40, deadline=None)
@given(FACTS | RESIDENTS, st.dates(date(2024, 6, 1), date(2035, 6, 1)))
def test_the_plan_of_anybody(facts: dict[str, Any], as_of: date) -> None:
    """No facts crash; every task is whole; nothing is silent."""
    plan = plan_of(facts, as_of)
    if plan is None:
        return

    json.dumps(plan)
    for task in plan["tasks"]:
        check_task(task)
    for told in (*plan["clocks"], *plan["options"], *plan["notices"]):
        assert told["rules"], told
        assert told["cites"] or "unknown" in told.values(), told
    assert plan["tasks"] or plan["unknown"] or plan["notices"]
    assert len({task["id"] for task in plan["tasks"]}) == len(plan["tasks"])


def check_questions(facts: Facts, as_of: date) -> None:
    """Each question of a plan has an answer that changes it."""
    plan = make_plan(facts, as_of)
    answers = list(variants_of(facts, Situation(facts, as_of)))
    before = {**plan.to_json(), "questions": None}

    for question in plan.questions:
        others = (
            make_plan(variant, as_of).to_json()
            for path, variant in answers
            if path == question.path
        )
        assert any({**other, "questions": None} != before for other in others)


@settings(max_examples=4, deadline=None)
@given(RESIDENTS, st.dates(date(2024, 6, 1), date(2035, 6, 1)))
def test_asked_questions_change_the_plan(facts: dict[str, Any], as_of: date) -> None:
    """Nothing is asked for its own sake."""
    parsed = parse_facts({**facts, "events": []})

    check_questions(parsed, as_of)


@settings(max_examples=12, deadline=None)
@given(RESIDENTS, st.dates(date(2024, 6, 1), date(2035, 6, 1)))
def test_a_plan_can_be_made_again_and_written(
    facts: dict[str, Any], as_of: date
) -> None:
    """Asking twice gives the same plan, and the text sheet can always be written."""
    try:
        parsed = parse_facts(facts)
        plan = make_plan(parsed, as_of)
    except Malformed:
        return

    assert plan == make_plan(parsed, as_of)
    assert sheet(plan, "en")
    assert sheet(plan, "ja")


@settings(max_examples=15, deadline=None)
@given(FACTS, st.dates(date(2024, 6, 1), date(2035, 6, 1)))
def test_no_special_permanent_resident_is_shown_a_residence_card(
    facts: dict[str, Any], as_of: date
) -> None:
    """The Japanese of their plans names the certificate only (users.md, J6)."""
    person = {
        **facts.get("person", {}),
        "status": "special-permanent-resident",
        "standing": "special-permanent",
    }
    plan = plan_of({**facts, "person": person, "residence_card": {}}, as_of)

    assert "在留カード" not in json.dumps(
        plan and answer({**facts, "person": person, "residence_card": {}}, as_of, "ja"),
        ensure_ascii=False,
    )


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
@settings(max_examples=50)
def test_json_that_is_no_facts_is_malformed(value: object) -> None:
    """Anything but an object is refused by our own error."""
    with pytest.raises(Malformed):
        parse_facts(value)
