"""Data objects as the residence files write them: each once, then zeros to the end.

C2 0C <12 bytes>            a tag of one byte
DF D1 82 09 C4 <2500 bytes> a tag of two bytes, a length of three
00 00 ...                   filler up to the size of the file
"""

from collections.abc import Mapping

from ichimai.card.iso7816.tlv import decode, encode, encode_tag
from ichimai.errors import Malformed, msgid


def write_object(tag: int, value: bytes, *, wide: bool = False) -> bytes:
    """One object; *wide* writes the length as `82 hi lo` whatever it is."""
    if wide:
        return encode_tag(tag) + b"\x82" + len(value).to_bytes(2) + value
    return encode(tag, value)


def read_objects(content: bytes) -> Mapping[int, bytes]:
    """The objects of one file, by tag, in the order of the file.

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
