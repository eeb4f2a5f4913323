"""Choices and notices around the end of a stay: nothing is offered that has ended."""

from datetime import date
from typing import Any

import pytest

from ichimai.planner.planning import answer

MINH = {
    "person": {
        "birth_date": "1995-03-03",
        "status": "engineer-humanities-international",
        "stay_ends_on": "2026-12-31",
        "on_resident_register": True,
    },
    "residence_card": {"kind": "residence", "expires_on": "2026-12-31"},
    "my_number_card": {"kind": "separate", "expires_on": "2026-12-31"},
}
FILED = {"kind": "extension", "filed_on": "2026-11-10", "online": True}


def plan(as_of: date, *events: dict[str, Any]) -> dict[str, Any]:
    """Minh's plan with those events."""
    return answer({**MINH, "events": list(events)}, as_of)


@pytest.mark.parametrize(
    ("as_of", "events"),
    [(date(2027, 1, 5), ()), (date(2027, 3, 1), (FILED,))],
)
def test_no_choice_is_left_after_the_stay(
    as_of: date, events: tuple[dict[str, Any], ...]
) -> None:
    """Without a right to stay no card can be asked for (RC-182): no option is told."""
    assert [] == plan(as_of, *events)["options"]


@pytest.mark.parametrize(
    ("event", "ends_on"),
    [(FILED, "unknown"), ({**FILED, "new_stay_ends_on": "2029-12-31"}, "2029-12-31")],
)
def test_a_later_exchange_ends_with_the_new_stay(
    event: dict[str, Any], ends_on: str
) -> None:
    """While a filing waits, the card after it does not end with the old stay."""
    later = plan(date(2027, 1, 5), event)["options"][2]

    assert ("later", ends_on) == (later["id"], later["card_ends_on"])


@pytest.mark.parametrize(
    ("change", "told"),
    [({}, True), ({"online": False}, False), ({"my_number_extended": True}, False)],
)
def test_an_online_filing_is_told_of_its_papers(
    change: dict[str, Any],
    told: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """Once the My Number side has ended, papers cannot be added online (MN-133)."""
    notices = plan(date(2026, 11, 20), {**FILED, **change})["notices"]

    assert told is ("further-papers-online" in {each["id"] for each in notices})
