"""Who is told, and when, of a day that comes nearer."""

from datetime import date, timedelta

import pytest

from ichimai.errors import Malformed
from ichimai.planner.roster.ladder import LADDER, Call, ladder_of

DUE = date(2027, 3, 1)


def test_nobody_is_told_before_the_first_step() -> None:
    """A hundred and twenty-one days before there is nothing to say."""
    assert () == LADDER.calls(DUE, DUE - timedelta(days=121))


def test_the_step_that_is_reached_is_told_today() -> None:
    """Twenty days before, the step of thirty is due now and three are to come."""
    calls = LADDER.calls(DUE, DUE - timedelta(days=20))

    assert Call(date(2027, 2, 9), 20, ("person", "site")) == calls[0]
    assert [14, 7, 1] == [call.days_left for call in calls[1:]]
    assert [date(2027, 2, 15), date(2027, 2, 22), date(2027, 2, 28)] == [
        call.on for call in calls[1:]
    ]


def test_everybody_is_told_once_the_day_has_passed() -> None:
    """One call, today."""
    calls = LADDER.calls(DUE, DUE + timedelta(days=1))

    assert (Call(date(2027, 3, 2), -1, ("person", "site", "management")),) == calls


def test_on_the_day_itself_the_last_step_holds() -> None:
    """The last safe day is still in time."""
    assert ("person", "site", "management") == LADDER.calls(DUE, DUE)[0].who


def test_a_house_has_its_own_ladder() -> None:
    """Steps come in any order; those who are told are named freely."""
    ladder = ladder_of(["14 = student, school", "60=student"])

    assert {"60": ["student"], "14": ["student", "school"]} == ladder.to_json()
    assert ("student", "school") == ladder.everybody
    assert LADDER is ladder_of([])


@pytest.mark.parametrize(
    "steps",
    [["30"], ["=person"], ["30="], ["-1=person"], ["366=person"], ["٣٠=person"]],
)
def test_a_step_that_cannot_be_read_is_refused(steps: list[str]) -> None:
    """Neither days nor names are guessed."""
    with pytest.raises(Malformed) as caught:
        ladder_of(steps)
    assert "ladder" == caught.value.code


def test_two_steps_of_one_day_are_refused() -> None:
    """Which of them holds, nobody could say."""
    with pytest.raises(Malformed):
        ladder_of(["30=person", "30=site"])
