"""The life of a specified card: what no sequence of events can do."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ichimai.law.lifecycle.facts import Event, State
from ichimai.law.questions import ask
from law.worked import WORKED

ON = date(2026, 7, 1)
OVER = {"void", "returned"}
ALIVE = {"valid", "extended", "stopped"}
CASES = [case for case in WORKED if case.question == "card-state"]
KNOWN = {
    (case.given["state"], case.given["event"])
    for case in CASES
    if case.expect["reason"] != "unknown-in-this-state"
}


def test_every_event_of_section_4() -> None:
    """E01 to E25 and every state are there, each event once let through."""
    through = {case.source for case in CASES if "refused" not in case.expect}

    assert {f"E{number:02}" for number in range(1, 26)} <= through
    assert set(State) == {case.given["state"] for case in CASES}
    assert set(Event) == {case.given["event"] for case in CASES}


@pytest.mark.parametrize("state", State)
def test_what_a_state_does_not_know(state: str) -> None:
    """An event that no case lets happen in a state leaves it as it is, and says so."""
    strange = [event for event in Event if (state, event) not in KNOWN]

    for event in strange:
        found = ask("card-state", {"state": state, "event": event}, ON)

        assert state == found.answer["next_state"]
        assert "unknown-in-this-state" == found.answer["refused"] == found.reason
        assert found.cites


@st.composite
def _happening(draw: st.DrawFn) -> dict[str, Any]:
    expires = ON + timedelta(days=draw(st.integers(-40, 40)))
    prolonged = draw(st.sampled_from([None, 10, 62]))
    return {
        "event": str(draw(st.sampled_from(Event))),
        "event_on": ON,
        "card_expires_on": expires,
        "prolonged_until": prolonged and expires + timedelta(days=prolonged),
        "procedure": draw(st.sampled_from(["extension", "exchange"])),
        "counter": draw(st.sampled_from(["bureau", "municipality"])),
        **{
            name: draw(st.booleans())
            for name in (
                "request_allowed",
                "in_person",
                "pin_filed",
                "granted",
                "confirmed",
                "re_entry_permission",
            )
        },
    }


@settings(max_examples=150)
@given(st.sampled_from(State), st.lists(_happening(), min_size=1, max_size=6))
def test_no_sequence_of_events(start: State, happenings: list[dict[str, Any]]) -> None:
    """Void stays void until handed in; the My Number side never outlives the card.

    A lapsed My Number side comes back with a new card only.
    """
    state, lapsed = str(start), False
    for happening in happenings:
        answer = ask("card-state", {"state": state, **happening}, ON).answer
        after, number = answer["next_state"], answer["my_number_side"]

        if state in OVER:
            assert after in OVER
            assert (state, after) != ("returned", "void")
        if after in OVER:
            assert ("void", "void") == (answer["residence_side"], number)
        if number in ALIVE:
            assert answer["residence_side"] in {"valid", "valid-by-law"}
            assert not lapsed
        if "refused" in answer:
            assert state == after
        lapsed = number == "lapsed" or (lapsed and number == "out-of-hand")
        state = after
