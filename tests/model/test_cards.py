"""Card numbers and My Numbers are checked where they enter, and never shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.errors import Malformed
from ichimai.model.cards import CardNumber, MyNumber, my_number_check_digit

# Law file on the My Number side, section 2.1: computed there, no person's number.
CHECK_DIGITS = {
    "12345678901": "8",
    "98320567321": "4",
    "99999999999": "6",
    "10000000000": "5",
    "00000000001": "9",
    "00000000006": "0",
    "00000000005": "1",
    "55555555555": "7",
    "31415926535": "2",
    "27182818284": "0",
    "20260614001": "2",
}


@pytest.mark.parametrize(("body", "digit"), CHECK_DIGITS.items())
def test_check_digit(body: str, digit: str) -> None:
    """The check digit follows the weighted sum of MNA-MO 5."""
    assert digit == my_number_check_digit(body)
    assert body + digit == str(MyNumber(body + digit))


@pytest.mark.parametrize(
    "value",
    [
        "123456789019",
        "12345678901",
        "1234567890180",
        "12345678901X",
        "１２３４５６７８９０１８",
        "000000000000",
    ],
)
def test_no_my_number(value: str) -> None:
    """A wrong digit, length or alphabet, and twelve zeros, are refused."""
    with pytest.raises(Malformed) as caught:
        MyNumber(value)

    assert value not in str(caught.value)


@given(st.text(max_size=14))
def test_card_number_form(value: str) -> None:
    """A card number is two letters, eight digits, two letters, and nothing else."""
    sound = (
        len(value) == 12
        and value.isascii()
        and value[:2].isalpha()
        and value[:2].isupper()
        and value[2:10].isdigit()
        and value[10:].isalpha()
        and value[10:].isupper()
    )

    if sound:
        assert value == str(CardNumber(value))
    else:
        with pytest.raises(Malformed):
            CardNumber(value)


def test_representations_are_silent() -> None:
    """A representation, which may reach a log, does not carry the number."""
    assert "AA12345678BB" not in repr(CardNumber("AA12345678BB"))
    assert "123456789018" not in repr(MyNumber("123456789018"))
