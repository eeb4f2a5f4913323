"""An answer names the provisions that settled it, and no others."""

import json
from datetime import date
from typing import Any

import pytest

from ichimai.law.questions import ask

ON = date(2026, 7, 1)
RESIDENT = {"standing": "mid-to-long-term", "on_register": True, "counter": "bureau"}
SPECIAL = {
    "standing": "special-permanent",
    "on_register": True,
    "counter": "municipality",
}
ENGINEER = {
    "card": "specified-residence",
    "status": "engineer-humanities-international",
    "procedure": "extension",
    "filed_on": "2026-07-01",
    "stay_ends_on": "2029-07-31",
}


@pytest.mark.parametrize(
    ("question", "facts", "cites"),
    [
        ("card-validity", ENGINEER, ["ICA 19-5(1)(iii)", "FORM 4(1)"]),
        (
            "specified-card-request",
            RESIDENT | {"procedure": "extension"},
            ["ICA 19-15-2(1)(ii)", "ICA 21(2)", "ICA 61-8-3(1)"],
        ),
        (
            "specified-card-request",
            RESIDENT | {"procedure": "exchange"},
            ["ICA 19-15-2(1)(i)", "ICA 19-13(1)", "ICA 61-8-3(1)"],
        ),
        (
            "specified-card-request",
            RESIDENT | {"procedure": "address-change", "counter": "municipality"},
            ["ICA 19-15-2(2)", "ICA 19-9(3)"],
        ),
        (
            "specified-card-request",
            SPECIAL | {"procedure": "loss"},
            ["SPA 16-2(1)", "SPA 13(1)"],
        ),
        (
            "renewal-window",
            {"card": "specified-special-permanent", "expires_on": "2036-10-01"},
            ["SPA 12(1)"],
        ),
    ],
)
def test_cites(question: str, facts: dict[str, Any], cites: list[str]) -> None:
    """The item that carried or set it, of the person's own act."""
    assert cites == list(ask(question, facts, ON).cites)


def test_rules_of_an_engineer() -> None:
    """The end of stay and the My Number side, without the rules of other holders."""
    assert ("RC-133", "RC-140") == ask("card-validity", ENGINEER, ON).rules


def test_facts_of_a_finding() -> None:
    """Days given as dates, inner ones too, are plain JSON in the finding."""
    facts = {
        "card": "residence",
        "status": "permanent-resident",
        "birth_date": date(1979, 12, 15),
        "procedure": "validity-renewal",
        "filed_on": date(2026, 10, 5),
        "old_card": {"expires_on": date(2026, 11, 30)},
    }

    finding = ask("card-validity", facts, ON)

    assert {"expires_on": "2026-11-30"} == finding.facts["old_card"]
    assert json.loads(json.dumps(finding.facts)) == finding.facts
