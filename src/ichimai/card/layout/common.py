"""The common application (共通カードAP) and the resident register's (住基AP).

    common    0001  record 1: 01 1C <serial 15> <municipality 5> <YYYYMMDD>   free
              0002  record 1: <key identifier 16>                            free
              0019  key for INTERNAL AUTHENTICATE, no PIN asked
              001C  PIN
    register  0002  record 1: <key identifier 16>                            free
              001C  PIN

That is all that is public of either. The file of the resident register code
(住民票コード) is not, so it is not here. What is ours is in docs/decisions/0178.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Final

from ichimai.card.layout.pins import four_digits
from ichimai.card.layout.signed_files import day_of, eight_digits, other_form, text_of


class CommonFile(IntEnum):
    """Files of the common application with content, by identifier.

    `COUNTER_KEY` is ours (docs/decisions/0179): the public key of the municipality's
    counter, which may set PINs anew. It is no file of a real card and cannot be named.
    """

    CARD = 0x0001
    KEY_ID = 0x0002
    AUTHENTICATION_KEY = 0x0019
    COUNTER_KEY = 0xFF01


class RegisterFile(IntEnum):
    """Files of the resident register application with content, by identifier."""

    KEY_ID = 0x0002


_BY_CLASS_80: Final = (0x80, 0x32, 0x00)

COMMON_PIN: Final = four_digits("common", 0x001C, change_header=_BY_CLASS_80)
"""Of the common application: four digits. Three tries are ours."""

REGISTER_PIN: Final = four_digits("register", 0x001C, change_header=_BY_CLASS_80)
"""住民基本台帳用暗証番号: four digits, three tries, counted by itself."""

_TAG: Final = b"\x01\x1c"
_SERIAL_DIGITS: Final = 15
_MUNICIPALITY_DIGITS: Final = 5
_DIGITS: Final = 28


@dataclass(frozen=True, slots=True)
class CardRecord:
    """Record 1 of the common application's file `0001`.

    Attributes:
        serial: fifteen digits, given when the card is made.
        municipality: five digits of its code, without the check digit.
        expires_on: the card's last day.
    """

    serial: str = field(repr=False)
    municipality: str
    expires_on: date

    def __post_init__(self) -> None:
        digits = self.serial + self.municipality
        whole = len(digits) == _SERIAL_DIGITS + _MUNICIPALITY_DIGITS
        if not (whole and digits.isascii() and digits.isdigit()):
            raise other_form()

    def to_bytes(self) -> bytes:
        """The record: tag, length, twenty-eight digits."""
        digits = (self.serial + self.municipality).encode()
        return _TAG + digits + eight_digits(self.expires_on)

    @classmethod
    def from_bytes(cls, record: bytes) -> "CardRecord":
        """What `to_bytes` wrote.

        Raises:
            Malformed: code `card-file`.
        """
        tag, value = record[: len(_TAG)], record[len(_TAG) :]
        if tag != _TAG or len(value) != _DIGITS:
            raise other_form()
        municipality_at = _SERIAL_DIGITS + _MUNICIPALITY_DIGITS
        return cls(
            serial=text_of(value[:_SERIAL_DIGITS]),
            municipality=text_of(value[_SERIAL_DIGITS:municipality_at]),
            expires_on=day_of(value[municipality_at:]),
        )
