"""The residence application (在留AP) of specified cards, one function a command.

The order that a terminal follows: read `C0` and `C1` in the open, deliver a session
key, verify the card number under it, then go through DF1, DF2 and DF3. The secure
messaging is the profile S1 of `iso7816.profile_s1`, reconstructed and UNVERIFIED.
"""

from typing import Final

from ichimai.card.chip.binary import part
from ichimai.card.chip.commands import (
    Command,
    ReadBinary,
    SelectApplication,
    SelectFile,
    SetSessionKey,
    Verify,
)
from ichimai.card.chip.state import Memory, Volatile
from ichimai.card.iso7816.profile_s1 import accept_key
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.residence_files import ReadRule, ResidenceFile
from ichimai.crypto.ciphers import same
from ichimai.crypto.keys import RsaPrivateKey

CARD_NUMBER_REFERENCE: Final = 0x06
"""The key that VERIFY compares with, `86` in P2: the card number, tries unlimited."""

_DIRECTORIES: Final = {aid.value: aid for aid in (Aid.DF1, Aid.DF2, Aid.DF3)}
_ADDRESSES: Final = {
    (file.layout.directory, file.layout.short_id): file for file in ResidenceFile
}


class ResidenceApplication:
    """Files and delivery key of one card, and the commands on them."""

    def __init__(self, memory: Memory, volatile: Volatile) -> None:
        image = memory.now.image
        self._volatile = volatile
        self._files = dict(image.residence_files)
        self._number = str(image.card_number).encode("ascii")
        self._delivery_key = RsaPrivateKey.from_der(image.delivery_key)

    def execute(self, command: Command, *, secured: bool) -> bytes:
        """Carry out a command that came in the open or *secured*; its data come back.

        Raises:
            Refusal: with the status word that answers instead.
        """
        match command:
            case SelectApplication():
                return self.select_directory(command)
            case ReadBinary():
                return self.read_binary(command, secured=secured)
            case Verify():
                return self.verify(command, secured=secured)
            case SetSessionKey():
                return self.set_session_key(command)
            case SelectFile():
                # Files here are named by short identifier in READ BINARY alone.
                raise Refusal(StatusWord.WRONG_P1_P2)
            case _:
                raise Refusal(StatusWord.WRONG_INS)

    def select_directory(self, command: SelectApplication) -> bytes:
        """SELECT DF1, DF2 or DF3: another place to read, the session stays.

        Raises:
            Refusal: 6A82; no such name here.
        """
        if command.name not in _DIRECTORIES:
            raise Refusal(StatusWord.FILE_NOT_FOUND)
        self._volatile.directory = _DIRECTORIES[command.name]
        self._volatile.current_file = None
        return b""

    def set_session_key(self, command: SetSessionKey) -> bytes:
        """SET SESSION KEY: a new session, in which nothing is proven yet.

        Raises:
            Refusal: 6700, 6A80 or 6F00; no key came out of the block, and the old
                session is gone all the same.
        """
        self._volatile.end_session()
        self._volatile.session = accept_key(command.block, self._delivery_key)
        return b""

    def verify(self, command: Verify, *, secured: bool) -> bytes:
        """VERIFY the card number, under the session key only.

        Raises:
            Refusal: 6300 another number, or no value; 6982 not secured; 6A88 another
                key than the card number; 6700 not twelve bytes.
        """
        if command.reference != CARD_NUMBER_REFERENCE:
            raise Refusal(StatusWord.KEY_NOT_SET)
        if not command.value:
            raise Refusal(StatusWord.MISMATCH)
        if not secured:
            raise Refusal(StatusWord.SECURITY_STATUS)
        # Each VERIFY overwrites what the one before has proven.
        self._volatile.number_proven = False
        if len(command.value) != len(self._number):
            raise Refusal(StatusWord.WRONG_LENGTH)
        if not same(self._number, command.value):
            raise Refusal(StatusWord.MISMATCH)
        self._volatile.number_proven = True
        return b""

    def read_binary(self, command: ReadBinary, *, secured: bool) -> bytes:
        """READ BINARY: bytes of one file, under that file's own read rule.

        Raises:
            Refusal: 6986 no current file; 6A82 no such file in this directory; 6982
                the read rule is not met; 6B00 the offset lies past the end.
        """
        short_id = command.short_id or self._volatile.current_file
        if short_id is None:
            raise Refusal(StatusWord.NO_CURRENT_EF)
        directory = self._volatile.directory or Aid.RESIDENCE
        file = _ADDRESSES.get((directory, short_id))
        if file is None or file not in self._files:
            raise Refusal(StatusWord.FILE_NOT_FOUND)
        self._volatile.current_file = short_id
        # The right to read comes before the offset. The other way round, 6B00 would
        # tell a stranger how long a file is that they may not open.
        if not self._may_read(file.layout.rule, secured=secured):
            raise Refusal(StatusWord.SECURITY_STATUS)
        return part(self._files[file], command)

    def _may_read(self, rule: ReadRule, *, secured: bool) -> bool:
        match rule:
            case ReadRule.FREE:
                return True
            case ReadRule.NUMBER:
                return self._volatile.number_proven
            case ReadRule.NUMBER_SECURED:
                return self._volatile.number_proven and secured
