"""The written paper: the sentences of a plan, which every layout says alike."""

from datetime import date

import pytest

from ichimai.papers.written import written_paper
from ichimai.planner.plan import Plan
from ichimai.planner.planning import make_plan
from ichimai.planner.reading import parse_facts

AS_OF = date(2026, 12, 20)
NEWBORN = {"events": [{"kind": "born", "on": "2026-12-19", "parents": ["japanese"]}]}
LOST_BOTH = {
    "person": {"status": "student", "stay_ends_on": "2028-03-31"},
    "events": [
        {"kind": "lost", "on": "2026-12-18", "what": "both"},
        {"kind": "moved", "on": "2026-12-15", "destination": "other-municipality"},
    ],
}


def plan(facts: object) -> Plan:
    """The plan of somebody on the day of the tests."""
    return make_plan(parse_facts(facts), AS_OF)


def test_a_family_goes_once() -> None:
    """Two newborns make one trip, and each task is said with the child whose it is."""
    newborn = plan(NEWBORN)

    paper = written_paper([newborn, newborn], "en")
    (trip,) = paper.trips

    assert "Municipality of residence, by Monday 28 December 2026" == trip.title.own
    assert [
        f"Person {number}: {newborn.tasks[0].sentence('title', 'en')}"
        for number in (1, 2)
    ] == [each.own for each in trip.tasks]
    assert all(thing.own.startswith("Person 1, Person 2: ") for thing in trip.bring)
    assert all(each.japanese for each in (trip.title, *trip.tasks, *trip.bring))


def test_one_thing_at_one_counter_is_no_joined_trip() -> None:
    """A single newborn's notice stands among the tasks alone."""
    assert () == written_paper([plan(NEWBORN)], "en").trips


def test_one_person_is_not_numbered() -> None:
    """Whoever has a paper alone reads no "Person 1" on it."""
    paper = written_paper([plan(LOST_BOTH)], "en")

    assert paper.trips
    assert not any("Person" in each.own for trip in paper.trips for each in trip.tasks)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Verify with the office before you go."),
        ("ja", "行く前に窓口で確認してください。"),
    ],
)
def test_every_paper_says_to_verify(language: str, sentence: str) -> None:
    """Beside "not a government document" stands what to do about it."""
    cautions = written_paper([plan(NEWBORN)], language).cautions

    assert sentence == cautions[-1].own


def test_no_plan_is_no_paper() -> None:
    """An empty family has nothing to print."""
    with pytest.raises(ValueError, match="at least one"):
        written_paper([], "en")
