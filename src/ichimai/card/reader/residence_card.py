"""A residence card with a chip of its own from the terminal's side: 1, 2, 05 and 06.

The order is the card's: stand at the root, read version and type in the open,
authenticate mutually with a key made of the card number, prove the number under the
session, then read. A challenge is followed by nothing but its token.
"""

from typing import Final

from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.mutual import (
    AES,
    CHALLENGE_LENGTH,
    TRIPLE_DES,
    MutualSession,
    Terminal,
    TokenRefuted,
)
from ichimai.card.iso7816.status import StatusWord, tries_left
from ichimai.card.iso7816.transport import Transport, exchange
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.first_generation import FIRST_GENERATION_TYPES, FirstFile
from ichimai.card.layout.residence import decode_card_type, decode_version
from ichimai.card.layout.residence_files import FileLayout, ReadRule
from ichimai.card.reader.refused import (
    accepted,
    no_application,
    not_open,
    number_wrong,
)
from ichimai.card.reader.selection import select_application, select_master
from ichimai.model.cards import CardNumber, CardTypeCode
from ichimai.randomness import Randomness

_GET_CHALLENGE: Final = 0x84
_MUTUAL_AUTHENTICATE: Final = 0x82
_VERIFY: Final = 0x20
_NUMBER_REFERENCE: Final = 0x86
_READ_BINARY: Final = 0xB0
_BY_SHORT_ID: Final = 0x80
_WHOLE_FILE: Final = 0x10000
_LONGEST_ANSWER: Final = 0x100


class ResidenceCardSession:
    """The root of one residence card, selected.

    Raises:
        NotFound: code `no-application`; a card of another kind.
        Unavailable: the card or the reader has gone.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._secure: MutualSession | None = None
        self._directory = Aid.RESIDENCE
        if not select_master(transport):
            raise no_application("residence")
        self._free = {
            file.layout.short_id: _free_file(transport, file)
            for file in (FirstFile.COMMON, FirstFile.CARD_TYPE)
        }

    def version(self) -> str:
        """The version of the layout, four digits."""
        return decode_version(self._free[FirstFile.COMMON.layout.short_id])

    def card_type(self) -> CardTypeCode:
        """The type code of the card, which also says how it authenticates."""
        return decode_card_type(self._free[FirstFile.CARD_TYPE.layout.short_id])

    def open(self, number: CardNumber, randomness: Randomness) -> None:
        """Authenticate with the card number, and prove it.

        Raises:
            Refused: code `card-number-wrong` where the card or this end found another
                number; `card-refused` for everything else.
        """
        self._secure = self._authenticated(number, randomness)
        response = self._secured(
            CommandApdu(0, _VERIFY, 0, _NUMBER_REFERENCE, str(number).encode("ascii"))
        )
        compared = response.status == StatusWord.MISMATCH
        if compared or tries_left(response.status) is not None:
            raise number_wrong()
        accepted(response)

    def read(self, layout: FileLayout) -> bytes:
        """One whole file, secured where its rule says so.

        Raises:
            Refused: the session has not been opened, or the card refuses the file.
            Malformed: code `secure-messaging`; an answer was not encrypted as agreed.
        """
        if layout.rule is ReadRule.FREE:
            return self._free[layout.short_id]
        self._enter(layout.directory)
        if layout.rule is ReadRule.NUMBER_SECURED:
            return accepted(self._secured(_whole(layout)))
        return accepted(exchange(self._transport, _whole(layout)))

    def _authenticated(
        self, number: CardNumber, randomness: Randomness
    ) -> MutualSession:
        first = self.card_type() in FIRST_GENERATION_TYPES
        challenge = accepted(
            exchange(
                self._transport,
                CommandApdu(0, _GET_CHALLENGE, 0, 0, le=CHALLENGE_LENGTH),
            )
        )
        suite = TRIPLE_DES if first else AES
        terminal = Terminal(suite, number, challenge, randomness)
        command = CommandApdu(
            0, _MUTUAL_AUTHENTICATE, 0, 0, terminal.token, _LONGEST_ANSWER
        )
        response = exchange(self._transport, command)
        if response.status == StatusWord.MISMATCH:
            raise number_wrong()
        try:
            return terminal.accept(accepted(response))
        except TokenRefuted:
            raise number_wrong() from None

    def _enter(self, directory: Aid) -> None:
        """Make *directory* current; the session stays."""
        if directory is self._directory:
            return
        if not select_application(self._transport, directory):
            raise no_application("residence")
        self._directory = directory

    def _secured(self, command: CommandApdu) -> ResponseApdu:
        if self._secure is None:
            raise not_open()
        response = exchange(self._transport, self._secure.wrap(command))
        return self._secure.unwrap_response(response)


def _free_file(transport: Transport, file: FirstFile) -> bytes:
    """A file at the root; a card with another root is a card of another kind.

    Raises:
        NotFound: code `no-application`; there is no such file.
    """
    response = exchange(transport, _whole(file.layout))
    if response.status != StatusWord.OK:
        raise no_application("residence")
    return response.data


def _whole(layout: FileLayout) -> CommandApdu:
    """READ BINARY of a whole file by its short identifier."""
    p1 = _BY_SHORT_ID | layout.short_id
    return CommandApdu(0, _READ_BINARY, p1, 0, le=_WHOLE_FILE)
