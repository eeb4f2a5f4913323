"""The card manager: what answers where no application is selected (GET DATA)."""

from collections.abc import Mapping
from typing import Final

from ichimai.card.chip.commands import GetData
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.card.iso7816.tlv import encode
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.atr import CONTACT_ATR
from ichimai.card.layout.card_manager import (
    CARD,
    CERTIFICATE,
    CONTACT_ATR_OBJECT,
    ISSUER,
    LAST_DAY,
    MUNICIPALITY,
    PLATFORM,
    contact_atr_object,
    issuer_object,
    platform_object,
)
from ichimai.card.layout.common import CardRecord, CommonFile
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.signed_files import eight_digits
from ichimai.card.layout.text import TextFile

ALWAYS_ANSWERED: Final = CONTACT_ATR_OBJECT
"""The one object that is handed out inside an application as well, as measured."""


class IssuerDomain:
    """The data objects of one card."""

    def __init__(self, image: CardImage) -> None:
        self._objects = _objects(image)

    def get_data(self, command: GetData, application: Aid | None) -> bytes:
        """GET DATA: one object with its header. A short Le is too short for a long one.

        Raises:
            Refusal: 6D00 inside an application, which does not know the instruction;
                6A88 no such object. An object longer than Le ends in 6700.
        """
        if application is not None and command.tag != ALWAYS_ANSWERED:
            raise Refusal(StatusWord.WRONG_INS)
        if command.tag not in self._objects:
            raise Refusal(StatusWord.KEY_NOT_SET)
        return self._objects[command.tag]


def _objects(image: CardImage) -> Mapping[int, bytes]:
    objects = {
        ISSUER: issuer_object(),
        PLATFORM: platform_object(),
        CONTACT_ATR_OBJECT: contact_atr_object(CONTACT_ATR),
    }
    if image.text is not None and TextFile.CERTIFICATE in image.text.files:
        objects[CERTIFICATE] = image.text.files[TextFile.CERTIFICATE]
    if CommonFile.CARD in image.common:
        record = CardRecord.from_bytes(image.common[CommonFile.CARD])
        objects[CARD] = encode(CARD, record.serial.encode())
        objects[MUNICIPALITY] = encode(MUNICIPALITY, record.municipality.encode())
        objects[LAST_DAY] = encode(LAST_DAY, eight_digits(record.expires_on))
    return objects
