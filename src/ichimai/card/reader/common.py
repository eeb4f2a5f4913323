"""The common (共通カードAP) and the resident register application (住基AP), read.

A session in hand is a session that works: constructing it selects the application.
"""

from typing import Final

from ichimai.card.iso7816.apdu import CommandApdu
from ichimai.card.iso7816.transport import Transport, exchange
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.common import (
    COMMON_PIN,
    REGISTER_PIN,
    CardRecord,
    CommonFile,
    RegisterFile,
)
from ichimai.card.layout.pins import PinRule
from ichimai.card.reader.files import select_file
from ichimai.card.reader.pins import tries_left, verify_pin
from ichimai.card.reader.refused import accepted, no_application
from ichimai.card.reader.selection import select_application

_READ_RECORD: Final = 0xB2
_BY_NUMBER: Final = 0x04
_LONGEST_RECORD: Final = 0x100


class _RecordSession:
    """A selected application of records and one PIN."""

    def __init__(
        self, transport: Transport, application: Aid, pin: PinRule, name: str
    ) -> None:
        self._transport = transport
        self._pin = pin
        if not select_application(transport, application):
            raise no_application(name)

    def tries_left(self) -> int:
        """How often the PIN may still be wrong; asking costs no try."""
        return tries_left(self._transport, self._pin)

    def verify_pin(self, value: str, *, force: bool = False) -> None:
        """Prove the PIN; raises as `pins.verify_pin`."""
        verify_pin(self._transport, self._pin, value, force=force)

    def _record(self, file: int) -> bytes:
        """Record 1 of a file."""
        select_file(self._transport, file)
        command = CommandApdu(0, _READ_RECORD, 1, _BY_NUMBER, le=_LONGEST_RECORD)
        return accepted(exchange(self._transport, command))


class CommonSession(_RecordSession):
    """The selected common application of one card.

    Raises:
        NotFound: code `no-application`; the card has none.
        Unavailable: the card or the reader has gone.
    """

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, Aid.COMMON, COMMON_PIN, "common")

    def card(self) -> CardRecord:
        """Serial, municipality and last day, as they stand; nobody signed them.

        Raises:
            Malformed: the card's record has another form.
        """
        return CardRecord.from_bytes(self._record(CommonFile.CARD))

    def key_id(self) -> bytes:
        """The key identifier, sixteen bytes."""
        return self._record(CommonFile.KEY_ID)


class RegisterSession(_RecordSession):
    """The selected resident register application; raises as `CommonSession`."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(
            transport, Aid.RESIDENT_REGISTER, REGISTER_PIN, "resident-register"
        )

    def key_id(self) -> bytes:
        """The key identifier, the same as the common application's."""
        return self._record(RegisterFile.KEY_ID)
