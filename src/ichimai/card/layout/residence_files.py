"""The residence files of card types 05 to 08: tree, tags, access rules.

    type 05, 06  the root of the card (MF)     type 07, 08  the residence application
        0B  C0 version                          selected by its AID; DF1 to DF3 below it
        0A  C1 type code
        DF1  01 card number · 03 printed entries · 04 name and portrait · 06 address
        DF2  01 other activity · 02 pending · 03 commissioner's entry and reserved text
        DF3  02 check code and certificate

The stored data of 07 and 08 have the structure of 05 and 06. Objects have fixed widths;
images, portrait and certificate may be shorter, and zeros fill the file to its end.
"""

from dataclasses import dataclass
from enum import Enum, IntEnum

from ichimai.card.iso7816.tlv import encode
from ichimai.card.layout.aids import Aid
from ichimai.model.cards import CardTypeCode

SIGNATURE_LENGTH = 96
"""An ECDSA P-384 signature as r and s, 48 bytes each (object `DC`)."""

CERTIFICATE_LIMIT = 602
PORTRAIT_LIMIT = 3000
IMAGE_LIMIT = 2500


class Tag(IntEnum):
    """Data objects by tag; `DFD1` is two bytes as the specification prints it."""

    VERSION = 0xC0
    TYPE_CODE = 0xC1
    CARD_NUMBER = 0xC2
    VALID_UNTIL = 0xC5
    BIRTH_DATE = 0xC6
    SEX = 0xC7
    NATIONALITY = 0xC8
    STATUS = 0xC9
    PERMISSION_KIND = 0xCA
    PERMITTED_ON = 0xCB
    WORK_RESTRICTION = 0xCC
    STAY_ENDS_ON = 0xCD
    PERIOD_OF_STAY = 0xCE
    NAME_IMAGE = 0xD0
    PORTRAIT = 0xD1
    COMPREHENSIVE_PERMISSION = 0xD5
    COMPREHENSIVE_UNTIL = 0xD6
    INDIVIDUAL_PERMISSION = 0xD7
    PENDING = 0xD8
    COMMISSIONER_ENTRY = 0xD9
    SIGNATURE = 0xDC
    CERTIFICATE = 0xDD
    REMARKS = 0xDE
    ADDRESS_IMAGE = 0xDFD1


class ReadRule(Enum):
    """What must have happened before a file may be read."""

    FREE = "free"
    NUMBER = "number"
    """The card number has been verified; plain or secured reading."""
    NUMBER_SECURED = "number-secured"
    """The card number has been verified, and the reading itself is secured."""


@dataclass(frozen=True, slots=True)
class ObjectLayout:
    """One data object of a file.

    Attributes:
        width: bytes of the value, or the most it may take where it is *elastic*.
        wide: the length is written `82 hi lo`, whatever it is.
        residence_only: absent on special permanent resident certificates.
    """

    tag: IntEnum
    width: int
    wide: bool = False
    elastic: bool = False
    residence_only: bool = False

    @property
    def room(self) -> int:
        """Bytes that the whole object takes at its widest."""
        return len(encode(self.tag, bytes(self.width), wide=self.wide))


@dataclass(frozen=True, slots=True)
class FileLayout:
    """One file: where it stands, what it holds, who may read it."""

    directory: Aid
    short_id: int
    rule: ReadRule
    objects: tuple[ObjectLayout, ...]

    def objects_on(self, type_code: CardTypeCode) -> tuple[ObjectLayout, ...]:
        """The objects that a card of this type holds; none, and there is no file."""
        if type_code in SPECIAL_PERMANENT_TYPES:
            return tuple(each for each in self.objects if not each.residence_only)
        return self.objects

    def size_on(self, type_code: CardTypeCode) -> int:
        """Bytes of the file on a card of this type, 0 where there is no such file."""
        return sum(each.room for each in self.objects_on(type_code))


SPECIAL_PERMANENT_TYPES = frozenset(
    {
        CardTypeCode.SPECIAL_PERMANENT_GEN1,
        CardTypeCode.SPECIAL_PERMANENT_GEN2,
        CardTypeCode.SPECIFIED_SPECIAL_PERMANENT,
    }
)


def _only(tag: Tag, width: int) -> ObjectLayout:
    return ObjectLayout(tag, width, residence_only=True)


def _elastic(tag: Tag, most: int) -> ObjectLayout:
    return ObjectLayout(tag, most, wide=True, elastic=True)


class ResidenceFile(Enum):
    """The files by name; the value is the layout."""

    COMMON = FileLayout(
        Aid.RESIDENCE, 0x0B, ReadRule.FREE, (ObjectLayout(Tag.VERSION, 4),)
    )
    CARD_TYPE = FileLayout(
        Aid.RESIDENCE, 0x0A, ReadRule.FREE, (ObjectLayout(Tag.TYPE_CODE, 2),)
    )
    CARD_NUMBER = FileLayout(
        Aid.DF1, 0x01, ReadRule.NUMBER_SECURED, (ObjectLayout(Tag.CARD_NUMBER, 12),)
    )
    PRINTED_ENTRIES = FileLayout(
        Aid.DF1,
        0x03,
        ReadRule.NUMBER_SECURED,
        (
            ObjectLayout(Tag.VALID_UNTIL, 8),
            ObjectLayout(Tag.BIRTH_DATE, 8),
            ObjectLayout(Tag.SEX, 1),
            ObjectLayout(Tag.NATIONALITY, 3),
            ObjectLayout(Tag.STATUS, 10),
            ObjectLayout(Tag.PERIOD_OF_STAY, 4),
            _only(Tag.PERMISSION_KIND, 2),
            _only(Tag.PERMITTED_ON, 8),
            _only(Tag.WORK_RESTRICTION, 1),
            _only(Tag.STAY_ENDS_ON, 8),
        ),
    )
    IMAGES = FileLayout(
        Aid.DF1,
        0x04,
        ReadRule.NUMBER_SECURED,
        (
            _elastic(Tag.NAME_IMAGE, IMAGE_LIMIT),
            _elastic(Tag.PORTRAIT, PORTRAIT_LIMIT),
        ),
    )
    ADDRESS_IMAGE = FileLayout(
        Aid.DF1,
        0x06,
        ReadRule.NUMBER_SECURED,
        (_elastic(Tag.ADDRESS_IMAGE, IMAGE_LIMIT),),
    )
    EXTRA_ACTIVITY = FileLayout(
        Aid.DF2,
        0x01,
        ReadRule.NUMBER,
        (
            _only(Tag.COMPREHENSIVE_PERMISSION, 7),
            _only(Tag.COMPREHENSIVE_UNTIL, 8),
            _only(Tag.INDIVIDUAL_PERMISSION, 1),
        ),
    )
    PENDING = FileLayout(Aid.DF2, 0x02, ReadRule.NUMBER, (_only(Tag.PENDING, 1),))
    REMARKS = FileLayout(
        Aid.DF2,
        0x03,
        ReadRule.NUMBER,
        (
            ObjectLayout(Tag.COMMISSIONER_ENTRY, 1),
            # The file is published as 207 bytes, which comes out only if the length of
            # this object is written 82 00 C8; readers take 81 C8 as well.
            ObjectLayout(Tag.REMARKS, 200, wide=True),
        ),
    )
    CHECK_CODE = FileLayout(
        Aid.DF3,
        0x02,
        ReadRule.NUMBER,
        (
            ObjectLayout(Tag.SIGNATURE, SIGNATURE_LENGTH),
            _elastic(Tag.CERTIFICATE, CERTIFICATE_LIMIT),
        ),
    )

    @property
    def layout(self) -> FileLayout:
        """Where the file stands and what it holds."""
        return self.value
