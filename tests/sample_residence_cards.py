"""Residence cards with chips of their own for tests: types 1, 2, 05 and 06."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Protocol

from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.mutual import AES, TRIPLE_DES, MutualSession, Terminal
from ichimai.card.layout.atr import TYPE_B_ATR
from ichimai.card.layout.first_generation import (
    FIRST_GENERATION_TYPES,
    FirstContents,
    encode_first_files,
    first_signed_message,
)
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.residence import (
    ResidenceContents,
    encode_files,
    signed_message,
)
from ichimai.crypto.keys import RsaPrivateKey
from ichimai.model.cards import CardTypeCode
from ichimai.model.status import Status
from ichimai.randomness import Randomness
from sample_card import CONTENTS, certificate_of, sample_keys

OWN_CHIP_TYPES = (
    CardTypeCode.RESIDENCE_GEN1,
    CardTypeCode.SPECIAL_PERMANENT_GEN1,
    CardTypeCode.RESIDENCE_GEN2,
    CardTypeCode.SPECIAL_PERMANENT_GEN2,
)
FIRST = FirstContents(
    type_code=CardTypeCode.RESIDENCE_GEN1,
    front_image=b"II*\0 SAMPLE front",
    portrait=b"\xff\x4f SAMPLE portrait \xff\xd9",
    written_on=date(2024, 4, 1),
    municipality_code="131032",
    address="東京都港区SAMPLE１－１",
    comprehensive_permission="SAMPLE 許可",
)
"""What a first-generation card of the sample's holder says, unsigned."""


class Transmitting(Protocol):
    """Whatever answers commands."""

    def transmit(self, command: bytes) -> bytes:
        """The answer to one command."""
        ...


@cache
def first_signer() -> RsaPrivateKey:
    """The key that signs first-generation samples."""
    return RsaPrivateKey.generate()


def first_contents(kind: CardTypeCode) -> FirstContents:
    """The signed contents of type 1 or 2."""
    contents = replace(FIRST, type_code=kind)
    if kind is CardTypeCode.SPECIAL_PERMANENT_GEN1:
        contents = replace(contents, comprehensive_permission="")
    key = first_signer()
    message = first_signed_message(encode_first_files(contents))
    return contents.signed(
        key.sign_sha256(message), certificate_of("TEST FIRST", key, key)
    )


def second_contents(kind: CardTypeCode) -> ResidenceContents:
    """The signed contents of type 05 or 06."""
    contents = replace(CONTENTS, type_code=kind)
    if kind is CardTypeCode.SPECIAL_PERMANENT_GEN2:
        contents = replace(
            contents,
            status=Status.SPECIAL_PERMANENT_RESIDENT,
            period_of_stay="0000",
            permission_kind=None,
            permitted_on=None,
            work_restriction=None,
            stay_ends_on=None,
        )
    key = sample_keys().residence
    return contents.signed(
        key.sign_sha256_raw(signed_message(contents)),
        certificate_of("TEST CA2", key, key),
    )


@cache
def own_chip_image(kind: CardTypeCode) -> CardImage:
    """The sample card of that type."""
    card = CardImage(type_code=kind, card_number=CONTENTS.card_number, atr=TYPE_B_ATR)
    if kind in FIRST_GENERATION_TYPES:
        return replace(card, first_files=encode_first_files(first_contents(kind)))
    return replace(card, residence_files=encode_files(second_contents(kind)))


def authenticated(
    card: Transmitting, image: CardImage, randomness: Randomness
) -> tuple[bytes, MutualSession | None]:
    """Authenticate at *card*; its answer to the token, and the terminal's session."""
    suite = TRIPLE_DES if image.type_code in FIRST_GENERATION_TYPES else AES
    challenge = ResponseApdu.parse(card.transmit(bytes.fromhex("0084000008"))).data
    terminal = Terminal(suite, image.card_number, challenge, randomness)
    command = CommandApdu(0, 0x82, 0, 0, terminal.token, 256)
    answer = card.transmit(command.to_bytes())
    data = ResponseApdu.parse(answer).data
    return answer, terminal.accept(data) if data else None
