"""Pages bear languages that nobody speaks: longer, accented, or right to left.

`en-XA` is English with accents and each vowel twice, two letters in five more; `ar-XB`
is the same page mirrored. The browser makes both from the English page, for tests only.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ichimai.web import stylesheet
from web.pages import PAGES
from web.standing import Portal

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_NARROW = 320
_ACCENTED = """() => {
  const from = "aceinorsuyACEINORSUY", to = "àçéîñõŕšûýÀÇÉÎÑÕŔŠÛÝ";
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.data;
    const shown = walk.currentNode.parentElement.closest('[translate="no"], style');
    if (shown || !/[a-z]{2}/i.test(text)) continue;
    const longer = text.replace(/[a-z]/gi, each => to[from.indexOf(each)] || each);
    walk.currentNode.data = longer.replace(/[àéîõûý]/gi, "$&$&");
  }
}"""
_MIRRORED = "() => { document.documentElement.dir = 'rtl'; }"
_WIDER = "() => document.documentElement.scrollWidth > window.innerWidth"
_PHYSICAL = re.compile(
    r"(?<![a-z-])(?:(?:margin|padding|border|inset)-(?:left|right)"
    r"|left|right|float|clear)\s*:|text-align\s*:\s*(?:left|right)"
)


@pytest.mark.parametrize("change", [_ACCENTED, _MIRRORED], ids=["en-XA", "ar-XB"])
def test_no_page_scrolls_sideways_in_a_language_that_nobody_speaks(
    portal: Portal, browser: "Browser", change: str
) -> None:
    """At 320 px longer words and a mirrored page stay within the window."""
    page = browser.new_page(viewport={"width": _NARROW, "height": 800})
    wider = []
    for path in PAGES:
        page.goto(f"{portal.address}/en/{path}")
        page.evaluate(change)
        if page.evaluate(_WIDER):
            wider.append(path)
    page.close()

    assert [] == wider


def test_the_accents_change_the_page(portal: Portal, browser: "Browser") -> None:
    """The pseudo-language is longer than English, so that the test can fail."""
    page = browser.new_page(viewport={"width": _NARROW, "height": 800})
    page.goto(f"{portal.address}/en/")
    before = page.inner_text("main")
    page.evaluate(_ACCENTED)
    after = page.inner_text("main")
    page.close()

    assert len(after) > 1.3 * len(before)


def test_the_stylesheet_names_no_physical_side() -> None:
    """Logical properties only: a mirrored page needs no second stylesheet."""
    place = Path(stylesheet.__file__).parent / "static" / "ichimai.css"

    assert [] == _PHYSICAL.findall(place.read_text("utf-8"))
