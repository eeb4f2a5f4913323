"""The files of first-generation residence cards, types 1 and 2, and their codecs.

    MF   0B  C0 version                        0A  C1 type, one digit
    DF1  05  D0 image of the front             06  D1 portrait
    DF2  01  D2 D3 D4 address entered last     02  D5 comprehensive permission
         03  D6 individual permission          04  D7 renewal pending
    DF3  02  DA check code, DB certificate

Types 2 have no files 02 to 04 in DF2. No file says the name, the status, a day or the
card number: they stand in the picture of the front. Every object has its full width,
filled with zeros; a permission that was cleared is a file of zeros. Source: the
published specification of residence cards, Ver 1.5.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, IntEnum
from typing import Final

from ichimai.card.iso7816.tlv import decode_file, encode
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.objects import (
    ObjectValues,
    day_text,
    der_at_start,
    filled,
    required,
    write_file,
)
from ichimai.card.layout.residence_files import FileLayout, ObjectLayout, ReadRule
from ichimai.model.cards import CardTypeCode

FIRST_GENERATION_TYPES: Final = frozenset(
    {CardTypeCode.RESIDENCE_GEN1, CardTypeCode.SPECIAL_PERMANENT_GEN1}
)
VERSION: Final = "0001"
"""Object `C0`: the published versions count from here."""

FRONT_LIMIT: Final = 7000
PORTRAIT_LIMIT: Final = 3000
ADDRESS_LIMIT: Final = 320
PERMISSION_LIMIT: Final = 120
SIGNATURE_LENGTH: Final = 256
CERTIFICATE_LIMIT: Final = 1200


class FirstTag(IntEnum):
    """Data objects of the first generation; the same tags mean other things later."""

    VERSION = 0xC0
    TYPE_CODE = 0xC1
    FRONT_IMAGE = 0xD0
    PORTRAIT = 0xD1
    WRITTEN_ON = 0xD2
    MUNICIPALITY = 0xD3
    ADDRESS = 0xD4
    COMPREHENSIVE_PERMISSION = 0xD5
    INDIVIDUAL_PERMISSION = 0xD6
    PENDING = 0xD7
    SIGNATURE = 0xDA
    CERTIFICATE = 0xDB


def _on(tag: FirstTag, width: int, *, residence_only: bool = False) -> ObjectLayout:
    return ObjectLayout(tag, width, residence_only=residence_only)


class FirstFile(Enum):
    """The files by name; the value is the layout. The root is the MF."""

    COMMON = FileLayout(Aid.RESIDENCE, 0x0B, ReadRule.FREE, (_on(FirstTag.VERSION, 4),))
    CARD_TYPE = FileLayout(
        Aid.RESIDENCE, 0x0A, ReadRule.FREE, (_on(FirstTag.TYPE_CODE, 1),)
    )
    FRONT_IMAGE = FileLayout(
        Aid.DF1, 0x05, ReadRule.NUMBER_SECURED, (_on(FirstTag.FRONT_IMAGE, 7000),)
    )
    PORTRAIT = FileLayout(
        Aid.DF1, 0x06, ReadRule.NUMBER_SECURED, (_on(FirstTag.PORTRAIT, 3000),)
    )
    ADDRESS = FileLayout(
        Aid.DF2,
        0x01,
        ReadRule.NUMBER,
        (
            _on(FirstTag.WRITTEN_ON, 8),
            _on(FirstTag.MUNICIPALITY, 6),
            _on(FirstTag.ADDRESS, ADDRESS_LIMIT),
        ),
    )
    COMPREHENSIVE_PERMISSION = FileLayout(
        Aid.DF2,
        0x02,
        ReadRule.NUMBER,
        (
            _on(
                FirstTag.COMPREHENSIVE_PERMISSION, PERMISSION_LIMIT, residence_only=True
            ),
        ),
    )
    INDIVIDUAL_PERMISSION = FileLayout(
        Aid.DF2,
        0x03,
        ReadRule.NUMBER,
        (_on(FirstTag.INDIVIDUAL_PERMISSION, PERMISSION_LIMIT, residence_only=True),),
    )
    PENDING = FileLayout(
        Aid.DF2,
        0x04,
        ReadRule.NUMBER,
        (_on(FirstTag.PENDING, 1, residence_only=True),),
    )
    CHECK_CODE = FileLayout(
        Aid.DF3,
        0x02,
        ReadRule.NUMBER,
        (
            _on(FirstTag.SIGNATURE, SIGNATURE_LENGTH),
            _on(FirstTag.CERTIFICATE, CERTIFICATE_LIMIT),
        ),
    )

    @property
    def layout(self) -> FileLayout:
        """Where the file stands and what it holds."""
        return self.value


@dataclass(frozen=True, slots=True)
class FirstContents:
    """Everything that the files of one card of the first generation hold.

    Attributes:
        front_image: TIFF with CCITT group 4, at most 7,000 bytes.
        portrait: JPEG 2000, at most 3,000 bytes; None on cards of children under 16.
        written_on, municipality_code, address: the address entered last, six digits
            for who entered it, at most 80 characters and 320 bytes of UTF-8.
        comprehensive_permission, individual_permission: their text as printed on the
            back, at most 120 bytes; empty where there is none.
        signature, certificate: PKCS #1 v1.5 with RSA-2048, and X.509 of at most 1,200
            bytes; empty on a card without them.
    """

    type_code: CardTypeCode
    front_image: bytes = field(repr=False)
    portrait: bytes | None = field(repr=False)
    written_on: date = field(repr=False)
    municipality_code: str = field(repr=False)
    address: str = field(repr=False)
    comprehensive_permission: str = ""
    individual_permission: str = ""
    pending: bool = False
    version: str = VERSION
    signature: bytes = field(default=b"", repr=False)
    certificate: bytes = field(default=b"", repr=False)

    def signed(self, signature: bytes, certificate: bytes) -> "FirstContents":
        """The same contents with the issuer's signature and certificate."""
        return replace(self, signature=signature, certificate=certificate)


def encode_first_files(contents: FirstContents) -> dict[FirstFile, bytes]:
    """The files of a card as they are written to the chip, each at its full size.

    Raises:
        Malformed: code `too-long`; a value does not fit its object.
    """
    values = _values(contents)
    files = {
        file: write_file(file.layout, contents.type_code, values)
        for file in FirstFile
        if file.layout.objects_on(contents.type_code)
    }
    for file, text in (
        (FirstFile.COMPREHENSIVE_PERMISSION, contents.comprehensive_permission),
        (FirstFile.INDIVIDUAL_PERMISSION, contents.individual_permission),
    ):
        if file in files and not text:
            files[file] = bytes(len(files[file]))
    return files | _absent(contents)


def _absent(contents: FirstContents) -> dict[FirstFile, bytes]:
    """What a card has instead of a portrait or a signature: objects of length zero."""
    missing = {
        FirstFile.PORTRAIT: contents.portrait is None,
        FirstFile.CHECK_CODE: not contents.signature,
    }
    return {
        file: b"".join(encode(each.tag, b"") for each in file.layout.objects).ljust(
            file.layout.size_on(contents.type_code), b"\0"
        )
        for file, absent in missing.items()
        if absent
    }


def first_signed_message(files: Mapping[FirstFile, bytes]) -> bytes:
    """The bytes that object `DA` signs: front image to 7,000, portrait to 3,000.

    Values without their headers. Nothing else on the card is signed: neither the
    address, nor a permission, nor the pending mark, nor the number.

    Raises:
        Malformed: code `tlv`, `objects`, `width` or `file-missing`.
    """
    front = decode_file(required(files, FirstFile.FRONT_IMAGE))
    portrait = decode_file(required(files, FirstFile.PORTRAIT))
    return filled(front.get(FirstTag.FRONT_IMAGE, b""), FRONT_LIMIT) + filled(
        portrait.get(FirstTag.PORTRAIT, b""), PORTRAIT_LIMIT
    )


def decode_first_files(files: Mapping[FirstFile, bytes]) -> FirstContents:
    """All files of a card of type 1 or 2 back into what they say.

    The front comes with the zeros behind it, because a TIFF may end with some of its
    own; a JPEG 2000 cannot, so the portrait comes without them.

    Raises:
        Malformed: a file is missing or cannot be read.
    """
    kind = ObjectValues(required(files, FirstFile.CARD_TYPE))
    common = ObjectValues(required(files, FirstFile.COMMON))
    address = ObjectValues(required(files, FirstFile.ADDRESS))
    pending = ObjectValues(files.get(FirstFile.PENDING, b""))
    portrait = _picture(files, FirstFile.PORTRAIT, FirstTag.PORTRAIT)
    signature, certificate = decode_first_check_code(
        required(files, FirstFile.CHECK_CODE)
    )
    return FirstContents(
        type_code=kind.read(FirstTag.TYPE_CODE, CardTypeCode),
        version=common.text(FirstTag.VERSION),
        front_image=_picture(files, FirstFile.FRONT_IMAGE, FirstTag.FRONT_IMAGE),
        portrait=portrait.rstrip(b"\0") or None,
        written_on=address.day(FirstTag.WRITTEN_ON),
        municipality_code=address.text(FirstTag.MUNICIPALITY),
        address=address.text(FirstTag.ADDRESS),
        comprehensive_permission=_permission(
            files,
            FirstFile.COMPREHENSIVE_PERMISSION,
            FirstTag.COMPREHENSIVE_PERMISSION,
        ),
        individual_permission=_permission(
            files, FirstFile.INDIVIDUAL_PERMISSION, FirstTag.INDIVIDUAL_PERMISSION
        ),
        pending=pending.flag(FirstTag.PENDING),
        signature=signature,
        certificate=certificate,
    )


def decode_first_check_code(content: bytes) -> tuple[bytes, bytes]:
    """File DF3/02: signature and certificate, empty on a card without them.

    Raises:
        Malformed: code `objects`; an object stands there that is not its.
    """
    values = ObjectValues(content)
    values.refuse_others(FirstTag.SIGNATURE, FirstTag.CERTIFICATE)
    signature, certificate = (
        values.raw(tag) if values.has(tag) else b""
        for tag in (FirstTag.SIGNATURE, FirstTag.CERTIFICATE)
    )
    return signature if any(signature) else b"", der_at_start(certificate)


def _values(contents: FirstContents) -> Mapping[int, bytes]:
    """Each object's value, before it is brought to its width. Absent ones are zeros."""
    return {
        FirstTag.VERSION: contents.version.encode(),
        FirstTag.TYPE_CODE: contents.type_code.encode(),
        FirstTag.FRONT_IMAGE: contents.front_image,
        FirstTag.PORTRAIT: contents.portrait or b"",
        FirstTag.WRITTEN_ON: day_text(contents.written_on),
        FirstTag.MUNICIPALITY: contents.municipality_code.encode(),
        FirstTag.ADDRESS: contents.address.encode(),
        FirstTag.COMPREHENSIVE_PERMISSION: contents.comprehensive_permission.encode(),
        FirstTag.INDIVIDUAL_PERMISSION: contents.individual_permission.encode(),
        FirstTag.PENDING: b"%d" % contents.pending,
        FirstTag.SIGNATURE: contents.signature,
        FirstTag.CERTIFICATE: contents.certificate,
    }


def _picture(files: Mapping[FirstFile, bytes], file: FirstFile, tag: FirstTag) -> bytes:
    values = ObjectValues(required(files, file))
    return values.raw(tag) if values.has(tag) else b""


def _permission(
    files: Mapping[FirstFile, bytes], file: FirstFile, tag: FirstTag
) -> str:
    return ObjectValues(files.get(file, b"")).text_or_empty(tag)
