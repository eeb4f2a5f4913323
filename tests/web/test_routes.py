"""Addresses answer as the interfaces say, over real HTTP."""

import re
from collections.abc import Iterator

import httpx
import pytest

from ichimai.web.routes import ROUTES
from web.standing import Portal

PAGES = (
    *("", "plan", "people", "law", "claims", "phrases", "cities"),
    "verify",
)
LANGUAGES = ("ja", "easy", "en")


@pytest.fixture
def client(portal: Portal) -> Iterator[httpx.Client]:
    """A program that calls the portal with the resident."""
    with httpx.Client(base_url=portal.address) as client:
        yield client


def test_the_table_of_routes() -> None:
    """Beside pages the table holds exactly these methods and addresses."""
    assert [
        "GET /",
        "GET /healthz",
        "GET /metrics",
        "POST /api/v1/law/{question}",
        "POST /api/v1/plan",
        "POST /api/v1/verify",
        "GET /ca/{issuer}.cer",
        "GET /crl/{issuer}.crl",
        "POST /ocsp",
        "GET /ocsp/{question:path}",
        "GET /{lang}",
        "GET /updates/{lang}.atom",
    ] == [
        f"{route.method} {route.path}"
        for route in ROUTES
        if not route.path.startswith("/{lang}/")
    ]


def test_no_address_stands_twice_in_the_table() -> None:
    """Each method on each address has one answer, and a fixed page wins over a name."""
    known = [(route.method, route.path) for route in ROUTES]
    named = known.index(("GET", "/{lang}/law/{subject}"))

    assert len(known) == len(set(known))
    assert known.index(("GET", "/{lang}/law/statuses")) < named


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("ja,en;q=0.8", "/ja/"),
        ("km, en;q=0.5, ja;q=0.9", "/ja/"),
        ("en-GB", "/en/"),
        ("ja-x-yasashii, en", "/easy/"),
        ("km", "/en/"),
        ("vi-VN, ja;q=0.9", "/vi/"),
        ("pt-PT, ja;q=0.9", "/pt-BR/"),
        ("zh-TW, ja;q=0.9", "/ja/"),
        ("ja;q=0, en;q=0.1", "/en/"),
        ("ja;q=nonsense", "/en/"),
        ("", "/en/"),
    ],
)
def test_the_first_redirect_follows_the_browser(
    client: httpx.Client, header: str, place: str
) -> None:
    """Only `/` looks at `Accept-Language`, and sends the visitor on with 303."""
    answer = client.get("/", headers={"accept-language": header})

    assert (303, place) == (answer.status_code, answer.headers["location"])


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_small_and_name_their_language(
    client: httpx.Client, language: str, page: str
) -> None:
    """Each page is under 60 KB with its stylesheet, and names its language."""
    answer = client.get(f"/{language}/{page}", headers={"accept-language": "ko"})
    style = client.get("/static/ichimai.css")

    assert 200 == answer.status_code
    assert 60_000 > len(answer.content) + len(style.content)
    assert f'<html lang="{"en" if language == "en" else "ja"}"' in answer.text
    assert 1 == answer.text.count("<h1")


@pytest.mark.parametrize("page", PAGES)
def test_pages_without_resident_and_reader_say_so(
    empty_portal: Portal, page: str
) -> None:
    """With nobody to show and nothing to read, each page still stands."""
    answer = httpx.get(f"{empty_portal.address}/en/{page}")

    assert 200 == answer.status_code
    assert 'method="post"' not in answer.text


@pytest.mark.parametrize("language", ["easy"])
@pytest.mark.parametrize("page", PAGES)
def test_no_ruby_where_it_would_be_heard_twice(
    client: httpx.Client, language: str, page: str
) -> None:
    """No title, heading, label, legend, button or link carries ruby."""
    text = client.get(f"/{language}/{page}").text
    parts = re.findall(
        r"<(title|h1|h2|h3|label|legend|button|a|option)\b[^>]*>(.*?)</\1>",
        text,
        re.DOTALL,
    )

    assert "<ruby>" in text
    read = re.compile(r"<ruby|（[ぁ-ゖー]+）")
    assert [] == [inside for _, inside in parts if read.search(inside)]


def test_every_answer_carries_the_headers(client: httpx.Client) -> None:
    """Pages and problems alike are private, same-origin and without referrer."""
    for address in ("/en/", "/en/nothing", "/api/v1/nothing", "/healthz"):
        headers = client.get(address).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "script-src 'none'" in headers["content-security-policy"]
        assert "no-referrer" == headers["referrer-policy"]
        assert "no-store" == headers["cache-control"]
        assert "nosniff" == headers["x-content-type-options"]


def test_the_plan_names_the_resident_and_the_law(client: httpx.Client) -> None:
    """The plan shows the resident of the register, dated tasks and provisions."""
    text = client.get("/en/plan").text

    assert '<bdi translate="no">MINH TEST' in text
    assert re.search(r'<time datetime="\d{4}-\d{2}-\d{2}">\w+day \d', text)
    assert "入管法第" in text
    assert 'lang="ja" translate="no"' in text


def test_reading_the_card_is_a_post_that_sends_on(client: httpx.Client) -> None:
    """The form reads the card once, and the page then shows four answers."""
    form = {
        "purpose": "employment",
        "card_number": "ｔｓ-00000001 ts",
        "ask_holder": "y",
    }

    sent = client.post("/en/verify", data=form)
    shown = client.get("/en/verify").text

    assert (303, "/en/verify") == (sent.status_code, sent.headers["location"])
    assert 4 == shown.count('<li class="answer is-confirmed">')
    assert "1234" not in shown


def test_a_form_with_a_bad_number_comes_back_whole(client: httpx.Client) -> None:
    """A number that is none gives 422, the field's message, and what was typed."""
    form = {"purpose": "residence", "card_number": "<12>"}

    answer = client.post("/en/verify", data=form)

    assert 422 == answer.status_code
    assert "<title>Error: " in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert 'value="&lt;12&gt;"' in answer.text
    assert '<option value="residence" selected>' in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
    ],
)
def test_forms_of_other_sites_are_refused(
    client: httpx.Client, headers: dict[str, str]
) -> None:
    """A POST that a browser brings from another site gets 403."""
    answer = client.post("/en/verify", data={}, headers=headers)

    assert 403 == answer.status_code


def test_a_form_from_this_very_server_is_taken(portal: Portal) -> None:
    """The same origin passes the check and reaches the form's own."""
    answer = httpx.post(
        f"{portal.address}/en/verify", data={}, headers={"origin": portal.address}
    )

    assert 422 == answer.status_code


def test_liveness(client: httpx.Client) -> None:
    """`/healthz` says `ok`."""
    assert "ok\n" == client.get("/healthz").text
