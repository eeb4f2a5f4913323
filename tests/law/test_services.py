"""What is told about the My Number Card names the numbers of the data file."""

import re

import pytest

from ichimai.law.services import SERVICES
from ichimai.law.told import subjects

TEXTS = {entry.name: entry.about for each in subjects() for entry in each.entries}


def _said(service: str, *names: str) -> list[int | str]:
    return [SERVICES[service][name] for name in names]


NUMBERS = {
    "my-number-fees.reissue-fee": _said("reissue", "card_yen", "certificates_yen"),
    "my-number-fees.express-fee": _said(
        "express", "with_certificates_yen", "without_certificates_yen"
    ),
    "applying.children-and-wards": _said("application", "represented_below_age"),
    "applying.how-far-is-it": _said("application", "state_shown_months"),
    "certificates.who-gets-a-signature": _said("signature", "from_age"),
    "kiosk-and-portal.papers-at-a-store": _said("store", "usual_age"),
    "pins.reset-at-a-shop": _said("store", "pin_reset_within_hours"),
}
HOURS = {
    "kiosk-and-portal.papers-at-a-store": "hours",
    "pins.reset-at-a-shop": "pin_reset_hours",
}


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers(name: str) -> None:
    """Each number that a rule computes with is the one that the text says."""
    said = {int(text) for text in re.findall(r"\d+", TEXTS[name].replace(",", ""))}

    assert set(NUMBERS[name]) <= said


@pytest.mark.parametrize("name", HOURS)
def test_hours(name: str) -> None:
    """Opening hours are told, and are those of the data file."""
    first, last = SERVICES["store"][HOURS[name]].split("-")

    assert f"from {first.removeprefix('0')} to {last}" in TEXTS[name]


def test_closed_days() -> None:
    """The closed days run from 29 December to 3 January without a gap."""
    closed = [tuple(pair) for pair in SERVICES["store"]["closed"]]

    assert [(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)] == closed
    assert "29 December to 3 January" in TEXTS["kiosk-and-portal.papers-at-a-store"]
