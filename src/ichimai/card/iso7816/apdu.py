"""Command and response APDUs, short and extended, all four cases (ISO/IEC 7816-4, 5.1).

Both ends of the wire use the same two values: the reader writes commands and parses
responses, the chip parses commands and writes responses. Hostile bytes raise
`Malformed`, code `apdu`, and nothing else.
"""

from dataclasses import dataclass
from typing import Self

from ichimai.errors import Malformed, msgid

_HEADER = 4
_SHORT_DATA = 0xFF
_EXTENDED_DATA = 0xFFFF
_SHORT_LE = 0x100
_EXTENDED_LE = 0x10000
_EXTENDED_PREFIX = 3  # the zero byte and the two length bytes
_BYTE = 0xFF
_STATUS = 2


def _malformed() -> Malformed:
    """The one answer to bytes that are no APDU; the bytes themselves stay unsaid."""
    return Malformed(
        msgid("These bytes are not an APDU of ISO/IEC 7816-4."),
        repair=msgid("Send a header of four bytes, and lengths that match the data."),
        code="apdu",
    )


@dataclass(frozen=True, slots=True)
class CommandApdu:
    """A command: header, data, and the number of bytes expected back.

    Args:
        cla, ins, p1, p2: one byte each.
        data: up to 65,535 bytes; none means that there is no Lc field.
        le: the most bytes that may come back, 1 … 65,536; None means no Le field.
            256 in short form and 65,536 in extended form are written as zeros.
        extended: whether the length fields are the long ones. It is set by itself
            where *data* or *le* need it; set it for the rare command that must be
            extended though it is short.
    """

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = b""
    le: int | None = None
    extended: bool = False

    def __post_init__(self) -> None:
        if any(not 0 <= part <= _BYTE for part in self._header):
            raise _malformed()
        if len(self.data) > _EXTENDED_DATA:
            raise _malformed()
        if self.le is not None and not 0 < self.le <= _EXTENDED_LE:
            raise _malformed()
        if not self.data and self.le is None and self.extended:
            raise _malformed()
        if len(self.data) > _SHORT_DATA or (self.le or 0) > _SHORT_LE:
            object.__setattr__(self, "extended", True)

    @property
    def _header(self) -> tuple[int, int, int, int]:
        return self.cla, self.ins, self.p1, self.p2

    def to_bytes(self) -> bytes:
        """The command as it goes over the wire."""
        body = bytes(self._header)
        if self.extended:
            return body + self._extended_body()
        if self.data:
            body += bytes((len(self.data),)) + self.data
        if self.le is not None:
            body += bytes((self.le % _SHORT_LE,))
        return body

    def _extended_body(self) -> bytes:
        le = b"" if self.le is None else (self.le % _EXTENDED_LE).to_bytes(2)
        if not self.data:
            return b"\x00" + le
        return b"\x00" + len(self.data).to_bytes(2) + self.data + le

    @classmethod
    def parse(cls, command: bytes) -> Self:
        """The command behind the bytes.

        Raises:
            Malformed: code `apdu`; a header cut short, a length that does not match.
        """
        if len(command) < _HEADER:
            raise _malformed()
        cla, ins, p1, p2 = command[:_HEADER]
        body = command[_HEADER:]
        if not body:
            return cls(cla, ins, p1, p2)
        if len(body) == 1:
            return cls(cla, ins, p1, p2, le=body[0] or _SHORT_LE)
        if body[0] == 0:
            return cls._parse_extended(command)
        length = body[0]
        data, rest = body[1 : 1 + length], body[1 + length :]
        if len(data) != length or len(rest) > 1:
            raise _malformed()
        return cls(cla, ins, p1, p2, data, (rest[0] or _SHORT_LE) if rest else None)

    @classmethod
    def _parse_extended(cls, command: bytes) -> Self:
        """Cases 2E, 3E and 4E: a zero byte, then lengths of two bytes."""
        cla, ins, p1, p2 = command[:_HEADER]
        body = command[_HEADER:]
        if len(body) < _EXTENDED_PREFIX:
            raise _malformed()
        length = int.from_bytes(body[1:_EXTENDED_PREFIX])
        if len(body) == _EXTENDED_PREFIX:
            le = length or _EXTENDED_LE
            return cls(cla, ins, p1, p2, le=le, extended=True)
        data = body[_EXTENDED_PREFIX : _EXTENDED_PREFIX + length]
        rest = body[_EXTENDED_PREFIX + length :]
        if length == 0 or len(data) != length or len(rest) not in {0, 2}:
            raise _malformed()
        expected = (int.from_bytes(rest) or _EXTENDED_LE) if rest else None
        return cls(cla, ins, p1, p2, data, expected, extended=True)

    def __repr__(self) -> str:
        # The data may be a PIN or a card number, and representations reach logs.
        header = bytes(self._header).hex()
        return f"CommandApdu({header}, {len(self.data)} bytes, le={self.le})"


@dataclass(frozen=True, slots=True)
class ResponseApdu:
    """A response: data, and the status word as a number (named in `status`)."""

    data: bytes
    status: int

    def to_bytes(self) -> bytes:
        """The response as it goes over the wire."""
        return self.data + self.status.to_bytes(_STATUS)

    @classmethod
    def parse(cls, response: bytes) -> Self:
        """The response behind the bytes.

        Raises:
            Malformed: code `apdu`; fewer than two bytes, or more than any command can
                ask for.
        """
        if not _STATUS <= len(response) <= _EXTENDED_LE + _STATUS:
            raise _malformed()
        return cls(response[:-_STATUS], int.from_bytes(response[-_STATUS:]))

    def __repr__(self) -> str:
        # The data may be a file with a name in it.
        return f"ResponseApdu({len(self.data)} bytes, {self.status:04X})"
