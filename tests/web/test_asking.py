"""Questions and answers over real HTTP: nothing is kept, nothing typed is lost."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import icalendar
import pytest

from ichimai.planner.parameters import query_of
from ichimai.web.asking.answers import Name
from ichimai.web.asking.forms import FORMS
from planner.casebook import CASES
from web.pages import LANGUAGES
from web.standing import Portal

LARGEST = 60_000
FAMILY = (
    "event=landed&on=2026-10-01&filed=none&moved_in=2026-10-05&status=student"
    "&p2.event=landed&p2.on=2026-10-01&p2.filed=none&p2.moved_in=2026-10-05"
    "&p2.status=dependent"
    "&as_of=2026-10-06"
)
FILED = (
    "event=extension&filed=2026-11-10&online=no&decided=none&result=unknown"
    "&status=student&stay_end=2026-12-31&side=separate&side_end=2026-12-31"
    "&as_of=2026-11-20"
)


@pytest.fixture
def client(portal: Portal) -> Iterator[httpx.Client]:
    """A program that calls the portal."""
    with httpx.Client(base_url=portal.address) as client:
        yield client


def answered(response: httpx.Response) -> dict[str, str]:
    """The answers in the address to which *response* leads."""
    query = urlsplit(response.headers["location"]).query
    return {name: values[0] for name, values in parse_qs(query).items()}


def test_a_door_leads_to_the_page_on_which_it_is_told(client: httpx.Client) -> None:
    """What has happened is told first, with its days."""
    response = client.get("/en/ask?event=moved")

    assert 303 == response.status_code
    assert "/en/ask/told-event?event=moved" == response.headers["location"]


def test_after_the_first_help_a_loss_has_a_plan(client: httpx.Client) -> None:
    """The page of help comes before any question, and leads on to them."""
    doors = client.get("/en/situations").text
    help_first = client.get("/en/loss").text

    assert '<a href="/en/loss">My card is lost or stolen</a>' in doors
    assert 'href="/en/ask?event=lost"' in help_first


def test_an_answer_travels_in_the_address(client: httpx.Client) -> None:
    """A form sends the browser on, with the answer behind those before it."""
    response = client.post(
        "/en/ask/status?event=none&as_of=2026-11-20", data={"status": "student"}
    )

    assert 303 == response.status_code
    assert (
        "/en/ask?event=none&status=student&as_of=2026-11-20"
        == (response.headers["location"])
    )
    assert "set-cookie" not in response.headers
    assert "no-store" == response.headers["cache-control"]
    assert "no-referrer" == response.headers["referrer-policy"]


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        ("2026", "12", "28"),
        ("２０２６", "１２", "２８"),
        ("令和8", "12", "28"),
        ("R8", "12", "28"),
        ("2026年12月28日", "", ""),
        ("2026/12/28", "", ""),
        (" 2026 ", "12 ", "28"),
    ],
)
def test_days_are_read_as_people_write_them(
    client: httpx.Client, year: str, month: str, day: str
) -> None:
    """Full width, years of an era and a whole day in one field are understood."""
    fields = {"stay_end-year": year, "stay_end-month": month, "stay_end-day": day}

    response = client.post("/ja/ask/stay_end?event=none", data=fields)

    assert "2026-12-28" == answered(response)["stay_end"]


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        ("2026", "2", "30"),
        ("26", "12", "28"),
        ("4/7/26", "", ""),
        ("2026", "", ""),
        ("", "", ""),
        ("9" * 90, "1", "1"),
        ("<b>", "1", "1"),
    ],
)
def test_what_is_no_day_comes_back_to_be_mended(
    client: httpx.Client, year: str, month: str, day: str
) -> None:
    """The page comes again with 422, what was typed in it, and a way to the field."""
    fields = {"stay_end-year": year, "stay_end-month": month, "stay_end-day": day}

    response = client.post("/en/ask/stay_end?event=none", data=fields)

    assert 422 == response.status_code
    assert "<title>Error:" in response.text
    assert '<a href="#stay_end-year">' in response.text
    assert f'name="stay_end-month" value="{month}"' in response.text
    assert (
        "<b>" not in response.text.partition("<form")[2].partition("stay_end-year")[2]
    )


@pytest.mark.parametrize("stem", sorted(FORMS))
def test_every_question_opens_and_takes_an_empty_form(
    client: httpx.Client, stem: str
) -> None:
    """Also what only an address states has a page; nothing chosen is told, not lost."""
    address = f"/en/ask/{stem}?event={'extension' if Name(stem).of_event else 'none'}"

    page, sent = client.get(address), client.post(address, data={"answer": "given"})

    assert 200 == page.status_code
    assert page.text.count("<h1>") == 1
    assert 422 == sent.status_code
    assert '<a href="#' in sent.text


def test_i_do_not_know_is_an_answer(client: httpx.Client) -> None:
    """It is kept as such, and the question is not asked again."""
    response = client.post("/en/ask/born?event=none", data={"answer": "unknown"})

    assert "unknown" == answered(response)["born"]


def test_another_event_takes_the_days_of_the_first_with_it(
    client: httpx.Client,
) -> None:
    """Who changes what has happened is asked for its days anew."""
    response = client.post(
        "/en/ask/event?event=moved&on=2026-11-01&filed=none&to=inside&status=student",
        data={"event": "lost"},
    )

    assert {"event": "lost", "status": "student"} == answered(response)


def test_answers_that_cannot_be_together_are_told_at_once(
    client: httpx.Client,
) -> None:
    """The page of the answer comes back and says what to compare."""
    response = client.post(
        "/en/ask/born?event=none&stay_end=2026-12-31",
        data={"born-year": "2027", "born-month": "1", "born-day": "5"},
    )

    assert 422 == response.status_code
    assert "does not fit your other answers" in response.text


def test_the_answers_can_be_checked_and_changed(client: httpx.Client) -> None:
    """Each answer stands in words, beside the way to its page."""
    page = client.get(f"/en/answers?{FILED}").text

    assert "Tuesday 10 November 2026" in page
    assert re.search(r'href="/en/ask/told-event\?[^"]+">Change', page)
    assert re.search(r'href="/en/ask/status\?[^"]+">Change', page)


def test_a_member_of_a_family_can_be_left_out(client: httpx.Client) -> None:
    """The answers of one person go, those of the others stay."""
    page = client.get(f"/en/answers?{FAMILY}").text

    link = re.search(r'href="(/en/answers\?[^"]+)">Leave out person 2', page)

    assert link is not None
    assert "p2" not in link[1]


def test_the_plan_of_a_family_tells_one_trip(client: httpx.Client) -> None:
    """Each person has a part, and what is done on one trip stands first."""
    page = client.get(f"/en/own-plan?{FAMILY}").text

    other = client.get(f"/en/own-plan/person-2?{FAMILY}")

    assert page.index("One trip for several things") < page.index("Person 2</h2>")
    assert 'id="register-first-address"' in other.text
    assert 404 == client.get(f"/en/own-plan/person-3?{FAMILY}").status_code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path",
    [
        "situations",
        f"situations?{FAMILY}",
        f"answers?{FAMILY}",
        f"own-plan?{FAMILY}",
        f"own-plan/person-2?{FAMILY}",
        f"own-plan/choices-1?{FILED}",
        f"own-plan/task-1-receive-card?{FILED}",
        f"own-plan?{FILED}",
        f"ask/told-event?{FILED}",
        f"ask/p2.status?{FAMILY}",
    ],
)
def test_pages_with_answers_are_small(
    client: httpx.Client, language: str, path: str
) -> None:
    """HTML and stylesheet together stay under sixty kilobytes (users.md, 11.3)."""
    page = client.get(f"/{language}/{path}")
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)">', page.text)
    weight = len(page.content) + sum(len(client.get(each).content) for each in styles)

    assert 200 == page.status_code
    assert LARGEST > weight


@pytest.mark.parametrize("page", ["own-plan", "own-plan/choices-1"])
def test_the_plan_of_every_case_is_small(client: httpx.Client, page: str) -> None:
    """So are the plans of all journeys in plain Japanese, whose readings weigh most."""
    styles = ("/static/ichimai.css", "/static/asking.css")
    style = sum(len(client.get(each).content) for each in styles)
    weights = {}
    for case in CASES:
        query = f"{query_of(case.facts)}&as_of={case.as_of}"
        weights[str(case)] = len(client.get(f"/easy/{page}?{query}").content) + style

    assert {} == {case: each for case, each in weights.items() if each >= LARGEST}


def test_a_later_task_has_a_page_of_its_own(client: httpx.Client) -> None:
    """A long plan tells its first tasks in full, and leads to the rest of others."""
    page = client.get(f"/en/own-plan?{FILED}").text
    links = re.findall(r'href="(/en/own-plan/task-1-([a-z-]+)\?[^"]+)"', page)

    assert "receive-card" == links[0][1]
    for address, task in links:
        told = client.get(address.replace("&amp;", "&"))
        assert f'id="{task}"' in told.text
        assert "Who may go" in told.text
    assert 404 == client.get(f"/en/own-plan/task-1-fly?{FILED}").status_code


def test_the_language_menu_keeps_the_answers(client: httpx.Client) -> None:
    """The same page in another language has the same answers."""
    page = client.get(f"/en/own-plan?{FILED}").text

    kept = re.findall(r'<a href="/ja/own-plan\?([^"]+)"', page)

    assert [FILED.replace("&", "&amp;")] == kept


def test_the_calendar_of_an_address(client: httpx.Client) -> None:
    """The file is a calendar that a second parser reads, with the safe day in it."""
    response = client.get(f"/en/own-plan/plan.ics?{FILED}")

    events = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    days = {str(event["dtstart"].dt) for event in events}

    assert "text/calendar; charset=utf-8" == response.headers["content-type"]
    assert "2026-12-28" in days


def test_the_paper_of_an_address_has_its_own_policy(client: httpx.Client) -> None:
    """It may use its own style, by its hash, and nothing else at all."""
    response = client.get(f"/en/own-plan/paper?{FILED}")

    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert 'lang="ja"' in response.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("own-plan?status=visa", 422),
        ("own-plan?name=TEST", 422),
        ("own-plan?event=none&as_of=tomorrow", 422),
        ("own-plan?event=none&as_of=2026-11-20&as_of=2026-11-21", 422),
        ("own-plan?event=none&as_of=9999-12-31", 422),
        ("own-plan?status=student&stay_end=2026-12-31&born=2027-01-01", 422),
        ("ask/shoe_size?event=none", 404),
        ("ask/told-status?event=none", 404),
        ("ask/told-event?event=none", 404),
        ("ask/status2?event=none", 404),
        ("ask/p9.on9.x?event=none", 404),
        ("own-plan/plan.exe?event=none", 404),
        ("own-plan?" + "event=none&" * 900, 422),
    ],
)
def test_an_address_that_nobody_made_here(
    client: httpx.Client, path: str, status: int
) -> None:
    """It is told in a sentence and never ends in a fault."""
    response = client.get(f"/en/{path}")

    assert status == response.status_code
    assert "<h1>" in response.text


def test_without_answers_the_doors_come_first(client: httpx.Client) -> None:
    """Nobody is shown an empty plan."""
    for path in ("ask", "answers", "own-plan", "own-plan/plan.ics"):
        response = client.get(f"/easy/{path}")

        assert (303, "/easy/situations") == (
            response.status_code,
            response.headers["location"],
        )


def test_the_code_of_a_paper_leads_back_to_the_plan(client: httpx.Client) -> None:
    """The address beside the code, followed, shows the tasks of the same plan."""
    paper = client.get(f"/en/own-plan/paper?{FILED}").text
    said = re.findall(r'class="address"[^>]*>([^<]+)<', paper)[0]

    page = client.get(unescape(said)).text

    assert "<svg" in paper
    assert str(client.base_url).rstrip("/") in said
    titles = re.findall(r"<h3>([^<]+?) <span", paper)
    assert titles
    assert titles[0] in page


def test_the_paper_comes_as_pdf(client: httpx.Client) -> None:
    """A file of its own type and name, the same twice."""
    response = client.get(f"/ja/own-plan/plan.pdf?{FILED}")

    assert "application/pdf" == response.headers["content-type"]
    assert re.search(r'filename="ichimai-plan-[0-9-]+\.pdf"', str(response.headers))
    assert response.content.startswith(b"%PDF-1.7")
    assert response.content == client.get(f"/ja/own-plan/plan.pdf?{FILED}").content


def test_an_address_that_no_code_holds_gets_none(client: httpx.Client) -> None:
    """A family of many answers has a paper without a code, and no error."""
    pairs = [pair for pair in FILED.split("&") if not pair.startswith("as_of")]
    others = [f"p{person}.{pair}" for person in range(2, 10) for pair in pairs]
    several = "&".join([FILED, *others])

    paper = client.get(f"/en/own-plan/paper?{several}")

    assert 200 == paper.status_code
    assert "<svg" not in paper.text


def test_one_person_reads_what_one_trip_does(client: httpx.Client) -> None:
    """Two things lost and a move: what one counter does on one day stands together."""
    lost = "event=lost&on=2026-12-18&what=both&event2=moved&on2=2026-12-15"
    query = f"{lost}&to2=other-municipality&status=student&as_of=2026-12-20"

    page = client.get(f"/en/own-plan?{query}&stay_end=2028-03-31").text
    alone = client.get(f"/en/own-plan?{FILED}").text

    trips = page.partition('id="trips"')[2].partition("</section>")[0]
    assert 2 <= trips.count("<li>")
    assert "Do by " in trips
    assert 'id="trips"' not in alone
