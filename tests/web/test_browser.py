"""A real browser, without script: axe finds nothing, nothing overflows or leaks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from web.standing import Portal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Every page with every language and both widths, pairwise; the rest in `make audit`.
_PAIRS = [
    ("", "ja", 320),
    ("", "easy", 1280),
    ("", "en", 320),
    ("plan", "ja", 1280),
    ("plan", "easy", 320),
    ("plan", "en", 1280),
    ("verify", "ja", 320),
    ("verify", "easy", 1280),
    ("verify", "en", 320),
    ("people", "ja", 320),
    ("people", "easy", 320),
    ("people", "en", 1280),
]
_SMALLEST = 44
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A page in a context of its own, on which script of the page does not run."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("path", "language", "width"), _PAIRS)
def test_axe_finds_nothing(
    browser: "Browser", portal: Portal, path: str, language: str, width: int
) -> None:
    """axe, with the rules of WCAG 2.2 AA and best practice, has nothing to report."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    # axe itself is script; it is brought in past the page's policy.
    context = browser.new_context(
        viewport={"width": width, "height": 800}, bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{portal.address}/{language}/{path}")

    found = Axe().run(page, options={"runOnly": _TAGS}).response["violations"]

    context.close()
    assert [] == [(each["id"], each["nodes"][0]["html"]) for each in found]


@pytest.mark.parametrize(("path", "language", "width"), _PAIRS)
def test_no_page_is_wider_than_a_small_phone(
    page: "Page", portal: Portal, path: str, language: str, width: int
) -> None:
    """At 320 pixels, and at the larger text of 200 %, nothing scrolls sideways."""
    page.set_viewport_size({"width": min(width, 320), "height": 800})
    page.goto(f"{portal.address}/{language}/{path}")

    assert 320 >= page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("path", ["", "plan", "verify"])
def test_targets_are_large_enough(page: "Page", portal: Portal, path: str) -> None:
    """Buttons, fields, menus and summaries are at least 44 pixels high."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{portal.address}/ja/{path}")

    small = page.evaluate(
        """least => [...document.querySelectorAll(
             'nav a, .brand, summary, button, select, input:not([type=checkbox])')]
           .filter(each => each.getBoundingClientRect().height < least - 0.5)
           .map(each => each.outerHTML)""",
        _SMALLEST,
    )

    assert [] == small


def test_nothing_is_asked_of_another_host(page: "Page", portal: Portal) -> None:
    """Every request of a visit to all pages goes to this server."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    for path in ("", "plan", "verify"):
        page.goto(f"{portal.address}/easy/{path}")

    assert asked
    assert [] == [url for url in asked if not url.startswith(portal.address)]


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
