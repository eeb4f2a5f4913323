"""What holds for all facts: one oracle, and no answer that a further fact overturns."""

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ichimai.errors import Malformed
from ichimai.law.questions import ask, explain, next_question, question
from ichimai.model.procedure import Procedure
from law.oracle import PAIRS, expires_on

ON = date(2026, 7, 1)
AGES = st.sampled_from([0, 1, 5, 9, 15, 16, 17, 18, 19, 40])
NEAR = st.integers(-2, 2)
STATUSES = ("permanent-resident", "hsp-2", "student", "dependent")
T0 = date(2026, 6, 14)
BASES = st.one_of(
    st.sampled_from([T0, date(2023, 11, 1), date(2024, 2, 29), date(2031, 2, 28)]),
    st.dates(date(2013, 1, 1), date(2040, 12, 31)),
)


def _birth(on: date, age: int, near: int) -> date:
    """A birth date whose birthday lies about the day, leap days among them."""
    about = on + timedelta(days=near)
    year = about.year - age
    if (about.month, about.day) in {(2, 28), (3, 1)} and year % 4 == 0:
        return date(year, 2, 29)
    return about.replace(year=year, day=min(about.day, 28))


@st.composite
def _facts(draw: st.DrawFn) -> dict[str, Any]:
    delivered = draw(BASES)
    filed = delivered - timedelta(days=draw(st.integers(0, 200)))
    anchor = draw(st.sampled_from([delivered, filed]))
    birth = min(_birth(anchor, draw(AGES), draw(NEAR)), filed)
    old_expiry = draw(
        st.sampled_from(
            [
                filed + timedelta(days=30),
                _birth_at(birth, 16) - timedelta(days=1),
                _birth_at(birth, 18),
            ]
        )
    )
    card = draw(st.sampled_from(sorted(PAIRS)))
    old = {
        "delivered_on": min(
            old_expiry, filed, draw(st.sampled_from([date(2024, 1, 1), T0]))
        ),
        "expires_on": old_expiry,
    }
    facts = {
        "card": card,
        "birth_date": birth,
        "procedure": str(draw(st.sampled_from(Procedure))),
        "filed_on": filed,
        "delivered_on": delivered,
        "stay_ends_on": delivered + timedelta(days=draw(st.integers(0, 1800))),
        "old_card": old,
    }
    status = draw(st.sampled_from(STATUSES))
    if facts["procedure"] == "permanent-residence":
        status = "permanent-resident"
    if card.endswith("residence"):
        facts["status"] = status
    return facts


def _birth_at(birth: date, age: int) -> date:
    return birth.replace(year=birth.year + age, day=min(birth.day, 28))


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(_facts())
def test_against_the_oracle(facts: dict[str, Any]) -> None:
    """Rule texts and a second, plain text of V0 to V8 agree on any facts."""
    finding = ask("card-validity", facts, ON)

    expected = expires_on(facts)
    assert (expected.isoformat() if expected else None) == finding.answer["expires_on"]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(_facts(), st.data())
def test_a_fact_more_overturns_nothing(
    facts: dict[str, Any], data: st.DataObject
) -> None:
    """What fewer facts settle, more facts confirm.

    Filing or delivery stays named: where both are left out, the day of looking
    chooses the law, and that is no property of the facts.
    """
    kept = data.draw(st.sets(st.sampled_from(sorted(facts))))
    few = {name: value for name, value in facts.items() if name in kept}
    assume({"filed_on", "delivered_on"} & set(few))

    early = ask("card-validity", few, ON)
    late = ask("card-validity", facts, ON)

    assert late.settled
    if early.settled:
        assert early.answer["expires_on"] == late.answer["expires_on"]
    else:
        missing = {name for names in early.unknown for name in names.split("|")}
        assert missing <= _names(facts) - _names(few)


def _names(facts: dict[str, Any]) -> set[str]:
    inner = {f"old_card.{name}" for name in facts.get("old_card", {})}
    return {name for name in facts if name != "old_card"} | inner


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(_facts())
def test_asking_ends(facts: dict[str, Any]) -> None:
    """Who answers the next question each time is asked nothing twice and gets there."""
    known: dict[str, Any] = {}
    flat = {name: value for name, value in facts.items() if name != "old_card"}

    for _ in range(12):
        asked = next_question("card-validity", known, ON)
        if asked is None:
            break
        name = asked.spec.name
        if name.startswith("old_card."):
            known["old_card"] = facts["old_card"]
            continue
        if name == "status" and "status" not in flat:
            break
        assert name not in known
        known[name] = flat[name]

    assert ask("card-validity", known, ON).settled or "status" not in flat


@given(st.data())
def test_any_json_is_answered(data: st.DataObject) -> None:
    """Whatever JSON stands in a fact's place, the refusal names a code and a field."""
    junk = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(st.text(max_size=3), inner, max_size=2)
        ),
        max_leaves=4,
    )
    names = [fact.spec.name.split(".")[0] for fact in question("card-validity").facts]
    facts = data.draw(st.dictionaries(st.sampled_from(names), junk))

    refused = _refusal(facts)

    if refused is not None:
        assert refused.values["field"].split(".")[0] in names
        assert str(refused)


def _refusal(facts: dict[str, Any]) -> Malformed | None:
    try:
        ask("card-validity", facts, ON)
    except Malformed as error:
        return error
    return None


def test_explanation() -> None:
    """Each step of the argument has its value, provision and sentence."""
    facts = {
        "card": "residence",
        "status": "permanent-resident",
        "birth_date": "2011-08-20",
        "procedure": "validity-renewal",
        "filed_on": "2027-05-01",
        "delivered_on": "2027-05-20",
        "old_card": {"delivered_on": "2024-01-10", "expires_on": "2027-08-19"},
    }

    steps = explain("card-validity", facts, ON)

    assert ("expires_on", date(2032, 8, 20)) == (steps[0].name, steps[0].value)
    sixth = next(s for s in steps if s.name == "residence_card")
    assert "ICA suppl. 59/2024 2(3)" in sixth.cites
    assert sixth.depth > 0
    assert any(s.name == "old_card.delivered_on" for s in steps)
