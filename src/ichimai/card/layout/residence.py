"""What the residence files say: their contents as values, and the codecs both ways.

The files themselves, with tags and access rules, are in `residence_files`. Encoding
writes one form; decoding takes every form that `tlv` reads, and is strict about
the rest: a value that cannot be read is Malformed, never guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum, StrEnum

from ichimai.card.iso7816.tlv import decode_file
from ichimai.card.layout.codes import (
    STATUS_CODES,
    permission_code,
    permission_of,
    status_of,
)
from ichimai.card.layout.objects import (
    ObjectValues,
    day_text,
    der_at_start,
    filled,
    required,
    unreadable,
    write_file,
)
from ichimai.card.layout.residence_files import (
    IMAGE_LIMIT,
    PORTRAIT_LIMIT,
    ResidenceFile,
    Tag,
)
from ichimai.model.cards import CardNumber, CardTypeCode
from ichimai.model.people import Sex
from ichimai.model.procedure import Procedure
from ichimai.model.status import Status

VERSION = "0001"
"""Object `C0`, the version of the layout. Ours: the real value is not known here."""


class WorkRestriction(StrEnum):
    """Object `CC`, the restriction on work (就労制限の有無)."""

    NONE = "1"
    WITHIN_STATUS = "2"
    AS_DESIGNATED = "4"
    NOT_PERMITTED = "9"


class ComprehensivePermission(IntEnum):
    """Object `D5`, the comprehensive permission for other activity (包括許可)."""

    NONE = 0
    GENERAL = 1
    """Up to 28 hours a week, no adult entertainment business."""
    TEACHING = 2
    """Up to 28 hours a week, teaching and the like."""


@dataclass(frozen=True, slots=True)
class PrintedEntries:
    """The entries printed on the card (券面記載事項), file DF1/03.

    The last four are None on special permanent resident certificates, and the last one
    also where the stay is unlimited. `period_of_stay` is `YYMM` or `DDD`, `0000` for
    an unlimited one.
    """

    valid_until: date
    birth_date: date
    sex: Sex
    nationality: str
    status: Status
    period_of_stay: str
    permission_kind: Procedure | None = None
    permitted_on: date | None = None
    work_restriction: WorkRestriction | None = None
    stay_ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class ExtraActivity:
    """The permissions for other activity (資格外活動許可), file DF2/01."""

    comprehensive_permission: ComprehensivePermission
    comprehensive_until: date | None
    individual_permission: bool


@dataclass(frozen=True, slots=True)
class ResidenceContents:
    """Everything that the residence files of one card hold.

    Attributes:
        name_image, address_image: TIFF with CCITT group 4, at most 2,500 bytes.
        portrait: JPEG 2000, at most 3,000 bytes; None for holders under one year.
        remarks: reserved text, at most 100 characters and 200 bytes of UTF-8.
        signature: r and s, 96 bytes; empty on a card that is not yet signed.
        certificate: the signer's, DER, at most 602 bytes; empty the same way.
    """

    card_number: CardNumber
    type_code: CardTypeCode
    valid_until: date
    birth_date: date
    sex: Sex
    nationality: str
    status: Status
    period_of_stay: str
    permission_kind: Procedure | None
    permitted_on: date | None
    work_restriction: WorkRestriction | None
    stay_ends_on: date | None
    name_image: bytes = field(repr=False)
    portrait: bytes | None = field(repr=False)
    address_image: bytes = field(repr=False)
    comprehensive_permission: ComprehensivePermission = ComprehensivePermission.NONE
    comprehensive_until: date | None = None
    individual_permission: bool = False
    pending: bool = False
    commissioner_entry: bool = False
    remarks: str = ""
    signature: bytes = field(default=b"", repr=False)
    certificate: bytes = field(default=b"", repr=False)

    def signed(self, signature: bytes, certificate: bytes) -> "ResidenceContents":
        """The same contents with the issuer's signature and certificate."""
        return replace(self, signature=signature, certificate=certificate)

    def __repr__(self) -> str:
        return f"ResidenceContents(type {self.type_code})"


def encode_files(contents: ResidenceContents) -> dict[ResidenceFile, bytes]:
    """The files of a card as they are written to the chip, each at its full size.

    Raises:
        Malformed: code `too-long` or `width`; a value does not fit its object. The
            sentence names the tag.
    """
    values = _values(contents)
    return {
        file: write_file(file.layout, contents.type_code, values)
        for file in ResidenceFile
        if file.layout.objects_on(contents.type_code)
    }


def signed_message(contents: ResidenceContents) -> bytes:
    """The bytes that object `DC` signs: 53 of entries, then portrait, then name image.

    Values without their headers. Entries of a special permanent resident certificate
    are filled with zeros to 53 bytes, the portrait to 3,000, the name image to 2,500.
    Address image, DF2 and card number are not signed.
    """
    files = encode_files(contents)
    return signed_message_of_files(
        files[ResidenceFile.PRINTED_ENTRIES], files[ResidenceFile.IMAGES]
    )


def signed_message_of_files(printed_entries: bytes, images: bytes) -> bytes:
    """The same bytes, from files DF1/03 and DF1/04 exactly as they stand on a card.

    Raises:
        Malformed: code `tlv`, `objects` or `width`; these are no such files.
    """
    entries = b"".join(decode_file(printed_entries).values())
    pictures = decode_file(images)
    return b"".join(
        filled(value, width)
        for value, width in (
            (entries, sum(each.width for each in _PRINTED_OBJECTS)),
            (pictures.get(Tag.PORTRAIT, b""), PORTRAIT_LIMIT),
            (pictures.get(Tag.NAME_IMAGE, b""), IMAGE_LIMIT),
        )
    )


_PRINTED_OBJECTS = ResidenceFile.PRINTED_ENTRIES.layout.objects


def decode_version(content: bytes) -> str:
    """File 0B: four digits."""
    return ObjectValues(content).text(Tag.VERSION)


def decode_card_type(content: bytes) -> CardTypeCode:
    """File 0A: the type code of the card."""
    return ObjectValues(content).read(Tag.TYPE_CODE, CardTypeCode)


def decode_card_number(content: bytes) -> CardNumber:
    """File DF1/01: the card number."""
    return CardNumber(ObjectValues(content).text(Tag.CARD_NUMBER))


def decode_printed_entries(content: bytes) -> PrintedEntries:
    """File DF1/03, of a residence card or a special permanent resident certificate."""
    values = ObjectValues(content)
    here = values.has(Tag.PERMISSION_KIND)
    permission = values.text_or_empty(Tag.PERMISSION_KIND)
    return PrintedEntries(
        valid_until=values.day(Tag.VALID_UNTIL),
        birth_date=values.day(Tag.BIRTH_DATE),
        sex=values.read(Tag.SEX, Sex),
        nationality=values.text(Tag.NATIONALITY),
        status=status_of(values.text(Tag.STATUS)),
        period_of_stay=values.text(Tag.PERIOD_OF_STAY),
        permission_kind=permission_of(permission) if permission else None,
        permitted_on=values.day_or_none(Tag.PERMITTED_ON),
        work_restriction=(
            values.read(Tag.WORK_RESTRICTION, WorkRestriction) if here else None
        ),
        stay_ends_on=values.day_or_none(Tag.STAY_ENDS_ON),
    )


def decode_images(content: bytes) -> tuple[bytes, bytes | None]:
    """File DF1/04: the name image, and the portrait or None where there is none."""
    values = ObjectValues(content)
    portrait = values.raw(Tag.PORTRAIT) if values.has(Tag.PORTRAIT) else b""
    return values.raw(Tag.NAME_IMAGE), portrait if any(portrait) else None


def decode_address_image(content: bytes) -> bytes:
    """File DF1/06: the address image."""
    return ObjectValues(content).raw(Tag.ADDRESS_IMAGE)


def decode_extra_activity(content: bytes) -> ExtraActivity:
    """File DF2/01; objects of zeros, or a file of zeros, mean no permission."""
    values = ObjectValues(content)
    kind = values.text_or_empty(Tag.COMPREHENSIVE_PERMISSION) or "0"
    if kind not in {"0", "1", "2"}:
        raise unreadable(Tag.COMPREHENSIVE_PERMISSION)
    return ExtraActivity(
        comprehensive_permission=ComprehensivePermission(int(kind)),
        comprehensive_until=values.day_or_none(Tag.COMPREHENSIVE_UNTIL),
        individual_permission=values.flag(Tag.INDIVIDUAL_PERMISSION),
    )


def decode_pending(content: bytes) -> bool:
    """File DF2/02: whether a renewal or the like is pending."""
    return ObjectValues(content).flag(Tag.PENDING)


def decode_remarks(content: bytes) -> tuple[bool, str]:
    """File DF2/03: whether the Commissioner made an entry, and the reserved text."""
    values = ObjectValues(content)
    text = values.text_or_empty(Tag.REMARKS)
    return values.flag(Tag.COMMISSIONER_ENTRY), text


def decode_check_code(content: bytes) -> tuple[bytes, bytes]:
    """File DF3/02: signature and certificate, empty on a card that was never signed.

    The certificate ends with its DER length, whatever filler its object holds. Behind
    the two objects stand zeros: a stranger there would go unnoticed by every signature.
    """
    values = ObjectValues(content)
    values.refuse_others(Tag.SIGNATURE, Tag.CERTIFICATE)
    signature = values.raw(Tag.SIGNATURE)
    certificate = values.raw(Tag.CERTIFICATE)
    return signature if any(signature) else b"", der_at_start(certificate)


def decode_files(files: Mapping[ResidenceFile, bytes]) -> ResidenceContents:
    """All files of a card of type 05 to 08 back into what they say.

    Raises:
        Malformed: a file is missing or cannot be read.
    """
    type_code = decode_card_type(required(files, ResidenceFile.CARD_TYPE))
    entries = decode_printed_entries(required(files, ResidenceFile.PRINTED_ENTRIES))
    name_image, portrait = decode_images(required(files, ResidenceFile.IMAGES))
    extra = decode_extra_activity(files.get(ResidenceFile.EXTRA_ACTIVITY, b""))
    entry, remarks = decode_remarks(required(files, ResidenceFile.REMARKS))
    signature, certificate = decode_check_code(
        required(files, ResidenceFile.CHECK_CODE)
    )
    return ResidenceContents(
        card_number=decode_card_number(required(files, ResidenceFile.CARD_NUMBER)),
        type_code=type_code,
        valid_until=entries.valid_until,
        birth_date=entries.birth_date,
        sex=entries.sex,
        nationality=entries.nationality,
        status=entries.status,
        period_of_stay=entries.period_of_stay,
        permission_kind=entries.permission_kind,
        permitted_on=entries.permitted_on,
        work_restriction=entries.work_restriction,
        stay_ends_on=entries.stay_ends_on,
        name_image=name_image,
        portrait=portrait,
        address_image=decode_address_image(
            required(files, ResidenceFile.ADDRESS_IMAGE)
        ),
        comprehensive_permission=extra.comprehensive_permission,
        comprehensive_until=extra.comprehensive_until,
        individual_permission=extra.individual_permission,
        pending=decode_pending(files.get(ResidenceFile.PENDING, b"")),
        commissioner_entry=entry,
        remarks=remarks,
        signature=signature,
        certificate=certificate,
    )


def _values(contents: ResidenceContents) -> Mapping[int, bytes]:
    """Each object's value, before it is brought to its width. Absent ones are zeros."""
    kind = contents.permission_kind
    return {
        Tag.VERSION: VERSION.encode(),
        Tag.TYPE_CODE: contents.type_code.encode(),
        Tag.CARD_NUMBER: str(contents.card_number).encode(),
        Tag.VALID_UNTIL: day_text(contents.valid_until),
        Tag.BIRTH_DATE: day_text(contents.birth_date),
        Tag.SEX: contents.sex.encode(),
        Tag.NATIONALITY: contents.nationality.encode(),
        Tag.STATUS: STATUS_CODES[contents.status].encode(),
        Tag.PERIOD_OF_STAY: contents.period_of_stay.encode(),
        Tag.PERMISSION_KIND: permission_code(kind).encode() if kind else b"",
        Tag.PERMITTED_ON: day_text(contents.permitted_on),
        Tag.WORK_RESTRICTION: (contents.work_restriction or "").encode(),
        Tag.STAY_ENDS_ON: day_text(contents.stay_ends_on),
        Tag.NAME_IMAGE: contents.name_image,
        Tag.PORTRAIT: contents.portrait or b"",
        Tag.ADDRESS_IMAGE: contents.address_image,
        Tag.COMPREHENSIVE_PERMISSION: b"%d" % contents.comprehensive_permission,
        Tag.COMPREHENSIVE_UNTIL: day_text(contents.comprehensive_until),
        Tag.INDIVIDUAL_PERMISSION: b"%d" % contents.individual_permission,
        Tag.PENDING: b"%d" % contents.pending,
        Tag.COMMISSIONER_ENTRY: b"%d" % contents.commissioner_entry,
        Tag.REMARKS: contents.remarks.encode(),
        Tag.SIGNATURE: contents.signature,
        Tag.CERTIFICATE: contents.certificate,
    }
