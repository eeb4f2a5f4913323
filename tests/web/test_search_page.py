"""The search box and the words of the field, on pages."""

import logging
from collections.abc import Iterator
from html import unescape

import httpx
import pytest

from ichimai.texts.terms import terms
from web.pages import LANGUAGES
from web.standing import Portal


@pytest.fixture
def client(portal: Portal) -> Iterator[httpx.Client]:
    """A program that calls the portal."""
    with httpx.Client(base_url=portal.address) as client:
        yield client


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_leads_to_a_page_that_is_there(
    client: httpx.Client, language: str
) -> None:
    """The first result opens, in the language in which the question was asked."""
    text = client.get(f"/{language}/search", params={"q": "Tokutei Zairyu Card"}).text
    address = text.partition('<ol class="ways">')[2].partition('href="')[2]
    address = address.partition('"')[0]

    assert f"/{language}/law/the-specified-card" == address
    assert 200 == client.get(address).status_code


def test_what_is_typed_is_written_into_no_log(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    """The log has the pattern of the address and nothing behind it."""
    with caplog.at_level(logging.DEBUG):
        client.get("/en/search", params={"q": "SECRETWORD"})

    ours = [each for each in caplog.records if each.name.startswith("ichimai")]
    assert ours
    assert not any("SECRETWORD" in each.getMessage() for each in ours)


def test_mark_up_of_others_is_text(client: httpx.Client) -> None:
    """What was typed comes back into its field, escaped."""
    text = client.get("/en/search", params={"q": '"><script>'}).text

    assert "<script>" not in text


def test_the_start_page_has_the_box(client: httpx.Client) -> None:
    """A form that asks by its address; it works without script."""
    text = client.get("/ja/").text

    assert 'role="search" action="/ja/search"' in text
    assert 'name="q"' in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_has_every_term(client: httpx.Client, language: str) -> None:
    """Each in Japanese with its reading, whatever the reader's language is."""
    text = unescape(client.get(f"/{language}/glossary").text)

    for term in terms():
        assert f'id="{term.japanese}"' in text
        assert term.reading in text
        assert term.english in text
