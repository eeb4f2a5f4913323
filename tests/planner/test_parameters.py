"""Answers travel in an address: nothing is lost, guessed or let through."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ichimai.errors import Malformed
from ichimai.planner.facts import Facts
from ichimai.planner.parameters import (
    LONGEST,
    MOST_EVENTS,
    MOST_PEOPLE,
    OF_EVENT,
    OF_PERSON,
    facts_in,
    parameter_of,
    query_of,
)
from ichimai.planner.reading import parse_facts
from planner.casebook import CASES, Case
from planner.test_any_facts import FACTS, RESIDENTS

BYTES_OF_VERSION_14 = 362
"""What that code holds at level M (ISO/IEC 18004, table 7): 73 modules a side."""


def read(value: dict[str, Any]) -> Sequence[Facts]:
    """What the planner makes of the facts, without those that it passes over."""
    people = value.get("people", [value])
    return [replace(parse_facts(each), ignored=()) for each in people]


def refused(query: str) -> Malformed:
    """The error with which *query* is refused."""
    with pytest.raises(Malformed) as caught:
        facts_in(query)
    return caught.value


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_facts_of_a_case_come_back_from_an_address(case: Case) -> None:
    """Written as an address and read again, a case says the same to the planner."""
    query = query_of(case.facts)

    assert read(case.facts) == read(facts_in(query))
    assert query == query_of(facts_in(query))


@settings(max_examples=150, deadline=None)
@given(st.lists(FACTS | RESIDENTS, min_size=1, max_size=3))
def test_the_facts_of_anybody_come_back_from_an_address(
    people: list[dict[str, Any]],
) -> None:
    """Whatever the planner takes, an address carries for one person and for several."""
    value = people[0] if len(people) == 1 else {"people": people}
    try:
        before = read(value)
    except Malformed:
        return
    query = query_of(value)

    assert before == read(facts_in(query))
    assert query == query_of(facts_in(query))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_address_fits_a_code_on_paper(case: Case) -> None:
    """A QR code of version 14 holds a person's answers and a server's address."""
    people = case.facts.get("people", [case.facts])
    address = "https://plan.example.jp/pt-BR/ask/plan?"

    longest = max(len(address + query_of(each)) for each in people)

    assert BYTES_OF_VERSION_14 >= longest


def test_every_fact_of_an_address_has_one_name() -> None:
    """No name stands for two facts, and no fact has two names."""
    names = [each.name for each in (*OF_PERSON, *OF_EVENT)]
    paths = [each.path for each in OF_PERSON]

    assert len(set(names)) == len(names)
    assert len(set(paths)) == len(paths)
    assert not [name for name in names if not re.fullmatch("[a-z]+(_[a-z]+)*", name)]


def test_unknown_is_an_answer_of_its_own() -> None:
    """That nobody knows is kept apart from what nobody has answered."""
    facts = facts_in("status=unknown&event=unknown&one_card=unknown")

    assert {
        "person": {"status": "unknown"},
        "wishes": {"specified_card": "unknown"},
        "events": "unknown",
    } == facts


def test_nothing_has_happened_is_an_answer_too() -> None:
    """`none` says that there is no event, that a day has not come, or no card."""
    assert {"events": []} == facts_in("event=none")
    assert {"events": [{"kind": "extension", "decided_on": None}]} == facts_in(
        "event=extension&decided=none"
    )
    assert "side=none" == query_of({"my_number_card": None})


def test_second_events_and_people_carry_their_number() -> None:
    """What a parameter belongs to stands in its name."""
    assert "on" == parameter_of("events[0].on")
    assert "p3.filed2" == parameter_of("events[1].filed_on", person=2)
    assert "p2.born" == parameter_of("person.birth_date", person=1)
    assert "person.nickname" == parameter_of("person.nickname")


def test_somebody_of_whom_nothing_is_known_is_counted() -> None:
    """An empty person keeps the place in a family."""
    query = query_of({"people": [{}, {}, {"person": {"status": "student"}}]})

    assert "p2.event=unknown&p3.status=student" == query
    assert 3 == len(facts_in(query)["people"])


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("stay_end=2026-02-30", "format", "stay_end"),
        ("stay_end=31.12.2026", "format", "stay_end"),
        ("stay_end=0", "format", "stay_end"),
        ("stay_end=", "format", "stay_end"),
        ("stay_end=2026-12-31T00:00", "format", "stay_end"),
        ("stay_end=0001-01-01", "out-of-range", "stay_end"),
        ("stay_end=2026-12-31&stay_end=2026-12-31", "repeated", "stay_end"),
        ("p2.born=2020-01-01&p2.born=2020-01-02", "repeated", "p2.born"),
        ("status=visa", "unknown-value", "status"),
        ("status=STUDENT", "format", "status"),
        ("status=%F0%9F%98%80", "format", "status"),
        ("status=%ff", "format", "status"),
        ("event=wedding", "unknown-value", "event"),
        ("event=moved&to=moon", "unknown-value", "to"),
        ("event=moved&event2=lost&what2=hat", "unknown-value", "what2"),
        ("one_card=1", "format", "one_card"),
        ("one_card=none", "format", "one_card"),
        ("stay_months=-3", "format", "stay_months"),
        ("stay_months=61", "out-of-range", "stay_months"),
        ("stay_months=999999", "format", "stay_months"),
        ("city=123456789012", "format", "city"),
        ("on=2026-10-01", "missing", "event"),
        ("event2=lost", "missing", "event"),
        ("event=none&on=2026-10-01", "missing", "event"),
        ("p3.event=lost", "missing", "p2.event"),
        ("event=moved&card_since=2020-01-01&born=2021-01-01", "contradiction", None),
        ("event=lost&to=abroad", "contradiction", "to"),
        ("event=extension&filed=2026-10-05&decided=2026-10-01", "contradiction", None),
        ("name=MINH", "unknown-parameter", "query"),
        ("STATUS=student", "unknown-parameter", "query"),
        ("status2=student", "unknown-parameter", "query"),
        ("p1.status=student", "unknown-parameter", "query"),
        ("p10.status=student", "unknown-parameter", "query"),
        ("on10=2026-10-01", "unknown-parameter", "query"),
        ("status=" + "a" * LONGEST, "out-of-range", "query"),
        ("status=" + "a" * 100, "format", "status"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_name(
    query: str, code: str, field: str | None
) -> None:
    """Each slip names its parameter and a repair, and does not repeat what was sent."""
    error = refused(query)

    assert code == error.code
    assert error.repair
    assert field in {None, error.values["field"]}
    told = str(error)
    assert not [
        text for text in re.findall("=([^&]+)", query) if len(text) > 4 and text in told
    ]


def test_the_two_days_of_a_contradiction_are_named_as_the_address_names_them() -> None:
    """An order of days that cannot be names both parameters."""
    error = refused("event=extension&filed=2026-10-05&decided=2026-10-01")

    assert ("decided", "filed") == (error.values["field"], error.values["other"])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([each.name for each in (*OF_PERSON, *OF_EVENT)])
            | st.text(max_size=8),
            st.text(max_size=12) | st.sampled_from(["none", "unknown", "lost", "yes"]),
        ),
        max_size=6,
    )
)
def test_any_text_is_read_or_refused(pairs: list[tuple[str, str]]) -> None:
    """No address leads to anything but facts or our own error."""
    query = "&".join(f"{name}={text}" for name, text in pairs)
    try:
        facts = facts_in(query)
    except Malformed:
        return

    assert read(facts) == read(facts_in(query_of(facts)))


def test_more_people_or_events_than_an_address_carries() -> None:
    """A tenth person or event is refused, not cut off."""
    events = [{"kind": "renamed"}] * (MOST_EVENTS + 1)

    with pytest.raises(Malformed, match=f"more than {MOST_PEOPLE}"):
        query_of({"people": [{}] * (MOST_PEOPLE + 1)})
    with pytest.raises(Malformed, match=f"more than {MOST_EVENTS}"):
        query_of({"events": events})
