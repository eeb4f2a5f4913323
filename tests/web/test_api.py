"""The API takes and gives what the commands do, and every problem has one shape."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from card.reader.workshop import NUMBER
from web.standing import Portal

_LAW = "/api/v1/law/special-period"
_JSON = {"content-type": "application/json"}
_FILED = {
    "procedure": "extension",
    "filed_on": "2026-11-10",
    "stay_ends_on": "2026-12-31",
    "stay_months": 36,
    "decided_on": None,
    "my_number_extended": True,
}


@pytest.fixture
def client(portal: Portal) -> Iterator[httpx.Client]:
    """A program that calls the portal."""
    with httpx.Client(base_url=portal.address) as client:
        yield client


def test_a_question_of_law_is_answered_with_provisions(client: httpx.Client) -> None:
    """The special period from 31 December ends on 28 February (X21)."""
    answer = client.post(_LAW, json=_FILED).json()

    assert "2027-02-28" == answer["ends_on"]
    assert "2027-02-28" == answer["my_number_ends_on"]
    assert answer["rules"]
    assert answer["cites"]


def test_missing_facts_are_an_answer(client: httpx.Client) -> None:
    """Facts that do not suffice are named, with status 200."""
    answer = client.post(_LAW, json={"procedure": "extension"})

    assert 200 == answer.status_code
    assert answer.json()["unknown"]


def test_the_plan_is_that_of_the_command(client: httpx.Client) -> None:
    """A plan has the shape of the interfaces, in the language that is preferred."""
    facts = {
        "person": {
            "birth_date": "1995-03-03",
            "standing": "mid-to-long-term",
            "status": "engineer-humanities-international",
            "stay_ends_on": "2026-12-31",
        }
    }

    answer = client.post(
        "/api/v1/plan?as_of=2026-11-21", json=facts, headers={"accept-language": "ja"}
    )

    assert 200 == answer.status_code
    assert {"as_of", "clocks", "tasks", "options", "questions", "unknown"} <= set(
        answer.json()
    )
    assert "2026-11-21" == answer.json()["as_of"]


def test_four_answers_about_the_card(client: httpx.Client) -> None:
    """The card in the reader is read, and without its PIN the holder stays open."""
    body = {"purpose": "employment", "card_number": str(NUMBER)}

    answer = client.post("/api/v1/verify", json=body).json()

    assert "confirmed" == answer["origin"]["status"]
    assert "confirmed" == answer["currency"]["status"]
    assert "not_checked" == answer["holder"]["status"]
    assert "confirmed" == answer["permission"]["status"]


def test_the_holder_is_asked_at_the_reader(client: httpx.Client) -> None:
    """With `ask_holder` the PIN goes from the pad to the card, never over HTTP."""
    body = {"purpose": "identity", "card_number": str(NUMBER), "ask_holder": True}

    answer = client.post("/api/v1/verify", json=body).json()

    assert "confirmed" == answer["holder"]["status"]


@pytest.mark.parametrize(
    ("address", "sent", "status", "code"),
    [
        ("/api/v1/law/none", {"content": b"{}"}, 404, "no-such-question"),
        (_LAW, {"content": b"{"}, 400, "malformed-json"),
        (_LAW, {"content": b"\xff"}, 400, "malformed-json"),
        (_LAW, {"content": b"[]"}, 422, "type"),
        (_LAW, {"json": {"filed_on": "2026-02-30"}}, 422, "format"),
        (_LAW + "?as_of=0", {"json": {}}, 422, "format"),
        (_LAW + "?as_of=2026-07-04T00:00:00", {"json": {}}, 422, "format"),
        (_LAW + "?as_of=2026-02-30", {"json": {}}, 422, "format"),
        ("/api/v1/plan", {"content": b"nonsense"}, 400, "malformed-json"),
        ("/api/v1/plan", {"content": b"NaN"}, 400, "malformed-json"),
        ("/api/v1/plan", {"content": b"3"}, 422, "type"),
        ("/api/v1/plan", {"json": {"person": {"status": "x"}}}, 422, "unknown-value"),
        ("/api/v1/plan", {"content": b" " * 1_000_001}, 413, "too-large"),
        ("/api/v1/verify", {"content": b"{", "headers": _JSON}, 400, "malformed-json"),
        ("/api/v1/verify", {"json": {"purpose": "identity"}}, 422, "format"),
        ("/api/v1/nothing", {"json": {}}, 404, "not-found"),
    ],
)
def test_every_problem_has_one_shape(
    client: httpx.Client, address: str, sent: dict[str, Any], status: int, code: str
) -> None:
    """Each problem is RFC 9457, with a stable code and a sentence to repair it."""
    answer = client.post(address, **sent)

    problem = answer.json()
    assert status == answer.status_code
    assert "application/problem+json" == answer.headers["content-type"]
    assert (status, code) == (problem["status"], problem["code"])
    assert f"urn:ichimai:problem:{code}" == problem["type"]
    assert problem["title"].endswith(".")
    assert problem["detail"]


def test_a_body_without_length_is_bounded_too(client: httpx.Client) -> None:
    """A body sent in pieces is cut off at the same size."""
    pieces = (b" " * 100_000 for _ in range(20))

    answer = client.post("/api/v1/plan", content=pieces)

    assert 413 == answer.status_code


def test_problems_point_at_the_field(client: httpx.Client) -> None:
    """A fact that cannot be read is named by a JSON pointer."""
    answer = client.post(_LAW, json={"filed_on": "2026-02-30"}).json()

    assert ["/filed_on"] == [each["pointer"] for each in answer["errors"]]


def test_problems_speak_the_preferred_language(client: httpx.Client) -> None:
    """`Accept-Language: ja` brings Japanese, and the answer says so."""
    answer = client.post(_LAW, content=b"{", headers={"accept-language": "ja"})

    assert "ja" == answer.headers["content-language"]
    assert "読" in answer.json()["title"]


def test_no_value_that_was_sent_comes_back(client: httpx.Client) -> None:
    """A problem repeats nothing of the body: it may be a number or a name."""
    body = {"purpose": "identity", "card_number": "123456789018", "pin": "9876"}

    answer = client.post("/api/v1/verify", json=body)

    assert 422 == answer.status_code
    assert "123456789018" not in answer.text
    assert "9876" not in answer.text


def test_without_a_reader_verifying_is_unavailable(empty_portal: Portal) -> None:
    """A server without a reader answers 503 and says what to do."""
    body = {"purpose": "identity", "card_number": str(NUMBER)}

    answer = httpx.post(f"{empty_portal.address}/api/v1/verify", json=body)

    assert (503, "no-reader") == (answer.status_code, answer.json()["code"])


def test_the_description_is_openapi_3_1(client: httpx.Client) -> None:
    """The description names the three addresses and strict days, and nothing else."""
    described = client.get("/api/v1/openapi.json").json()

    assert described["openapi"].startswith("3.1")
    assert {"/api/v1/law/{question}", "/api/v1/plan", "/api/v1/verify"} == set(
        described["paths"]
    )
    assert "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" in str(described)
    assert "date-time" not in str(described)
