"""The common (共通カードAP) and the resident register application (住基AP).

Both are records and a PIN. The first has a key more, which answers a challenge; what
else the second one holds is not public, and is not here.
"""

from collections.abc import Mapping
from typing import Final

from ichimai.card.chip.commands import (
    Command,
    InternalAuthenticate,
    ReplacePin,
    SetSessionKey,
)
from ichimai.card.chip.files import ElementaryFiles, FileTable
from ichimai.card.chip.state import Memory, Volatile
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.card.layout.common import (
    COMMON_PIN,
    REGISTER_PIN,
    CommonFile,
    RegisterFile,
)
from ichimai.crypto.keys import RsaPrivateKey

_COMMON_RECORDS: Final = (CommonFile.CARD, CommonFile.KEY_ID)


class CommonApplication:
    """Records, PIN and key of the common application.

    Args:
        files: by identifier; `AUTHENTICATION_KEY` is a private key, PKCS #8.
    """

    def __init__(
        self, memory: Memory, volatile: Volatile, files: Mapping[int, bytes]
    ) -> None:
        key = files.get(CommonFile.AUTHENTICATION_KEY)
        self._key = None if key is None else RsaPrivateKey.from_der(key, sealed=True)
        table = FileTable(
            rules=(COMMON_PIN,),
            records={file: (files[file],) for file in _COMMON_RECORDS if file in files},
            keys=frozenset(
                {CommonFile.AUTHENTICATION_KEY} if self._key is not None else ()
            ),
            changed_by=ReplacePin,
        )
        self._files = ElementaryFiles(memory, volatile, table)

    def execute(self, command: Command) -> bytes:
        """Carry out a command that the card has parsed; its data come back.

        Raises:
            Refusal: with the status word that answers instead.
        """
        match command:
            case InternalAuthenticate():
                return self.internal_authenticate(command)
            case SetSessionKey():
                # Measured: no session here, and this is how it says so.
                raise Refusal(StatusWord.SESSION_KEY_NOT_OFFERED)
            case _:
                return self._files.execute(command)

    def internal_authenticate(self, command: InternalAuthenticate) -> bytes:
        """INTERNAL AUTHENTICATE: the challenge signed, no PIN asked.

        Raises:
            Refusal: 6986 no current file; 6A82 no such file; 6A88 it is no key.
        """
        file = self._files.named(command.reference)
        if file != CommonFile.AUTHENTICATION_KEY or self._key is None:
            raise Refusal(StatusWord.KEY_NOT_SET)
        return self._key.sign_sha256(command.challenge)


class RegisterApplication:
    """Record and PIN of the resident register application.

    Args:
        files: by identifier.
    """

    def __init__(
        self, memory: Memory, volatile: Volatile, files: Mapping[int, bytes]
    ) -> None:
        table = FileTable(
            rules=(REGISTER_PIN,),
            records={RegisterFile.KEY_ID: (files[RegisterFile.KEY_ID],)},
            changed_by=ReplacePin,
        )
        self._files = ElementaryFiles(memory, volatile, table)

    def execute(self, command: Command) -> bytes:
        """Carry out a command that the card has parsed; its data come back.

        Raises:
            Refusal: with the status word that answers instead.
        """
        match command:
            case SetSessionKey():
                # Measured: as in the JPKI application.
                raise Refusal(StatusWord.SECURITY_STATUS)
            case _:
                return self._files.execute(command)
