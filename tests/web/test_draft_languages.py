"""A page in a language that no person has reviewed says so and proves its figures."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

import httpx
import pytest
from babel.messages.pofile import read_po

from ichimai.texts import language as texts
from ichimai.texts.language import languages
from web.pages import PAGES
from web.standing import Portal

DRAFTS = tuple(each.code for each in languages() if each.tier > 0)
_BANNER = "A machine translated this, and no person has reviewed it yet."
_CATALOGUES = Path(texts.__file__).parent / "catalogues"


@pytest.fixture(scope="module")
def client(portal: Portal) -> Iterator[httpx.Client]:
    """A visitor of the portal."""
    with httpx.Client(base_url=portal.address, timeout=30) as client:
        yield client


def _figures(code: str) -> list[tuple[str, str]]:
    """Drafts of figures without placeholders: English and translation.

    What is written like the Japanese or the English is left out: what stands beside
    it looks the same.
    """
    japanese = texts.translator("ja")
    with (_CATALOGUES / f"{code}.po").open("rb") as opened:
        read = read_po(opened)
    return [
        (str(each.id), str(each.string))
        for each in read
        if each.id
        and "kind: figure" in each.user_comments
        and "{" not in each.id
        and each.string not in (japanese(str(each.id)), each.id)
    ]


def _alone(draft: str, page: str) -> bool:
    """Whether an element of *page* says *draft* and nothing stands beside it."""
    followed = re.compile(r"\s*(</span>|</h[1-6]>)?\s*<(span|p) class=\"beside\"")
    return any(
        not followed.match(page, found.end())
        for found in re.finditer(rf">\s*{re.escape(escape(draft))}(?=\s*<)", page)
    )


@pytest.mark.parametrize("code", DRAFTS)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_its_language_and_says_that_it_is_a_draft(
    client: httpx.Client, code: str, page: str
) -> None:
    """Each page carries the lang attribute and the banner, in English too."""
    answer = client.get(f"/{code}/{page}")

    assert 200 == answer.status_code
    assert f'<html lang="{code}" dir="ltr">' in answer.text
    assert code == answer.headers["content-language"]
    assert _BANNER in answer.text


@pytest.mark.parametrize("code", DRAFTS)
@pytest.mark.parametrize("page", PAGES)
def test_no_figure_is_shown_from_the_draft_alone(
    client: httpx.Client, code: str, page: str
) -> None:
    """Fees, dates, penalties and counters have plain Japanese and English beside."""
    text = client.get(f"/{code}/{page}").text

    alone = [english for english, draft in _figures(code) if _alone(draft, text)]

    assert [] == alone


@pytest.mark.parametrize("code", DRAFTS)
def test_a_duty_has_its_japanese_beside_it(client: httpx.Client, code: str) -> None:
    """The title of a task on a plan stands above the same in Japanese."""
    page = client.get(f"/{code}/plan").text

    titles = re.findall(
        r'<h3[^>]*>[^<]+</h3>\s*<p class="beside" lang="ja">[^<]+</p>', page
    )

    assert titles


@pytest.mark.parametrize("code", DRAFTS)
def test_every_page_links_to_its_other_languages(
    client: httpx.Client, code: str
) -> None:
    """The menu and the Link header name each language by its tag."""
    answer = client.get(f"/{code}/plan")

    for each in languages():
        assert f'</{each.code}/plan>; rel="alternate"' in answer.headers["link"]
        assert f'lang="{each.html}" hreflang="{each.tag}"' in answer.text
