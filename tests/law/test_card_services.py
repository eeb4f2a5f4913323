"""What fewer facts settle about the My Number Card in use, and what cannot be so."""

from datetime import date
from typing import Any

import pytest

from ichimai.law.questions import ask
from law.contradicted import contradicted_field

ON = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("question", "facts", "answer"),
    [
        ("pin-reset", {"pin": "card-surface"}, {"where": "counter"}),
        ("pin-reset", {"has_photo": False}, {"where": "counter"}),
        (
            "insurance-use",
            {"my_number_card": "lost", "used_on": "2026-08-01"},
            {"shown": "qualification-certificate"},
        ),
        (
            "my-number-card-application",
            {"on_register": False},
            {"applicant": None, "form_serves": False, "counter_serves": False},
        ),
        (
            "signature-certificate",
            {"without_pins": True},
            {"may_be_given": False, "on_telephone": False},
        ),
        (
            "my-number-card-collection",
            {"collector": "self", "checked_when_applying": False},
            {"may_collect": True, "reply_letter": False, "by_mail": False},
        ),
        (
            "my-number-card-issue",
            {"situation": "renewal-in-window", "filed_on": "2026-10-20"},
            {"express": False, "fee_yen": 0},
        ),
        ("online-move-out", {"within_japan": False}, {"accepted": False}),
        ("papers-at-a-store", {"pin_works": False}, {"works": "no"}),
        (
            "card-visits",
            {"comes": "agent", "certificates": False},
            {"visits": "two", "certificate_pins": False},
        ),
    ],
)
def test_settled(question: str, facts: dict[str, Any], answer: dict[str, Any]) -> None:
    """A fact that settles the answer asks for no other."""
    assert answer == ask(question, facts, ON).answer


@pytest.mark.parametrize(
    ("question", "facts", "unknown"),
    [
        ("pin-reset", {"pin": "signature", "has_photo": True}, "certificates_valid"),
        (
            "insurance-use",
            {"my_number_card": "held", "registered": True, "used_on": "2026-08-01"},
            "user_certificate_ends_on",
        ),
        (
            "my-number-card-issue",
            {"situation": "lost", "filed_on": "2026-10-20", "in_person": True},
            "event_on",
        ),
        ("my-number-card-collection", {"collector": "somebody-else"}, "hindrance"),
    ],
)
def test_missing(question: str, facts: dict[str, Any], unknown: str) -> None:
    """What could still turn the answer is asked for."""
    assert unknown in ask(question, facts, ON).unknown


@pytest.mark.parametrize(
    ("question", "facts", "field"),
    [
        (
            "my-number-card-issue",
            {"event_on": "2026-10-06", "filed_on": "2026-10-05"},
            "filed_on",
        ),
        (
            "my-number-card-application",
            {"birth_date": "2026-10-06", "filed_on": "2026-10-05"},
            "birth_date",
        ),
        (
            "my-number-card-application",
            {"stay_ends_on": "2026-10-04", "filed_on": "2026-10-05"},
            "stay_ends_on",
        ),
        (
            "signature-certificate",
            {"birth_date": "2026-10-06", "requested_on": "2026-10-05"},
            "birth_date",
        ),
        (
            "papers-at-a-store",
            {"birth_date": "2026-10-06", "wanted_on": "2026-10-05"},
            "birth_date",
        ),
    ],
)
def test_contradiction(question: str, facts: dict[str, Any], field: str) -> None:
    """Facts that cannot all be so are refused, and the first to look at is named."""
    assert field == contradicted_field(question, facts, ON)
