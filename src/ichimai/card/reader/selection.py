"""What card is this? Found by selecting applications, never by the ATR.

A specified card is a My Number card with one application more, and both look alike to a
reader; so the residence application is tried first. A residence card with a chip of its
own has neither: it lets its master file be selected, and has its type there.
"""

from enum import Enum
from typing import Final

from ichimai.card.iso7816.apdu import CommandApdu
from ichimai.card.iso7816.status import StatusWord
from ichimai.card.iso7816.transport import Transport, exchange
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.residence_files import ResidenceFile, Tag
from ichimai.card.reader.refused import accepted

_SELECT: Final = 0xA4
_READ_BINARY: Final = 0xB0
_CARD_TYPE: Final = 0x80 | ResidenceFile.CARD_TYPE.layout.short_id
_TYPE_TAG: Final = bytes((Tag.TYPE_CODE,))
_BY_NAME: Final = 0x04
_NO_RESPONSE: Final = 0x0C
_MASTER_FILE: Final = bytes.fromhex("3F00")


class CardFamily(Enum):
    """The kinds of card that selection tells apart."""

    SPECIFIED = "specified"
    """A specified residence card, or a specified special permanent resident one."""
    MY_NUMBER = "my-number"
    """A My Number card without residence data."""
    RESIDENCE_CARD = "residence-card"
    """A residence card or special permanent resident certificate with its own chip."""
    OTHER = "other"
    """None of them."""


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


def select_master(transport: Transport) -> bool:
    """Select the root; False where the card does not let it be selected.

    Raises:
        Unavailable: the card or the reader has gone.
    """
    response = exchange(transport, CommandApdu(0, _SELECT, 0, 0, _MASTER_FILE))
    return response.status == StatusWord.OK


def recognise(transport: Transport) -> CardFamily:
    """Which family the card belongs to. Selects applications as a side effect."""
    if select_application(transport, Aid.RESIDENCE):
        return CardFamily.SPECIFIED
    if select_application(transport, Aid.JPKI):
        return CardFamily.MY_NUMBER
    if select_master(transport) and _has_type(transport):
        return CardFamily.RESIDENCE_CARD
    return CardFamily.OTHER


def _has_type(transport: Transport) -> bool:
    """Whether the type of a residence card stands at the selected root."""
    response = exchange(transport, CommandApdu(0, _READ_BINARY, _CARD_TYPE, 0, le=256))
    return response.data.startswith(_TYPE_TAG)
