"""The surface application (券面事項確認AP) on the chip, one function a command."""

from collections.abc import Mapping

from ichimai.card.chip.commands import Command, SetSessionKey, Sign
from ichimai.card.chip.files import ElementaryFiles, FileTable
from ichimai.card.chip.presence import prove_presence
from ichimai.card.chip.state import Memory, Volatile
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.card.layout.surface import OPENED_BY, SURFACE_RULES
from ichimai.crypto.keys import RsaPrivateKey


class SurfaceApplication:
    """Files and verification numbers of the surface application.

    Args:
        files: complete files by identifier.
        own_key: the card's own key, which proves that it is there.
    """

    def __init__(
        self,
        memory: Memory,
        volatile: Volatile,
        files: Mapping[int, bytes],
        own_key: RsaPrivateKey,
    ) -> None:
        self._key = own_key
        table = FileTable(rules=SURFACE_RULES, contents=files, opened_by=OPENED_BY)
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
                # Measured: no session here, and this is how it says so.
                raise Refusal(StatusWord.SESSION_KEY_NOT_OFFERED)
            case _:
                return self._files.execute(command)
