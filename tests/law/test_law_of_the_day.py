"""No answer rests on law that was not there on the day that chooses it."""

from datetime import date, timedelta
from typing import Any

import pytest

from ichimai.errors import Malformed
from ichimai.law.questions import QUESTIONS, ask, explain, next_question, question
from ichimai.rules.explain import grounds
from ichimai.rules.graph import Node
from ichimai.rules.question import AS_OF
from ichimai.rules.reading import read_facts
from ichimai.rules.scalar import Case, Value
from law.worked import WORKED

EVE = date(2012, 7, 8)
NOTHING = (None, False, "not-applicable", "before-first-day")
"""What may be answered of a thing that is not there yet."""

FORTY_YEARS = timedelta(days=14_610)
ASKED = tuple(name for name in QUESTIONS if name != "check-number")


def _earlier(value: Any) -> Any:  # noqa: ANN401 - a JSON value
    """Every day in it forty years before."""
    if isinstance(value, dict):
        return {name: _earlier(held) for name, held in value.items()}
    if isinstance(value, str) and value[4:5] == "-" and value[:4].isdigit():
        return (date.fromisoformat(value) - FORTY_YEARS).isoformat()
    return value


@pytest.mark.parametrize("name", ASKED)
def test_before_the_sources(name: str) -> None:
    """Days before 9 July 2012 give no value to any field, whatever is asked."""
    always = {goal.name for goal in question(name).goals if goal.only_if is None}

    for case in (each for each in WORKED if each.question == name):
        try:
            found = ask(name, _earlier(case.given), EVE)
        except Malformed:
            continue  # facts that were refused for a law of their day
        if found.unknown == ("delivered_on",):
            assert "delivered_on" not in case.given
            continue  # filed before, but the day that chooses the law is not named

        assert dict.fromkeys(always, "unknown") == found.answer, case.name
        assert "sources-silent" == found.reason
        assert found.cites


@pytest.mark.parametrize("name", ASKED)
def test_nothing_is_asked_about_such_a_day(name: str) -> None:
    """On the eve of the residence cards there is no next question, and one reason."""
    assert next_question(name, {}, EVE) is None
    assert ["sources_speak"] == [
        step.name for step in explain(name, {}, EVE) if step.cites
    ]


@pytest.mark.parametrize("name", ASKED)
def test_the_day_that_chooses_is_one_of_the_facts(name: str) -> None:
    """Every question says which day chooses its law; the day of looking stands in."""
    era = question(name).era
    assert era is not None

    first = era.spec.since

    assert first > EVE
    assert not Case({AS_OF: first - timedelta(days=1)}).holds(era)
    assert Case({AS_OF: first}).holds(era)


def test_a_day_of_the_facts_goes_before_the_day_of_looking() -> None:
    """Whoever names the day is answered by its law, whenever the question is put."""
    facts = {"duty": "loss", "event_on": "2026-06-14"}

    early, late = (ask("deadline", facts, day) for day in (EVE, date(2030, 1, 1)))

    assert early.answer == late.answer
    assert "unknown" not in early.answer.values()


def test_every_worked_case_lies_in_the_sources_or_says_so() -> None:
    """A case outside them expects nothing but unknown fields."""
    for case in WORKED:
        asked = question(case.question)
        facts = read_facts(asked, case.given).facts
        if asked.era is not None and not Case({**facts, AS_OF: case.as_of}).holds(
            asked.era
        ):
            values = {n: v for n, v in case.expect.items() if n != "reason"}
            assert {"unknown"} == set(values.values()), case.name


def _law_on(case: Case, era: Node) -> Value:
    """The day that chooses the law, as far as the facts name it."""
    (compared,) = (n for n in era.args[0].args if n.op != "const")
    return case[compared]


@pytest.mark.parametrize("name", ASKED)
def test_a_rule_gives_nothing_before_its_first_day(name: str) -> None:
    """On a day before its text a rule says no more than that there is no such thing."""
    asked = question(name)
    assert asked.era is not None
    for worked in (each for each in WORKED if each.question == name):
        facts = read_facts(asked, worked.given).facts
        case = Case({**facts, AS_OF: worked.as_of})
        law_on = _law_on(case, asked.era)
        if not isinstance(law_on, date) or not case.holds(asked.era):
            continue
        for goal in asked.goals:
            if goal.only_if is not None and not case.holds(goal.only_if):
                continue
            if any(n.spec.since > law_on for n in grounds(case, goal.value)):
                assert case[goal.value] in NOTHING, (worked.name, goal.name)


@pytest.mark.parametrize(
    ("kind", "value", "day", "valid", "reason"),
    [
        ("my-number", "123456789018", date(2012, 7, 8), "unknown", "sources-silent"),
        ("my-number", "123456789018", date(2012, 7, 9), False, "before-first-day"),
        ("my-number", "123456789018", date(2015, 10, 4), False, "before-first-day"),
        ("my-number", "123456789018", date(2015, 10, 5), True, None),
        ("my-number", "123456789018", date(2015, 10, 6), True, None),
        ("application-id", "1" * 23, date(2015, 10, 4), False, "before-first-day"),
        ("application-id", "1" * 23, date(2015, 10, 5), True, None),
        ("residence-card-number", "AB12345678CD", EVE, "unknown", "sources-silent"),
        ("residence-card-number", "AB12345678CD", date(2012, 7, 9), True, None),
        ("local-government-code", "131041", date(2012, 7, 10), True, None),
    ],
)
def test_numbers_of_the_day(
    kind: str, value: str, day: date, valid: object, reason: str | None
) -> None:
    """A number has the form of its day; before there were such numbers none is one."""
    found = ask("check-number", {"kind": kind, "value": value}, day)

    assert {"valid": valid} == found.answer
    assert reason == found.reason
