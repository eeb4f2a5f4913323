"""What card is this? Found by selecting applications, never by the ATR.

A specified card is a My Number card with one application more, and both look alike to a
reader; so the residence application is tried first.
"""

from enum import Enum
from typing import Final

from ichimai.card.iso7816.apdu import CommandApdu
from ichimai.card.iso7816.status import StatusWord
from ichimai.card.iso7816.transport import Transport, exchange
from ichimai.card.layout.aids import Aid
from ichimai.card.reader.refused import accepted

_SELECT: Final = 0xA4
_BY_NAME: Final = 0x04
_NO_RESPONSE: Final = 0x0C


class CardFamily(Enum):
    """The kinds of card that selection tells apart."""

    SPECIFIED = "specified"
    """A specified residence card, or a specified special permanent resident one."""
    MY_NUMBER = "my-number"
    """A My Number card without residence data."""
    OTHER = "other"
    """Neither: a residence card of its own, or any other card."""


def select_application(transport: Transport, aid: Aid) -> bool:
    """Select an application by name; False where the card does not have it.

    Raises:
        Refused: code `card-refused`; the card answers neither yes nor "not found".
        Unavailable: the card or the reader has gone.
    """
    name: bytes = aid.value
    response = exchange(
        transport, CommandApdu(0, _SELECT, _BY_NAME, _NO_RESPONSE, name)
    )
    absent = {StatusWord.FILE_NOT_FOUND, StatusWord.SELECTION_FAILED}
    if response.status in absent:
        return False
    accepted(response)
    return True


def recognise(transport: Transport) -> CardFamily:
    """Which family the card belongs to. Selects applications as a side effect."""
    if select_application(transport, Aid.RESIDENCE):
        return CardFamily.SPECIFIED
    if select_application(transport, Aid.JPKI):
        return CardFamily.MY_NUMBER
    return CardFamily.OTHER
