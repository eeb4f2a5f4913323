"""The face of a card, drawn for people to look at: front and back on one sheet.

Which items stand on a face is the table of the law (`law.card_items`, section 5 of the
residence-card file); where they stand on it is ours, and the sheet says so. The face of
a first-generation card is the picture of its front that its own chip holds, because no
file of it says the name or a day.
"""

import io
import json
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import typst
from PIL import Image, ImageOps

from ichimai.card.layout.first_generation import (
    FIRST_GENERATION_TYPES,
    FirstContents,
    decode_first_files,
)
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.objects import write_file
from ichimai.card.layout.residence import (
    ComprehensivePermission,
    ResidenceContents,
    WorkRestriction,
    decode_files,
)
from ichimai.card.layout.residence_files import ResidenceFile
from ichimai.law.card_items import card_items
from ichimai.model.cards import CardTypeCode, MyNumber
from ichimai.model.people import Sex
from ichimai.papers.fonts import JAPANESE, installed_fonts, lettering_of

Form: TypeAlias = Literal["svg", "png", "pdf"]
"""What a face can be drawn as."""

FORMS: Final[tuple[Form, ...]] = ("svg", "png", "pdf")

_UNREADABLE: Final = "読み取れない画像 (unreadable picture)"
_DOTS_AN_INCH: Final = 200.0
_DAY_OF_THE_LAYOUT: Final = date(2026, 6, 14)

_TITLES: Final[Mapping[CardTypeCode, tuple[str, str]]] = {
    CardTypeCode.RESIDENCE_GEN1: ("在留カード", "RESIDENCE CARD"),
    CardTypeCode.SPECIAL_PERMANENT_GEN1: (
        "特別永住者証明書",
        "SPECIAL PERMANENT RESIDENT CERTIFICATE",
    ),
    CardTypeCode.RESIDENCE_GEN2: ("在留カード", "RESIDENCE CARD"),
    CardTypeCode.SPECIAL_PERMANENT_GEN2: (
        "特別永住者証明書",
        "SPECIAL PERMANENT RESIDENT CERTIFICATE",
    ),
    CardTypeCode.SPECIFIED_RESIDENCE: ("特定在留カード", "SPECIFIED RESIDENCE CARD"),
    CardTypeCode.SPECIFIED_SPECIAL_PERMANENT: (
        "特定特別永住者証明書",
        "SPECIFIED SPECIAL PERMANENT RESIDENT CERTIFICATE",
    ),
}

_LAW_NAMES: Final[Mapping[CardTypeCode, str]] = {
    CardTypeCode.RESIDENCE_GEN2: "residence",
    CardTypeCode.SPECIAL_PERMANENT_GEN2: "special-permanent",
    CardTypeCode.SPECIFIED_RESIDENCE: "specified-residence",
    CardTypeCode.SPECIFIED_SPECIAL_PERMANENT: "specified-special-permanent",
}
"""What the table of items calls the cards of which we lay out the face."""

_SEXES: Final = {Sex.MALE: "男 M", Sex.FEMALE: "女 F"}
_WORK: Final = {
    WorkRestriction.NONE: "就労制限なし",
    WorkRestriction.WITHIN_STATUS: "在留資格に基づく就労活動のみ可",
    WorkRestriction.AS_DESIGNATED: "指定書により指定された就労活動のみ可",
    WorkRestriction.NOT_PERMITTED: "就労不可",
}
_COMPREHENSIVE: Final = {
    ComprehensivePermission.GENERAL: "許可：原則週28時間以内・風俗営業等の従事を除く",
    ComprehensivePermission.TEACHING: "許可：週28時間以内・教育等の活動",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a face: what it is called in both languages, and what it says.

    Attributes:
        text: words, or the bytes of a PNG.
    """

    japanese: str
    english: str
    text: str | bytes

    def to_json(self) -> dict[str, Any]:
        """The item as the template reads it."""
        picture = list(self.text) if isinstance(self.text, bytes) else None
        words = "" if isinstance(self.text, bytes) else self.text
        return {
            "japanese": self.japanese,
            "english": self.english,
            "text": words,
            "picture": picture,
        }


@dataclass(frozen=True, slots=True)
class Face:
    """Both sides of one card.

    Attributes:
        title: the name of the card in Japanese and in English.
        portrait: PNG; None where the card has no photo.
        drawn: the picture of the front that the chip holds, PNG; None where the front
            is laid out from entries.
    """

    title: tuple[str, str]
    front: tuple[Entry, ...]
    back: tuple[Entry, ...]
    portrait: bytes | None
    drawn: bytes | None = None

    def __repr__(self) -> str:
        return f"Face({self.title[1]})"


def face_of(image: CardImage) -> Face:
    """What stands on the face of the card that *image* personalises."""
    if image.type_code in FIRST_GENERATION_TYPES:
        return _first_face(image.type_code, decode_first_files(image.first_files))
    contents = decode_files(_whole(image))
    shown = _items_on_the_face(image.type_code)
    return Face(
        title=_TITLES[image.type_code],
        front=tuple(e for item, e in _front(contents) if item in shown),
        back=tuple(e for item, e in _back(contents, image) if item in shown),
        portrait=_portrait(contents.portrait),
    )


def _whole(image: CardImage) -> dict[ResidenceFile, bytes]:
    """The files of the card, with empty ones in the place of lost pictures."""
    blank = {
        file: write_file(file.layout, image.type_code, {})
        for file in (ResidenceFile.IMAGES, ResidenceFile.ADDRESS_IMAGE)
    }
    return {**blank, **image.residence_files}


def draw(face: Face, form: Form, fonts: Path | None = None) -> bytes:
    """The face as one picture, or as one page of PDF.

    Args:
        fonts: the folder whose fonts are used, else those of the system.

    Raises:
        Unavailable: code `font-missing`; names the Debian package.
    """
    japanese = lettering_of(JAPANESE)
    data = {
        "title": list(face.title),
        "fonts": list(japanese.fonts),
        "front": [entry.to_json() for entry in face.front],
        "back": [entry.to_json() for entry in face.back],
        "portrait": list(face.portrait) if face.portrait else None,
        "drawn": list(face.drawn) if face.drawn else None,
    }
    drawn = typst.compile(
        _template(),
        font_paths=installed_fonts(fonts, japanese.fonts),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format=form,
        ppi=_DOTS_AN_INCH,
        timestamp=datetime.combine(_DAY_OF_THE_LAYOUT, time(), UTC),
    )
    if not isinstance(drawn, bytes):
        raise TypeError("a face is one page")
    return drawn


def _items_on_the_face(type_code: CardTypeCode) -> frozenset[str]:
    """The names of the items that the law puts on the face of such a card."""
    card = _LAW_NAMES[type_code]
    return frozenset(
        item.name
        for item in card_items().rows
        if item.places[card] in {"face", "face-and-chip"}
    )


def _front(contents: ResidenceContents) -> Iterator[tuple[str, Entry]]:
    """Every item that a front may show, by its name in the table of the law."""
    who = f"{contents.birth_date:%Y-%m-%d} · {_SEXES.get(contents.sex, '—')}"
    yield "name", Entry("氏名", "NAME", _ink(contents.name_image))
    yield (
        "identity",
        Entry("生年月日・性別", "BIRTH DATE · SEX", who),
    )
    yield (
        "identity",
        Entry("国籍・地域", "NATIONALITY/REGION", contents.nationality),
    )
    yield "address", Entry("住居地", "ADDRESS", _ink(contents.address_image))
    status = contents.status
    yield "status", Entry("在留資格", "STATUS", f"{status.japanese} {status.english}")
    yield (
        "stay-end",
        Entry("在留期間の満了日", "STAY ENDS ON", _day(contents.stay_ends_on)),
    )
    if contents.work_restriction is not None:
        work = _WORK[contents.work_restriction]
        yield "work", Entry("就労制限の有無", "WORK", work)
    yield (
        "number",
        Entry(
            "番号・有効期間の満了日",
            "NUMBER · VALID UNTIL",
            f"{contents.card_number} · {_day(contents.valid_until)}",
        ),
    )


def _back(contents: ResidenceContents, image: CardImage) -> Iterator[tuple[str, Entry]]:
    """Every item that a back may show, by its name in the table of the law."""
    permission = contents.comprehensive_permission
    if permission in _COMPREHENSIVE or contents.individual_permission:
        gist = _COMPREHENSIVE.get(permission, "許可：個別許可書に記載された範囲")
        yield "other-activity", Entry("資格外活動許可", "OTHER ACTIVITY", gist)
    if contents.pending:
        yield "pending", Entry("申請中", "PENDING", "在留期間更新等許可申請中")
    if contents.remarks:
        yield "other-activity", Entry("備考", "REMARKS", contents.remarks)
    if image.my_number is not None:
        number = _in_fours(image.my_number)
        yield "my-number", Entry("個人番号", "INDIVIDUAL NUMBER (TEST)", number)


def _first_face(type_code: CardTypeCode, contents: FirstContents) -> Face:
    back = [
        Entry(
            "住居地記載",
            "ADDRESS",
            f"{_day(contents.written_on)} {contents.address}",
        ),
        Entry("資格外活動許可", "OTHER ACTIVITY", contents.comprehensive_permission),
        Entry("資格外活動許可", "OTHER ACTIVITY", contents.individual_permission),
        Entry("申請中", "PENDING", "在留期間更新等許可申請中" * contents.pending),
    ]
    drawn = _ink(contents.front_image)
    unreadable = Entry("表の画像", "PICTURE OF THE FRONT", _UNREADABLE)
    return Face(
        title=_TITLES[type_code],
        front=() if isinstance(drawn, bytes) else (unreadable,),
        back=tuple(entry for entry in back if entry.text),
        portrait=_portrait(contents.portrait),
        drawn=drawn if isinstance(drawn, bytes) else None,
    )


def _portrait(picture: bytes | None) -> bytes | None:
    """The portrait of a chip (JPEG 2000) as PNG; None where there is none to see."""
    opened = _opened(picture or b"")
    return None if opened is None else _png(opened)


def _ink(picture: bytes) -> bytes | str:
    """A chip's picture in black and white as PNG in which only the black is there."""
    opened = _opened(picture)
    if opened is None:
        return _UNREADABLE
    black = ImageOps.invert(opened.convert("L"))
    inked = Image.new("LA", black.size, (0, 0))
    inked.putalpha(black)
    return _png(inked)


def _opened(picture: bytes) -> Image.Image | None:
    """The picture, decoded; None where it cannot be, as on a damaged card."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            opened = Image.open(io.BytesIO(picture), formats=("TIFF", "JPEG2000"))
            opened.load()
        except (OSError, SyntaxError, ValueError):
            return None
    return opened


def _png(picture: Image.Image) -> bytes:
    """The same bytes for the same picture: nothing that came with it is kept."""
    out = io.BytesIO()
    picture.save(out, "PNG", exif=b"", icc_profile=None)
    return out.getvalue()


def _day(day: date | None) -> str:
    return "—" if day is None else f"{day:%Y-%m-%d}"


def _in_fours(number: MyNumber) -> str:
    digits = str(number)
    return " ".join(digits[place : place + 4] for place in range(0, 12, 4))


@cache
def _template() -> bytes:
    folder = files("ichimai.papers").joinpath("templates")
    return folder.joinpath("card_face.typ").read_bytes()
