"""A real browser, without script: what one page shows, keeps and leads to.

What every state must hold in every language stands in `accessibility`.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from ichimai.texts.language import languages
from web.pages import PAGES
from web.standing import Portal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_SMALLEST = 44
_MOST_STOPS = 60
"""More stops of the Tab key than any page has before its first button."""


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A page in a context of its own, on which script of the page does not run."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_forced_colours_keep_the_edges(browser: "Browser", portal: Portal) -> None:
    """In forced colours a task still has an edge, and the present page a mark."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{portal.address}/en/plan")

    border = page.locator(".task").first.evaluate("e => getComputedStyle(e).border")
    mark = page.locator("[aria-current=page]").evaluate(
        "e => getComputedStyle(e).textDecorationLine"
    )
    context.close()

    assert border.startswith("1px solid")
    assert "underline" == mark


def test_the_keyboard_meets_everything_in_order(page: "Page", portal: Portal) -> None:
    """Tab goes through links and form in the order of reading, each with its ring."""
    page.goto(f"{portal.address}/en/verify")
    met: list[list[object]] = []
    while (not met or met[-1][0] != "BUTTON") and len(met) < _MOST_STOPS:
        page.keyboard.press("Tab")
        met.append(
            page.evaluate(
                """() => { const e = document.activeElement;
                     return [e.tagName, getComputedStyle(e).outlineWidth,
                       e.getBoundingClientRect().bottom > 0] }"""
            )
        )

    names = [name for name, _, _ in met]
    assert ["SELECT", "INPUT", "INPUT", "BUTTON"] == names[-4:]
    assert [] == [each for each in met if each[1:] != ["3px", True]]


@pytest.mark.parametrize("path", PAGES)
def test_targets_are_large_enough(page: "Page", portal: Portal, path: str) -> None:
    """Buttons, fields, menus and summaries are at least 44 pixels high."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{portal.address}/ja/{path}")

    small = page.evaluate(
        """least => [...document.querySelectorAll(
             'nav a, h2 a, h3 a, .brand, summary, button, select, input[type=text]')]
           .filter(each => each.getBoundingClientRect().height < least - 0.5)
           .map(each => each.outerHTML)""",
        _SMALLEST,
    )

    assert [] == small


def test_the_whole_way_without_script(page: "Page", portal: Portal) -> None:
    """From the start page to the plan, to the form and to four answers."""
    page.goto(f"{portal.address}/en/")
    page.get_by_role("link", name="Follow one resident").click()
    page.get_by_text("Why?").first.click()
    page.get_by_role("link", name="Check a card").click()
    page.get_by_label("What do you want to know it for?").select_option("employment")
    page.get_by_role("button", name="Read the card").click()
    page.locator(".answer").last.wait_for()

    assert f"{portal.address}/en/verify" == page.url
    assert 4 == page.locator(".answer").count()
    assert "MINH TEST" not in page.url


def test_changing_the_language_keeps_the_page(page: "Page", portal: Portal) -> None:
    """The language menu leads to the same page in the other language."""
    page.goto(f"{portal.address}/en/plan")
    page.get_by_role("link", name="やさしい日本語").click()

    assert f"{portal.address}/easy/plan" == page.url
    assert "ja" == page.locator("html").get_attribute("lang")


def test_the_skip_link_comes_first(page: "Page", portal: Portal) -> None:
    """The first stop of the Tab key is the way past the menus, and it is seen."""
    page.goto(f"{portal.address}/en/plan")
    page.keyboard.press("Tab")

    focused = page.locator(":focus")
    assert "#main" == focused.get_attribute("href")
    assert focused.is_visible()


def test_phrases_are_printed_large(page: "Page", portal: Portal) -> None:
    """On paper each Japanese sentence is 28 points or larger, its reading beside it."""
    page.goto(f"{portal.address}/en/phrases")
    page.emulate_media(media="print")

    pixels = page.evaluate(
        "[...document.querySelectorAll('.phrase h2')]"
        ".map(e => parseFloat(getComputedStyle(e).fontSize))"
    )

    assert pixels
    # A point is 4/3 of a CSS pixel.
    assert min(pixels) >= 28 * 4 / 3 - 0.1
    assert len(pixels) == page.locator(".phrase .reading:visible").count()


@pytest.mark.parametrize("language", [each.code for each in languages()])
def test_the_first_screen_of_a_loss_helps(
    page: "Page", portal: Portal, language: str
) -> None:
    """On the smallest phone, without script or a question, both numbers are seen."""
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(f"{portal.address}/{language}/loss")

    bottoms = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"tel:\"]')]"
        ".slice(0, 2).map(e => e.getBoundingClientRect().bottom)"
    )

    assert 2 == len(bottoms)
    assert max(bottoms) <= 568
