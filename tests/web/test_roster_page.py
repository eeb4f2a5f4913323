"""A roster at the page: ranked, kept in memory for minutes, taken from here only."""

import csv
import io
import json
import re
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from ichimai.clock import VirtualClock, morning_in_japan
from ichimai.errors import NotFound
from ichimai.planner.roster.check import check_roster
from ichimai.planner.roster.result import Check
from ichimai.web.pages.roster import FILES
from ichimai.web.shelf import KEPT_FOR, Shelf
from web.standing import Portal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROSTER = """管理番号,在留期限,氏名,事業所
0001,2026-10-01,SAMPLE HANA,東京
0002,2099-01-10,SAMPLE KEN,大阪
0003,4/7/26,SAMPLE JUN,大阪
""".encode()
_TOKEN = re.compile(r'name="token" value="([0-9a-f]{32})"')
_EDGE = "edge0"
AS_OF = date(2026, 11, 21)


def post(
    portal: Portal, path: str, body: bytes, kind: str, **headers: str
) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers of the answer."""
    connection = HTTPConnection(urlsplit(portal.address).netloc, timeout=30)
    sent = {"content-type": kind, **headers}
    connection.request("POST", path, body, sent)
    answer = connection.getresponse()
    found = (
        answer.status,
        answer.read(),
        {name.lower(): value for name, value in answer.getheaders()},
    )
    connection.close()
    return found


def send(portal: Portal, raw: bytes, language: str = "en", named: str = "") -> str:
    """The page that answers the upload."""
    return answered(portal, raw, language, named)[1]


def answered(
    portal: Portal, raw: bytes, language: str = "en", named: str = "", **headers: str
) -> tuple[int, str]:
    """The status and the page that answer the upload."""
    parts = (
        ("by", b"", b"SAMPLE HR"),
        ("named", b"", named.encode()),
        ("roster", b'; filename="r.csv"', raw),
    )
    body = b"".join(
        b'--%b\r\nContent-Disposition: form-data; name="%b"%b\r\n\r\n%b\r\n'
        % (_EDGE.encode(), name.encode(), more, content)
        for name, more, content in parts
    )
    kind = f"multipart/form-data; boundary={_EDGE}"
    whole = body + f"--{_EDGE}--\r\n".encode()
    status, page, _ = post(portal, f"/{language}/roster", whole, kind, **headers)
    return status, page.decode()


def kept(portal: Portal, page: str, name: str) -> tuple[int, bytes, dict[str, str]]:
    """The download of that file of the result that *page* shows."""
    found = _TOKEN.search(page)
    fields = {"token": found[1] if found else "", "file": name}
    kind = "application/x-www-form-urlencoded"
    return post(portal, "/en/roster/files", urlencode(fields).encode(), kind)


def test_everybody_is_ranked_and_no_name_is_shown(portal: Portal) -> None:
    """The page counts, ranks, rejects, and drops what it does not need."""
    page = send(portal, ROSTER)

    assert page.index(">0001<") < page.index(">0002<")
    assert "A last day has passed" in page
    assert "Row 4" in page
    assert "SAMPLE HANA" not in page


@pytest.mark.parametrize("name", FILES)
def test_each_file_can_be_kept(portal: Portal, name: str) -> None:
    """What the command writes can be downloaded, and is stored by nobody between."""
    status, content, headers = kept(portal, send(portal, ROSTER), name)

    assert (200, "no-store") == (status, headers["cache-control"])
    assert f'attachment; filename="{name}"' == headers["content-disposition"]
    assert b"SAMPLE HANA" not in content
    assert content


def test_what_is_kept_is_whole(portal: Portal) -> None:
    """Tables, calendar and record are read by other readers."""
    page = send(portal, ROSTER)
    people = kept(portal, page, "people.csv")[1].decode("utf-8-sig")
    book = load_workbook(io.BytesIO(kept(portal, page, "roster.xlsx")[1]))
    feed = Calendar.from_ical(kept(portal, page, "roster.ics")[1].decode())
    record = json.loads(kept(portal, page, "audit.json")[1])

    assert ["0001", "0002"] == [
        row["id"] for row in csv.DictReader(io.StringIO(people))
    ]
    assert ["people", "rejected", "tell"] == book.sheetnames
    assert feed.events
    assert ("SAMPLE HR", 3) == (record["checked_by"], record["rows"])


def test_foreign_headings_are_named_at_the_page(portal: Portal) -> None:
    """What is missing is told, and what was typed stays in the form."""
    raw = "Mã số,Ngày hết hạn\n0007,2099-01-10\n".encode()
    without, slip = answered(portal, raw), answered(portal, raw, "en", "Mã số=name")
    named = send(portal, raw, "en", "Mã số=id; Ngày hết hạn=stay_expires_on")

    assert (422, 422) == (without[0], slip[0])
    assert "Mã số, Ngày hết hạn" in without[1]
    assert 'value="Mã số=name"' in slip[1]
    assert ">0007<" in named


def test_nothing_touches_the_disk(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Megabytes go in and every file comes out, and no temporary file is opened."""

    def opened(*_args: object, **_named: object) -> None:
        raise AssertionError

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, opened)
    for name in ("mkstemp", "mkdtemp", "mktemp"):
        monkeypatch.setattr(tempfile, name, opened)
    note = "x" * 100_000
    rows = "".join(f"{n},2027-01-10,{note}\n" for n in range(20))
    page = send(portal, f"id,満了日,備考\n{rows}".encode())
    found = {name: kept(portal, page, name)[0] for name in FILES}

    assert dict.fromkeys(FILES, 200) == found


@pytest.mark.parametrize("language", ["easy", "ja", "en"])
def test_the_page_of_many_people_is_small(portal: Portal, language: str) -> None:
    """Two thousand rows, some rejected: the page with its style is below 60 KB."""
    rows = [
        f"{n:04},{'4/7/26' if n % 9 == 0 else '2026-12-31'},{'特定在留カード'},東京"
        for n in range(2_000)
    ]
    raw = "\n".join(["id,満了日,カードの種類,事業所", *rows]).encode()
    page = send(portal, raw, language)
    style = httpx.get(f"{portal.address}/static/ichimai.css").content

    assert 60_000 > len(page.encode()) + len(style)


def test_a_result_can_be_forgotten(portal: Portal) -> None:
    """Afterwards its files are gone."""
    page = send(portal, ROSTER)
    status = kept(portal, page, "")[0]

    assert 303 == status
    assert 404 == kept(portal, page, "people.csv")[0]


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "The roster is empty."),
        (b"id,stay_expires_on\n1\x00,2027-01-01\n", "holds a NUL"),
        (b"id,stay_expires_on,PIN\n1,2027-01-01,1234\n", "holds PINs"),
        ("id,満了日,マイナンバー\n1,2027-01-01,1\n".encode(), "holds My Numbers"),
        (b"id,stay_expires_on\n" + b"1,2027-01-01\n" * 20_001, "20,000 rows"),
    ],
)
def test_a_file_that_is_refused_says_why(
    portal: Portal, raw: bytes, sentence: str
) -> None:
    """The form again, with the message at its field, and nothing kept."""
    status, page = answered(portal, raw)

    assert 422 == status
    assert sentence in page
    assert _TOKEN.search(page) is None


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "via"])
def test_nobody_between_may_hand_a_roster_on(portal: Portal, header: str) -> None:
    """A server behind another one is reached from elsewhere."""
    status, page = answered(portal, ROSTER, "en", **{header: "192.0.2.1"})

    assert 403 == status
    assert "only on this machine" in page


def test_too_many_bytes_are_refused(portal: Portal) -> None:
    """Before they are read, by what their length declares."""
    status, _, _ = post(
        portal, "/en/roster", b"", "text/plain", **{"content-length": "10000001"}
    )

    assert 413 == status


def test_the_shelf_forgets_by_time_and_by_number() -> None:
    """A result is gone after its minutes, and when three newer ones came."""
    clock = VirtualClock(morning_in_japan(AS_OF, 9))
    numbers = iter(range(256))
    shelf = Shelf(clock, lambda count: bytes([next(numbers)]) * count)
    roster = check_roster(ROSTER, Check(AS_OF, clock.now()))
    first, *_, last = [shelf.keep(roster) for _ in range(4)]
    with pytest.raises(NotFound):
        shelf.get(first)
    assert roster is shelf.get(last)
    clock.move_to(clock.now() + KEPT_FOR + timedelta(seconds=1))

    with pytest.raises(NotFound):
        shelf.get(last)


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A small screen, without script."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 700}
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["ja", "easy", "en"])
def test_a_browser_sends_a_file_and_keeps_the_result(
    page: "Page", portal: Portal, language: str
) -> None:
    """Without script, at 320 pixels: upload, read, download; nothing overflows."""
    page.goto(f"{portal.address}/{language}/roster")
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": ROSTER}
    page.locator("#roster").set_input_files(files=[file])
    page.locator("button[type=submit]").click()
    page.locator("ol.people").wait_for()
    width = page.evaluate("document.documentElement.scrollWidth")
    with page.expect_download() as download:
        page.locator("button[value='people.csv']").click()

    assert 320 == width
    assert "people.csv" == download.value.suggested_filename
    assert "0001" in download.value.path().read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("language", "width", "raw"),
    [
        ("ja", 320, ROSTER),
        ("easy", 320, ROSTER),
        ("en", 1280, ROSTER),
        ("en", 320, b""),
    ],
)
def test_axe_finds_nothing_in_what_is_found(
    browser: "Browser", portal: Portal, language: str, width: int, raw: bytes
) -> None:
    """The result and the refusal are pages of their own."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    context = browser.new_context(
        viewport={"width": width, "height": 800}, bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{portal.address}/{language}/roster")
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": raw}
    page.locator("#roster").set_input_files(files=[file])
    page.locator("button[type=submit]").click()
    page.locator("ol.people, #errors").first.wait_for()
    found = Axe().run(page).response["violations"]
    context.close()

    assert [] == [(each["id"], each["nodes"][0]["html"]) for each in found]
