"""Who files, with what, and back by when: facts that cannot all be so are refused."""

from datetime import date
from typing import Any

import pytest

from ichimai.errors import Malformed
from ichimai.law.questions import ask

ON = date(2026, 7, 1)
ADULT = {"birth_date": "1990-05-05", "filed_on": "2026-08-03"}
PERMIT = {"re_entry": "permit", "left_on": "2026-08-03", "permit_extended": False}


@pytest.mark.parametrize(
    ("question", "facts", "field"),
    [
        ("who-may-file", {"actor": "self", "unable": True}, "unable"),
        ("who-may-receive", {"actor": "self", "unable": True}, "unable"),
        (
            "who-may-file",
            {"express": True, "specified_request": False},
            "express",
        ),
        (
            "who-may-file",
            {
                "standing": "mid-to-long-term",
                "procedure": "loss",
                "specified_request": True,
            },
            "specified_request",
        ),
        (
            "documents",
            {
                "standing": "mid-to-long-term",
                "procedure": "early-renewal",
                "specified_request": True,
            },
            "specified_request",
        ),
        (
            "documents",
            {"standing": "other", "specified_request": True},
            "specified_request",
        ),
        (
            "re-entry",
            {
                **PERMIT,
                "standing": "mid-to-long-term",
                "permit": {"issued_on": "2026-07-01", "ends_on": "2031-07-02"},
            },
            "permit.ends_on",
        ),
        (
            "re-entry",
            {**PERMIT, "permit": {"issued_on": "2021-07-01", "ends_on": "2026-08-02"}},
            "permit.ends_on",
        ),
        (
            "re-entry",
            {
                "re_entry": "deemed",
                "left_on": "2026-08-03",
                "stay_ends_on": "2026-08-02",
            },
            "stay_ends_on",
        ),
    ],
)
def test_contradictions(question: str, facts: dict[str, Any], field: str) -> None:
    """What contradicts itself names the fact to look at first."""
    with pytest.raises(Malformed) as refused:
        ask(question, facts, ON)

    assert "contradiction" == refused.value.code
    assert field == refused.value.values["field"]


def test_a_special_permanent_resident_loses_a_certificate_with_a_request() -> None:
    """What is no carrier for a resident is one for a special permanent resident."""
    facts = {
        **ADULT,
        "standing": "special-permanent",
        "procedure": "loss",
        "specified_request": True,
    }

    assert "8" == ask("documents", facts, ON).answer["filing_form"]


def test_the_holder_needs_no_other_facts() -> None:
    """An adult in person is answered without a word about anybody else."""
    facts = {**ADULT, "actor": "self", "procedure": "exchange"}

    assert "yes" == ask("who-may-file", facts, ON).answer["may_file"]
