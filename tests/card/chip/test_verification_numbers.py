"""Verification number B is put together from what the face of a card shows."""

from datetime import date

import pytest

from ichimai.card.layout.verification_numbers import verification_number_b
from ichimai.errors import Malformed


def test_measured_on_a_test_card() -> None:
    """The example measured on a test card: born in Shōwa 55, expiry 2035, code 2285."""
    number = verification_number_b(date(1980, 2, 17), date(2035, 2, 17), "2285")

    assert "55021720352285" == number


@pytest.mark.parametrize("code", ["", "123", "12345", "12a4", "１２３４"])
def test_no_security_code(code: str) -> None:
    """Four digits, and nothing else, are a security code."""
    with pytest.raises(Malformed):
        verification_number_b(date(1980, 2, 17), date(2035, 2, 17), code)
