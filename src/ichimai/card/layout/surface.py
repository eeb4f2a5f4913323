"""The surface application (券面事項確認AP): pictures of what is printed, signed.

    FF10 L DF11 <birth> DF12 <key> DF13 <sign.>       0001  birth date
    FF20 L DF21 <offsets> DF22 .. DF2A                0002  the front, in pictures
    FF30 L DF31 .. DF35                               0003  about the application
    7F21 L 5F4E <body> 5F37 <signature>               0004  who signed
    FF40 L DF41 <picture> DF42 <key> DF43 <sign.>     0005  the Individual Number
    16 × FF                                           0006  nobody knows

Layout and access rest on several clients; what each signature covers on one of them,
which checked it against a test card. What is ours is in docs/decisions/0177.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from hashlib import sha256
from typing import Final

from ichimai.card.iso7816.tlv import encode
from ichimai.card.layout.pins import printed_number
from ichimai.card.layout.signed_files import (
    day_of,
    decode_public_key,
    eight_digits,
    encode_public_key,
    other_form,
    text_of,
    values_of,
    with_offsets,
)
from ichimai.card.layout.text import KEY_ID_LENGTH


class SurfaceFile(IntEnum):
    """Elementary files with content, by identifier."""

    BIRTH = 0x0001
    FRONT = 0x0002
    INFORMATION = 0x0003
    CERTIFICATE = 0x0004
    NUMBER = 0x0005
    RESERVED = 0x0006


SURFACE_BIRTH: Final = printed_number("surface-birth", 0x0011, 6)
"""The birth date with the year of its era, `YYMMDD`. Ten tries are ours."""

SURFACE_NUMBER_B: Final = printed_number("surface-number-b", 0x0012, 14)
"""照合番号B, counted apart from the text application's. Ten tries are ours."""

SURFACE_NUMBER_A: Final = printed_number("surface-number-a", 0x0013, 12)
"""照合番号A, the Individual Number itself. Ten tries are ours."""

SURFACE_RULES: Final = (SURFACE_BIRTH, SURFACE_NUMBER_B, SURFACE_NUMBER_A)

_A_OR_B: Final = frozenset({SURFACE_NUMBER_A.name, SURFACE_NUMBER_B.name})
OPENED_BY: Final[Mapping[int, frozenset[str]]] = {
    SurfaceFile.BIRTH: frozenset({SURFACE_BIRTH.name}),
    SurfaceFile.FRONT: _A_OR_B,
    SurfaceFile.NUMBER: frozenset({SURFACE_NUMBER_A.name}),
    SurfaceFile.RESERVED: _A_OR_B,
}
"""What opens a file, by name of the rule, any one of them; others are free."""

_DIGEST_INFO_OF_THREE: Final = bytes.fromhex("3071300D060960864801650304020105000460")
"""DER in front of three SHA-256 digests, in the place of one."""

_VERSION_BYTES: Final = bytes.fromhex("06030E01")
_VERSION_OF_FORMAT: Final = b"\x01"
_OPAQUE_LENGTH: Final = 256


@dataclass(frozen=True, slots=True)
class Front:
    """File `0002`: the front of the card.

    Attributes:
        sex: as `text.Attributes` writes it.
        key: the card's own public key, exponent and modulus.
        name, address, security_code: PNG, one bit of grey.
        portrait: JPEG 2000 in grey; empty on a card that shows none.
        expires_on: outside the signature, and so is the picture of the code.
    """

    birth_date: date
    sex: str
    key: tuple[int, int]
    name: bytes = field(repr=False)
    address: bytes = field(repr=False)
    portrait: bytes = field(repr=False)
    expires_on: date
    security_code: bytes = field(repr=False)

    def __repr__(self) -> str:
        return "Front(•)"


_FRONT_TAGS: Final = tuple(range(0xDF22, 0xDF2B))
_SIGNATURE_AT: Final = 6


def front_digest_info(front: Front) -> bytes:
    """What `DF28` signs: a DigestInfo around three digests, 115 bytes.

    Birth, sex and key; name and address; portrait: each group of complete objects
    has a digest of its own. Expiry and security code are in none.
    """
    return _digest_info(_front_objects(front, b"")[:_SIGNATURE_AT])


def encode_front(front: Front, signature: bytes) -> bytes:
    """File `0002`: the table of offsets, then nine objects.

    Raises:
        Malformed: code `too-long`; the pictures are too long for the file.
    """
    return with_offsets(0xFF20, 0xDF21, _front_objects(front, signature))


def decode_front(content: bytes) -> tuple[Front, bytes, bytes]:
    """The front, what its signature should cover, and the signature.

    Objects are taken in order, not by offset.

    Raises:
        Malformed: code `card-file` or `tlv`.
    """
    (value,) = values_of(content, 0xFF20)
    _, *values = values_of(value, 0xDF21, *_FRONT_TAGS)
    birth, sex, key, name, address, portrait, signature, expiry, code = values
    front = Front(
        birth_date=day_of(birth),
        sex=text_of(sex),
        key=decode_public_key(key),
        name=name,
        address=address,
        portrait=portrait,
        expires_on=day_of(expiry),
        security_code=code,
    )
    objects = [
        encode(tag, each)
        for tag, each in zip(_FRONT_TAGS[:_SIGNATURE_AT], values, strict=False)
    ]
    return front, _digest_info(objects), signature


def _front_objects(front: Front, signature: bytes) -> list[bytes]:
    values = (
        eight_digits(front.birth_date),
        front.sex.encode(),
        encode_public_key(*front.key),
        front.name,
        front.address,
        front.portrait,
        signature,
        eight_digits(front.expires_on),
        front.security_code,
    )
    return [encode(tag, each) for tag, each in zip(_FRONT_TAGS, values, strict=True)]


def _digest_info(objects: list[bytes]) -> bytes:
    groups = (objects[:3], objects[3:5], objects[5:6])
    return _DIGEST_INFO_OF_THREE + b"".join(
        sha256(b"".join(group)).digest() for group in groups
    )


def birth_message(birth_date: date, key: tuple[int, int]) -> bytes:
    """What `DF13` signs: `DF11` and `DF12`, complete objects."""
    return encode(0xDF11, eight_digits(birth_date)) + encode(
        0xDF12, encode_public_key(*key)
    )


def encode_birth(message: bytes, signature: bytes) -> bytes:
    """File `0001` from `birth_message` and the signature over it."""
    return encode(0xFF10, message + encode(0xDF13, signature))


def decode_birth(content: bytes) -> tuple[date, bytes, bytes]:
    """The birth date of file `0001`, what was signed, and the signature.

    Raises:
        Malformed: code `card-file` or `tlv`.
    """
    (value,) = values_of(content, 0xFF10)
    birth, key, signature = values_of(value, 0xDF11, 0xDF12, 0xDF13)
    return day_of(birth), encode(0xDF11, birth) + encode(0xDF12, key), signature


def number_message(picture: bytes, key: tuple[int, int]) -> bytes:
    """What `DF43` signs: `DF41` and `DF42`, complete objects."""
    return encode(0xDF41, picture) + encode(0xDF42, encode_public_key(*key))


def encode_number_picture(message: bytes, signature: bytes) -> bytes:
    """File `0005` from `number_message` and the signature over it."""
    return encode(0xFF40, message + encode(0xDF43, signature))


def decode_number_picture(content: bytes) -> tuple[bytes, bytes, bytes]:
    """The picture of file `0005`, what was signed, and the signature.

    Raises:
        Malformed: code `card-file` or `tlv`.
    """
    (value,) = values_of(content, 0xFF40)
    picture, key, signature = values_of(value, 0xDF41, 0xDF42, 0xDF43)
    return picture, encode(0xDF41, picture) + encode(0xDF42, key), signature


def encode_information(key_id: bytes, municipality: str) -> bytes:
    """File `0003`; *key_id* names the key that signed.

    Args:
        key_id: sixteen bytes.
        municipality: the five digits of its code, without the check digit.
    """
    return encode(
        0xFF30,
        encode(0xDF31, _VERSION_BYTES)
        + encode(0xDF32, key_id)
        + encode(0xDF33, _VERSION_OF_FORMAT)
        + encode(0xDF34, municipality.encode())
        + encode(0xDF35, key_id + bytes(_OPAQUE_LENGTH)),
    )


def decode_municipality(content: bytes) -> str:
    """The municipality's five digits in file `0003`.

    Raises:
        Malformed: code `card-file` or `tlv`.
    """
    (value,) = values_of(content, 0xFF30)
    _, key_id, _, municipality, _ = values_of(value, *range(0xDF31, 0xDF36))
    if len(key_id) != KEY_ID_LENGTH:
        raise other_form()
    return text_of(municipality)
