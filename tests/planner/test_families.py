"""Families and trips: who goes where, until when, with what in hand."""

from datetime import date

import pytest

from ichimai.errors import Malformed
from ichimai.planner.plan import FREE, Basis, Plan, State, Task, Window
from ichimai.planner.planning import answer, family_plans
from ichimai.planner.sheet import family_sheet
from ichimai.planner.visits import joined_visits
from planner.casebook import facts_of

TODAY = date(2026, 12, 20)


def errand(task_id: str, opens: date | None, safe: date | None, *bring: str) -> Task:
    """A task at the municipality with that window."""
    return Task(
        id=task_id,
        window=Window(opens, safe, safe),
        state=State.DO_NOW,
        counter="municipality",
        bring=bring,
        fee=FREE,
        who_may_go="city",
        basis=Basis(("MN-209",), ("BRRA 22",)),
    )


def trips(*plans: tuple[Task, ...]) -> list[list[tuple[int, str]]]:
    """The tasks of each trip of these people."""
    found = joined_visits([Plan(TODAY, tasks=tasks) for tasks in plans])
    return [list(visit.tasks) for visit in found]


def test_what_opens_after_another_must_be_done_is_another_trip() -> None:
    """Nobody is sent on a day on which one of the things cannot be done yet."""
    first = errand("first", None, date(2026, 12, 25))
    later = errand("later", date(2026, 12, 28), date(2027, 1, 8))

    assert [[(0, "first")], [(0, "later")]] == trips((first, later))


def test_what_is_more_than_thirty_days_apart_is_another_trip() -> None:
    """Safe days thirty days apart are one trip, thirty-one are two."""
    first = errand("first", None, date(2026, 12, 25))
    near = errand("near", None, date(2027, 1, 24))
    far = errand("far", None, date(2027, 1, 25))

    assert [[(0, "first"), (0, "near")]] == trips((first, near))
    assert [[(0, "first")], [(0, "far")]] == trips((first, far))


def test_what_has_no_last_day_joins_a_trip_soon() -> None:
    """It waits for no trip that lies years ahead."""
    undated = errand("undated", None, None)
    soon = errand("soon", None, date(2027, 1, 8))
    years_ahead = errand("ahead", date(2030, 1, 1), date(2030, 3, 1))

    assert [[(0, "soon"), (0, "undated")]] == trips((undated, soon))
    assert [[(0, "ahead")], [(0, "undated")]] == trips((undated, years_ahead))


def test_each_thing_is_brought_once_and_named_with_its_people() -> None:
    """Two people who need a passport each are two people at one thing."""
    own = errand("own", None, date(2026, 12, 25), "passport", "photo")
    other = errand("other", None, date(2026, 12, 26), "passport")

    (visit,) = joined_visits([Plan(TODAY, tasks=(own,)), Plan(TODAY, tasks=(other,))])

    assert [
        ("passport", [0, 1]),
        ("photo", [0]),
    ] == [(each["id"], each["people"]) for each in visit.to_json("en")["bring"]]


def test_a_family_is_written_trips_first() -> None:
    """The sheet names each trip, its people and things, then every plan."""
    twin = facts_of("j7", "twin")
    plans = family_plans({"people": [twin, twin]}, TODAY)

    written = family_sheet(plans, joined_visits(plans), "en")

    assert written.index("Person 2: File the notice of the birth") < written.index("═")
    assert 2 == written.count("Your plan, seen on Sunday 20 December 2026")
    assert "Municipality of residence, by Monday 28 December 2026" in written


@pytest.mark.parametrize(
    ("person", "field"),
    [
        ({"person": {"birth_date": "x"}}, "people[1].person.birth_date"),
        ([], "people[1]"),
        ({"events": [{"kind": "lost", "on": 5}]}, "people[1].events[0].on"),
    ],
)
def test_a_slip_is_named_with_the_person(person: object, field: str) -> None:
    """Of several people the one whose facts cannot be read is told by the place."""
    with pytest.raises(Malformed) as refused:
        family_plans({"people": [{}, person]}, TODAY)

    assert field == refused.value.values["field"]


def test_of_two_lost_cards_the_other_is_still_stopped() -> None:
    """Where one came back, help for the other still comes first."""
    lost = {"kind": "lost", "on": "2026-12-01", "what": "both"}
    found = {"kind": "found", "on": "2026-12-03", "what": "residence-card"}
    facts = {**facts_of("j4", "two-cards"), "events": [lost, found]}
    tasks = {each["id"]: each["state"] for each in answer(facts, TODAY)["tasks"]}

    assert "do_now" == tasks["stop-by-telephone"]
    assert "do_now" == tasks["replace-lost-my-number-card"]
