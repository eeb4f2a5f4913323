"""What is said before a visit: single cases, by hand."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ichimai.errors import Malformed, NotFound
from ichimai.planner.before_you_go.asked import read_asked
from ichimai.planner.before_you_go.verdict import Verdict, judge
from ichimai.planner.before_you_go.words import CHECKS, SENTENCES

AS_OF = date(2026, 11, 21)
GOOD: dict[str, Any] = {
    "person": {
        "status": "engineer-humanities-international",
        "stay_months": 36,
        "stay_ends_on": "2027-01-31",
        "birth_date": "1995-03-03",
        "on_resident_register": True,
        "municipality": "131041",
        "unable": False,
    },
    "card": {"kind": "residence"},
    "office": {"counter": "bureau"},
    "visit": {
        "procedure": "exchange",
        "on": "2026-11-24",
        "specified_request": True,
        "express": False,
    },
    "have": ["photo", "passport", "present-card", "pins"],
}


def told(**changes: dict[str, Any]) -> Verdict:
    """The verdict on the good visit with some parts changed."""
    given = {**GOOD}
    for part, change in changes.items():
        given[part] = {**GOOD[part], **change}
    return judge(read_asked(given), AS_OF)


def reasons(verdict: Verdict, outcome: str) -> set[str]:
    """Keys of the checks with that outcome."""
    return {check.key for check in verdict.checks if check.outcome.value == outcome}


def test_a_good_visit_is_told_yes() -> None:
    """A Tuesday, the right office, every paper: two to four weeks until pick-up."""
    verdict = told()

    assert "yes" == verdict.outcome
    assert (14, 28) == verdict.pick_up_days
    assert ((), "unknown", "unknown") == (
        verdict.missing,
        verdict.booking,
        verdict.hours,
    )


@pytest.mark.parametrize(
    ("part", "change", "key"),
    [
        ("visit", {"on": "2026-11-23"}, "closed"),
        ("visit", {"on": "2026-12-29"}, "closed"),
        ("visit", {"on": "2026-11-20"}, "day-is-over"),
        ("office", {"counter": "municipality"}, "right-counter-is-bureau"),
        ("person", {"on_resident_register": False}, "request-not-on-register"),
        ("person", {"status": "temporary-visitor"}, "no-card-system"),
        ("visit", {"procedure": "landing"}, "right-counter-is-port"),
        ("visit", {"procedure": "move-out"}, "request-not-a-carrier"),
        (
            "visit",
            {"procedure": "extension", "on": "2027-02-01"},
            "stay-is-over",
        ),
        ("visit", {"procedure": "return-of-specified"}, "no-specified-card"),
    ],
)
def test_what_a_rule_refuses_is_told_no(
    part: str, change: dict[str, Any], key: str
) -> None:
    """Each refusal says why, whatever else is right."""
    verdict = told(**{part: change})

    assert "no" == verdict.outcome
    assert key in reasons(verdict, "no")


def test_a_missing_paper_is_named() -> None:
    """Without the photo the visit is for nothing; a form can be had at the counter."""
    given = {**GOOD, "have": ["passport", "present-card", "pins"]}
    verdict = judge(read_asked(given), AS_OF)

    assert "no" == verdict.outcome
    assert verdict.missing is not None
    assert ["photo"] == [paper.key for paper in verdict.missing]


def test_a_municipality_is_the_one_where_one_lives() -> None:
    """Another one refuses; another ward of the same city is for the city to say."""
    office = {"counter": "municipality", "municipality": "132063"}
    move = {"procedure": "address-change", "specified_request": False}
    away = told(office=office, visit=move)
    ward = told(
        office={"counter": "municipality", "municipality": "271276"},
        person={"municipality": "271284"},
        visit=move,
    )

    assert "other-municipality" in reasons(away, "no")
    assert "which-ward" in reasons(ward, "unknown")


def test_okinawa_is_closed_on_its_own_day() -> None:
    """On 23 June its municipalities are closed, and its bureau is not."""
    there = {"counter": "municipality", "municipality": "473626"}
    move = {"procedure": "address-change", "on": "2027-06-23"}

    assert "closed" in reasons(told(office=there, visit=move), "no")
    assert "closed" not in reasons(told(visit={"on": "2027-06-23"}), "no")


def test_only_a_booking_that_is_known_to_be_needed_counts() -> None:
    """Nobody has said that a filing in Shinjuku is booked: it stays unknown."""
    verdict = told(
        office={"counter": "municipality", "municipality": "131041"},
        visit={"procedure": "address-change", "specified_request": False},
    )

    assert "unknown" == verdict.booking
    assert "booking" not in {check.name for check in verdict.checks}


def test_what_is_not_told_is_unknown() -> None:
    """A procedure and a day alone: every check says what it lacks, none refuses."""
    given = {"visit": {"procedure": "exchange", "on": "2026-11-24"}}
    verdict = judge(read_asked(given), AS_OF)

    assert "unknown" == verdict.outcome
    assert set() == reasons(verdict, "no")
    assert verdict.missing is None


@pytest.mark.parametrize(
    "given",
    [
        None,
        [],
        {},
        {"visit": 3},
        {"visit": {"procedure": "exchange"}},
        {"visit": {"procedure": "swim", "on": "2026-11-24"}},
        {"visit": {"procedure": "exchange", "on": "24 Nov"}},
        {**GOOD, "have": ["umbrella"]},
        {**GOOD, "have": "photo"},
        {**GOOD, "person": {"unable": "no"}},
        {**GOOD, "person": {"stay_months": 0}},
        {**GOOD, "office": {"municipality": "131042"}},
        {**GOOD, "visit": {**GOOD["visit"], "actor": "friend"}},
    ],
)
def test_what_cannot_be_read_is_refused(given: object) -> None:
    """With a sentence that names the field, and never the value."""
    with pytest.raises(Malformed):
        read_asked(given)


def test_a_municipality_that_is_no_more_is_refused() -> None:
    """The sentence names what lies there now."""
    with pytest.raises(NotFound):
        read_asked({**GOOD, "office": {"municipality": "221317"}})


def test_every_check_has_words() -> None:
    """Whatever a check says can be shown in each language."""
    for verdict in (told(), told(visit={"procedure": "extension"})):
        for check in verdict.checks:
            assert check.name in CHECKS
            assert check.key in SENTENCES
        for language in ("en", "ja", "easy"):
            assert verdict.to_json(language)["sentence"]


def test_the_command_answers(tmp_path: Path) -> None:
    """Exit code 0 for yes, 1 for no, 6 for unknown, 4 for what cannot be read."""
    endings = []
    for given in (
        GOOD,
        {**GOOD, "have": []},
        {**GOOD, "have": "unknown"},
        {**GOOD, "have": 1},
    ):
        file = tmp_path / "visit.json"
        file.write_text(json.dumps(given))
        ran = subprocess.run(
            [
                *(sys.executable, "-m", "ichimai", "visit", str(file), "--json"),
                *("--as-of", "2026-11-21", "--lang", "en"),
            ],
            capture_output=True,
            check=False,
            text=True,
        )
        endings.append(ran.returncode)

    assert [0, 1, 6, 4] == endings
