"""The journeys over HTTP: at most eight pages, then the tasks and days of the case."""

from collections.abc import Iterator

import httpx
import pytest

from planner.casebook import Case
from web.interview import ASKED, door_of, misses, reply_to
from web.standing import Portal

MOST_PAGES = 8


@pytest.fixture
def client(portal: Portal) -> Iterator[httpx.Client]:
    """A program that follows where it is sent."""
    with httpx.Client(base_url=portal.address, follow_redirects=True) as client:
        yield client


@pytest.mark.parametrize("case", ASKED, ids=str)
def test_eight_pages_lead_to_the_plan_of_a_case(
    client: httpx.Client, case: Case
) -> None:
    """Asked in the planner's order, a person's answers give their tasks and days."""
    door = door_of(case)
    assert door is not None
    page = client.get("/en/ask", params={**door.given, "as_of": case.as_of.isoformat()})
    asked = []
    while "/ask/" in page.url.path:
        asked.append(page.url.path.rpartition("/")[2])
        reply = reply_to(str(page.url), case)
        page = client.post(str(page.url), data={**reply.fields, "answer": reply.button})
        assert 200 == page.status_code, (asked, page.text)

    plan = client.get("/en/own-plan", params=page.url.params)

    assert "/en/answers" == page.url.path
    assert MOST_PAGES >= len(asked), asked
    assert [] == misses(case, plan.text), asked
