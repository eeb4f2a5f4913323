"""The text application (券面事項入力補助AP) on the chip, one function a command."""

from typing import Final

from ichimai.card.chip.binary import part
from ichimai.card.chip.commands import (
    ChangePin,
    Command,
    ReadBinary,
    SelectFile,
    SetSessionKey,
    Sign,
    SignatureForm,
    Verify,
)
from ichimai.card.chip.pins import change_pin, verify_pin
from ichimai.card.chip.state import Memory, Volatile
from ichimai.card.iso7816.profile_s1 import accept_key
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.card.layout.pins import PinRule, short_id
from ichimai.card.layout.text import (
    OPENED_BY,
    TEXT_PIN,
    TEXT_RULES,
    TextFile,
    TextRecord,
)
from ichimai.crypto.keys import RsaPrivateKey

_BY_PIN_FILE: Final = {rule.pin_file: rule for rule in TEXT_RULES}
_BY_SHORT_ID: Final = {short_id(file): int(file) for file in (*TextFile, *_BY_PIN_FILE)}


class TextApplication:
    """Files and PINs of the text application, and the commands on them.

    Args:
        record: what the application was personalised with.
    """

    def __init__(self, memory: Memory, volatile: Volatile, record: TextRecord) -> None:
        self._memory = memory
        self._volatile = volatile
        self._contents = record.files
        self._key = RsaPrivateKey.from_der(record.private_key)

    def execute(self, command: Command) -> bytes:
        """Carry out a command that the card has parsed; its data come back.

        Raises:
            Refusal: with the status word that answers instead.
        """
        match command:
            case SelectFile():
                return self.select_file(command)
            case ReadBinary():
                return self.read_binary(command)
            case Verify():
                rule = self._pin_rule(command.reference)
                return verify_pin(self._memory, self._volatile, rule, command.value)
            case ChangePin():
                rule = self._pin_rule(command.reference)
                return change_pin(self._memory, self._volatile, rule, command.value)
            case Sign():
                return self.prove_presence(command)
            case SetSessionKey():
                return self.set_session_key(command)
            case _:
                raise Refusal(StatusWord.WRONG_INS)

    def select_file(self, command: SelectFile) -> bytes:
        """SELECT an elementary file by identifier.

        Raises:
            Refusal: 6A82; no such file. The one selected before stays.
        """
        if command.file_id not in self._contents and command.file_id not in (
            _BY_PIN_FILE
        ):
            raise Refusal(StatusWord.FILE_NOT_FOUND)
        self._volatile.current_file = command.file_id
        return b""

    def read_binary(self, command: ReadBinary) -> bytes:
        """READ BINARY of the current file or of one named by short identifier.

        Raises:
            Refusal: 6986 no current file; 6A82 no such file; 6981 a PIN; 6982 before
                what opens the file was verified; 6B00 the offset.
        """
        file = self._named(command.short_id)
        self._volatile.current_file = file
        if file in _BY_PIN_FILE:
            raise Refusal(StatusWord.FILE_STRUCTURE)
        content = TextFile(file)
        opened_by = OPENED_BY.get(content)
        # Before the offset: 6B00 would tell a stranger how long a name is.
        if opened_by is not None and not opened_by & self._volatile.proven:
            raise Refusal(StatusWord.SECURITY_STATUS)
        return part(self._contents[content], command)

    def set_session_key(self, command: SetSessionKey) -> bytes:
        """SET SESSION KEY under the key of file `0006`, after the PIN alone.

        What was proven in clear stays proven under the session.

        Raises:
            Refusal: 6982 the PIN was not verified, numbers A and B are not enough;
                6A88 the card has no delivery key; 6700, 6A80 or 6F00 no key came out
                of the block. The old session is gone all the same.
        """
        if TEXT_PIN.name not in self._volatile.proven:
            raise Refusal(StatusWord.SECURITY_STATUS)
        self._volatile.end_session()
        delivery_key = self._memory.now.image.delivery_key
        if delivery_key is None:
            raise Refusal(StatusWord.KEY_NOT_SET)
        key = RsaPrivateKey.from_der(delivery_key)
        self._volatile.session = accept_key(command.block, key)
        return b""

    def prove_presence(self, command: Sign) -> bytes:
        """COMPUTE DIGITAL SIGNATURE with the card's own key, no PIN asked.

        Raises:
            Refusal: 6A86; anything but P1 00 with P2 00.
        """
        # The only key has no file of its own, so P2 names none.
        if command.form is not SignatureForm.TYPE_1 or not command.own_key:
            raise Refusal(StatusWord.WRONG_P1_P2)
        return self._key.sign_type1(command.content)

    def _named(self, short: int | None) -> int:
        """The file that a command means: by short identifier, or the current one."""
        if short is None:
            if self._volatile.current_file is None:
                raise Refusal(StatusWord.NO_CURRENT_EF)
            return self._volatile.current_file
        file = _BY_SHORT_ID.get(short)
        if file is None or not (file in self._contents or file in _BY_PIN_FILE):
            raise Refusal(StatusWord.FILE_NOT_FOUND)
        return file

    def _pin_rule(self, reference: int | None) -> PinRule:
        file = self._named(reference)
        if file not in _BY_PIN_FILE:
            raise Refusal(StatusWord.KEY_NOT_SET)
        return _BY_PIN_FILE[file]
