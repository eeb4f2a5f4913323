"""Before you go, on a page: the same verdict as on the command line."""

from collections.abc import Iterator

import httpx
import pytest

from web.standing import Portal

GOOD = {
    "procedure": "exchange",
    "counter": "bureau",
    "on": "2026-12-01",
    "municipality": "新宿区",
    "status": "engineer-humanities-international",
    "months": "36",
    "stay_end": "2028-01-31",
    "born": "1995-03-03",
    "registered": "1",
    "one_card": "1",
    "have": ["photo", "passport", "present-card", "pins"],
}


@pytest.fixture
def client(portal: Portal) -> Iterator[httpx.Client]:
    """A program that calls the portal."""
    with httpx.Client(base_url=portal.address) as client:
        yield client


def test_nothing_is_judged_before_anything_is_asked(client: httpx.Client) -> None:
    """The form alone, with no verdict."""
    assert 'id="verdict"' not in client.get("/en/visit").text


def test_a_missing_paper_is_named_on_the_page(client: httpx.Client) -> None:
    """Without the photo it is no; the answers come back in the form."""
    less = {**GOOD, "have": ["passport", "present-card", "pins"]}
    text = client.get("/en/visit", params=less).text

    assert "No: the visit would be for nothing." in text
    assert "Missing" in text
    assert 'value="新宿区"' in text


def test_a_closed_day_is_told(client: httpx.Client) -> None:
    """A Sunday, in Japanese."""
    text = client.get("/ja/visit", params={**GOOD, "on": "2026-12-06"}).text

    assert "役所が休みです" in text


@pytest.mark.parametrize(
    "wrong", [{"on": "tomorrow"}, {"procedure": "swim"}, {"on": ""}, {"born": "<b>"}]
)
def test_what_cannot_be_read_is_said(
    client: httpx.Client, wrong: dict[str, str]
) -> None:
    """A sentence with the field, the form again, and nothing unescaped."""
    answer = client.get("/en/visit", params={**GOOD, **wrong})

    assert 200 == answer.status_code
    assert 'role="alert"' in answer.text
    assert "<b>" not in answer.text
