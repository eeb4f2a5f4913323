"""The text application (券面事項入力補助AP): files, who opens them, their codecs.

    FF10 0C <12 digits> FF FF                     0001  the Individual Number
    FF20 L DF21 <offsets> DF22 .. DF25            0002  name, address, birth, sex
    FF30 L DF31 <hash> DF32 <hash> DF33 <sign.>   0003  the two above, signed
    7F21 L 5F4E <body> 5F37 <signature>           0004  who signed (`card_certificate`)
    FF40 L DF41 DF42 DF43                         0005  about the application
    A1 L 90 <exponent> 91 <modulus>               0006  key for session keys
    FF50 L DF51 <key> DF52 <signature>            0007  the card's own key, signed
    16 × FF                                       0008  nobody knows

Texts are UTF-8. Layouts rest on several independent clients, the hashing rules and the
presence proof on one measurement; the list is in `docs/card/unverified.md`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from hashlib import sha256
from typing import Final

from ichimai.card.iso7816.tlv import decode, encode
from ichimai.card.layout.pins import PinRule, four_digits, printed_number
from ichimai.card.layout.signed_files import (
    FILLER,
    day_of,
    decode_public_key,
    eight_digits,
    encode_public_key,
    other_form,
    text_of,
    values_of,
    with_offsets,
)
from ichimai.model.cards import MyNumber
from ichimai.model.people import Sex


class TextFile(IntEnum):
    """Elementary files with content, by identifier."""

    NUMBER = 0x0001
    ATTRIBUTES = 0x0002
    SIGNATURES = 0x0003
    CERTIFICATE = 0x0004
    INFORMATION = 0x0005
    DELIVERY_KEY = 0x0006
    CARD_KEY = 0x0007
    RESERVED = 0x0008


TEXT_PIN: Final = four_digits("text", 0x0011)
"""券面事項入力補助用暗証番号: four digits, three tries."""

BLOCKED: Final = PinRule(
    name="blocked",
    pin_file=0x0012,
    key_file=None,
    shortest=4,
    longest=16,
    tries=0,
    pattern=re.compile(rb"(?!)"),
    changeable=False,
)
"""A reference that has no tries left on every card seen."""

NUMBER_A: Final = printed_number("number-a", 0x0014, 12)
"""照合番号A: the Individual Number itself. Ten tries are ours."""

NUMBER_B: Final = printed_number("number-b", 0x0015, 14)
"""照合番号B: birth, year of expiry and security code. Ten tries are ours."""

TEXT_RULES: Final = (TEXT_PIN, BLOCKED, NUMBER_A, NUMBER_B)

_ANY: Final = frozenset({TEXT_PIN.name, NUMBER_A.name, NUMBER_B.name})
OPENED_BY: Final[Mapping[int, frozenset[str]]] = {
    TextFile.NUMBER: frozenset({TEXT_PIN.name, NUMBER_A.name}),
    TextFile.ATTRIBUTES: frozenset({TEXT_PIN.name, NUMBER_B.name}),
    TextFile.SIGNATURES: _ANY,
    TextFile.DELIVERY_KEY: _ANY,
    TextFile.CARD_KEY: _ANY,
    TextFile.RESERVED: _ANY,
}
"""What opens a file, by name of the rule, any one of them; others are free."""

NUMBER_FILE_LENGTH: Final = 17
KEY_ID_LENGTH: Final = 16
_OPAQUE_LENGTH: Final = 128
_VERSION_BYTES: Final = bytes.fromhex("01030E01")
"""Version, extended length, vendor: as seen on a test card."""


@dataclass(frozen=True, slots=True)
class TextRecord:
    """What the text application of one card is personalised with.

    Attributes:
        files: complete content by file.
        private_key: the card's own RSA-2048 key for the proof of presence, PKCS #8.
        number_b: 照合番号B, fourteen digits.
    """

    files: Mapping[TextFile, bytes] = field(repr=False)
    private_key: bytes = field(repr=False)
    number_b: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Attributes:
    """The four basic items (基本4情報) of file `0002`.

    Attributes:
        sex: `1` male, `2` female, `9` not applicable, `0` unknown (JIS X 0303); the
            residence application writes `3` where this one writes `9`.
    """

    name: str
    address: str
    birth_date: date
    sex: str

    def __repr__(self) -> str:
        return "Attributes(•)"


def sex_digit(sex: Sex) -> str:
    """*sex* as this application writes it."""
    return "9" if sex is Sex.UNSPECIFIED else sex.value


def encode_number(number: MyNumber) -> bytes:
    """File `0001`, seventeen bytes with its filler."""
    content = encode(0xFF10, str(number).encode("ascii"))
    return content.ljust(NUMBER_FILE_LENGTH, FILLER)


def decode_number(content: bytes) -> MyNumber:
    """The number in file `0001`.

    Raises:
        Malformed: code `card-file`, or `my-number` where its check digit is wrong.
    """
    (digits,) = values_of(content.rstrip(FILLER), 0xFF10)
    return MyNumber(text_of(digits))


_SEXES: Final = frozenset({b"0", b"1", b"2", b"9"})
_ATTRIBUTE_TAGS: Final = (0xDF22, 0xDF23, 0xDF24, 0xDF25)


def encode_attributes(attributes: Attributes) -> bytes:
    """File `0002`: the table of offsets, then the four objects.

    Raises:
        Malformed: code `too-long`.
    """
    texts = (
        attributes.name,
        attributes.address,
        eight_digits(attributes.birth_date).decode(),
        attributes.sex,
    )
    objects = [
        encode(tag, text.encode())
        for tag, text in zip(_ATTRIBUTE_TAGS, texts, strict=True)
    ]
    return with_offsets(0xFF20, 0xDF21, objects)


def decode_attributes(content: bytes) -> Attributes:
    """The four items of file `0002`; objects are taken in order, not by offset.

    Raises:
        Malformed: code `card-file`.
    """
    (value,) = values_of(content, 0xFF20)
    _, *values = values_of(value, 0xDF21, *_ATTRIBUTE_TAGS)
    name, address, birth, sex = values
    if sex not in _SEXES:
        raise other_form()
    return Attributes(text_of(name), text_of(address), day_of(birth), text_of(sex))


def record_message(number_file: bytes, attributes_file: bytes) -> bytes:
    """What `DF33` signs: `DF31` and `DF32`, complete objects.

    `DF31` is the hash of file `0001` as it lies there, filler included; `DF32` that of
    file `0002` from `DF22` on, without the table of offsets.

    Raises:
        Malformed: code `card-file`; the second file is none.
    """
    number = encode(0xDF31, sha256(number_file).digest())
    return number + attributes_hash(attributes_file)


def attributes_hash(attributes_file: bytes) -> bytes:
    """`DF32`, the complete object, of a file `0002`.

    Raises:
        Malformed: code `card-file`; the file is none.
    """
    (value,) = values_of(attributes_file, 0xFF20)
    objects = decode(value)
    if not objects or objects[0].tag != 0xDF21:  # noqa: PLR2004 - a tag
        raise other_form()
    hashed = b"".join(each.to_bytes() for each in objects[1:])
    return encode(0xDF32, sha256(hashed).digest())


def encode_signatures(message: bytes, signature: bytes) -> bytes:
    """File `0003` from `record_message` and the signature over it."""
    return encode(0xFF30, message + encode(0xDF33, signature))


def decode_signatures(content: bytes) -> tuple[bytes, bytes]:
    """The signed objects of file `0003` and their signature.

    Raises:
        Malformed: code `card-file`.
    """
    (value,) = values_of(content, 0xFF30)
    number, attributes, signature = values_of(value, 0xDF31, 0xDF32, 0xDF33)
    return encode(0xDF31, number) + encode(0xDF32, attributes), signature


def encode_information(key_id: bytes) -> bytes:
    """File `0005`; *key_id* names the key that signed. The last object is unknown."""
    return encode(
        0xFF40,
        encode(0xDF41, _VERSION_BYTES)
        + encode(0xDF42, key_id)
        + encode(0xDF43, bytes(_OPAQUE_LENGTH)),
    )


def encode_delivery_key(exponent: int, modulus: int) -> bytes:
    """File `0006`: the key under which session keys are delivered."""
    return encode(0xA1, encode_public_key(exponent, modulus))


def card_key_message(exponent: int, modulus: int) -> bytes:
    """What `DF52` signs: `DF51`, the complete object with the card's own key."""
    return encode(0xDF51, encode_public_key(exponent, modulus))


def encode_card_key(message: bytes, signature: bytes) -> bytes:
    """File `0007` from `card_key_message` and the signature over it."""
    return encode(0xFF50, message + encode(0xDF52, signature))


def decode_card_key(content: bytes) -> tuple[bytes, bytes]:
    """The `DF51` object of file `0007` and its signature.

    Raises:
        Malformed: code `card-file`.
    """
    (value,) = values_of(content, 0xFF50)
    key, signature = values_of(value, 0xDF51, 0xDF52)
    return encode(0xDF51, key), signature


def card_key_numbers(message: bytes) -> tuple[int, int]:
    """Exponent and modulus inside a `DF51` object.

    Raises:
        Malformed: code `card-file`.
    """
    (value,) = values_of(message, 0xDF51)
    return decode_public_key(value)
