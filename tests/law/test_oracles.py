"""Rule texts and a second, plain text of the law files agree on any facts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ichimai.errors import Malformed
from ichimai.law.questions import QUESTIONS, ask, question
from ichimai.rules.question import AS_OF
from ichimai.rules.scalar import Case
from law.oracle_counter import (
    back_by,
    may_file,
    may_receive,
    on_the_street,
    papers,
    where,
)
from law.oracle_duties import limit
from law.oracle_fees import PERMISSIONS, fee
from law.oracle_my_number import card, certificate, extension
from law.oracle_requests import request
from law.oracle_services import (
    application,
    collection,
    insurance,
    issue,
    move_out,
    pin_reset,
    signature,
    store,
    visits,
)
from law.oracle_stays import renewal_bridge, special_period, standing
from law.oracle_windows import window
from law.random_facts import plain, whole_facts

ON = date(2026, 7, 1)
Facts = dict[str, Any]


@dataclass(frozen=True)
class Second:
    """A second text: what it computes, and which facts it has something to say of."""

    text: Callable[[Facts], Facts]
    either: tuple[tuple[str, ...], ...] = ()
    covers: Callable[[Facts], bool] = lambda _: True


def _one_filer(f: Facts) -> bool:
    """A special permanent resident has no stay to extend or to change."""
    special = f["present_card"]["kind"].endswith("special-permanent")
    return not (special and f["procedure"] in PERMISSIONS)


def _delivered_after_birth(f: Facts) -> bool:
    """Nobody was given a card before being born."""
    old = f["old_card"]
    return old is None or old["delivered_on"] >= f["birth_date"]


def _at_its_counter(f: Facts) -> bool:
    """Filings that carry nothing are looked at where they are made."""
    special = f["standing"] == "special-permanent"
    usual = "municipality" if special else "bureau"
    listed = request({**f, "counter": usual, "filed_on": ON, "on_register": True})
    return bool(listed["allowed"]) or f["counter"] == usual


def _permit_with_its_days(f: Facts) -> bool:
    """Whoever leaves with a permit has one."""
    return f["re_entry"] != "permit" or f["permit"] is not None


SECOND = {
    "standing": Second(standing, (("stay_days", "stay_months"),)),
    "special-period": Second(special_period, (("stay_days", "stay_months"),)),
    "renewal-bridge": Second(renewal_bridge),
    "my-number-card-validity": Second(card, (("status", "standing"),)),
    "my-number-card-extension": Second(
        extension,
        (("status", "standing"), ("new_stay_ends_on", "special_period_ends_on")),
    ),
    "certificate-validity": Second(certificate),
    "renewal-window": Second(
        window, (("status", "no status"),), _delivered_after_birth
    ),
    "fee": Second(fee, (), _one_filer),
    "deadline": Second(limit),
    "specified-card-request": Second(request, (), _at_its_counter),
    "counter": Second(where),
    "who-may-file": Second(may_file),
    "who-may-receive": Second(may_receive),
    "documents": Second(papers),
    "re-entry": Second(back_by, (), _permit_with_its_days),
    "card-duties": Second(on_the_street),
    "my-number-card-issue": Second(issue),
    "my-number-card-application": Second(application),
    "my-number-card-collection": Second(collection),
    "pin-reset": Second(pin_reset),
    "signature-certificate": Second(signature),
    "insurance-use": Second(insurance),
    "online-move-out": Second(move_out),
    "papers-at-a-store": Second(store),
    "card-visits": Second(visits),
}


def _in_the_sources(name: str, facts: Facts) -> bool:
    """The second texts begin where the sources do."""
    era = question(name).era
    return era is None or Case({**facts, AS_OF: ON}).holds(era)


def _answer(name: str, facts: Facts) -> Facts | None:
    try:
        return ask(name, facts, ON).answer
    except Malformed as refused:
        if refused.code != "contradiction":
            raise
        return None


TABLES_OF_THE_LAW_FILES = {"event-effects", "card-state"}
"""Questions that the law files answer by tables, whose cells are worked cases."""


@pytest.mark.parametrize("name", SECOND)
@settings(
    max_examples=400,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(st.data())
def test_agreement(name: str, data: st.DataObject) -> None:
    """Whole facts that contradict nothing have one answer in both texts."""
    second = SECOND[name]
    facts = data.draw(whole_facts(name, either=second.either))
    assume(second.covers(facts))
    assume(_in_the_sources(name, facts))
    answer = _answer(name, facts)
    assume(answer is not None)

    expected = plain(second.text(facts))

    goals = {goal.name for goal in question(name).goals}
    assert expected == {n: v for n, v in (answer or {}).items() if n in goals}


def test_every_question_has_a_second_text() -> None:
    """No question rests on one text alone; that of cards is in test_properties."""
    told_twice = {*SECOND, "card-validity", "check-number"}

    assert set(QUESTIONS) - TABLES_OF_THE_LAW_FILES == told_twice
