"""Asking: facts in, answer, unknown or error out; never a guess and never a crash."""

from datetime import date
from typing import Any

import pytest

from ichimai.law.questions import answer_line, ask

DAY = date(2026, 7, 1)


def test_answer_with_its_basis() -> None:
    """An answer carries values, rules, provisions and the reason."""
    facts = {"status": "student", "stay_months": 15}

    finding = ask("standing", facts, DAY)

    assert {"standing": "mid-to-long-term"} == finding.answer
    assert ("RC-001",) == finding.rules
    assert ("ICA 19-3",) == finding.cites
    assert "mid-to-long-term-resident" == finding.reason


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        ("", "malformed-json", None),
        ("{", "malformed-json", None),
        ("\x00", "malformed-json", None),
        ("NaN", "malformed-json", None),
        ("[" * 100_000, "malformed-json", None),
        ('{"a": ' * 100_000, "malformed-json", None),
        ('{"stay_days": ' + "9" * 5000 + "}", "malformed-json", None),
        ('{"status": "student", "status": "dependent"}', "malformed-json", None),
        ('{"status": "\udce3"}', "malformed-json", None),
        ("[]", "type", None),
        ("null", "type", None),
        ('{"status": null}', "type", "status"),
        ('{"status": 3}', "type", "status"),
        ('{"status": []}', "type", "status"),
        ('{"stay_days": "3"}', "type", "stay_days"),
        ('{"stay_days": true}', "type", "stay_days"),
        ('{"stay_days": 3.0}', "type", "stay_days"),
        ('{"stay_days": 0}', "out-of-range", "stay_days"),
        ('{"stay_days": -1}', "out-of-range", "stay_days"),
        ('{"stay_days": 99999999999}', "out-of-range", "stay_days"),
        ('{"status": "visitor"}', "unknown-value", "status"),
        ('{"status": "\\ud800"}', "malformed-json", None),
        ('{"special_permanent": "yes"}', "type", "special_permanent"),
        (
            '{"status": "student", "special_permanent": true}',
            "contradiction",
            "special_permanent",
        ),
    ],
)
def test_bad_line(line: str, code: str, field: str | None) -> None:
    """A line that cannot be read answers with a code and the field, and no guess."""
    answer = answer_line("standing", line, DAY)

    assert (code, field) == (answer["error"]["code"], answer["error"]["field"])
    assert answer["error"]["message"].endswith(".")


@pytest.mark.parametrize(
    ("facts", "unknown"),
    [
        ({}, ["status"]),
        ({"status": "student"}, ["stay_days|stay_months"]),
        ({"status": "unknown", "stay_days": 90}, ["status"]),
    ],
)
def test_unknown(facts: dict[str, Any], unknown: list[str]) -> None:
    """A needed fact that nobody gave is named, two ways out with a bar between."""
    finding = ask("standing", facts, DAY)

    assert tuple(unknown) == finding.unknown
    assert {} == finding.answer


def test_ignored_fact() -> None:
    """A fact that the question does not know is ignored, and said so."""
    names: list[str] = []

    answer = answer_line(
        "standing", '{"status": "diplomat", "colour": 1}', DAY, warn=names.append
    )

    assert "other" == answer["standing"]
    assert ["colour"] == names
