"""Elementary files from the terminal's side: select one, read it to its end."""

from typing import Final

from ichimai.card.iso7816.apdu import CommandApdu
from ichimai.card.iso7816.status import StatusWord
from ichimai.card.iso7816.tlv import stated_length
from ichimai.card.iso7816.transport import Transport, exchange
from ichimai.card.reader.refused import accepted
from ichimai.errors import Malformed, msgid

_SELECT: Final = 0xA4
_READ_BINARY: Final = 0xB0
_BY_IDENTIFIER: Final = 0x02
_NO_RESPONSE: Final = 0x0C
_CHUNK: Final = 256
_HEADER: Final = 5
"""A tag of two bytes and a length of three, the longest that there are."""
_FARTHEST_OFFSET: Final = 0x7FFF


def select_file(transport: Transport, file: int) -> None:
    """Select an elementary file of the application.

    Raises:
        Refused: code `card-refused`; there is none.
    """
    command = CommandApdu(0, _SELECT, _BY_IDENTIFIER, _NO_RESPONSE, file.to_bytes(2))
    accepted(exchange(transport, command))


def read_object(transport: Transport) -> bytes:
    """The data object that the selected file begins with, without what follows it.

    Raises:
        Malformed: code `tlv`, or `file-cut-short` where the file ends before it.
        Refused: code `card-refused`; the file is not open.
    """
    header = _read(transport, 0, _HEADER)
    return read_bytes(transport, stated_length(header))


def read_bytes(transport: Transport, count: int) -> bytes:
    """The first *count* bytes of the selected file.

    Raises:
        Malformed: code `file-cut-short`; it has fewer.
        Refused: code `card-refused`; the file is not open.
    """
    content = b""
    while len(content) < count:
        wanted = min(_CHUNK, count - len(content))
        part = _read(transport, len(content), wanted)
        # Only the end of a file answers with less than was asked for.
        if len(part) != wanted:
            raise Malformed(
                msgid("A file on the card is shorter than it says."),
                repair=msgid(
                    "Read the card again; if it stays so, the card is damaged."
                ),
                code="file-cut-short",
            )
        content += part
    return content


def _read(transport: Transport, offset: int, count: int) -> bytes:
    """At most *count* bytes of the current file; none beyond its end."""
    if offset > _FARTHEST_OFFSET:
        return b""
    p1, p2 = offset.to_bytes(2)
    response = exchange(transport, CommandApdu(0, _READ_BINARY, p1, p2, le=count))
    if response.status == StatusWord.OUTSIDE_EF:
        return b""
    return accepted(response)
