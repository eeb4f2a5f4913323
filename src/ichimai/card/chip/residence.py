"""The residence application (在留AP) of specified cards, one function a command.

The order that a terminal follows: read `C0` and `C1` in the open, deliver a session
key, verify the card number under it, then go through DF1, DF2 and DF3. The secure
messaging is the profile S1 of `iso7816.profile_s1`, reconstructed and UNVERIFIED.
"""

from ichimai.card.chip.commands import (
    Command,
    ReadBinary,
    SelectApplication,
    SelectFile,
    SetSessionKey,
    Verify,
)
from ichimai.card.chip.residence_tree import ResidenceTree
from ichimai.card.chip.state import Volatile
from ichimai.card.iso7816.profile_s1 import accept_key
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.card.layout.image import CardImage
from ichimai.crypto.keys import RsaPrivateKey


class ResidenceApplication:
    """Files and delivery key of one card, and the commands on them."""

    def __init__(self, volatile: Volatile, image: CardImage) -> None:
        self._volatile = volatile
        files = {
            file.layout: content for file, content in image.residence_files.items()
        }
        self._tree = ResidenceTree(volatile, files, image.card_number)
        # A card that was given none takes no session key, and reads in the open only.
        delivery_key = image.delivery_key
        self._delivery_key = (
            RsaPrivateKey.from_der(delivery_key, sealed=True) if delivery_key else None
        )

    def execute(self, command: Command, *, secured: bool) -> bytes:
        """Carry out a command that came in the open or *secured*; its data come back.

        Raises:
            Refusal: with the status word that answers instead.
        """
        match command:
            case SelectApplication():
                return self._tree.select_directory(command)
            case ReadBinary():
                return self._tree.read_binary(command, secured=secured)
            case Verify():
                return self._tree.verify(command, secured=secured)
            case SetSessionKey():
                return self.set_session_key(command)
            case SelectFile():
                # Files here are named by short identifier in READ BINARY alone.
                raise Refusal(StatusWord.WRONG_P1_P2)
            case _:
                raise Refusal(StatusWord.WRONG_INS)

    def set_session_key(self, command: SetSessionKey) -> bytes:
        """SET SESSION KEY: a new session, in which nothing is proven yet.

        Raises:
            Refusal: 6A88 the card has no delivery key; 6700, 6A80 or 6F00 no key came
                out of the block. The old session is gone all the same.
        """
        self._volatile.end_session()
        if self._delivery_key is None:
            raise Refusal(StatusWord.KEY_NOT_SET)
        self._volatile.session = accept_key(command.block, self._delivery_key)
        return b""
