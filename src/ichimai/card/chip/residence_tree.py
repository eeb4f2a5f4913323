"""The residence files on the chip: where they stand, and who may read them.

Shared by the residence application of specified cards and by residence cards with a
chip of their own. What differs, the way to a session, is theirs.
"""

from collections.abc import Mapping
from typing import Final

from ichimai.card.chip.binary import part
from ichimai.card.chip.commands import ReadBinary, SelectApplication, Verify
from ichimai.card.chip.state import Volatile
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.residence_files import FileLayout, ReadRule
from ichimai.crypto.ciphers import same
from ichimai.model.cards import CardNumber

CARD_NUMBER_REFERENCE: Final = 0x06
"""The key that VERIFY compares with, `86` in P2: the card number, tries unlimited."""

_DIRECTORIES: Final = {aid.value: aid for aid in (Aid.DF1, Aid.DF2, Aid.DF3)}


class ResidenceTree:
    """A root with DF1 to DF3 below it, their files, and the number that opens them.

    Args:
        files: contents by layout; whatever is not among them is not there.
    """

    def __init__(
        self, volatile: Volatile, files: Mapping[FileLayout, bytes], number: CardNumber
    ) -> None:
        self._volatile = volatile
        self._number = str(number).encode("ascii")
        self._files = {
            (layout.directory, layout.short_id): (layout.rule, content)
            for layout, content in files.items()
        }

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
        if (directory, short_id) not in self._files:
            raise Refusal(StatusWord.FILE_NOT_FOUND)
        rule, content = self._files[directory, short_id]
        self._volatile.current_file = short_id
        # The right to read comes before the offset. The other way round, 6B00 would
        # tell a stranger how long a file is that they may not open.
        if not self._may_read(rule, secured=secured):
            raise Refusal(StatusWord.SECURITY_STATUS)
        return part(content, command)

    def _may_read(self, rule: ReadRule, *, secured: bool) -> bool:
        match rule:
            case ReadRule.FREE:
                return True
            case ReadRule.NUMBER:
                return self._volatile.number_proven
            case ReadRule.NUMBER_SECURED:
                return self._volatile.number_proven and secured
