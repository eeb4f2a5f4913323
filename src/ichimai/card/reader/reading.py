"""What was read of a card, decoded: one value for judging, one for showing.

Nothing here has been verified; that is the business of the four questions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

from ichimai.card.layout.residence import (
    ExtraActivity,
    PrintedEntries,
    decode_address_image,
    decode_card_number,
    decode_card_type,
    decode_extra_activity,
    decode_images,
    decode_pending,
    decode_printed_entries,
    decode_remarks,
    decode_version,
)
from ichimai.card.layout.residence_files import ResidenceFile
from ichimai.errors import Malformed, Refused, msgid
from ichimai.model.cards import CardNumber, CardTypeCode

MAY_BE_LOST: Final = frozenset({ResidenceFile.ADDRESS_IMAGE})
"""Files without which the four questions are answered all the same: neither signed, nor
looked at for any of them. Without another file an answer could be taken for more than
it is, so that there is none."""

Shown: TypeAlias = str | bool | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The residence data of one card.

    Attributes:
        extra: None on special permanent resident certificates.
        pending: whether the card bears the mark of a pending filing (RC-113).
        commissioner_entry, remarks: the Commissioner's entry and the reserved text.
        address_image: None where the chip no longer gives it.
    """

    version: str
    type_code: CardTypeCode
    card_number: CardNumber
    entries: PrintedEntries
    extra: ExtraActivity | None
    pending: bool
    commissioner_entry: bool
    remarks: str = field(repr=False)
    name_image: bytes = field(repr=False)
    portrait: bytes | None = field(repr=False)
    address_image: bytes | None = field(repr=False)

    def texts(self) -> dict[str, str]:
        """Every field that a purpose may disclose as text; absent ones are left out."""
        entries, extra, work = self.entries, self.extra, self.entries.work_restriction
        fields = {
            "birth-date": entries.birth_date.isoformat(),
            "sex": entries.sex.name.lower(),
            "nationality": entries.nationality,
            "status": entries.status.value,
            "period-of-stay": entries.period_of_stay,
            "stay-ends-on": _written(entries.stay_ends_on),
            "valid-until": entries.valid_until.isoformat(),
            "work-restriction": work.name.lower().replace("_", "-") if work else None,
        }
        if extra is not None:
            fields["comprehensive-permission"] = (
                extra.comprehensive_permission.name.lower()
            )
            fields["comprehensive-until"] = _written(extra.comprehensive_until)
            fields["individual-permission"] = str(extra.individual_permission).lower()
        return {name: value for name, value in fields.items() if value is not None}

    def pictures(self) -> dict[str, bytes]:
        """The pictures by name; without those that the card has not."""
        there = {"name-image": self.name_image}
        if self.address_image is not None:
            there["address-image"] = self.address_image
        if self.portrait is not None:
            there["portrait"] = self.portrait
        return there

    def to_json(self) -> dict[str, Shown]:
        """Everything as text, for the one who holds the card. Pictures are named."""
        entries = self.entries
        texts = {name.replace("-", "_"): text for name, text in self.texts().items()}
        return {
            "version": self.version,
            "type_code": self.type_code.value,
            "card_number": str(self.card_number),
            **texts,
            **self._individual_permission(),
            "permission_kind": (
                entries.permission_kind.value if entries.permission_kind else None
            ),
            "permitted_on": _written(entries.permitted_on),
            "pending": self.pending,
            "commissioner_entry": self.commissioner_entry,
            "remarks": self.remarks,
            "pictures": " ".join(sorted(self.pictures())),
        }

    def _individual_permission(self) -> dict[str, Shown]:
        """A truth value, where the card has the field; `texts` is for eyes."""
        if self.extra is None:
            return {}
        return {"individual_permission": self.extra.individual_permission}

    def __repr__(self) -> str:
        return f"Reading(type {self.type_code})"


def decode_reading(files: Mapping[ResidenceFile, bytes]) -> Reading:
    """What *files*, as read from a card, say.

    Raises:
        Malformed: a file is missing or cannot be read.
    """
    name_image, portrait = decode_images(_file(files, ResidenceFile.IMAGES))
    entry, remarks = decode_remarks(_file(files, ResidenceFile.REMARKS))
    extra = files.get(ResidenceFile.EXTRA_ACTIVITY)
    pending = files.get(ResidenceFile.PENDING)
    address = files.get(ResidenceFile.ADDRESS_IMAGE)
    return Reading(
        version=decode_version(_file(files, ResidenceFile.COMMON)),
        type_code=decode_card_type(_file(files, ResidenceFile.CARD_TYPE)),
        card_number=decode_card_number(_file(files, ResidenceFile.CARD_NUMBER)),
        entries=decode_printed_entries(_file(files, ResidenceFile.PRINTED_ENTRIES)),
        extra=None if extra is None else decode_extra_activity(extra),
        pending=pending is not None and decode_pending(pending),
        commissioner_entry=entry,
        remarks=remarks,
        name_image=name_image,
        portrait=portrait,
        address_image=None if address is None else decode_address_image(address),
    )


def read_or_lost(file: ResidenceFile, read: Callable[[], bytes]) -> bytes | None:
    """What *read* gives; None where a damaged card refuses a file that may be lost.

    Raises:
        Refused: the card refuses a file on which an answer rests.
    """
    try:
        return read()
    except Refused:
        if file in MAY_BE_LOST:
            return None
        raise


def _file(files: Mapping[ResidenceFile, bytes], wanted: ResidenceFile) -> bytes:
    if wanted not in files:
        raise Malformed(
            msgid("The card did not give all of its residence files."),
            repair=msgid("Read the card again; if it stays so, the card is damaged."),
            code="file-missing",
        )
    return files[wanted]


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
