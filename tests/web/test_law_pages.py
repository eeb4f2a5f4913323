"""What the law says without computing, page by page."""

from collections.abc import Iterator

import httpx
import pytest

from ichimai.law.told import subjects
from web.standing import Portal


@pytest.fixture
def client(portal: Portal) -> Iterator[httpx.Client]:
    """A program that calls the portal."""
    with httpx.Client(base_url=portal.address) as client:
        yield client


def test_contents_lead_to_every_subject(client: httpx.Client) -> None:
    """The index has one link for each subject."""
    text = client.get("/en/law").text

    assert [] == [s.name for s in subjects() if f'"/en/law/{s.name}"' not in text]


@pytest.mark.parametrize("subject", [each.name for each in subjects()])
@pytest.mark.parametrize("language", ["ja", "easy", "en"])
def test_subject(client: httpx.Client, language: str, subject: str) -> None:
    """A page holds every text with its source; it is small, with one heading."""
    answer = client.get(f"/{language}/law/{subject}")
    entries = next(each.entries for each in subjects() if each.name == subject)

    assert 200 == answer.status_code
    assert 1 == answer.text.count("<h1")
    assert len(entries) == answer.text.count('class="told"')
    assert all(entry.source in answer.text for entry in entries)
    assert 60_000 > len(answer.content)


def test_a_text_stands_with_provision_and_day(client: httpx.Client) -> None:
    """Beside a text stand the provision in both forms and the day it was read."""
    text = client.get("/en/law/duties-and-penalties").text

    assert "carry it at all times" in text
    assert "入管法第二十三条第二項" in text
    assert "read on Friday 20 November 2026" in text


def test_no_such_subject(client: httpx.Client) -> None:
    """A subject that is not there is not found."""
    assert 404 == client.get("/en/law/weather").status_code
