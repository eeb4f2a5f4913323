"""QR codes: a reader by other hands finds in them what was written."""

import io
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from ichimai.papers.page import plan_page
from ichimai.papers.pdf import plan_pdf
from ichimai.papers.square import LONGEST_ADDRESS, drawn, millimetres, plan_address
from ichimai.planner.parameters import facts_in
from ichimai.planner.planning import answer
from papers.poppler import pictures_of
from papers.test_page import MINH, plan

PORTAL = "https://portal.example/"


def read(picture: Path) -> list[str]:
    """What the codes on a page say."""
    with Image.open(io.BytesIO(picture.read_bytes())) as page:
        return [code.text for code in zxingcpp.read_barcodes(page.convert("L"))]


def test_the_printed_code_leads_to_the_same_plan(tmp_path: Path) -> None:
    """Read from the paper, the address gives the facts back, and they the plan."""
    address = plan_address(PORTAL, "en", MINH)
    assert address is not None
    pdf = plan_pdf([plan()], "en", address=address)

    (found,) = read(pictures_of(pdf, tmp_path, 100)[0])
    day = date(2026, 11, 20)

    assert address == found
    assert answer(MINH, day) == answer(facts_in(found.partition("?")[2]), day)


def test_the_page_carries_the_same_code() -> None:
    """The code of the HTML page is the drawing of the same address."""
    address = plan_address(PORTAL, "en", MINH)
    assert address is not None
    page = plan_page([plan()], "en", address=address)

    path = drawn(address).partition(' d="')[2].partition('"')[0]

    assert path in page
    assert address.replace("&", "&amp;") in page
    assert "<svg" not in plan_page([plan()], "en")


def test_an_address_holds_nothing_but_parameters() -> None:
    """What no parameter carries, a name above all, is left out of the address."""
    address = plan_address(PORTAL, "ja", {**MINH, "name": "MINH TEST"})

    assert address == plan_address(PORTAL, "ja", MINH)
    assert "MINH" not in str(address)


@pytest.mark.parametrize("people", [10, 9])
def test_what_no_code_holds_gets_none(people: int) -> None:
    """A family too large for an address, or its address for a code, goes without."""
    assert plan_address(PORTAL, "en", {"people": [MINH] * people}) is None


def test_a_code_is_large_enough_to_be_read() -> None:
    """At least 25 mm on paper, and more where there are more modules."""
    assert 25 <= millimetres("short")
    assert millimetres("short") < millimetres("x" * LONGEST_ADDRESS) < 60


def test_a_title_is_escaped() -> None:
    """What names the code for a screen reader is text."""
    assert "<title>a &lt;b&gt;</title>" in drawn("x", "a <b>")
