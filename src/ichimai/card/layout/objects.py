"""Data objects as the residence files write them: tag, length, value, then zeros.

    C2 0C <12 bytes>            a tag of one byte
    DF D1 82 09 C4 <2500 bytes> a tag of two bytes, a length of three
    00 00 ...                   filler up to the size of the file

A tag whose five low bits are all set takes exactly one more byte. ISO 8825-1 would read
`DFD1` on into a third byte; the card specification prints two, and two it is. Lengths
are read in every form of up to three bytes, because writers differ (chip-facts 13).
"""

from collections.abc import Mapping

from ichimai.errors import Malformed, msgid

_LONG_TAG = 0x1F
_LENGTH_IN_ONE = 0x81
_LENGTH_IN_TWO = 0x82
_SHORT_LENGTHS = 0x80


def write_object(tag: int, value: bytes, *, wide: bool = False) -> bytes:
    """One object; *wide* writes the length as `82 hi lo` whatever it is."""
    name = tag.to_bytes(2 if tag > 0xFF else 1)  # noqa: PLR2004 - one byte ends there
    if wide or len(value) > 0xFF:  # noqa: PLR2004 - the same
        return name + bytes([_LENGTH_IN_TWO]) + len(value).to_bytes(2) + value
    if len(value) >= _SHORT_LENGTHS:
        return name + bytes([_LENGTH_IN_ONE, len(value)]) + value
    return name + bytes([len(value)]) + value


def read_objects(content: bytes) -> Mapping[int, bytes]:
    """The objects of one file, by tag, in the order of the file.

    Raises:
        Malformed: code `objects`; an object is cut short or comes twice, a length is
            in no known form, or something other than zeros follows the last object.
    """
    objects: dict[int, bytes] = {}
    at = 0
    while at < len(content) and content[at] != 0:
        tag, at = _read_tag(content, at)
        length, at = _read_length(content, at)
        value = content[at : at + length]
        if len(value) < length or tag in objects:
            raise _broken()
        objects[tag] = value
        at += length
    if any(content[at:]):
        raise _broken()
    return objects


def _read_tag(content: bytes, at: int) -> tuple[int, int]:
    width = 2 if content[at] & _LONG_TAG == _LONG_TAG else 1
    return int.from_bytes(_take(content, at, width)), at + width


def _read_length(content: bytes, at: int) -> tuple[int, int]:
    first = _take(content, at, 1)[0]
    if first < _SHORT_LENGTHS:
        return first, at + 1
    if first not in {_LENGTH_IN_ONE, _LENGTH_IN_TWO}:
        raise _broken()
    width = first - _SHORT_LENGTHS
    return int.from_bytes(_take(content, at + 1, width)), at + 1 + width


def _take(content: bytes, at: int, width: int) -> bytes:
    part = content[at : at + width]
    if len(part) < width:
        raise _broken()
    return part


def _broken() -> Malformed:
    return Malformed(
        msgid("A file of the card does not divide into its data objects."),
        repair=msgid("Read the card again; if it stays so, the card is damaged."),
        code="objects",
    )
