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


@pytest.mark.parametrize("language", ["ja", "easy", "en"])
@pytest.mark.parametrize("table", ["card-items", "statuses"])
def test_tables(client: httpx.Client, language: str, table: str) -> None:
    """The two tables are pages of their own, with source and provisions."""
    answer = client.get(f"/{language}/law/{table}")

    assert 200 == answer.status_code
    assert 1 == answer.text.count("<h1")
    assert "ICA 2-2(3)" in answer.text or "MNA-MO 39-30" in answer.text
    assert 60_000 > len(answer.content)


def test_every_status_is_shown(client: httpx.Client) -> None:
    """Each status stands with its periods and how far it lets one work."""
    text = client.get("/en/law/statuses").text

    assert 39 == text.count('class="panel told"')
    assert "set for each person, up to 4 years 3 months" in text
    assert "Work as designated for the person / No work without permission" in text


def test_what_only_the_chip_holds(client: httpx.Client) -> None:
    """The page of items names the date of delivery once under a chip of each kind."""
    text = client.get("/en/law/card-items").text

    assert 6 == text.count('class="told"')
    assert 7 == text.count("Date of delivery")
