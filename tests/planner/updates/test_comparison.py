"""A saved plan says which of its lines have changed."""

import json
import subprocess
import sys
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest

from ichimai.errors import Malformed
from ichimai.planner.planning import answer
from ichimai.planner.updates.comparison import compare

MINH = {
    "person": {
        "birth_date": "1995-03-03",
        "standing": "mid-to-long-term",
        "status": "engineer-humanities-international",
        "stay_ends_on": "2026-12-31",
        "on_resident_register": True,
    },
    "residence_card": {"kind": "residence", "delivered_on": "2023-12-20"},
}
DAY = date(2026, 11, 1)


def test_the_same_plan_has_not_changed() -> None:
    """Nor has it in another language: words are not compared."""
    assert () == compare(answer(MINH, DAY, "ja"), answer(MINH, DAY, "en"))


def test_a_day_that_moved_is_named() -> None:
    """The stay was extended: its clock and tasks say from which day to which."""
    later = deepcopy(MINH)
    later["person"]["stay_ends_on"] = "2027-12-31"

    found = compare(answer(MINH, DAY, "en"), answer(later, DAY, "en"))
    stay = next(c for c in found if (c.part, c.line) == ("clocks", "stay"))

    assert "changed" == stay.change
    assert ("ends_on", "2026-12-31", "2027-12-31") in stay.fields


def test_lines_come_and_go() -> None:
    """A task that was not there is new, one that is no more is gone."""
    saved, present = answer(MINH, DAY, "en"), answer(MINH, DAY, "en")
    gone = saved["tasks"].pop()

    came, went = compare(saved, present), compare(present, saved)

    assert [("new", gone["id"])] == [(c.change, c.line) for c in came]
    assert [("gone", gone["id"])] == [(c.change, c.line) for c in went]


def test_a_family_is_compared_person_by_person() -> None:
    """The second of two has changed, and is said to be the second."""
    other = deepcopy(MINH)
    other["person"]["stay_ends_on"] = "2027-12-31"
    saved = answer({"people": [MINH, MINH]}, DAY, "en")
    present = answer({"people": [MINH, other]}, DAY, "en")

    assert {1} == {changed.person for changed in compare(saved, present)}


@pytest.mark.parametrize(
    "saved",
    [None, [], {}, {"as_of": 1}, {"as_of": "2026-11-01", "tasks": [3]}, {"people": []}],
)
def test_what_is_no_plan_is_refused(saved: object) -> None:
    """With a sentence that says how a plan is saved."""
    with pytest.raises(Malformed) as raised:
        compare(saved, answer(MINH, DAY, "en"))

    assert "saved-plan" == raised.value.code


def test_the_command_compares(tmp_path: Path) -> None:
    """Save, wait, compare: the days that have come nearer are told."""
    facts, saved = tmp_path / "facts.json", tmp_path / "saved.json"
    facts.write_text(json.dumps(MINH))

    def plan(*arguments: str) -> str:
        """What `ichimai plan` prints."""
        return subprocess.run(
            [*(sys.executable, "-m", "ichimai", "plan", str(facts)), *arguments],
            capture_output=True,
            check=True,
            text=True,
        ).stdout

    saved.write_text(plan("--format", "json", "--as-of", "2026-08-01"))
    told = json.loads(
        plan("--format", "json", "--as-of", "2026-12-20", "--since", str(saved))
    )
    same = plan("--as-of", "2026-08-01", "--since", str(saved), "--lang", "en")

    assert ("2026-08-01", "2026-12-20") == (told["saved_as_of"], told["as_of"])
    assert any("state" in each["fields"] for each in told["changes"])
    assert "Nothing has changed.\n" == same
