"""Everything that a chip is personalised with, as one value and as bytes.

A card image holds private keys and PINs. Its bytes are never written to disk as they
are: `crypto.sealing` stands between, in the card file of the chip and in the authority.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from ichimai.card.layout.atr import CONTACT_ATR
from ichimai.card.layout.common import COMMON_PIN, REGISTER_PIN
from ichimai.card.layout.first_generation import FirstFile
from ichimai.card.layout.jpki import SIGNATURE, USER_AUTHENTICATION
from ichimai.card.layout.pins import PinRule
from ichimai.card.layout.residence_files import ResidenceFile
from ichimai.card.layout.surface import (
    SURFACE_BIRTH,
    SURFACE_NUMBER_A,
    SURFACE_NUMBER_B,
)
from ichimai.card.layout.text import (
    NUMBER_A,
    NUMBER_B,
    TEXT_PIN,
    TextFile,
    TextRecord,
)
from ichimai.errors import Malformed, msgid
from ichimai.model.cards import CardNumber, CardTypeCode, MyNumber

_FORMAT = "ichimai-card-image"
_VERSION = 3
_VERSIONS = (1, 2, _VERSION)
"""Every version so far. The first one knew no text application; the second one neither
cards with a chip of their own nor the surface, common and resident-register files."""


@dataclass(frozen=True, slots=True)
class Credential:
    """One key pair of the JPKI application with its certificates, all DER.

    Attributes:
        certificate: X.509, None where the holder declined it or it does not exist yet.
        ca_certificate: the issuer's own certificate.
        private_key: RSA-2048, PKCS #8; None together with the certificate.
    """

    certificate: bytes | None = None
    ca_certificate: bytes | None = None
    private_key: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Pins:
    """The PINs as the holder chose them; None where there is none to present."""

    user_authentication: str | None = None
    signature: str | None = None
    text: str | None = None
    common: str | None = None
    register: str | None = None

    def __repr__(self) -> str:
        return "Pins(•)"


@dataclass(frozen=True, slots=True)
class Tries:
    """Tries left on each PIN when the card leaves the maker; 0 makes a locked card."""

    user_authentication: int = USER_AUTHENTICATION.tries
    signature: int = SIGNATURE.tries
    text: int = TEXT_PIN.tries
    number_a: int = NUMBER_A.tries
    number_b: int = NUMBER_B.tries
    surface_birth: int = SURFACE_BIRTH.tries
    surface_number_a: int = SURFACE_NUMBER_A.tries
    surface_number_b: int = SURFACE_NUMBER_B.tries
    common: int = COMMON_PIN.tries
    register: int = REGISTER_PIN.tries


@dataclass(frozen=True, slots=True)
class CardImage:
    """A card before its first power-on: of any type, specified or with its own chip.

    Attributes:
        card_number: what the VERIFY of the residence application is compared with.
        residence_files: complete files as `residence.encode_files` writes them, on
            types 05 to 08; none on a specified type, and it is a My Number Card alone
            (docs/decisions/0190).
        first_files: complete files as `first_generation.encode_first_files` writes
            them, on types 1 and 2.
        delivery_key: private half of the key under which terminals deliver session
            keys, RSA-2048, PKCS #8; one pair for all cards of an issuer. None on types
            that take no session key.
        security_code: the four digits printed on the card.
        text: what the text application holds; None, and the card has no such
            application.
        surface, common, juki: files by identifier of the surface, the common and the
            resident-register application; none, and the card has no such application.
        atr: what the chip answers to power-on.

    Raises:
        Malformed: code `pin-form` or `tries`.
    """

    type_code: CardTypeCode
    card_number: CardNumber
    residence_files: Mapping[ResidenceFile, bytes] = field(
        default_factory=dict, repr=False
    )
    delivery_key: bytes | None = field(default=None, repr=False)
    signature: Credential = field(default_factory=Credential, repr=False)
    user_authentication: Credential = field(default_factory=Credential, repr=False)
    pins: Pins = field(default_factory=Pins, repr=False)
    tries: Tries = field(default_factory=Tries)
    my_number: MyNumber | None = field(default=None, repr=False)
    security_code: str = field(default="", repr=False)
    atr: bytes = CONTACT_ATR
    text: TextRecord | None = field(default=None, repr=False)
    first_files: Mapping[FirstFile, bytes] = field(default_factory=dict, repr=False)
    surface: Mapping[int, bytes] = field(default_factory=dict, repr=False)
    common: Mapping[int, bytes] = field(default_factory=dict, repr=False)
    juki: Mapping[int, bytes] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        pins, tries = self.pins, self.tries
        _check(USER_AUTHENTICATION, pins.user_authentication, tries.user_authentication)
        _check(SIGNATURE, pins.signature, tries.signature)
        _check(TEXT_PIN, pins.text, tries.text)
        _check(COMMON_PIN, pins.common, tries.common)
        _check(REGISTER_PIN, pins.register, tries.register)
        _check(NUMBER_A, None, tries.number_a)
        _check(NUMBER_B, None, tries.number_b)
        _check(SURFACE_BIRTH, None, tries.surface_birth)
        _check(SURFACE_NUMBER_A, None, tries.surface_number_a)
        _check(SURFACE_NUMBER_B, None, tries.surface_number_b)

    @property
    def carries_residence(self) -> bool:
        """Whether there are residence data; a My Number Card alone has none."""
        return bool(self.residence_files or self.first_files)

    def to_bytes(self) -> bytes:
        """The image in its canonical form: JSON, sorted, UTF-8. Full of secrets."""
        number = self.my_number
        fields = {
            "format": _FORMAT,
            "version": _VERSION,
            "type_code": str(self.type_code),
            "card_number": str(self.card_number),
            "residence_files": {
                file.name: _text(content)
                for file, content in self.residence_files.items()
            },
            "first_files": {
                file.name: _text(content) for file, content in self.first_files.items()
            },
            "delivery_key": _optional(self.delivery_key),
            "signature": _credential_fields(self.signature),
            "user_authentication": _credential_fields(self.user_authentication),
            "pins": asdict(self.pins),
            "tries": asdict(self.tries),
            "text": _text_fields(self.text),
            "surface": _file_fields(self.surface),
            "common": _file_fields(self.common),
            "juki": _file_fields(self.juki),
            "my_number": str(number) if number else None,
            "security_code": self.security_code,
            "atr": self.atr.hex(),
        }
        return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "CardImage":
        """The image that `to_bytes` wrote, in this version or an older one.

        Raises:
            Malformed: code `card-image`; something else, or a later version.
        """
        try:
            return cls._from_fields(json.loads(content))
        except (KeyError, TypeError, ValueError, AttributeError):
            raise Malformed(
                msgid("This is not a card image that this version can read."),
                repair=msgid("Make the card again with this version of ichimai."),
                code="card-image",
            ) from None

    @classmethod
    def _from_fields(cls, fields: Mapping[str, Any]) -> "CardImage":
        if fields["format"] != _FORMAT or fields["version"] not in _VERSIONS:
            raise ValueError("another format")
        number, delivery_key = fields["my_number"], fields["delivery_key"]
        return cls(
            type_code=CardTypeCode(fields["type_code"]),
            card_number=CardNumber(fields["card_number"]),
            residence_files={
                ResidenceFile[name]: _bytes(text)
                for name, text in fields["residence_files"].items()
            },
            delivery_key=None if delivery_key is None else _bytes(delivery_key),
            signature=_credential(fields["signature"]),
            user_authentication=_credential(fields["user_authentication"]),
            pins=Pins(**fields["pins"]),
            tries=Tries(**fields["tries"]),
            my_number=MyNumber(number) if number else None,
            security_code=str(fields["security_code"]),
            atr=bytes.fromhex(fields["atr"]),
            **_later_fields(fields),
        )


def _check(rule: PinRule, pin: str | None, tries: int) -> None:
    if pin is not None and not rule.allows(pin.encode()):
        raise Malformed(
            msgid("The {pin} PIN has another form than the card accepts."),
            repair=msgid("Four digits; or 6 to 16 capitals and digits, some of each."),
            code="pin-form",
            pin=rule.name,
        )
    if tries not in range(rule.tries + 1):
        raise Malformed(
            msgid("The {pin} PIN cannot have that many tries."),
            repair=msgid("Give a number from 0 to {most}."),
            code="tries",
            pin=rule.name,
            most=rule.tries,
        )


def _text(content: bytes) -> str:
    return b64encode(content).decode("ascii")


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)


def _credential_fields(credential: Credential) -> dict[str, str | None]:
    return {
        "certificate": _optional(credential.certificate),
        "ca_certificate": _optional(credential.ca_certificate),
        "private_key": _optional(credential.private_key),
    }


def _optional(content: bytes | None) -> str | None:
    return None if content is None else _text(content)


def _credential(fields: Mapping[str, str | None]) -> Credential:
    return Credential(
        **{
            name: None if text is None else _bytes(text)
            for name, text in fields.items()
        }
    )


def _text_fields(record: TextRecord | None) -> dict[str, Any] | None:
    if record is None:
        return None
    return {
        "files": {file.name: _text(content) for file, content in record.files.items()},
        "private_key": _text(record.private_key),
        "number_b": record.number_b,
    }


def _later_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What older versions did not have; there it stays at its default."""
    version = fields["version"]
    later: dict[str, Any] = {}
    if version > 1:
        later["text"] = _text_record(fields["text"])
    if version > 2:  # noqa: PLR2004 - a number of a version
        later["first_files"] = {
            FirstFile[name]: _bytes(text)
            for name, text in fields["first_files"].items()
        }
        for name in ("surface", "common", "juki"):
            later[name] = _files(fields[name])
    return later


def _file_fields(files: Mapping[int, bytes]) -> dict[str, str]:
    return {f"{file:04X}": _text(content) for file, content in files.items()}


def _files(fields: Mapping[str, str]) -> dict[int, bytes]:
    return {int(file, 16): _bytes(text) for file, text in fields.items()}


def _text_record(fields: Mapping[str, Any] | None) -> TextRecord | None:
    if fields is None:
        return None
    files = {TextFile[name]: _bytes(text) for name, text in fields["files"].items()}
    return TextRecord(files, _bytes(fields["private_key"]), str(fields["number_b"]))
