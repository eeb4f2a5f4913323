"""The photo rules: what a digital photo must be before a card can carry it.

The figures are those published for a digital photo of the My Number Card (MN-051); no
other are published for the one card, whose own conditions speak of the picture alone
(RC-067, MN-054). KB and MB are decimal and inclusive. The picture's content is for a
person to judge: no biometrics are computed, and the photo is not kept.
"""

import struct
import warnings
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, JpegImagePlugin

from ichimai.errors import Malformed, msgid

MIN_BYTES = 20_000
MAX_BYTES = 7_000_000
MIN_SIDE = 480
MAX_SIDE = 6_000
OLDEST_MONTHS = 6
"""How many months before the filing a photo may have been taken (RC-067)."""
MOST_PIXELS = MAX_SIDE * MAX_SIDE
"""More is never decoded: it would break the size rule anyway."""

# Paper photos are 40 × 30 mm (ratio 1.33) or 45 × 35 mm (1.29). Height over width.
_LEAST_RATIO = (5, 4)
_MOST_RATIO = (7, 5)
_TURNED_ORIENTATIONS = range(5, 9)
_END_OF_IMAGE = b"\xff\xd9"
_START_OF_SCAN = b"\xff\xda"
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}

# What Pillow raises on bytes that are no sound JPEG.
_DECODER_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    EOFError,
    struct.error,
    Image.DecompressionBombError,
)


class Outcome(StrEnum):
    """How a rule came out."""

    PASS = "pass"  # noqa: S105 - a word, not a password
    FAIL = "fail"
    NOT_TESTED = "not-tested"
    """The bytes cannot be read far enough to tell."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What can be measured of the bytes; None where they cannot be read that far.

    Attributes:
        kind: `JPEG`, `PNG`, `HEIC` … by the first bytes, `unknown` otherwise.
        mode: Pillow's colour mode, `RGB` for a colour JPEG.
        width: pixels, after the turn that EXIF asks for.
        height: pixels, after the turn that EXIF asks for.
        whole: whether every line of the picture is there.
    """

    byte_count: int
    kind: str
    mode: str | None = None
    width: int | None = None
    height: int | None = None
    whole: bool | None = None


Judged = tuple[Outcome, str]


@dataclass(frozen=True, slots=True)
class PhotoRule:
    """One rule: its stable key, the sentence people read, the repair, its sources."""

    key: str
    sentence: str
    repair: str
    sources: tuple[str, ...]
    judge: Callable[[Measured], Judged]


@dataclass(frozen=True, slots=True)
class RuleResult:
    """A rule held against one photo: the outcome and the value found."""

    rule: PhotoRule
    outcome: Outcome
    found: str


@dataclass(frozen=True, slots=True)
class PhotoReport:
    """Every rule with its outcome, in the order in which people meet them."""

    results: tuple[RuleResult, ...]

    @property
    def passed(self) -> bool:
        """Whether every rule was tested and kept."""
        return all(result.outcome is Outcome.PASS for result in self.results)

    @property
    def broken(self) -> tuple[str, ...]:
        """Keys of the rules that are broken, in order."""
        return tuple(
            result.rule.key for result in self.results if result.outcome is Outcome.FAIL
        )

    def to_json(self) -> dict[str, Any]:
        """The report as JSON values, sentences in English."""
        return {
            "passed": self.passed,
            "rules": [
                {
                    "rule": result.rule.key,
                    "outcome": result.outcome.value,
                    "found": result.found,
                    "sentence": result.rule.sentence,
                    "repair": result.rule.repair,
                    "sources": list(result.rule.sources),
                }
                for result in self.results
            ],
            "by_eye": [
                {"rule": key, "sentence": sentence, "sources": list(sources)}
                for key, sentence, sources in BY_EYE
            ],
        }


def _verdict(kept: bool) -> Outcome:  # noqa: FBT001 - one truth value in, one word out
    return Outcome.PASS if kept else Outcome.FAIL


def _judge_kind(photo: Measured) -> Judged:
    return _verdict(photo.kind == "JPEG" and photo.mode is not None), photo.kind


def _judge_colour(photo: Measured) -> Judged:
    if photo.mode is None:
        return Outcome.NOT_TESTED, "unknown"
    return _verdict(photo.mode == "RGB"), photo.mode


def _judge_bytes(photo: Measured) -> Judged:
    within = MIN_BYTES <= photo.byte_count <= MAX_BYTES
    return _verdict(within), str(photo.byte_count)


def _judge_sides(photo: Measured) -> Judged:
    if photo.width is None or photo.height is None:
        return Outcome.NOT_TESTED, "unknown"
    within = all(MIN_SIDE <= side <= MAX_SIDE for side in (photo.width, photo.height))
    return _verdict(within), f"{photo.width} × {photo.height}"


def _judge_ratio(photo: Measured) -> Judged:
    if photo.width is None or photo.height is None:
        return Outcome.NOT_TESTED, "unknown"
    # Whole numbers: a ratio on the edge is inside, whatever a float makes of it.
    least = _LEAST_RATIO[0] * photo.width <= photo.height * _LEAST_RATIO[1]
    most = photo.height * _MOST_RATIO[1] <= _MOST_RATIO[0] * photo.width
    found = f"{photo.height / photo.width:.2f}" if photo.width else "unknown"
    return _verdict(least and most), found


def _judge_whole(photo: Measured) -> Judged:
    if photo.whole is None:
        return Outcome.NOT_TESTED, "unknown"
    return _verdict(photo.whole), "whole" if photo.whole else "cut short"


PHOTO_RULES: tuple[PhotoRule, ...] = (
    PhotoRule(
        "jpeg",
        msgid("The file is a JPEG photo that can be read."),
        msgid(
            "Save the photo as JPEG. Phones may save HEIC, screens may save PNG: "
            "export it as JPEG; a new name is not enough."
        ),
        ("MN-051",),
        _judge_kind,
    ),
    PhotoRule(
        "colour",
        msgid("The photo is in colour (RGB)."),
        msgid("Use a colour photo and save it as RGB, not as grey or CMYK."),
        ("MN-051",),
        _judge_colour,
    ),
    PhotoRule(
        "file-size",
        msgid("The file has between 20,000 and 7,000,000 bytes."),
        msgid("Save the photo again with another quality or another size."),
        ("MN-051",),
        _judge_bytes,
    ),
    PhotoRule(
        "pixels",
        msgid("Each side has between 480 and 6,000 pixels, seen upright."),
        msgid("Scale the photo, or take it again closer or from further away."),
        ("MN-051",),
        _judge_sides,
    ),
    PhotoRule(
        "portrait",
        msgid("The photo is upright, about four to three (height to width)."),
        msgid("Cut the photo to 4:3 or 9:7, higher than wide."),
        ("RC-068", "MN-052"),
        _judge_ratio,
    ),
    PhotoRule(
        "whole",
        msgid("The photo is whole: no part of the file is missing."),
        msgid("Copy the file again from where it was taken."),
        ("MN-051",),
        _judge_whole,
    ),
)
"""The rules that a program can judge, in the order in which they are told."""

BY_EYE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "age",
        msgid("The photo was taken within the last 6 months."),
        ("RC-067", "MN-050", "MN-054"),
    ),
    (
        "alone",
        msgid("Only you are in the photo, facing the camera, without a hat."),
        ("RC-067", "MN-050", "MN-054"),
    ),
    (
        "plain",
        msgid("The photo is sharp, without background or shadow, and not edited."),
        ("RC-067", "MN-051", "MN-054"),
    ),
    (
        "under-one",
        msgid("A child under 1 year needs no photo."),
        ("RC-069", "RC-070", "MN-053"),
    ),
)
"""What a person must judge: key, sentence, sources."""


def is_recent(taken_on: date, filed_on: date) -> bool:
    """Whether a photo of that day may come with a filing of that day (RC-067).

    It was taken in the six months before: on the same number six months earlier or
    later, on the month's last day where there is none, and not after the filing.
    """
    months = filed_on.year * 12 + filed_on.month - 1 - OLDEST_MONTHS
    year, month = divmod(months, 12)
    last = monthrange(year, month + 1)[1]
    earliest = date(year, month + 1, min(filed_on.day, last))
    return earliest <= taken_on <= filed_on


def needs_no_photo(born_on: date, day: date) -> bool:
    """Whether somebody is under one year old on *day* (RC-069, MN-053).

    A residence card looks at the day of delivery, a My Number Card at that of the
    application. Somebody of 29 February is one on 28 February, as the law counts.
    """
    last = monthrange(born_on.year + 1, born_on.month)[1]
    turns_one = date(born_on.year + 1, born_on.month, min(born_on.day, last))
    return born_on <= day < turns_one


@dataclass(frozen=True, slots=True)
class DayResult:
    """A rule that a day decides: `repair` is empty where there is nothing to repair."""

    key: str
    outcome: Outcome
    sentence: str
    repair: str
    day: date

    def to_json(self) -> dict[str, str]:
        """The result as JSON values, sentences in English."""
        return {
            "rule": self.key,
            "outcome": self.outcome.value,
            "found": self.day.isoformat(),
            "sentence": self.sentence,
            "repair": self.repair,
        }


def check_days(
    taken_on: date | None, born_on: date | None, filed_on: date
) -> tuple[DayResult, ...]:
    """How old the picture is, and whether one is needed, where these days are told."""
    found = []
    if taken_on is not None:
        recent = is_recent(taken_on, filed_on)
        sentence = msgid("The photo was taken within the last 6 months.")
        repair = "" if recent else msgid("Have a new photo taken.")
        found.append(DayResult("age", _verdict(recent), sentence, repair, taken_on))
    if born_on is not None:
        sentence = (
            msgid(
                "Under 1 today: no photo is needed. For a residence card the day of "
                "delivery counts."
            )
            if needs_no_photo(born_on, filed_on)
            else msgid("Not under 1 today: a photo is needed.")
        )
        found.append(DayResult("under-one", Outcome.PASS, sentence, "", born_on))
    return tuple(found)


def kind_of(data: bytes) -> str:
    """The file's kind by its first bytes: `JPEG`, `PNG`, `HEIC`, …, `unknown`."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[4:8] == b"ftyp":
        return "HEIC" if data[8:12] in _HEIC_BRANDS else "ISO media"
    for start, kind in (
        (b"GIF8", "GIF"),
        (b"BM", "BMP"),
        (b"II*\0", "TIFF"),
        (b"MM\0*", "TIFF"),
        (b"%PDF-", "PDF"),
    ):
        if data.startswith(start):
            return kind
    return "WebP" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else "unknown"


def _upright_size(photo: Image.Image) -> tuple[int, int]:
    width, height = photo.size
    try:
        orientation = photo.getexif().get(ExifTags.Base.Orientation)
    except _DECODER_ERRORS:
        orientation = None
    turned = isinstance(orientation, int) and orientation in _TURNED_ORIENTATIONS
    return (height, width) if turned else (width, height)


def _is_whole(photo: Image.Image, data: bytes) -> bool | None:
    if photo.width * photo.height > MOST_PIXELS:
        return None
    try:
        photo.load()
    except _DECODER_ERRORS:
        return False
    # The decoder forgives a missing end mark; a file without one was cut.
    return data.rfind(_END_OF_IMAGE) > data.rfind(_START_OF_SCAN)


def measure(data: bytes) -> Measured:
    """What can be measured of *data*. Never raises, whatever the bytes are."""
    kind = kind_of(data)
    if kind != "JPEG" or len(data) > MAX_BYTES * 4:
        return Measured(len(data), kind)
    with warnings.catch_warnings():
        # Pillow warns about untidy EXIF; the rules do not turn on it.
        warnings.simplefilter("ignore")
        try:
            # Not Image.open: that would look for other formats and several pictures.
            photo = JpegImagePlugin.JpegImageFile(BytesIO(data))
        except _DECODER_ERRORS:
            return Measured(len(data), kind)
        width, height = _upright_size(photo)
        whole = _is_whole(photo, data)
    return Measured(len(data), kind, photo.mode, width, height, whole)


def check_photo(data: bytes) -> PhotoReport:
    """Hold the photo's bytes against every rule. Never raises, whatever they are."""
    photo = measure(data)
    return PhotoReport(
        tuple(RuleResult(rule, *rule.judge(photo)) for rule in PHOTO_RULES)
    )


def require_photo(data: bytes) -> None:
    """Let a photo through that keeps every rule.

    Raises:
        Malformed: code `photo`; the sentences name the rules that are broken.
    """
    report = check_photo(data)
    if not report.passed:
        rules = ", ".join(
            result.rule.key
            for result in report.results
            if result.outcome is not Outcome.PASS
        )
        raise Malformed(
            msgid("The photo breaks rules: {rules}."),
            repair=msgid("See `ichimai photo check` for each rule and its repair."),
            code="photo",
            rules=rules,
        )
