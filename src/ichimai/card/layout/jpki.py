"""The JPKI application (公的個人認証AP): its files, its PINs, its token information.

Everything here is fact about the published behaviour of the application; how sure each
fact is, and where we chose for ourselves, is listed in `docs/card/unverified.md`.
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

from ichimai.card.layout.pins import PinRule, short_id
from ichimai.errors import Malformed, msgid


class JpkiFile(IntEnum):
    """Elementary files by their two-byte identifier."""

    SIGNATURE_CERTIFICATE = 0x0001
    SIGNATURE_CA_CERTIFICATE = 0x0002
    TOKEN_INFORMATION = 0x0006
    CERTIFICATES_PRESENT = 0x0008
    AUTHENTICATION_CERTIFICATE = 0x000A
    AUTHENTICATION_CA_CERTIFICATE = 0x000B
    AUTHENTICATION_KEY = 0x0017
    AUTHENTICATION_PIN = 0x0018
    SIGNATURE_KEY = 0x001A
    SIGNATURE_PIN = 0x001B

    @property
    def short_id(self) -> int:
        """The five low bits, by which VERIFY, signing and READ BINARY may name it."""
        return short_id(self.value)


USER_AUTHENTICATION = PinRule(
    name="user-authentication",
    pin_file=JpkiFile.AUTHENTICATION_PIN,
    key_file=JpkiFile.AUTHENTICATION_KEY,
    shortest=4,
    longest=4,
    tries=3,
    pattern=re.compile(rb"[0-9]{4}"),
)
"""利用者証明用: four digits, three tries (MN-161, MN-165)."""

SIGNATURE = PinRule(
    name="signature",
    pin_file=JpkiFile.SIGNATURE_PIN,
    key_file=JpkiFile.SIGNATURE_KEY,
    shortest=6,
    longest=16,
    tries=5,
    pattern=re.compile(rb"(?=.*[0-9])(?=.*[A-Z])[0-9A-Z]{6,16}"),
)
"""署名用: six to sixteen capitals and digits, one of each, five tries (MN-160)."""

PIN_RULES = (USER_AUTHENTICATION, SIGNATURE)

LONGEST_SIGNED_INPUT = 245
"""What PKCS #1 v1.5 type 1 leaves of a modulus: eleven bytes are the padding's."""

CERTIFICATE_FILE_LENGTH = 2048
"""Ours: a certificate is followed by filler up to here, longer ones stand bare."""

FILLER = b"\xff"

_DER_HEADER = 4
_DER_TWO_BYTE_LENGTH = b"\x30\x82"


def certificate_file(certificate: bytes) -> bytes:
    """The physical content of a certificate's file: the DER object, then filler.

    Raises:
        Malformed: code `certificate-length`; the DER length does not take two bytes,
            and the clients, which read it from bytes three and four, would cut wrongly.
    """
    stated = int.from_bytes(certificate[2:_DER_HEADER]) + _DER_HEADER
    if certificate[:2] != _DER_TWO_BYTE_LENGTH or stated != len(certificate):
        raise Malformed(
            msgid("The certificate is not one DER object with a two-byte length."),
            repair=msgid("Give the certificate as DER, 256 to 65535 bytes of content."),
            code="certificate-length",
        )
    return certificate.ljust(CERTIFICATE_FILE_LENGTH, FILLER)


def certificates_present(*, signature: bool, authentication: bool) -> bytes:
    """File `0008`: which certificates are on the card.

    `8F 8F 00` is what is seen with both; the byte of an absent one is our `00`.
    """
    there, absent = b"\x8f", b"\x00"
    return (
        (there if signature else absent)
        + (there if authentication else absent)
        + b"\x00"
    )


@dataclass(frozen=True, slots=True)
class TokenInformation:
    """File `0006`: a serialised PKCS #11 token-info structure of 160 bytes.

    The label is what clients look at. The rest is reproduced from one published
    measurement; manufacturer, model and serial are our own words.
    """

    LENGTH: ClassVar[int] = 160
    MY_NUMBER_CARD: ClassVar[str] = "JPKIAPICCTOKEN2"

    label: str = MY_NUMBER_CARD
    manufacturer: str = "00000000"
    model: str = "ICHIMAI TEST"
    serial: str = "0000000000000000"

    def to_bytes(self) -> bytes:
        """The 160 bytes of the file."""
        return b"".join(
            (
                self.label.encode("ascii").ljust(32),
                self.manufacturer.encode("ascii").ljust(32),
                self.model.encode("ascii").ljust(16),
                self.serial.encode("ascii").ljust(16),
                bytes.fromhex("0000040D"),  # flags
                *(n.to_bytes(4) for n in (1, 0, 1, 0)),  # sessions: most, now; same r/w
                *(n.to_bytes(4) for n in (16, 6)),  # longest and shortest PIN
                b"\xff" * 16,  # four sizes of memory, unknown
                b"03",  # hardware version
                b"01",  # firmware version
                b"9" * 16,  # time
            )
        )

    @classmethod
    def from_bytes(cls, content: bytes) -> "TokenInformation":
        """The texts of file `0006`.

        Raises:
            Malformed: code `token-information`; not 160 bytes, or the texts not ASCII.
        """
        if len(content) == cls.LENGTH and content[:96].isascii():
            text = content[:96].decode("ascii")
            parts = (text[:32], text[32:64], text[64:80], text[80:96])
            return cls(*(part.rstrip(" ") for part in parts))
        raise Malformed(
            msgid("The token information of the card is not 160 readable bytes."),
            repair=msgid("Read file 0006 of the JPKI application again, all of it."),
            code="token-information",
        )
