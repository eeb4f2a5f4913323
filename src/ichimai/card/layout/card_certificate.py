"""Card-verifiable certificates of the My Number card: object `7F21`.

    7F21 L 5F4E 82 0129 <body, 297 bytes> 5F37 82 0100 <signature over the body>
    body  = issuer's key identifier 16, subject's 16, 90 03 010001, 91 82 0100 modulus
    key identifier = seven digits, 08 05, three digits, four bytes of filler

The leading digit of an identifier tells the hierarchy; `5` is production, and an
identifier of ours never begins with it. Measured once, on a test card.
"""

from dataclasses import dataclass
from typing import Final

from ichimai.card.iso7816.tlv import decode, encode
from ichimai.card.layout.signed_files import (
    FILLER,
    decode_public_key,
    encode_public_key,
)
from ichimai.card.layout.text import KEY_ID_LENGTH
from ichimai.errors import Malformed, msgid

_CERTIFICATE: Final = 0x7F21
_BODY: Final = 0x5F4E
_SIGNATURE: Final = 0x5F37


def _key_id(digits: str, generation: str) -> bytes:
    return digits.encode() + b"\x08\x05" + generation.encode() + 4 * FILLER


TEXT_ISSUER_ID: Final = _key_id("6000033", "001")
"""Who certifies signers of the text application, in the test hierarchy."""

TEXT_SIGNER_ID: Final = _key_id("6000034", "001")
"""Who signs the records of the text application; the digits are ours."""


SURFACE_ISSUER_ID: Final = _key_id("6000023", "001")
"""Who certifies signers of the surface application, in the test hierarchy."""

SURFACE_SIGNER_ID: Final = _key_id("6000024", "001")
"""Who signs the pictures of the surface application; the digits are ours."""


@dataclass(frozen=True, slots=True)
class CardCertificate:
    """A certificate as the card holds it; nothing is verified by reading it.

    Attributes:
        body: the 297 bytes that the signature covers.
        exponent, modulus: the public key of the subject.
    """

    issuer_id: bytes
    subject_id: bytes
    exponent: int
    modulus: int
    body: bytes
    signature: bytes


def certificate_body(
    issuer_id: bytes, subject_id: bytes, exponent: int, modulus: int
) -> bytes:
    """What the issuer signs, PKCS #1 v1.5 with SHA-256."""
    return issuer_id + subject_id + encode_public_key(exponent, modulus)


def encode_certificate(body: bytes, signature: bytes) -> bytes:
    """File `0004` from the body and the signature over it."""
    return encode(_CERTIFICATE, encode(_BODY, body) + encode(_SIGNATURE, signature))


def decode_certificate(content: bytes) -> CardCertificate:
    """The certificate in file `0004`.

    Raises:
        Malformed: code `card-certificate`, `tlv` or `card-file`.
    """
    outer = decode(content)
    if [each.tag for each in outer] != [_CERTIFICATE]:
        raise _malformed()
    objects = decode(outer[0].value)
    if [each.tag for each in objects] != [_BODY, _SIGNATURE]:
        raise _malformed()
    body = objects[0].value
    exponent, modulus = decode_public_key(body[2 * KEY_ID_LENGTH :])
    return CardCertificate(
        issuer_id=body[:KEY_ID_LENGTH],
        subject_id=body[KEY_ID_LENGTH : 2 * KEY_ID_LENGTH],
        exponent=exponent,
        modulus=modulus,
        body=body,
        signature=objects[1].value,
    )


def _malformed() -> Malformed:
    return Malformed(
        msgid("The card-verifiable certificate of the card has another form."),
        repair=msgid("Read the card again; if it stays so, the card is damaged."),
        code="card-certificate",
    )
