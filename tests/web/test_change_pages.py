"""What changed, whom it touches, and the days of whoever types them."""

from collections.abc import Iterator
from html import unescape

import httpx
import pytest

from ichimai.planner.guides.changes import GROUPS, changes, changes_for, promises
from web.standing import Portal


@pytest.fixture
def client(portal: Portal) -> Iterator[httpx.Client]:
    """A program that calls the portal."""
    with httpx.Client(base_url=portal.address) as client:
        yield client


def test_every_change_stands_beside_what_it_replaced(client: httpx.Client) -> None:
    """The page has both sides of each change and each promise."""
    text = unescape(client.get("/en/changed").text)

    for each in (*changes(), *promises()):
        assert each.before in text
        assert each.about in text


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_reads_its_own_changes(client: httpx.Client, group: str) -> None:
    """As many as the table has for it, and no others."""
    text = client.get("/en/touches", params={"group": group}).text

    assert len(changes_for(group)) == text.count('class="sides"')


def test_the_days_of_a_permanent_resident(client: httpx.Client) -> None:
    """An old card of 2020 that ends on 20 July 2027 is to be renewed, not extended."""
    days = {
        "group": "permanent",
        "card_end": "令和9年7月20日",
        "card_since": "2020-07-21",
    }
    text = client.get("/en/touches", params=days).text

    assert "Renew your residence card: it ends on Tuesday 20 July 2027" in text
    assert 'value="令和9年7月20日"' in text


def test_a_day_that_is_none_is_said_at_its_field(client: httpx.Client) -> None:
    """The page comes back with what was typed, and tells how to write a day."""
    days = {"group": "stay", "stay_end": "4/7/26"}
    answer = client.get("/en/touches", params=days)

    assert 422 == answer.status_code
    assert 'id="stay_end-error"' in answer.text
    assert 'value="4/7/26"' in answer.text


@pytest.mark.parametrize(
    "days", [{"stay_end": "1600-01-01"}, {"stay_end": "9999-12-31"}]
)
def test_a_day_too_far_away_is_no_fault(
    client: httpx.Client, days: dict[str, str]
) -> None:
    """Nothing can be worked out, and the page says so instead of failing."""
    answer = client.get("/en/touches", params={"group": "stay", **days})

    assert 422 == answer.status_code
    assert 'class="checklist"' not in answer.text


def test_an_unknown_group_is_asked_again(client: httpx.Client) -> None:
    """Whoever writes another word into the address is asked who they are."""
    answer = client.get("/ja/touches", params={"group": "<b>"})

    assert 200 == answer.status_code
    assert "<b>" not in answer.text


def test_whom_to_tell_after_a_new_period_of_stay(client: httpx.Client) -> None:
    """A driving licence has nothing to do with a stay, and a bank has."""
    text = client.get("/en/tell", params={"after": "stay"}).text

    assert 'id="bank"' in text
    assert 'id="licence"' not in text
