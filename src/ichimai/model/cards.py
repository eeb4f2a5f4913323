"""Kinds of card, card numbers and My Numbers."""

import re
from dataclasses import dataclass
from enum import StrEnum

from ichimai.errors import Malformed, msgid


class CardKind(StrEnum):
    """The four cards of the residence system, by the words that the interfaces fix."""

    RESIDENCE = "residence"
    """在留カード."""
    SPECIFIED_RESIDENCE = "specified-residence"
    """特定在留カード, ICA 19-15-2(1)."""
    SPECIAL_PERMANENT = "special-permanent"
    """特別永住者証明書."""
    SPECIFIED_SPECIAL_PERMANENT = "specified-special-permanent"
    """特定特別永住者証明書, SPA 16-2(1)."""

    @property
    def specified(self) -> bool:
        """Whether it carries the My Number function as well (特定在留カード等)."""
        return self in {
            CardKind.SPECIFIED_RESIDENCE,
            CardKind.SPECIFIED_SPECIAL_PERMANENT,
        }


class CardTypeCode(StrEnum):
    """The type code on the chip (object `C1`), as the card specifications print it."""

    RESIDENCE_GEN1 = "1"
    SPECIAL_PERMANENT_GEN1 = "2"
    RESIDENCE_GEN2 = "05"
    SPECIAL_PERMANENT_GEN2 = "06"
    SPECIFIED_RESIDENCE = "07"
    SPECIFIED_SPECIAL_PERMANENT = "08"

    @property
    def specified(self) -> bool:
        """Whether the chip is a My Number card's, with residence data beside it."""
        return self in {
            CardTypeCode.SPECIFIED_RESIDENCE,
            CardTypeCode.SPECIFIED_SPECIAL_PERMANENT,
        }


_CARD_NUMBER = re.compile(r"[A-Z]{2}[0-9]{8}[A-Z]{2}", re.ASCII)
_MY_NUMBER = re.compile(r"[0-9]{12}", re.ASCII)
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


@dataclass(frozen=True, slots=True)
class CardNumber:
    """The number of a residence card: two letters, eight digits, two letters (RC-009).

    `str()` gives the number; `repr()` does not, because representations reach logs.

    Raises:
        Malformed: code `card-number`. No check digit is published, so none is tested.
    """

    value: str

    def __post_init__(self) -> None:
        if not _CARD_NUMBER.fullmatch(self.value):
            raise Malformed(
                msgid("The card number is not two letters, eight digits, two letters."),
                repair=msgid("Write the twelve characters as printed on the card."),
                code="card-number",
            )

    def __str__(self) -> str:
        return self.value

    def __repr__(self) -> str:
        return "CardNumber(•)"


def my_number_check_digit(body: str) -> str:
    """The check digit after the eleven digits of *body* (MNA-MO 5)."""
    total = sum(w * int(digit) for w, digit in zip(_WEIGHTS, body, strict=True))
    remainder = total % 11
    return "0" if remainder <= 1 else str(11 - remainder)


@dataclass(frozen=True, slots=True)
class MyNumber:
    """An Individual Number (個人番号): eleven digits and a check digit (MNA-MO 5).

    `str()` gives the number; `repr()` does not, because representations reach logs.

    Raises:
        Malformed: code `my-number`; wrong length, other characters, a wrong check
            digit, or twelve zeros.
    """

    value: str

    def __post_init__(self) -> None:
        sound = (
            _MY_NUMBER.fullmatch(self.value) is not None
            and self.value != "0" * 12
            and self.value[-1] == my_number_check_digit(self.value[:-1])
        )
        if not sound:
            raise Malformed(
                msgid("The My Number is not twelve digits with a right check digit."),
                repair=msgid("Compare it with the notice or the card, digit by digit."),
                code="my-number",
            )

    def __str__(self) -> str:
        return self.value

    def __repr__(self) -> str:
        return "MyNumber(•)"
