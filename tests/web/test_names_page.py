"""The page that shows how a name stands on each card."""

from collections.abc import Iterator

import httpx
import pytest

from web.standing import Portal

SENT = {"passport": "ZHANG WEI TEST", "characters": "张伟", "elsewhere": "WEI TEST"}


@pytest.fixture
def client(portal: Portal) -> Iterator[httpx.Client]:
    """A browser that runs no script."""
    with httpx.Client(base_url=portal.address) as client:
        yield client


def test_the_form_shows_what_stands_where(client: httpx.Client) -> None:
    """The card's form of the characters is on the page that answers the form."""
    answer = client.post("/en/names", data=SENT)

    assert 200 == answer.status_code
    assert "張偉" in answer.text
    assert "This name stands on no card." in answer.text


def test_a_name_stands_in_no_address(client: httpx.Client) -> None:
    """The answer is the page itself: nobody is sent on to an address with a name."""
    answer = client.post("/ja/names", data=SENT)

    assert "ZHANG" not in str(answer.url)
    assert "no-store" == answer.headers["cache-control"]


def test_a_missing_name_is_said_at_its_field(client: httpx.Client) -> None:
    """Without the name of the passport the form comes back, with what was typed."""
    answer = client.post("/en/names", data={"alias": "SAMPLE ALIAS"})

    assert 422 == answer.status_code
    assert "The name of the passport is missing." in answer.text
    assert "SAMPLE ALIAS" in answer.text


def test_markup_in_a_name_is_text(client: httpx.Client) -> None:
    """Angle brackets come back as text."""
    answer = client.post("/en/names", data={"passport": "<script>x</script>"})

    assert "<script>" not in answer.text
