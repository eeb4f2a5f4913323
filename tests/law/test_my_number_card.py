"""What fewer facts settle about the My Number card, and what cannot be."""

from datetime import date
from typing import Any

import pytest

from ichimai.law.questions import ask
from law.contradicted import contradicted_field

ON = date(2026, 7, 1)
RESIDENT = {"birth_date": "1995-03-03", "made_on": "2026-07-01"}
REQUEST = {"present_expires_on": "2028-08-31", "requested_on": "2028-08-10"}


@pytest.mark.parametrize(
    ("question", "facts", "unknown"),
    [
        ("my-number-card-validity", RESIDENT, ["status|standing"]),
        (
            "my-number-card-validity",
            {**RESIDENT, "status": "student"},
            ["stay_ends_on"],
        ),
        (
            "my-number-card-validity",
            {**RESIDENT, "status": "permanent-resident"},
            ["replaces.expires_on"],
        ),
        (
            "my-number-card-extension",
            {**RESIDENT, **REQUEST, "status": "student"},
            ["new_stay_ends_on|special_period_ends_on"],
        ),
    ],
)
def test_missing(question: str, facts: dict[str, Any], unknown: list[str]) -> None:
    """What is missing is named, two ways out with a bar between."""
    assert tuple(unknown) == ask(question, facts, ON).unknown


def test_too_late_whatever_the_rest() -> None:
    """A request after the card's end fails without a word about birth or stay."""
    facts = {
        "status": "student",
        "present_expires_on": "2026-07-01",
        "requested_on": "2026-07-02",
    }

    finding = ask("my-number-card-extension", facts, ON)

    assert {"expires_on": None} == finding.answer
    assert "too-late" == finding.reason


@pytest.mark.parametrize(
    ("question", "facts", "field"),
    [
        (
            "my-number-card-validity",
            {"birth_date": "2026-07-02", "made_on": "2026-07-01"},
            "birth_date",
        ),
        (
            "my-number-card-validity",
            {
                "made_on": "2026-07-01",
                "replaces": {"made_on": "2026-07-02", "expires_on": "2026-09-01"},
            },
            "replaces.made_on",
        ),
        (
            "my-number-card-validity",
            {"status": "student", "standing": "special-permanent"},
            "standing",
        ),
        (
            "my-number-card-validity",
            {"status": "special-permanent-resident", "standing": "other"},
            "standing",
        ),
        (
            "my-number-card-extension",
            {"made_on": "2026-07-01", "requested_on": "2026-06-30"},
            "requested_on",
        ),
        (
            "my-number-card-extension",
            {"made_on": "2026-07-01", "present_expires_on": "2026-06-30"},
            "present_expires_on",
        ),
    ],
)
def test_contradiction(question: str, facts: dict[str, Any], field: str) -> None:
    """Facts that cannot all be so are refused before any answer."""
    assert field == contradicted_field(question, facts, ON)
