"""The journeys in a real browser: by keyboard alone, without script, on a phone."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from planner.casebook import Case
from web.interview import ASKED, Reply, door_of, misses, reply_to
from web.standing import Portal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MOST_PAGES = 8
MOST_STOPS = 60
WALKED = [
    next(case for case in ASKED if case.journey == journey)
    for journey in sorted({case.journey for case in ASKED})
]
"""One person of each journey; `test_interviews` asks all of them over HTTP."""


@pytest.fixture
def phone(browser: "Browser") -> "Iterator[Page]":
    """A page of 320 pixels on which no script runs."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    yield context.new_page()
    context.close()


def go_to(page: "Page", selector: str) -> None:
    """Press Tab until the focus stands on what *selector* names."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(selector)


def press(page: "Page", selector: str) -> None:
    """Reach a link or a button by Tab and follow it by Enter."""
    go_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fill(page: "Page", name: str, value: str) -> None:
    """Answer one field by the keys that people use for its kind."""
    go_to(page, f'[name="{name}"]')
    kind = page.evaluate("document.activeElement.type")
    if kind == "select-one":
        option = page.locator(f'select[name="{name}"] option[value="{value}"]')
        page.keyboard.type(option.inner_text())
        return
    if kind == "text":
        page.keyboard.type(value)
        return
    page.keyboard.press("Space")
    for _ in range(MOST_STOPS):
        if page.evaluate("document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(name)


def give(page: "Page", reply: Reply) -> None:
    """Fill the fields in the order of the page, and press the button."""
    for name, value in reply.fields.items():
        fill(page, name, value)
    press(page, f'button[value="{reply.button}"]')


@pytest.mark.parametrize("case", WALKED, ids=str)
def test_a_journey_by_keyboard_without_script(
    phone: "Page", portal: Portal, case: Case
) -> None:
    """From the doors over at most eight pages to the tasks and days of the case."""
    door = door_of(case)
    assert door is not None
    day = f"as_of={case.as_of}"
    phone.goto(f"{portal.address}/en/situations?{day}")
    if door.help_first:
        press(phone, f'main a[href$="/{door.help_first}"]')
        phone.goto(f"{portal.address}/en/ask?event={door.key}&{day}")
    else:
        first = "&".join(f"{name}={value}" for name, value in door.given.items())
        press(phone, f'main a[href*="ask?{first}&as_of"]')
    asked = []
    while "/ask/" in phone.url:
        asked.append(phone.title())
        assert 320 == phone.evaluate("document.documentElement.scrollWidth")
        give(phone, reply_to(phone.url, case))
    press(phone, "main a.button")

    assert "/en/own-plan?" in phone.url
    assert MOST_PAGES >= len(asked), asked
    assert [] == misses(case, phone.content())
    assert 320 == phone.evaluate("document.documentElement.scrollWidth")


def test_whoever_looks_after_many_finds_the_list(phone: "Page", portal: Portal) -> None:
    """The last door leads to the page that reads a list of people."""
    phone.goto(f"{portal.address}/en/situations")

    press(phone, 'main a[href="/en/roster"]')

    assert f"{portal.address}/en/roster" == phone.url


def test_an_answer_is_changed_from_the_check(phone: "Page", portal: Portal) -> None:
    """Change leads to the page with the answer in it, and back to the check."""
    phone.goto(f"{portal.address}/en/answers?event=none&status=temporary-visitor")

    press(phone, 'a[href*="/ask/status?"]')
    was = phone.locator("select").input_value()
    give(phone, Reply({"status": "diplomat"}))

    assert "temporary-visitor" == was
    assert f"{portal.address}/en/answers?event=none&status=diplomat" == phone.url


def test_back_leads_through_the_pages_in_their_order(
    phone: "Page", portal: Portal
) -> None:
    """The link goes one page back each time, the last time to the doors."""
    told = "event=moved&on=2026-11-01&filed=none&to=inside&status=student"
    phone.goto(f"{portal.address}/en/ask/side?{told}")
    pages = []
    for _ in range(4):
        press(phone, "p.back a")
        pages.append(phone.url.partition("/en/")[2].partition("?")[0])

    assert ["ask/status", "ask/to", "ask/told-event", "ask/event"] == pages


def test_an_error_leads_to_its_field(phone: "Page", portal: Portal) -> None:
    """What was typed stays, the title says so, and the link goes to the field."""
    phone.goto(f"{portal.address}/en/ask/stay_end?event=none")
    give(
        phone,
        Reply({"stay_end-year": "2026", "stay_end-month": "13", "stay_end-day": "1"}),
    )
    title = phone.title()
    go_to(phone, '#errors a[href="#stay_end-year"]')
    phone.keyboard.press("Enter")

    assert title.startswith("Error: ")
    assert "13" == phone.locator("#stay_end-month").input_value()
    assert "stay_end-year" == phone.evaluate("document.activeElement.id")
