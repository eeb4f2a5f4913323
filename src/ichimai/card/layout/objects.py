"""Data objects of residence files as values: written at their widths, read strictly.

The same for every generation of cards: what cannot be read is Malformed, never guessed.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import TypeVar

from ichimai.card.iso7816.tlv import decode_file, encode
from ichimai.card.layout.residence_files import FileLayout, ObjectLayout
from ichimai.errors import Malformed, msgid
from ichimai.model.cards import CardTypeCode

T = TypeVar("T")
FileName = TypeVar("FileName", bound=Enum)


def write_file(
    layout: FileLayout, type_code: CardTypeCode, values: Mapping[int, bytes]
) -> bytes:
    """A whole file of a card of this type, with zeros to its end.

    Raises:
        Malformed: code `too-long`; a value does not fit its object.
    """
    objects = layout.objects_on(type_code)
    written = b"".join(write_object(each, values.get(each.tag)) for each in objects)
    return written.ljust(layout.size_on(type_code), b"\0")


def write_object(layout: ObjectLayout, value: bytes | None) -> bytes:
    """One object; an absent value is zeros, or nothing where the width is elastic.

    Raises:
        Malformed: code `too-long`; the sentence names the tag.
    """
    value = value or b""
    if len(value) > layout.width:
        raise Malformed(
            msgid("Data object {tag} takes {width} bytes, and {length} were given."),
            repair=msgid("Make the value shorter, or the picture smaller."),
            code="too-long",
            tag=f"{layout.tag:X}",
            width=layout.width,
            length=len(value),
        )
    if not layout.elastic:
        value = value.ljust(layout.width, b"\0")
    return encode(layout.tag, value, wide=layout.wide)


def filled(value: bytes, width: int) -> bytes:
    """*value* with zeros behind it up to *width*, as signatures cover it.

    Raises:
        Malformed: code `width`; it is longer.
    """
    if len(value) > width:
        raise Malformed(
            msgid("A signed value of the card is longer than {width} bytes."),
            repair=msgid("Read the card again; if it stays so, the card is damaged."),
            code="width",
            width=width,
        )
    return value.ljust(width, b"\0")


def der_at_start(content: bytes) -> bytes:
    """The DER object at the start of *content*, without the filler behind it."""
    two_byte_length = b"\x30\x82"
    if content[:2] == two_byte_length:
        return content[: int.from_bytes(content[2:4]) + 4]
    return content.rstrip(b"\0")


def day_text(day: date | None) -> bytes:
    """A day as `YYYYMMDD`; nothing where there is none."""
    return day.isoformat().replace("-", "").encode() if day else b""


def unreadable(tag: int) -> Malformed:
    """The answer to an object that is missing, or holds something else."""
    return Malformed(
        msgid("Data object {tag} is missing or does not hold what it should."),
        repair=msgid("Read the card again; if it stays so, the card is damaged."),
        code="object-content",
        tag=f"{tag:X}",
    )


class ObjectValues:
    """The values of one file, read strictly: what cannot be read is Malformed."""

    def __init__(self, content: bytes) -> None:
        self._objects = decode_file(content)

    def has(self, tag: int) -> bool:
        """Whether the file holds that object."""
        return tag in self._objects

    def refuse_others(self, *known: int) -> None:
        """Raise Malformed, code `objects`, for an object that is not among *known*."""
        for tag in self._objects:
            if tag not in known:
                raise Malformed(
                    msgid("A file of the card holds an object {tag} that is not its."),
                    repair=msgid(
                        "Read the card again; if it stays so, the card is damaged."
                    ),
                    code="objects",
                    tag=f"{tag:X}",
                )

    def raw(self, tag: int) -> bytes:
        """The value as it stands, filler included."""
        if tag not in self._objects:
            raise unreadable(tag)
        return self._objects[tag]

    def text(self, tag: int) -> str:
        """A value of UTF-8 without the zeros behind it."""
        try:
            return self.raw(tag).rstrip(b"\0").decode("utf-8")
        except UnicodeDecodeError:
            raise unreadable(tag) from None

    def text_or_empty(self, tag: int) -> str:
        """The same; nothing where the object is absent."""
        return self.text(tag) if self.has(tag) else ""

    def read(self, tag: int, meaning: Callable[[str], T]) -> T:
        """What *meaning* makes of the text; a ValueError of it is Malformed."""
        try:
            return meaning(self.text(tag))
        except ValueError:
            raise unreadable(tag) from None

    def day(self, tag: int) -> date:
        """A day written `YYYYMMDD`."""
        text = self.text(tag)
        if len(text) == len("YYYYMMDD") and text.isascii() and text.isdigit():
            try:
                return date.fromisoformat(text)
            except ValueError:
                pass
        raise unreadable(tag)

    def day_or_none(self, tag: int) -> date | None:
        """The same; None where the object is absent or zeros."""
        return self.day(tag) if self.text_or_empty(tag) else None

    def flag(self, tag: int) -> bool:
        """`0` or `1`; absent or zeros are no."""
        text = self.text_or_empty(tag)
        if text not in {"", "0", "1"}:
            raise unreadable(tag)
        return text == "1"


def required(files: Mapping[FileName, bytes], wanted: FileName) -> bytes:
    """The content of one file of a complete set.

    Raises:
        Malformed: code `file-missing`; the set is not complete.
    """
    if wanted not in files:
        raise Malformed(
            msgid("The file {file} of the residence data is missing."),
            repair=msgid("Read or write the complete set of files."),
            code="file-missing",
            file=wanted.name.lower().replace("_", "-"),
        )
    return files[wanted]
