"""The text application (券面事項入力補助AP) on the chip, one function a command."""

from ichimai.card.chip.commands import Command, SetSessionKey, Sign
from ichimai.card.chip.files import ElementaryFiles, FileTable
from ichimai.card.chip.presence import prove_presence
from ichimai.card.chip.state import Memory, Volatile
from ichimai.card.iso7816.profile_s1 import accept_key
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.card.layout.text import OPENED_BY, TEXT_PIN, TEXT_RULES, TextRecord
from ichimai.crypto.keys import RsaPrivateKey


class TextApplication:
    """Files and PINs of the text application, and the commands on them.

    Args:
        record: what the application was personalised with.
        own_key: the card's own key, which proves that it is there.
    """

    def __init__(
        self,
        memory: Memory,
        volatile: Volatile,
        record: TextRecord,
        own_key: RsaPrivateKey,
    ) -> None:
        self._memory = memory
        self._volatile = volatile
        self._key = own_key
        table = FileTable(
            rules=TEXT_RULES,
            contents={int(file): content for file, content in record.files.items()},
            opened_by=OPENED_BY,
        )
        self._files = ElementaryFiles(memory, volatile, table)

    def execute(self, command: Command) -> bytes:
        """Carry out a command that the card has parsed; its data come back.

        Raises:
            Refusal: with the status word that answers instead.
        """
        match command:
            case Sign():
                return prove_presence(self._key, command)
            case SetSessionKey():
                return self.set_session_key(command)
            case _:
                return self._files.execute(command)

    def set_session_key(self, command: SetSessionKey) -> bytes:
        """SET SESSION KEY under the key of file `0006`, after the PIN alone.

        What was proven in clear stays proven under the session.

        Raises:
            Refusal: 6982 the PIN was not verified, numbers A and B are not enough;
                6A88 the card has no delivery key; 6700, 6A80 or 6F00 no key came out
                of the block. The old session is then gone all the same.
        """
        if TEXT_PIN.name not in self._volatile.proven:
            raise Refusal(StatusWord.SECURITY_STATUS)
        self._volatile.end_session()
        delivery_key = self._memory.now.image.delivery_key
        if delivery_key is None:
            raise Refusal(StatusWord.KEY_NOT_SET)
        key = RsaPrivateKey.from_der(delivery_key, sealed=True)
        self._volatile.session = accept_key(command.block, key)
        return b""
