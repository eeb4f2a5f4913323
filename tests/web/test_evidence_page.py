"""The page on which the code of a special-period sheet is checked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from card.reader.workshop import TODAY, Workshop
from ichimai.clock import VirtualClock, morning_in_japan
from ichimai.crypto.statements import sign_statement
from ichimai.model.procedure import Procedure
from ichimai.model.stay_evidence import EVIDENCE_KIND, NO_SIDE, StayEvidence
from web.standing import Portal, card_reader, empty_site, new_registry, standing

PATH = "/en/verify/special-period"
DAY = timedelta(days=1)
STATED = StayEvidence(
    procedure=Procedure.EXTENSION,
    filed_on=TODAY - 40 * DAY,
    printed_on=TODAY - 10 * DAY,
    until=TODAY + 40 * DAY,
    side_until=NO_SIDE,
    seen_on=TODAY - 5 * DAY,
    cites=("ICA 20(6)", "ICA 21(4)", "ICA 19-5(2)"),
)


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    """Whose residence key signs sheets."""
    return Workshop()


@pytest.fixture(scope="module")
def client(workshop: Workshop) -> Iterator[httpx.Client]:
    """A program that calls a portal which trusts the workshop."""
    registry = new_registry()
    site = replace(
        empty_site(registry),
        clock=VirtualClock(morning_in_japan(TODAY, 15)),
        reader=card_reader(workshop),
    )
    with standing(site) as portal, httpx.Client(base_url=portal.address) as client:
        yield client
    registry.close()


def checked(client: httpx.Client, code: str) -> httpx.Response:
    """What the page says of the code."""
    return client.post(PATH, data={"code": code})


def signed(workshop: Workshop, content: bytes) -> str:
    """The content as the workshop's authority signs it."""
    return sign_statement(content, EVIDENCE_KIND, workshop._void_key)


def test_a_genuine_code_is_told_with_its_days(
    client: httpx.Client, workshop: Workshop
) -> None:
    """The page says that it runs, both sides apart, and that it is a TEST."""
    page = checked(client, f" {signed(workshop, STATED.to_json())}\n")

    assert 200 == page.status_code
    assert "Signed by this TEST authority, unchanged: the period runs." in page.text
    assert "Not a document of the authorities." in page.text
    assert "The card has no My Number side." in page.text
    assert "The stay is lawful until" in page.text


def test_a_code_of_yesterday_is_over(client: httpx.Client, workshop: Workshop) -> None:
    """After its last day the page says so."""
    late = replace(STATED, until=TODAY - DAY)

    page = checked(client, signed(workshop, late.to_json())).text

    assert "but the period is over" in page
    assert "the period runs" not in page


@pytest.mark.parametrize("code", ["", "nonsense", "<script>alert(1)</script>"])
def test_nothing_of_a_refuted_code_is_repeated(client: httpx.Client, code: str) -> None:
    """No day is shown, and what was typed stays text."""
    page = checked(client, code)

    assert 200 == page.status_code
    assert "believe nothing" in page.text
    assert "lawful until" not in page.text
    assert "<script>" not in page.text


def test_what_is_signed_and_something_else_is_said_at_its_field(
    client: httpx.Client, workshop: Workshop
) -> None:
    """The message leads to the field that it is about."""
    page = checked(client, signed(workshop, b"{}"))

    assert 422 == page.status_code
    assert 'href="#code"' in page.text
    assert "This is no statement on a special period." in page.text


def test_without_trust_nothing_is_checked(empty_portal: Portal) -> None:
    """A portal with no folder of trust says so and judges nothing."""
    page = httpx.post(f"{empty_portal.address}{PATH}", data={"code": "x"}).text

    assert "trusts no authority" in page
    assert "believe nothing" not in page
