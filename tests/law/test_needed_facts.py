"""A fact is needed only if the answer turns on it."""

from datetime import date
from typing import Any

import pytest

from ichimai.law.questions import ask
from law.contradicted import contradicted_field

ON = date(2026, 7, 1)
ADULT = {"status": "permanent-resident", "birth_date": "1985-10-01"}
RENEWAL = {"procedure": "validity-renewal", "filed_on": "2035-08-01"}


@pytest.mark.parametrize(
    ("facts", "unknown"),
    [
        ({}, ["card", "procedure"]),
        ({"card": "residence"}, ["procedure"]),
        ({"card": "residence", "procedure": "exchange"}, ["status"]),
        (
            {"card": "residence", "procedure": "exchange", "status": "student"},
            ["stay_ends_on"],
        ),
        (
            {"card": "residence", "procedure": "exchange", "filed_on": "2026-07-01"}
            | ADULT,
            ["delivered_on"],
        ),
        (
            {"card": "specified-residence", "procedure": "exchange"} | ADULT,
            ["filed_on"],
        ),
        ({"card": "residence"} | ADULT | RENEWAL, ["old_card.expires_on"]),
        (
            {"card": "residence", "old_card": None} | ADULT | RENEWAL,
            ["old_card.expires_on"],
        ),
        (
            {"card": "special-permanent", "procedure": "loss"},
            ["birth_date", "filed_on"],
        ),
    ],
)
def test_missing(facts: dict[str, Any], unknown: list[str]) -> None:
    """What is missing is named, and nothing that may not be needed."""
    finding = ask("card-validity", facts, ON)

    assert tuple(unknown) == finding.unknown


@pytest.mark.parametrize(
    ("question", "facts", "answer"),
    [
        (
            "card-validity",
            {"card": "specified-residence", "procedure": "loss"},
            {"expires_on": None, "my_number_ends_on": None},
        ),
        (
            "card-validity",
            {
                "card": "residence",
                "procedure": "permanent-residence",
                "birth_date": "1990-03-01",
                "delivered_on": "2027-03-05",
            },
            {"expires_on": "2037-03-01"},
        ),
        (
            "certificate-validity",
            {
                "certificate": "signature",
                "issued_on": "2026-07-20",
                "birth_date": "1990-02-02",
                "card_ends_on": "2029-07-31",
                "user_authentication_ends_on": "2029-07-31",
            },
            {"expires_on": "2029-07-31"},
        ),
        (
            "special-period",
            {"procedure": "permanent-residence", "stay_ends_on": "2026-09-10"},
            {"ends_on": None, "my_number_ends_on": "2026-09-10"},
        ),
        (
            "renewal-bridge",
            {"old_expires_on": "2036-03-01", "filed_on": "2036-03-02"},
            {"old_card_ends_on": "2036-03-01"},
        ),
        (
            "specified-card-request",
            {
                "standing": "mid-to-long-term",
                "procedure": "address-change",
                "counter": "municipality",
                "filed_on": "2026-06-14",
            },
            {"allowed": True, "result_card": "specified-residence"},
        ),
        (
            "renewal-window",
            {"card": "residence", "expires_on": "2042-06-14"},
            {"opens_on": "2042-03-14", "closes_on": "2042-06-14"},
        ),
    ],
)
def test_not_needed(
    question: str, facts: dict[str, Any], answer: dict[str, Any]
) -> None:
    """What the answer does not turn on need not be said."""
    assert answer == ask(question, facts, ON).answer


@pytest.mark.parametrize(
    ("question", "facts", "field"),
    [
        (
            "card-validity",
            {"filed_on": "2026-07-02", "delivered_on": "2026-07-01"},
            "delivered_on",
        ),
        (
            "card-validity",
            {"birth_date": "2026-07-02", "delivered_on": "2026-07-01"},
            "birth_date",
        ),
        (
            "card-validity",
            {"card": "special-permanent", "status": "student"},
            "status",
        ),
        (
            "card-validity",
            {"old_card": {"delivered_on": "2026-01-02", "expires_on": "2026-01-01"}},
            "old_card.expires_on",
        ),
        (
            "special-period",
            {"filed_on": "2026-07-02", "decided_on": "2026-07-01"},
            "decided_on",
        ),
        ("special-period", {"stay_days": 30, "stay_months": 12}, "stay_days"),
        (
            "renewal-bridge",
            {"filed_on": "2026-07-02", "delivered_on": "2026-07-01"},
            "delivered_on",
        ),
        (
            "certificate-validity",
            {"birth_date": "2026-07-02", "issued_on": "2026-07-01"},
            "birth_date",
        ),
        (
            "renewal-window",
            {"expires_on": "2026-07-02", "old_card": {"expires_on": "2026-07-01"}},
            "old_card.expires_on",
        ),
        (
            "specified-card-request",
            {"procedure": "permanent-residence", "status_after": "student"},
            "status_after",
        ),
    ],
)
def test_contradiction(question: str, facts: dict[str, Any], field: str) -> None:
    """Facts that cannot all be so are refused before any answer."""
    assert field == contradicted_field(question, facts, ON)
