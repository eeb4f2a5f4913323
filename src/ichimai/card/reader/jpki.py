"""The JPKI application (公的個人認証AP) from the terminal's side.

A session in hand is a session that works: constructing it selects the application. A
PIN is never sent before its counter has been asked, and each command is sent once.
"""

from typing import Final

from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.status import StatusWord
from ichimai.card.iso7816.transport import Transport, exchange
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.jpki import LONGEST_SIGNED_INPUT, JpkiFile
from ichimai.card.layout.pins import PinRule
from ichimai.card.reader.files import select_file
from ichimai.card.reader.pins import tries_left, verify_pin
from ichimai.card.reader.refused import (
    accepted,
    no_application,
    no_certificate,
)
from ichimai.card.reader.selection import select_application
from ichimai.errors import Malformed, msgid

_SELECT: Final = 0xA4
_READ_BINARY: Final = 0xB0
_COMPUTE_SIGNATURE: Final = 0x2A
_SIGNING_CLASS: Final = 0x80
_BY_IDENTIFIER: Final = 0x02
_NO_RESPONSE: Final = 0x0C
_CURRENT_FILE: Final = 0x80
_CHUNK: Final = 256
_FARTHEST_OFFSET: Final = 0x7FFF
"""P1 has fifteen bits for the offset; with the top one set it would name a file."""
_DER_HEADER: Final = 4
_DER_TWO_BYTE_LENGTH: Final = b"\x30\x82"


class JpkiSession:
    """The selected JPKI application of one card.

    Raises:
        NotFound: code `no-application`; the card has none.
        Unavailable: the card or the reader has gone.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        if not select_application(transport, Aid.JPKI):
            raise no_application("JPKI")

    def tries_left(self, pin: PinRule) -> int:
        """How often *pin* may still be wrong; asking costs no try."""
        return tries_left(self._transport, pin)

    def verify_pin(self, pin: PinRule, value: str, *, force: bool = False) -> None:
        """Prove knowledge of *pin*, which opens its private key.

        Args:
            pin: which of the two.
            value: as typed.
            force: spend the last try as well.

        Raises:
            Malformed: code `pin-form`; it cannot be the PIN, and nothing was sent.
            Refused: codes `pin-locked`, `pin-last-try` (nothing was sent either) and
                `pin-wrong`; the error's values carry the `tries` left.
        """
        verify_pin(self._transport, pin, value, force=force)

    def certificate(self, file: JpkiFile) -> bytes:
        """The certificate in *file*, DER, without the filler behind it.

        Raises:
            NotFound: code `no-certificate`.
            Refused: the signature certificate before its password.
        """
        selected = self._send(
            CommandApdu(0, _SELECT, _BY_IDENTIFIER, _NO_RESPONSE, file.to_bytes(2))
        )
        if selected.status == StatusWord.FILE_NOT_FOUND:
            raise no_certificate()
        accepted(selected)
        header = self._read(0, _DER_HEADER)
        if header[:2] != _DER_TWO_BYTE_LENGTH:
            raise no_certificate()
        whole = _DER_HEADER + int.from_bytes(header[2:])
        content = header
        while len(content) < whole:
            wanted = min(_CHUNK, whole - len(content))
            part = self._read(len(content), wanted)
            # Only the end of a file answers with less than was asked for. A card that
            # hands out single bytes, or claims more than offsets reach, ends here.
            if len(part) != wanted:
                raise _cut_short()
            content += part
        return content

    def sign(self, pin: PinRule, data: bytes) -> bytes:
        """The card's RSA signature of a type-1 block around exactly *data*.

        Raises:
            ValueError: *data* are none, or more than the block takes.
            Refused: the PIN has not been verified.
        """
        if not 0 < len(data) <= LONGEST_SIGNED_INPUT:
            message = "a type-1 block takes 1 to 245 bytes"
            raise ValueError(message)
        if pin.key_file is None:
            message = "this PIN opens no key"
            raise ValueError(message)
        select_file(self._transport, pin.key_file)
        command = CommandApdu(
            _SIGNING_CLASS, _COMPUTE_SIGNATURE, 0, _CURRENT_FILE, data, _CHUNK
        )
        return accepted(self._send(command))

    def _read(self, offset: int, count: int) -> bytes:
        """At most *count* bytes of the current file; none beyond its end."""
        if offset > _FARTHEST_OFFSET:
            return b""
        p1, p2 = offset.to_bytes(2)
        response = self._send(CommandApdu(0, _READ_BINARY, p1, p2, le=count))
        if response.status == StatusWord.OUTSIDE_EF:
            return b""
        return accepted(response)

    def _send(self, command: CommandApdu) -> ResponseApdu:
        return exchange(self._transport, command)


def _cut_short() -> Malformed:
    return Malformed(
        msgid("A certificate on the card is shorter than it says."),
        repair=msgid("Read the card again; if it stays so, the card is damaged."),
        code="certificate-cut-short",
    )
