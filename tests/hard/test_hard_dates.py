"""The hard dates of the users' page, section 13.3: each does what its row says."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from ichimai.authority.photos import check_days, needs_no_photo
from ichimai.clock import day_in_japan
from ichimai.law.questions import ask
from ichimai.planner.planning import answer
from ichimai.planner.roster.days import NoDay, ReadDay, read_day

CASES = tomllib.loads(Path(__file__).with_name("dates.toml").read_text("utf-8"))
ON = date(2026, 11, 20)
NOTHING = "-"


def _name(case: dict[str, Any]) -> str:
    return str(case["id"])


def _given(case: dict[str, Any], value: str) -> dict[str, Any]:
    """The facts of *case* with one more, which may stand in a table of its own."""
    facts = {k: None if v == NOTHING else v for k, v in case["given"].items()}
    table, _, field = case["each"].rpartition(".")
    told: object = int(value) if value.isdecimal() else value
    return {**facts, **({table: {field: told}} if table else {field: told})}


@pytest.mark.parametrize("case", CASES["law"], ids=_name)
def test_the_law_of_a_date(case: dict[str, Any]) -> None:
    """One fact is turned, and the answer turns with it as the table says."""
    found = {
        value: ask(case["question"], _given(case, value), ON).answer[case["expect"]]
        for value in case["pairs"]
    }

    assert {
        value: None if expected == NOTHING else expected
        for value, expected in case["pairs"].items()
    } == found


@pytest.mark.parametrize("case", CASES["written"], ids=_name)
def test_a_day_as_people_write_it(case: dict[str, Any]) -> None:
    """It is read, or refused for a reason that is said; never guessed."""
    for written, day in case["read"].items():
        expected = ReadDay(date.fromisoformat(day), written in case["past_era"])
        assert expected == read_day(written)
    for written, reason in case["none"].items():
        assert NoDay(reason) == read_day(written)


@pytest.mark.parametrize("case", CASES["moment"], ids=_name)
def test_today_is_the_day_in_japan(case: dict[str, Any]) -> None:
    """Whatever the clock of the machine says, the day changes in Tokyo."""
    found = {
        moment: day_in_japan(datetime.fromisoformat(moment)).isoformat()
        for moment in case["days"]
    }

    assert case["days"] == found


@pytest.mark.parametrize("case", CASES["plan"], ids=_name)
def test_a_plan_around_a_day(case: dict[str, Any]) -> None:
    """The last day is still in time, and the notice explains the older law."""
    for day, state in case["states"].items():
        plan = answer(case["facts"], date.fromisoformat(day))
        states = {task["id"]: task["state"] for task in plan["tasks"]}
        notices = [notice["id"] for notice in plan["notices"]]

        assert state == states[case["task"]], day
        assert case.get("notice", "old-window") in notices


@pytest.mark.parametrize("case", CASES["photo"], ids=_name)
def test_a_photo_by_the_day_that_counts(case: dict[str, Any]) -> None:
    """Who turns one between filing and delivery is told which day counts."""
    born_on = date.fromisoformat(case["born_on"])
    days = {day: date.fromisoformat(day) for day in case["needed"]}
    filed_on = min(days.values())

    needed = {day: not needs_no_photo(born_on, on) for day, on in days.items()}

    assert case["needed"] == needed
    (told,) = check_days(None, born_on, filed_on)
    assert "the day of delivery counts" in told.sentence
