"""Hostile requests get a clear answer, and neither log nor measure learns of them."""

import logging
import re
from collections.abc import Iterator

import httpx
import pytest

from card.reader.workshop import NUMBER
from web.standing import Portal

_PLAN = "/api/v1/plan"


@pytest.fixture
def client(portal: Portal) -> Iterator[httpx.Client]:
    """A program that calls the portal."""
    with httpx.Client(base_url=portal.address) as client:
        yield client


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:8000", "localhost.evil.example"]
)
@pytest.mark.parametrize("address", ["/en/plan", "/api/v1/openapi.json", "/metrics"])
def test_a_foreign_name_is_refused(
    client: httpx.Client, host: str, address: str
) -> None:
    """A name that somebody else points at this machine gets 421 (DNS rebinding)."""
    answer = client.get(address, headers={"host": host})

    assert 421 == answer.status_code
    assert "MINH TEST" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "[::1]:1", "[::1]"])
def test_names_of_this_machine_are_served(client: httpx.Client, host: str) -> None:
    """Each name of the loopback interface is answered, at any port."""
    assert 200 == client.get("/healthz", headers={"host": host}).status_code


@pytest.mark.parametrize("address", ["/en/", "/en/plan", "/healthz", "/metrics"])
def test_heads_are_answered(client: httpx.Client, address: str) -> None:
    """HEAD gives the status and headers of GET, and no body."""
    answer = client.head(address)

    assert (200, b"") == (answer.status_code, answer.content)


def test_a_language_without_a_slash_is_completed(client: httpx.Client) -> None:
    """`/en` leads to `/en/`; what is no language is not found."""
    assert "/en/" == client.get("/en").headers["location"]
    assert 404 == client.get("/docs").status_code


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "GET", "OPTIONS"])
def test_another_method_is_a_problem(client: httpx.Client, method: str) -> None:
    """405 under the API is a problem document and names the method that is taken."""
    answer = client.request(method, _PLAN)

    assert (405, "method") == (answer.status_code, answer.json()["code"])
    assert "POST" == answer.headers["allow"]


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b'{"person":{},"person":{}}',
        b'{"\\ud800": 1}',
        b'{"person": {"stay_months": ' + b"9" * 5000 + b"}}",
        b'{"\xff": 1}',
        b"",
    ],
)
@pytest.mark.parametrize("address", [_PLAN, "/api/v1/verify", "/api/v1/law/standing"])
def test_bodies_that_are_no_json_are_refused(
    client: httpx.Client, address: str, body: bytes
) -> None:
    """Deep, doubled, cut or endless JSON is a problem, never a fault."""
    answer = client.post(address, content=body)

    # A lone surrogate as a name that no question asks for may also be passed over.
    assert answer.status_code in {200, 400}
    assert 200 != answer.status_code or b"ud800" in body


def test_a_verification_of_any_length_is_bounded(client: httpx.Client) -> None:
    """A body in pieces, without a length, is cut off for the card as well."""
    pieces = (b" " * 100_000 for _ in range(20))

    assert 413 == client.post("/api/v1/verify", content=pieces).status_code


def test_one_day_only(client: httpx.Client) -> None:
    """A request for two days is refused: it would be answered for one of them."""
    answer = client.post(f"{_PLAN}?as_of=2026-01-01&as_of=2020-01-01", json={})

    assert (422, "contradiction") == (answer.status_code, answer.json()["code"])


def test_a_form_of_many_fields_is_too_large(client: httpx.Client) -> None:
    """A form with more fields than it has is refused with 413."""
    fields = {f"field{number}": "1" for number in range(50)}

    assert 413 == client.post("/en/verify", data=fields).status_code


def test_the_log_names_patterns_alone(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    """Query strings, serial numbers and typed addresses are not in the access log."""
    with caplog.at_level(logging.INFO, "ichimai.web"):
        client.post(f"{_PLAN}?as_of=2026-11-21&name=SECRET", json={})
        client.get("/ocsp/SECRET")
        client.get("/en/SECRET%0aGET")
        client.get("/SECRET")

    assert "SECRET" not in caplog.text
    assert "POST /api/v1/plan 200" in caplog.text
    assert "GET /ocsp/{question:path}" in caplog.text
    assert "GET unmatched 404" in caplog.text


def test_measures_count_routes_and_nobody(client: httpx.Client) -> None:
    """`/metrics` counts by pattern, method and status, in the text of Prometheus."""
    client.get("/en/plan?name=SECRET")
    client.get("/en/SECRET")
    client.request("BREW", "/en/plan")
    client.post(
        "/api/v1/verify", json={"purpose": "identity", "card_number": str(NUMBER)}
    )

    answer = client.get("/metrics")

    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert re.search(
        r'ichimai_http_requests_total\{route="/\{lang\}/plan",method="GET",'
        r'status="200"\} \d+',
        answer.text,
    )
    assert 'method="other"' in answer.text
    assert 'ichimai_build_info{version="' in answer.text
    assert "SECRET" not in answer.text
    assert str(NUMBER) not in answer.text
    assert "MINH" not in answer.text
    line = re.compile(r'# (HELP|TYPE) .+|[a-z_]+\{([a-z]+="[^"\n]*",?)+\} [0-9.]+')
    assert [] == [each for each in answer.text.splitlines() if not line.fullmatch(each)]
