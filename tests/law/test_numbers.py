"""Numbers: the vectors of the law file, and what a check digit can see."""

from datetime import date

import pytest

from ichimai.law.numbers import fault
from ichimai.law.questions import ask

MY_NUMBERS = """123456789018 983205673214 999999999996 100000000005 000000000019
000000000060 000000000051 555555555557 314159265352 271828182840 202606140012"""
LOCAL_CODES = """131041 271004 401307 221309 281000 132250 141003 130001 011002 131016
231002 041009 472018"""


@pytest.mark.parametrize("value", MY_NUMBERS.split())
def test_my_number(value: str) -> None:
    """The vectors V-MN pass, and no other check digit does."""
    assert fault("my-number", value) is None
    for digit in set("0123456789") - {value[-1]}:
        assert "check-digit" == fault("my-number", value[:-1] + digit)


@pytest.mark.parametrize("value", LOCAL_CODES.split())
def test_local_government_code(value: str) -> None:
    """The published codes V-LG pass, and no other check digit does."""
    assert fault("local-government-code", value) is None
    for digit in set("0123456789") - {value[-1]}:
        assert "check-digit" == fault("local-government-code", value[:-1] + digit)


@pytest.mark.parametrize(
    ("kind", "value", "reason"),
    [
        ("my-number", "12345678901", "length"),
        ("my-number", "1234567890180", "length"),
        ("my-number", "12345678901X", "characters"),
        ("my-number", "１２３４５６７８９０１８", "characters"),
        ("my-number", "000000000000", "reserved"),
        ("local-government-code", "13104", "length"),
        ("local-government-code", "131042", "check-digit"),
        ("application-id", "00000000000000000000001", None),
        ("application-id", "1234567890123456789012", "length"),
        ("application-id", "1234-5678-9012-3456-7890-123", "length"),
        ("application-id", "1234567890123456789012A", "characters"),
        ("application-id", "１" * 23, "characters"),
        ("residence-card-number", "AA12345678BB", None),
        ("residence-card-number", "AA12345678B", "length"),
        ("residence-card-number", "aa12345678bb", "characters"),
        ("residence-card-number", "AA12345678B1", "characters"),
    ],
)
def test_form(kind: str, value: str, reason: str | None) -> None:
    """Length, characters, reserved, check digit: the first fault is named."""
    assert reason == fault(kind, value)


def test_the_number_is_not_kept() -> None:
    """The finding, which travels into journals, does not hold the number."""
    finding = ask(
        "check-number",
        {"kind": "my-number", "value": "123456789018"},
        date(2026, 7, 1),
    )

    assert {"valid": True} == finding.answer
    assert "123456789018" not in str(finding)
