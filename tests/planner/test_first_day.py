"""Before 14 June 2026 nobody asks for one card; bureaus begin on Monday the 15th."""

from datetime import date
from typing import Any

import pytest

from ichimai.errors import Malformed
from ichimai.planner.planning import answer

EVE, SUNDAY, MONDAY = date(2026, 6, 13), date(2026, 6, 14), date(2026, 6, 15)
ENGINEER = {
    "birth_date": "1995-03-03",
    "status": "engineer-humanities-international",
    "stay_ends_on": "2026-07-31",
    "on_resident_register": True,
}
PERMANENT = {"birth_date": "1979-12-15", "status": "permanent-resident"}
WISHED = {"wishes": {"specified_card": True}}
EXTENDS = {
    "person": ENGINEER,
    "residence_card": {"kind": "residence", "delivered_on": "2023-07-20"},
    **WISHED,
}
SETTLED = {
    "person": PERMANENT,
    "residence_card": {"kind": "residence", "delivered_on": "2020-07-01"},
    **WISHED,
}


def with_event(facts: dict[str, Any], **event: object) -> dict[str, Any]:
    """*facts* with that one event."""
    return {**facts, "events": [event]}


MOVER = with_event(
    EXTENDS, kind="moved", on="2026-06-10", destination="other-municipality"
)
ARRIVED = with_event(EXTENDS, kind="landed", on="2026-06-05", moved_in_on="2026-06-08")


def task_of(facts: dict[str, Any], as_of: date, task_id: str) -> dict[str, Any] | None:
    """The task by that id in the plan, None where the plan has none."""
    tasks = answer(facts, as_of)["tasks"]
    return next((each for each in tasks if each["id"] == task_id), None)


@pytest.mark.parametrize("as_of", [date(2026, 5, 1), EVE, SUNDAY])
@pytest.mark.parametrize(
    ("facts", "task_id"),
    [(EXTENDS, "request-specified-card"), (SETTLED, "exchange-at-wish")],
)
def test_a_request_waits_for_the_monday(
    facts: dict[str, Any], task_id: str, as_of: date
) -> None:
    """Seen before it, the request at a bureau opens on 15 June 2026 (M03)."""
    found = task_of(facts, as_of, task_id)

    assert found
    assert ("not_yet", "2026-06-15") == (found["state"], found["opens_on"])


def test_on_the_monday_the_bureau_takes_it() -> None:
    """On the first day of the counters the request can be made."""
    found = task_of(EXTENDS, MONDAY, "request-specified-card")

    assert found
    assert ("do_by", "2026-06-15") == (found["state"], found["opens_on"])


@pytest.mark.parametrize("as_of", [EVE, MONDAY])
@pytest.mark.parametrize(
    ("facts", "task_id"),
    [(MOVER, "request-with-move"), (ARRIVED, "request-with-first-address")],
)
def test_the_first_day_of_a_municipality_is_unknown(
    facts: dict[str, Any], task_id: str, as_of: date
) -> None:
    """No day is given for the first request at a municipality (M03)."""
    found = task_of(facts, as_of, task_id)

    assert found
    assert "unknown" == found["opens_on"]


def test_a_filing_that_ends_before_the_law_carries_no_request() -> None:
    """What can only be filed until 13 June 2026 is filed without a request."""
    early = {**EXTENDS, "person": {**ENGINEER, "stay_ends_on": "2026-06-12"}}

    assert task_of(early, date(2026, 5, 1), "extend-stay")
    assert task_of(early, date(2026, 5, 1), "request-specified-card") is None


@pytest.mark.parametrize("as_of", [date(2026, 5, 1), EVE, SUNDAY, MONDAY])
@pytest.mark.parametrize("facts", [EXTENDS, SETTLED, MOVER, ARRIVED])
def test_no_option_for_one_card_opens_before_it(
    facts: dict[str, Any], as_of: date
) -> None:
    """One card, now or later, opens on 15 June 2026 or on a day that is not known."""
    _, *one_card = answer(facts, as_of)["options"]

    assert 2 == len(one_card)
    assert all(each["opens_on"] >= "2026-06-15" for each in one_card)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (
            with_event(
                EXTENDS,
                kind="extension",
                filed_on="2026-06-13",
                specified_request=True,
            ),
            "events[0].specified_request",
        ),
        (
            with_event(
                SETTLED, kind="exchange", filed_on="2026-06-13", specified_request=True
            ),
            "events[0].specified_request",
        ),
        (
            {
                **EXTENDS,
                "residence_card": {
                    "kind": "specified-residence",
                    "delivered_on": "2026-06-13",
                },
            },
            "residence_card.delivered_on",
        ),
    ],
)
def test_a_specified_card_of_an_earlier_day_is_refused(
    facts: dict[str, Any], field: str
) -> None:
    """A request or a delivery before the law is a slip, and its fact is named."""
    with pytest.raises(Malformed) as refused:
        answer(facts, date(2026, 7, 1))

    assert ("contradiction", field) == (
        refused.value.code,
        refused.value.values["field"],
    )


@pytest.mark.parametrize("as_of", [date(1899, 12, 31), date(2012, 7, 8)])
@pytest.mark.parametrize("facts", [{}, EXTENDS, SETTLED, {"people": [EXTENDS]}])
def test_no_plan_is_made_of_days_before_the_sources(
    facts: dict[str, Any], as_of: date
) -> None:
    """Before the residence cards of July 2012 no law was read: the day is named."""
    with pytest.raises(Malformed) as refused:
        answer(facts, as_of)

    assert ("out-of-range", "as_of") == (
        refused.value.code,
        refused.value.values["field"],
    )


def test_a_plan_of_the_first_residence_cards_is_made() -> None:
    """The first day that the sources speak of has a plan."""
    assert answer(SETTLED, date(2012, 7, 9))["tasks"]
