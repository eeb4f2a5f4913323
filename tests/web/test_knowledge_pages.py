"""Pages of what people say, of phrases for a counter, and of cities with lines."""

from collections.abc import Iterator
from html import unescape

import httpx
import pytest

from ichimai.planner.knowledge.claims import claims, find_claims
from ichimai.planner.knowledge.lines import all_lines
from ichimai.planner.knowledge.phrases import phrases
from web.pages import LANGUAGES, PAGES
from web.standing import Portal


@pytest.fixture
def client(portal: Portal) -> Iterator[httpx.Client]:
    """A program that calls the portal."""
    with httpx.Client(base_url=portal.address) as client:
        yield client


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page(client: httpx.Client, language: str, name: str) -> None:
    """Each is there in each language, one first heading, light with its style."""
    answer = client.get(f"/{language}/{name}")

    assert 200 == answer.status_code
    assert 1 == answer.text.count("<h1")
    style = client.get("/static/ichimai.css").content
    assert 60_000 > len(answer.content) + len(style)
    footer = answer.text.partition("<footer>")[2]
    words = {"en": "Verify with the office", "ja": "窓口", "easy": "<rt>まどぐち"}
    assert words[language] in footer


def test_every_claim_stands_with_its_source(client: httpx.Client) -> None:
    """The page holds what the command holds."""
    text = unescape(client.get("/en/claims").text)

    for claim in claims():
        assert f'id="{claim.key}"' in text
        assert claim.title in text
        assert claim.about in text
        assert claim.source in text
        assert all(str(provision) in text for provision in claim.cites)


def test_a_search_shows_what_it_finds(client: httpx.Client) -> None:
    """Only the claims with those words stand, and the words stay in their field."""
    text = client.get("/ja/claims", params={"words": "Mina Hokensho"}).text
    found = find_claims("mina hokensho")

    assert len(found) == text.count('class="told"')
    assert 'value="Mina Hokensho"' in text
    assert f"{len(found)}件" in text


def test_a_search_for_nothing_known(client: httpx.Client) -> None:
    """It says that nothing is settled by that, and writes no mark-up of others."""
    text = client.get("/en/claims", params={"words": "<b>weather"}).text

    assert "settles nothing" in text
    assert "<b>" not in text
    assert 0 == text.count('class="told"')


def test_phrases_are_japanese_in_every_language(client: httpx.Client) -> None:
    """A clerk can read each sentence, whoever shows it."""
    text = unescape(client.get("/en/phrases").text)

    for phrase in phrases():
        assert f'<h2 lang="ja" translate="no">{phrase.japanese}</h2>' in text
        assert phrase.reading in text
        assert phrase.romaji in text


def test_lines_can_be_rung(client: httpx.Client) -> None:
    """Each line is a link for a telephone, with what is known of it and its source."""
    text = unescape(client.get("/en/lines").text)

    assert 12 == len(all_lines())
    for line in all_lines():
        assert 1 == text.count(f'href="tel:{line.telephone}"')
        assert line.source in text
        assert f"<time>{line.read_on}</time>" in text
    assert "Free of charge" in text
    assert text.count("Not known") > len(all_lines())


def test_a_city_of_which_nothing_is_said(client: httpx.Client) -> None:
    """Yokohama is there and has nothing but that it is not known."""
    text = client.get("/en/cities").text
    part = text.partition('id="city-141003"')[2].partition("</section>")[0]

    assert "Not known" in part
    assert "<li" not in part


def test_a_municipality_is_found_by_its_name(client: httpx.Client) -> None:
    """One is shown whole; of several each is a link, with its prefecture."""
    one = client.get("/en/cities", params={"name": "大和村"}).text
    several = client.get("/ja/cities", params={"name": "Fuchu-shi"}).text
    former = client.get("/en/cities", params={"name": "浜松市北区"}).text

    assert 'id="city-465232"' in one
    assert "Fukuoka Regional Immigration Services Bureau" in one
    assert "東京都府中市" in several
    assert "広島県府中市" in several
    assert "name=342084" in several
    assert "Hamana-ku, Hamamatsu-shi" in former


def test_a_name_of_nobody_is_said_to_be_none(client: httpx.Client) -> None:
    """No municipality is guessed, and what was typed comes back escaped."""
    text = client.get("/en/cities", params={"name": "<b>Nowhere"}).text

    assert "No municipality is found by that name." in text
    assert "<b>Nowhere" not in text


def test_the_coverage_counts_every_municipality(client: httpx.Client) -> None:
    """Figures over all 1,741, one bar for each topic and prefecture."""
    text = client.get("/en/cities/coverage").text

    assert "1741" in text
    assert 3 + 47 == text.count("<meter")


def test_a_loss_is_helped_before_anything_is_asked(client: httpx.Client) -> None:
    """Both numbers that stop a card come first, as links, and no form is there."""
    for language in LANGUAGES:
        text = client.get(f"/{language}/loss").text
        main = text.partition("<main")[2]

        assert main.index("tel:0120-95-0178") < main.index("tel:0120-0178-27")
        assert main.index("tel:0120-0178-27") < main.index("<h2")
        assert "<form" not in text
        assert all(
            f'id="{kind}"' in text
            for kind in ("specified", "special", "my-number", "ordinary")
        )


def test_the_feed_is_served_as_atom(client: httpx.Client) -> None:
    """In each language, under its own media type; an unknown one is not there."""
    for language in LANGUAGES:
        answer = client.get(f"/updates/{language}.atom")
        assert 200 == answer.status_code
        assert answer.headers["content-type"].startswith("application/atom+xml")
    assert 404 == client.get("/updates/xx.atom").status_code


def test_older_updates_have_a_page_of_their_own(client: httpx.Client) -> None:
    """Nothing is lost between two pages, and a wrong place is the first page."""
    first = client.get("/en/updates").text

    assert 'href="/en/updates?from=60"' in first
    assert 'href="/en/updates?from=0"' in client.get("/en/updates?from=60").text
    assert first == client.get("/en/updates?from=x").text
