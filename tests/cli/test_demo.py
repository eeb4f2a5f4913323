"""The whole journey, as one command."""

import json
import subprocess
import sys
from typing import Any

import pytest

from ichimai.model.citation import cite

STEPS = [
    "authority-made",
    "registered",
    "photo-checked",
    "filed",
    "decided",
    "prepared",
    "issued",
    "personalised",
    "confirmed",
    "delivered",
    "verified",
]


def _demo(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ichimai", "demo", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """The journey as JSON, played once."""
    done = _demo("--json")
    assert (0, "") == (done.returncode, done.stderr)
    return json.loads(done.stdout)


def test_steps(told: dict[str, Any]) -> None:
    """Every step is told in order, and each names provisions that exist."""
    assert STEPS == [step["step"] for step in told["steps"]]
    assert all(step["did"] and step["cites"] for step in told["steps"])
    for step in told["steps"]:
        for text in step["cites"]:
            assert text == str(cite(text))


def test_four_answers(told: dict[str, Any]) -> None:
    """The journey ends with four answers, each confirmed and each with reasons."""
    answers = {name: told["verdict"][name] for name in STEPS_OF_A_VERDICT}

    assert {"confirmed"} == {answer["status"] for answer in answers.values()}
    assert all(answer["reasons"] for answer in answers.values())


STEPS_OF_A_VERDICT = ("origin", "currency", "holder", "permission")


def test_secrets_are_not_told(told: dict[str, Any]) -> None:
    """Neither a PIN nor the number on the card appears in what is told."""
    text = json.dumps(told)

    assert "1234" not in text
    assert "ABC123" not in text


def test_other_day() -> None:
    """The story can end on another day, and the card follows."""
    done = _demo("--json", "--as-of", "2027-05-06", "--seed", "spring")

    verdict = json.loads(done.stdout)["verdict"]
    assert "2027-05-06" == verdict["currency"]["as_of"]
    assert "confirmed" == verdict["currency"]["status"]


@pytest.mark.parametrize(
    ("day", "code", "word"),
    [
        ("2026-06-20", 4, "2026-07-20"),
        ("2050-01-01", 4, "2036"),
        ("2026-02-30", 2, "YYYY-MM-DD"),
    ],
)
def test_no_story(day: str, code: int, word: str) -> None:
    """A day on which the story cannot end is refused with the repair."""
    done = _demo("--as-of", day)

    assert code == done.returncode
    assert word in done.stderr
    assert "Traceback" not in done.stderr
