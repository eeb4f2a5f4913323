"""BER-TLV as the card specifications write it.

    C2 0C <12 bytes>              a tag of one byte
    DF D1 82 09 C4 <2500 bytes>   a tag of two bytes, a length of three
    00 00 ...                     filler up to the size of the file

Two departures from BER, both prescribed: a tag that begins with `DF` or `FF`, or `5F`
or `7F`, is exactly two bytes, also where the second byte has its high bit set (`DFD1`
is one tag, which BER would read on); and a value shorter than its file is followed by
zeros to the end, which `decode` skips where asked to and `decode_file` always.

Lengths are definite, one to three bytes (up to 65,535). Hostile bytes raise
`Malformed`, code `tlv` (`objects` for a repeated one), and nothing else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ichimai.errors import Malformed, msgid

_LONG_TAG: Final = 0x1F  # the low five bits that announce a second tag byte
_SHORT_LENGTH: Final = 0x7F
_ONE_BYTE_LENGTH: Final = 0xFF
_LONGEST: Final = 0xFFFF


def _malformed() -> Malformed:
    """The one answer to bytes that are no data objects; the bytes stay unsaid."""
    return Malformed(
        msgid("These bytes are not data objects (tag, length, value)."),
        repair=msgid("Read the file again; if it stays so, the card is damaged."),
        code="tlv",
    )


@dataclass(frozen=True, slots=True)
class DataObject:
    """One object: its tag as a number (`0xC1`, `0xDFD1`) and its value."""

    tag: int
    value: bytes

    def to_bytes(self) -> bytes:
        """Tag, shortest length, value."""
        return encode(self.tag, self.value)

    def __repr__(self) -> str:
        # Values are names, dates and images of people.
        return f"DataObject({self.tag:X}, {len(self.value)} bytes)"


def encode(tag: int, value: bytes, *, wide: bool = False) -> bytes:
    """One object with the shortest length; *wide* writes `82 hi lo` whatever it is.

    Raises:
        Malformed: code `tlv`; a tag of another size than its first byte announces, or
            a value longer than 65,535 bytes.
    """
    return _tag(tag) + _length(len(value), wide=wide) + value


def _tag(tag: int) -> bytes:
    """A tag of one or two bytes."""
    if not 0 < tag <= _LONGEST:
        raise _malformed()
    written = tag.to_bytes(1 if tag <= _ONE_BYTE_LENGTH else 2)
    if (written[0] & _LONG_TAG == _LONG_TAG) != (len(written) == 2):  # noqa: PLR2004
        raise _malformed()
    return written


def _length(length: int, *, wide: bool) -> bytes:
    """A definite length in its shortest form, or in three bytes."""
    if length <= _SHORT_LENGTH and not wide:
        return bytes((length,))
    if length <= _ONE_BYTE_LENGTH and not wide:
        return bytes((0x81, length))
    if length <= _LONGEST:
        return b"\x82" + length.to_bytes(2)
    raise _malformed()


def decode(data: bytes, *, trailing_zeros: bool = False) -> tuple[DataObject, ...]:
    """All objects of *data*, one after another.

    Args:
        data: objects and nothing else.
        trailing_zeros: whether zeros after the last object are filler. Objects never
            begin with a zero byte, so that filler cannot be mistaken.

    Raises:
        Malformed: code `tlv`.
    """
    return tuple(_objects(data, trailing_zeros=trailing_zeros))


def stated_length(beginning: bytes) -> int:
    """How long the first object is, header included, from its first five bytes.

    Raises:
        Malformed: code `tlv`; the bytes do not begin with a tag and a length.
    """
    length, value_at = _read_length(beginning, _skip_tag(beginning, 0))
    return value_at + length


def decode_file(content: bytes) -> Mapping[int, bytes]:
    """The objects of one file by tag, in the order of the file; filler is left out.

    Raises:
        Malformed: code `tlv` for bytes that are no objects, code `objects` for an
            object that comes twice.
    """
    found = decode(content, trailing_zeros=True)
    objects = {each.tag: each.value for each in found}
    if len(objects) < len(found):
        raise Malformed(
            msgid("A data object of the card comes twice in one file."),
            repair=msgid("Read the card again; if it stays so, the card is damaged."),
            code="objects",
        )
    return objects


def _objects(data: bytes, *, trailing_zeros: bool) -> Iterator[DataObject]:
    at = 0
    while at < len(data):
        if data[at] == 0:
            if trailing_zeros and not any(data[at:]):
                return
            raise _malformed()
        value_at = _skip_tag(data, at)
        tag = int.from_bytes(data[at:value_at])
        length, value_at = _read_length(data, value_at)
        at = value_at + length
        if at > len(data):
            raise _malformed()
        yield DataObject(tag, data[value_at:at])


def _skip_tag(data: bytes, at: int) -> int:
    """Where the length field begins."""
    if at >= len(data) or data[at] == 0:
        raise _malformed()
    after = at + (2 if data[at] & _LONG_TAG == _LONG_TAG else 1)
    if after > len(data):
        raise _malformed()
    return after


def _read_length(data: bytes, at: int) -> tuple[int, int]:
    """The length at *at*, and where the value begins.

    A length need not be in its shortest form: the file of reserved text is written
    with three bytes where two would do.
    """
    if at >= len(data):
        raise _malformed()
    first = data[at]
    if first <= _SHORT_LENGTH:
        return first, at + 1
    count = first - 0x80
    after = at + 1 + count
    if count not in {1, 2} or after > len(data):
        raise _malformed()
    return int.from_bytes(data[at + 1 : after]), after
