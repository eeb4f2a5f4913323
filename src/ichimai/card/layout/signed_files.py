"""What the files of text and surface application share: objects, offsets, keys, days.

Both applications write one outer object a file, in it objects in a fixed order, and in
front of many of them a table of where each begins.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from ichimai.card.iso7816.tlv import decode, encode
from ichimai.errors import Malformed, msgid

FILLER: Final = b"\xff"
RESERVED: Final = FILLER * 16
"""A file of either application whose purpose nobody knows."""


def values_of(content: bytes, *tags: int) -> tuple[bytes, ...]:
    """The values of exactly these objects, in this order.

    Raises:
        Malformed: code `card-file` for other objects, `tlv` for none.
    """
    objects = decode(content)
    if tags != tuple(each.tag for each in objects):
        raise other_form()
    return tuple(each.value for each in objects)


def with_offsets(tag: int, table_tag: int, objects: Sequence[bytes]) -> bytes:
    """A file: *objects* in one object, behind the table of their offsets.

    An offset is two bytes and counts from the first byte of the file to the tag of its
    object.

    Raises:
        Malformed: code `too-long`; an object begins where no offset reaches.
    """
    body = b"".join(objects)
    whole = encode(tag, encode(table_tag, bytes(2 * len(objects))) + body)
    if len(whole) > _LONGEST:
        raise Malformed(
            msgid("The content is too long for its file on the card."),
            repair=msgid("Shorten it."),
            code="too-long",
        )
    at = len(whole) - len(body)
    offsets = []
    for each in objects:
        offsets.append(at.to_bytes(2))
        at += len(each)
    return encode(tag, encode(table_tag, b"".join(offsets)) + body)


_LONGEST: Final = 0x7FFF
"""READ BINARY reaches this far, with an offset of fifteen bits."""


def eight_digits(day: date) -> bytes:
    """*day* as `YYYYMMDD`."""
    return day.isoformat().replace("-", "").encode()


def day_of(value: bytes) -> date:
    """The day that `eight_digits` wrote.

    Raises:
        Malformed: code `card-file`.
    """
    try:
        # A date without a time of day: there is no zone to it.
        return datetime.strptime(text_of(value), "%Y%m%d").date()  # noqa: DTZ007
    except ValueError:
        raise other_form() from None


def text_of(value: bytes) -> str:
    """A text, UTF-8.

    Raises:
        Malformed: code `card-file`.
    """
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise other_form() from None


def encode_public_key(exponent: int, modulus: int) -> bytes:
    """`90` exponent, `91` modulus, both without a sign byte."""
    return encode(0x90, _unsigned(exponent)) + encode(0x91, _unsigned(modulus))


def decode_public_key(value: bytes) -> tuple[int, int]:
    """Exponent and modulus of what `encode_public_key` writes.

    Raises:
        Malformed: code `card-file`.
    """
    exponent, modulus = values_of(value, 0x90, 0x91)
    return int.from_bytes(exponent), int.from_bytes(modulus)


def other_form() -> Malformed:
    """The error for a file that is not what its application writes."""
    return Malformed(
        msgid("A file of the card has another form."),
        repair=msgid("Read the card again; if it stays so, the card is damaged."),
        code="card-file",
    )


def _unsigned(number: int) -> bytes:
    return number.to_bytes(max(1, (number.bit_length() + 7) // 8))
