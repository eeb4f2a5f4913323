"""Residence cards with a chip of their own: types 1 and 2, and types 05 and 06.

    SELECT MF             00 A4 00 00 02 3F00     the root, current from power-on
    SELECT DF             00 A4 04 0C 10 AID      DF1, DF2, DF3; the session stays
    GET CHALLENGE         00 84 00 00 08          at the root, before the next
    MUTUAL AUTHENTICATE   00 82 00 00 28 token 00 at the root, right after it
    VERIFY                08 20 00 86 …           the card number, secured only
    READ BINARY           00 B0 … or 08 B0 …      by the file's own rule

Both generations have these six commands and the same frames; what differs is the
suite of ciphers (`iso7816.mutual`) and the files. What the specifications leave open is
decided in docs/decisions/0171 and marked there as unverified.
"""

from typing import Final

from ichimai.card.chip.commands import (
    Command,
    GetChallenge,
    MutualAuthenticate,
    ReadBinary,
    SelectApplication,
    SelectMaster,
    Verify,
    parse_residence_card,
)
from ichimai.card.chip.residence_tree import ResidenceTree
from ichimai.card.chip.state import Volatile
from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.mutual import (
    AES,
    CHALLENGE_LENGTH,
    FORM,
    TOKEN_LENGTH,
    TRIPLE_DES,
    TokenRefuted,
    answer_terminal,
    base_key,
)
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.card.layout.first_generation import FIRST_GENERATION_TYPES
from ichimai.card.layout.image import CardImage
from ichimai.randomness import Randomness

MASTER_FILE: Final = bytes.fromhex("3F00")

_SHORT_HEADER: Final = 5
_EXTENDED_HEADER: Final = 7
_LE_LENGTHS: Final = {_SHORT_HEADER: 1, _EXTENDED_HEADER: 2}


class ResidenceCardChip:
    """The one application of a card, which is its root.

    Args:
        randomness: for GET CHALLENGE and the card's half of session keys.
    """

    def __init__(
        self, image: CardImage, volatile: Volatile, randomness: Randomness
    ) -> None:
        first = image.type_code in FIRST_GENERATION_TYPES
        files = image.first_files if first else image.residence_files
        self._suite = TRIPLE_DES if first else AES
        self._base_key = base_key(image.card_number)
        self._volatile = volatile
        self._randomness = randomness
        self._tree = ResidenceTree(
            volatile,
            {file.layout: content for file, content in files.items()},
            image.card_number,
        )

    def parse(self, command: bytes) -> CommandApdu:
        """The command behind the bytes. Where Lc is smaller than the data, Lc counts.

        Raises:
            Malformed: code `apdu`; they are no command.
        """
        return CommandApdu.parse(_without_surplus(command))

    def carry_out(self, apdu: CommandApdu) -> ResponseApdu:
        """The answer to one command.

        Raises:
            Refusal: with the status word that answers instead.
        """
        # A challenge is good for the very next command, whatever that is.
        challenge, self._volatile.challenge = self._volatile.challenge, None
        if not FORM.is_secured(apdu):
            answer = self._execute(parse_residence_card(apdu), challenge)
            return ResponseApdu(answer, StatusWord.OK)
        session = self._volatile.session
        if session is None:
            raise Refusal(StatusWord.SECURITY_STATUS)
        command = parse_residence_card(session.unwrap(apdu))
        return session.wrap_response(
            ResponseApdu(self._execute_secured(command), StatusWord.OK)
        )

    def _execute(self, command: Command, challenge: bytes | None) -> bytes:
        """The table of contents for commands in the open."""
        match command:
            case SelectMaster(file_id):
                return self.select_master(file_id)
            case SelectApplication():
                return self._tree.select_directory(command)
            case GetChallenge(length):
                return self.get_challenge(length)
            case MutualAuthenticate(token):
                return self.mutual_authenticate(token, challenge)
            case Verify():
                return self._tree.verify(command, secured=False)
            case ReadBinary():
                return self._tree.read_binary(command, secured=False)
            case _:
                raise Refusal(StatusWord.WRONG_INS)

    def _execute_secured(self, command: Command) -> bytes:
        """The table of contents for commands under a session: two."""
        match command:
            case Verify():
                return self._tree.verify(command, secured=True)
            case ReadBinary():
                return self._tree.read_binary(command, secured=True)
            case _:
                raise Refusal(StatusWord.SM_NOT_OFFERED)

    def select_master(self, file_id: bytes) -> bytes:
        """SELECT MF: back to the root, and everything proven is forgotten.

        Raises:
            Refusal: 6A82; another identifier.
        """
        if file_id != MASTER_FILE:
            raise Refusal(StatusWord.FILE_NOT_FOUND)
        self._volatile.clear()
        return b""

    def get_challenge(self, length: int) -> bytes:
        """GET CHALLENGE: eight random bytes, kept for the next command.

        Raises:
            Refusal: 6700; another number of bytes is asked for.
        """
        if length != CHALLENGE_LENGTH:
            raise Refusal(StatusWord.WRONG_LENGTH)
        self._volatile.challenge = self._randomness(length)
        return self._volatile.challenge

    def mutual_authenticate(self, token: bytes, challenge: bytes | None) -> bytes:
        """MUTUAL AUTHENTICATE: a new session, in which nothing is proven yet.

        Raises:
            Refusal: 6985 below the root, or without a challenge just before; 6700 a
                token of another length; 6300 the terminal does not know the number.
                The session before is gone in every case.
        """
        self._volatile.end_session()
        if self._volatile.directory is not None or challenge is None:
            raise Refusal(StatusWord.CONDITIONS_OF_USE)
        if len(token) != TOKEN_LENGTH:
            raise Refusal(StatusWord.WRONG_LENGTH)
        try:
            answer, session = answer_terminal(
                self._suite, self._base_key, challenge, token, self._randomness
            )
        except TokenRefuted:
            raise Refusal(StatusWord.MISMATCH) from None
        self._volatile.session = session
        return answer


def _without_surplus(command: bytes) -> bytes:
    """*command* without what stands behind the data that Lc announces, and one Le."""
    if len(command) <= _SHORT_HEADER:
        return command
    extended = command[_SHORT_HEADER - 1] == 0
    header = _EXTENDED_HEADER if extended else _SHORT_HEADER
    count = int.from_bytes(command[_SHORT_HEADER - 1 : header])
    ends_at = header + count
    if count and len(command) > ends_at + _LE_LENGTHS[header]:
        return command[:ends_at]
    return command
