"""The invented people of a sandbox, their plans, and what has happened to them."""

import re
from collections.abc import Iterator

import httpx
import pytest

from registry.lives import enrolled
from web.standing import Portal


@pytest.fixture
def client(portal: Portal) -> Iterator[httpx.Client]:
    """A program that calls the portal with its people."""
    with httpx.Client(base_url=portal.address) as client:
        yield client


def test_the_list_names_everybody_with_what_is_due(client: httpx.Client) -> None:
    """Each person has a link, a status in words and the last safe day."""
    text = client.get("/en/people").text

    assert 3 == text.count('<li class="person')
    assert '<a href="/en/plan"><bdi translate="no">MINH TEST 1' in text
    assert "Engineer/Specialist in Humanities/International Services" in text
    assert re.search(r'<time datetime="2026-12-10">Thursday 10 December 2026', text)


def test_the_list_tells_what_holds_where_nothing_is_due(client: httpx.Client) -> None:
    """Of a permanent resident without a known card it says that the stay goes on."""
    text = client.get("/en/people").text

    assert "The last day of the card is not the end of your stay" in text
    assert "person.status" not in text


@pytest.mark.parametrize("language", ["ja", "easy", "en"])
def test_each_person_has_a_plan(client: httpx.Client, language: str) -> None:
    """Every link of the list leads to a plan with one heading and its way back."""
    text = client.get(f"/{language}/people").text
    links = re.findall(rf'/{language}/people/res_[a-z0-9]+(?=")', text)
    unnamed = re.compile(r"(clocks|person|events)[.\[]|>engineer-humanities")

    assert 2 == len(set(links))
    for link in links:
        shown = client.get(link)
        assert 200 == shown.status_code
        assert 1 == shown.text.count("<h1")
        assert f'<p class="back"><a href="/{language}/people">' in shown.text
        assert not unnamed.search(shown.text)


def test_nobody_else_on_the_register_is_shown(
    client: httpx.Client, portal: Portal
) -> None:
    """Only people whom the edge hands in have a page; others are not found."""
    stranger = enrolled(portal.site.registry, 99).id

    assert 404 == client.get(f"/en/people/{stranger}").status_code
    assert 404 == client.get("/en/people/res_nobody").status_code
    assert stranger not in client.get("/en/people").text


def test_the_journal_is_told_in_words(client: httpx.Client) -> None:
    """A filing stands with its day, its office, its provisions and its entry."""
    text = client.get("/en/plan").text
    story = text[text.index('id="happened"') :]

    assert "together with it the request for the one card" in story
    assert '<time datetime="2026-11-02">Monday 2 November 2026' in story
    assert "入管法第二十一条第二項" in story
    assert "Entry 4 of the journal" in story


def test_a_sandbox_without_people_says_so(empty_portal: Portal) -> None:
    """Where nobody is handed in, the list says why it is empty."""
    text = httpx.get(f"{empty_portal.address}/en/people").text

    assert "This server was started without the story" in text
    assert '<li class="person' not in text
