"""Everything that is held against one page in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from web.accessibility.matrix import Look
from web.accessibility.states import PAPERS
from web.standing import Portal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

LARGEST = 60_000
"""Bytes of HTML and stylesheets (users.md, 11.3)."""
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SMALLEST = 320
"""The width at which the Tab key walks; the order is the same at the others."""
_HERE = Path(__file__).parent
_MOST_STOPS = 400
_OPEN = "document.querySelectorAll('details').forEach(each => each.open = true)"
_WEIGHT = """() => performance.getEntries()
  .filter(each => /navigation|resource/.test(each.entryType))
  .filter(each => each.entryType === 'navigation' || /\\.css$/.test(each.name))
  .reduce((sum, each) => sum + each.decodedBodySize, 0)"""
_AXE = """tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})
  .then(found => found.violations.map(each => [each.id, each.nodes[0].html]))"""
_ROOMY = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-bottom: 2em !important }
  html { font-size: 212.5% !important }"""
"""Text spacing of WCAG 1.4.12 together with text of 200 % (1.4.4)."""
_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_STOPS = """() => [...document.querySelectorAll(
    'a[href],button,input:not([type=hidden]),select,textarea,summary')]
  .filter(each => each.checkVisibility({visibilityProperty: true}))
  .filter(each => each.type !== 'radio' || each.checked ||
    each === each.form.querySelector(`[name="${each.name}"]`) &&
    !each.form.querySelector(`[name="${each.name}"]:checked`)).length"""
_FOCUSED = """() => { const each = document.activeElement;
  if (each === document.body || each.dataset.met) return null;
  each.dataset.met = '1';
  const style = getComputedStyle(each), box = each.getBoundingClientRect();
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const inside = box.bottom > 0 && box.top < innerHeight;
  return ring && inside ? '' : each.outerHTML.slice(0, 160) }"""


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@cache
def _measure() -> str:
    return (_HERE / "measure.js").read_text("utf-8")


@contextmanager
def window(browser: "Browser") -> "Iterator[Page]":
    """A page into which what measures may be brought past the policy."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def reach(page: "Page", portal: Portal, look: Look) -> int:
    """Bring *page* into the state, everything opened that can be; the first status."""
    state = look.state
    page.set_viewport_size({"width": look.width, "height": 800})
    answer = page.goto(state.address(portal, look.language))
    assert answer is not None
    for name, value in state.filled.items():
        page.locator(f'main [name="{name}"]').fill(value)
    for name, (file_name, content) in state.files.items():
        sent: Any = {"name": file_name, "mimeType": "", "buffer": content}
        page.locator(f'main [name="{name}"]').set_input_files(sent)
    if state.pressed:
        page.locator("main form button").first.click()
    page.locator(state.shows).first.wait_for()
    page.evaluate(_OPEN)
    return answer.status


def found_by_keyboard(page: "Page") -> dict[str, list[Any]]:
    """What Tab does not reach, and what it reaches without a ring or out of sight."""
    stops, bad, met = page.evaluate(_STOPS), [], 0
    while met <= _MOST_STOPS:
        page.keyboard.press("Tab")
        told = page.evaluate(_FOCUSED)
        if told is None:
            break
        met += 1
        bad += [told] if told else []
    found = {"focus not seen": bad} if bad else {}
    return found if met == stops else {**found, "stops of the Tab key": [met, stops]}


def faults(page: "Page", portal: Portal, look: Look) -> dict[str, list[Any]]:
    """All that is wrong with one look, by kind; nothing in it where all is well."""
    asked: list[str] = []

    def note(request: "Request") -> None:
        asked.append(request.url)

    page.on("request", note)
    status = reach(page, portal, look)
    page.remove_listener("request", note)
    found: dict[str, list[Any]] = page.evaluate(_measure())
    if status != look.state.status:
        found["status"] = [status]
    weight = page.evaluate(_WEIGHT)
    paper = look.state.path.startswith(PAPERS)
    if weight > LARGEST and not paper:
        found["bytes"] = [weight]
    page.evaluate(_axe())
    if told := page.evaluate(_AXE, list(TAGS)):
        found["axe"] = told
    if look.width == SMALLEST:
        found |= found_by_keyboard(page)
    page.add_style_tag(content=_ROOMY)
    if not paper and page.evaluate(_WIDE) > 0:
        found["too wide with roomy text"] = [page.evaluate(_WIDE)]
    if others := [url for url in asked if not url.startswith(portal.address)]:
        found["asked of another host"] = others
    return found
