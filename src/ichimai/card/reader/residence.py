"""The residence application (在留AP) of a specified card from the terminal's side.

The order is the card's: select, read the common data, deliver a session key under the
delivery public key, prove the card number, then read. Files are read whole and end
where their data objects end; the zeros behind are filler.
"""

from collections.abc import Mapping
from functools import partial
from typing import Final

from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.profile_s1 import SecureSession, key_delivery
from ichimai.card.iso7816.status import StatusWord, tries_left
from ichimai.card.iso7816.transport import Transport, exchange
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.residence import (
    decode_card_type,
    decode_version,
)
from ichimai.card.layout.residence_files import ReadRule, ResidenceFile
from ichimai.card.reader.reading import read_or_lost
from ichimai.card.reader.refused import (
    accepted,
    no_application,
    not_open,
    number_wrong,
)
from ichimai.card.reader.selection import select_application
from ichimai.crypto.keys import RsaPublicKey
from ichimai.model.cards import CardNumber, CardTypeCode
from ichimai.randomness import Randomness

_READ_BINARY: Final = 0xB0
_VERIFY: Final = 0x20
_NUMBER_REFERENCE: Final = 0x86
_BY_SHORT_ID: Final = 0x80
_WHOLE_FILE: Final = 0x10000


class ResidenceSession:
    """The selected residence application of one specified card.

    Raises:
        NotFound: code `no-application`; an ordinary My Number card, or another card.
        Unavailable: the card or the reader has gone.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._secure: SecureSession | None = None
        self._directory = Aid.RESIDENCE
        self._free: dict[ResidenceFile, bytes] = {}
        if not select_application(transport, Aid.RESIDENCE):
            raise no_application("residence")

    def version(self) -> str:
        """The version of the layout, four digits; free to read."""
        return decode_version(self._read_free(ResidenceFile.COMMON))

    def card_type(self) -> CardTypeCode:
        """The type code of the card; free to read."""
        return decode_card_type(self._read_free(ResidenceFile.CARD_TYPE))

    def open(
        self, number: CardNumber, delivery_key: RsaPublicKey, randomness: Randomness
    ) -> None:
        """Deliver a session key and prove the card number with it.

        Raises:
            Refused: code `card-number-wrong` where the chip compared and said no;
                `card-refused` for everything else, such as a delivery key of another
                issuer.
        """
        command, secure = key_delivery(delivery_key, randomness)
        accepted(exchange(self._transport, command))
        self._secure = secure
        response = self._secured(
            CommandApdu(0, _VERIFY, 0, _NUMBER_REFERENCE, str(number).encode("ascii"))
        )
        compared = response.status == StatusWord.MISMATCH
        if compared or tries_left(response.status) is not None:
            raise number_wrong()
        accepted(response)

    def read_files(self) -> Mapping[ResidenceFile, bytes]:
        """All files that a card of this type holds, by name; one may be lost.

        Raises:
            Refused: the session has not been opened, or the card refuses a file.
            Malformed: code `secure-messaging`; an answer was not encrypted as agreed.
        """
        kind = self.card_type()
        files = {}
        for file in ResidenceFile:
            if not file.layout.objects_on(kind):
                continue
            content = read_or_lost(file, partial(self._read_any, file))
            if content is not None:
                files[file] = content
        return files

    def _read_any(self, file: ResidenceFile) -> bytes:
        free = file.layout.rule is ReadRule.FREE
        return self._read_free(file) if free else self._read(file)

    def _read_free(self, file: ResidenceFile) -> bytes:
        """A file beside the directories, once: going back ends the session."""
        if file not in self._free:
            self._free[file] = self._read(file)
        return self._free[file]

    def _read(self, file: ResidenceFile) -> bytes:
        """One whole file, secured where its rule says so."""
        self._enter(file.layout.directory)
        p1 = _BY_SHORT_ID | file.layout.short_id
        command = CommandApdu(0, _READ_BINARY, p1, 0, le=_WHOLE_FILE)
        if file.layout.rule is ReadRule.NUMBER_SECURED:
            return accepted(self._secured(command))
        return accepted(exchange(self._transport, command))

    def _enter(self, directory: Aid) -> None:
        """Make *directory* current; DF1 to DF3 keep the session, the AP ends it."""
        if directory is self._directory:
            return
        if directory is Aid.RESIDENCE:
            self._secure = None
        if not select_application(self._transport, directory):
            raise no_application("residence")
        self._directory = directory

    def _secured(self, command: CommandApdu) -> ResponseApdu:
        if self._secure is None:
            raise not_open()
        response = exchange(self._transport, self._secure.wrap(command))
        return self._secure.unwrap_response(response)
