"""A real browser, without script: axe finds nothing, nothing overflows or leaks."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from ichimai.texts.language import languages
from web.pages import PAGES, PAIRS
from web.standing import Portal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Pages of the table of routes, each in every language and at both widths, and some that
# need more than an address; the rest in `make audit`.
_PAIRS = [
    *PAIRS,
    ("law/duties-and-penalties", "ja", 1280),
    ("law/asking-and-receiving", "easy", 320),
    ("law/duties-and-penalties", "en", 320),
    ("claims?words=weather", "en", 320),
]
# States that are no page of their own: what a form brings back, what is not found.
_STATES = [
    ("verified", "ja", 320),
    ("verified", "easy", 1280),
    ("verified", "en", 320),
    ("refused", "ja", 1280),
    ("refused", "easy", 320),
    ("refused", "en", 1280),
    ("nothing", "easy", 320),
    ("person", "ja", 320),
    ("person", "easy", 320),
    ("person", "en", 1280),
]
_SMALLEST = 44
_MOST_STOPS = 60
"""More stops of the Tab key than any page has before its first button."""
_ROOMY = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-bottom: 2em !important }
  html { font-size: 212.5% !important }"""
"""Text spacing of WCAG 1.4.12 together with text of 200 % (1.4.4)."""
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A page in a context of its own, on which script of the page does not run."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def _show(page: "Page", portal: Portal, state: str, language: str) -> None:
    """Bring *page* into a state, with everything opened that can be."""
    home = f"{portal.address}/{language}"
    if state in {"verified", "refused"}:
        page.goto(f"{home}/verify")
        if state == "refused":
            page.locator("#card_number").fill("12")
        page.locator("button").click()
        page.locator(".answer" if state == "verified" else "#errors").first.wait_for()
    elif state == "person":
        page.goto(f"{home}/people/{portal.site.neighbours[0]}")
    else:
        page.goto(f"{home}/{state}")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


@pytest.mark.parametrize(("path", "language", "width"), _PAIRS + _STATES)
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
    _show(page, portal, path, language)

    found = Axe().run(page, options={"runOnly": _TAGS}).response["violations"]

    context.close()
    assert [] == [(each["id"], each["nodes"][0]["html"]) for each in found]


@pytest.mark.parametrize(("state", "language", "width"), _PAIRS + _STATES)
def test_no_page_is_wider_than_a_small_phone(
    browser: "Browser", portal: Portal, state: str, language: str, width: int
) -> None:
    """At 320 pixels nothing scrolls sideways, also with roomy text of 200 %."""
    context = browser.new_context(
        viewport={"width": min(width, 320), "height": 800}, bypass_csp=True
    )
    page = context.new_page()
    _show(page, portal, state, language)
    plain = page.evaluate("document.documentElement.scrollWidth")
    page.add_style_tag(content=_ROOMY)
    roomy = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert (320, 320) == (plain, roomy)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("state", [*PAGES, "person", "law/pins", "verified"])
def test_headings_go_down_one_step_at_a_time(
    page: "Page", portal: Portal, state: str, language: str
) -> None:
    """Each page has one first heading, and no level is left out below it."""
    _show(page, portal, state, language)

    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])"
    )

    assert 1 == levels.count(1)
    steps = [after - before for before, after in pairwise(levels)]
    assert [] == [step for step in steps if step > 1]


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


def test_nothing_is_asked_of_another_host(page: "Page", portal: Portal) -> None:
    """Every request of a visit to all pages goes to this server."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    for path in PAGES:
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
