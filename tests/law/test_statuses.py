"""The table of statuses and the rules say the same of every status of residence."""

from datetime import date

import pytest

from ichimai.law.holders import NOT_RESIDENT
from ichimai.law.questions import ask
from ichimai.law.specified_card_request import DESCENT_STATUSES
from ichimai.law.statuses import Length, StatusLaw, length, status_table
from ichimai.model.status import Status

ROWS = status_table().rows
OF_RESIDENCE = [row for row in ROWS if row.status != "special-permanent-resident"]
RESIDENTS = [row for row in ROWS if row.resident]
ON = date(2026, 9, 1)
LONGEST = length("5y")
THREE_MONTHS = length("3m")
"""Periods in days, all of ninety or fewer, come before it."""


def _name(row: StatusLaw) -> str:
    return row.status


def _stay(period: Length) -> dict[str, int]:
    return {"stay_days": period.days} if period.days else {"stay_months": period.months}


def test_every_status_has_one_row() -> None:
    """The rows are the statuses, in their order."""
    assert list(Status) == [row.status for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=_name)
def test_periods(row: StatusLaw) -> None:
    """Each status has a length of stay; the longest comes first, at most five years."""
    lengths = [*row.periods, *([row.up_to] if row.up_to else [])]

    assert row.unlimited or row.mission or lengths
    assert list(row.periods) == sorted(row.periods, reverse=True)
    assert all(each <= LONGEST for each in lengths)


@pytest.mark.parametrize("row", OF_RESIDENCE, ids=_name)
def test_standing_by_period(row: StatusLaw) -> None:
    """A period gives a residence card where the status does and it is long enough."""
    for period in row.periods:
        facts = {"status": row.status, "designated_activity": "none", **_stay(period)}
        if row.status is not Status.DESIGNATED_ACTIVITIES:
            del facts["designated_activity"]
        resident = row.resident and period > THREE_MONTHS
        expected = "mid-to-long-term" if resident else "other"

        assert expected == ask("standing", facts, ON).answer["standing"]


@pytest.mark.parametrize("row", RESIDENTS, ids=_name)
def test_the_card_follows_the_stay(row: StatusLaw) -> None:
    """The card ends with the stay, and by birthdays only where the stay has no end."""
    facts = {
        "card": "residence",
        "status": row.status,
        "birth_date": "1990-03-01",
        "procedure": "exchange",
        "filed_on": "2026-09-01",
        "delivered_on": "2026-09-01",
        "stay_ends_on": "2028-07-31",
    }
    if row.unlimited:
        del facts["stay_ends_on"]

    found = ask("card-validity", facts, ON).answer["expires_on"]

    assert ("2036-03-01" if row.unlimited else "2028-07-31") == found


@pytest.mark.parametrize("row", OF_RESIDENCE, ids=_name)
def test_who_may_change_into_it_with_a_request(row: StatusLaw) -> None:
    """A change of status carries a request only into a status with a residence card."""
    facts = {
        "standing": "mid-to-long-term",
        "status_before": "student",
        "status_after": row.status,
        "on_register": True,
        "procedure": "change-of-status",
        "counter": "bureau",
        "filed_on": "2026-09-01",
    }

    assert row.resident == ask("specified-card-request", facts, ON).answer["allowed"]


def test_lists_of_the_rules() -> None:
    """Statuses that rules name one by one are those of the table."""
    without = {row.status for row in OF_RESIDENCE if not row.resident}
    table_2 = {row.status for row in OF_RESIDENCE if row.work == ("any",)}

    assert without == set(NOT_RESIDENT)
    assert table_2 == {Status.PERMANENT_RESIDENT, *DESCENT_STATUSES}


@pytest.mark.parametrize("written", ["", "5", "y", "3m1y", "-1y"])
def test_no_period(written: str) -> None:
    """What is no period is refused."""
    with pytest.raises(ValueError, match="no period of stay"):
        length(written)
