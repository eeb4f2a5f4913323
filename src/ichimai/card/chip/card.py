"""The software card: power, the three steps of every command, and the dispatch.

    parse      bytes → a command, or a status word (`commands`)
    admit      is it secured, is there an application that takes it
    execute    the application's function for it (`jpki`, `residence`, `text`)

Whatever bytes arrive, two bytes of status or more go back. Inside there is one way out
of a command, `Refusal`; it ends here.
"""

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from ichimai.card.chip.card_manager import CardManager
from ichimai.card.chip.commands import (
    Command,
    GetChallenge,
    GetData,
    SelectApplication,
    SelectFile,
    SelectMaster,
    parse,
)
from ichimai.card.chip.jpki import JpkiApplication
from ichimai.card.chip.residence import ResidenceApplication
from ichimai.card.chip.state import Memory, Persistent, Volatile
from ichimai.card.chip.text import TextApplication
from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.profile_s1 import is_secured
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.image import CardImage
from ichimai.errors import Malformed, Unavailable, msgid
from ichimai.model.cards import CardTypeCode
from ichimai.randomness import Randomness

_SPECIFIED: Final = frozenset(
    {CardTypeCode.SPECIFIED_RESIDENCE, CardTypeCode.SPECIFIED_SPECIAL_PERMANENT}
)
_SECURED: Final = frozenset({Aid.RESIDENCE, Aid.TEXT})
"""The applications that take a session key, and commands under it."""


class Application(Protocol):
    """An application that takes the card's commands; its sessions are the card's."""

    def execute(self, command: Command) -> bytes:
        """Carry out a command that the card has parsed; its data come back.

        Raises:
            Refusal: with the status word that answers instead.
        """


def keep_nothing(image: CardImage) -> None:
    """The keeper of a card that lives in memory only."""
    del image


class SoftwareCard:
    """A specified card (type 07 or 08), bytes in and bytes out; a `Transport`.

    Args:
        image: what the card holds; the card starts without power.
        randomness: for GET CHALLENGE.
        on_change: called with the whole new image before a change of PINs or tries
            is in force; see `state.Memory`.

    Raises:
        Malformed: the image is of another card type, or holds an unreadable key or
            certificate.
    """

    def __init__(
        self,
        image: CardImage,
        randomness: Randomness,
        *,
        on_change: Callable[[CardImage], None] = keep_nothing,
    ) -> None:
        if image.type_code not in _SPECIFIED:
            raise Malformed(
                msgid("A card of type {type_code} cannot be run yet."),
                repair=msgid("Make a specified card, type 07 or 08."),
                code="card-type",
                type_code=str(image.type_code),
            )
        self._memory = Memory(Persistent(image), on_change)
        self._volatile = Volatile()
        self._randomness = randomness
        self._manager = CardManager(image)
        self._residence = ResidenceApplication(self._memory, self._volatile)
        self._others = _other_applications(self._memory, self._volatile)
        there = (Aid.RESIDENCE, Aid.ISSUER_SECURITY_DOMAIN, *self._others)
        self._applications = {aid.value: aid for aid in there}
        self._powered = False

    @property
    def image(self) -> CardImage:
        """The card as it is now, PINs and tries included."""
        return self._memory.now.image

    @property
    def atr(self) -> bytes:
        """The answer to reset, which tells nothing of the state and changes none."""
        return self.image.atr

    @property
    def powered(self) -> bool:
        """Whether the chip has power."""
        return self._powered

    def power_on(self) -> bytes:
        """Give the chip power; its ATR comes back."""
        self._volatile.clear()
        self._powered = True
        return self.atr

    def power_off(self) -> None:
        """Take the power away; the chip forgets what was selected and proven."""
        self._volatile.clear()
        self._powered = False

    def reset(self) -> bytes:
        """Warm reset: forget, and answer with the ATR."""
        return self.power_on()

    def close(self) -> None:
        """Take the card out of the reader."""
        self.power_off()

    def transmit(self, command: bytes) -> bytes:
        """The answer to one command, whatever its bytes are.

        Raises:
            Unavailable: code `no-power`; a chip without power does not answer.
        """
        if not self._powered:
            raise Unavailable(
                msgid("The card has no power."),
                repair=msgid("Reset the card before the first command."),
                code="no-power",
            )
        try:
            response = self._respond(CommandApdu.parse(command))
        except Malformed:
            response = ResponseApdu(b"", StatusWord.WRONG_LENGTH)
        except Refusal as refusal:
            response = ResponseApdu(b"", refusal.status)
        return response.to_bytes()

    def _respond(self, apdu: CommandApdu) -> ResponseApdu:
        """The answer, which is never longer than the command allows.

        A command without Le allows any length: clients leave it out where it matters
        to nobody but the transport of old readers.
        """
        response = self._carry_out(apdu)
        if apdu.le is not None and len(response.data) > apdu.le:
            raise Refusal(StatusWord.WRONG_LENGTH)
        return response

    def _carry_out(self, apdu: CommandApdu) -> ResponseApdu:
        if not is_secured(apdu):
            answer = self._execute(parse(apdu), secured=False)
            return ResponseApdu(answer, StatusWord.OK)
        if self._volatile.application not in _SECURED:
            raise Refusal(StatusWord.SM_NOT_OFFERED)
        session = self._volatile.session
        if session is None:
            raise Refusal(StatusWord.SECURITY_STATUS)
        try:
            command = session.unwrap(apdu)
        except Refusal:
            # A broken object destroys the session, and what was proven under it.
            self._volatile.number_proven &= not session.destroyed
            raise
        answer = self._execute(parse(command), secured=True)
        return session.wrap_response(ResponseApdu(answer, StatusWord.OK))

    def _execute(self, command: Command, *, secured: bool) -> bytes:
        """The table of contents: what the card does itself, then who does the rest."""
        match command, self._volatile.application:
            case SelectApplication(name), _ if name in self._applications:
                return self._select_application(self._applications[name])
            case SelectMaster(file_id), application:
                return _select_master(file_id, selected=application is not None)
            case GetChallenge(length), _:
                return self._randomness(length)
            case GetData(), application:
                return self._manager.get_data(command, application)
            case _, application if application is not None:
                return self._in_application(application, command, secured=secured)
            case SelectApplication() | SelectFile(), _:
                raise Refusal(StatusWord.FILE_NOT_FOUND)
            case _:
                raise Refusal(StatusWord.WRONG_INS)

    def _in_application(
        self, application: Aid, command: Command, *, secured: bool
    ) -> bytes:
        """What the selected application says to a command of its own."""
        if application is Aid.RESIDENCE:
            return self._residence.execute(command, secured=secured)
        if isinstance(command, SelectApplication):
            raise Refusal(StatusWord.FILE_NOT_FOUND)
        return self._others[application].execute(command)

    def _select_application(self, aid: Aid) -> bytes:
        """SELECT by AID; the card manager's AID leads back to the power-on state."""
        self._volatile.enter(None if aid is Aid.ISSUER_SECURITY_DOMAIN else aid)
        return b""


def _other_applications(
    memory: Memory, volatile: Volatile
) -> Mapping[Aid, Application]:
    """The applications beside that of residence; those that the card was made with."""
    image = memory.now.image
    there: dict[Aid, Application] = {Aid.JPKI: JpkiApplication(memory, volatile)}
    if image.text is not None:
        there[Aid.TEXT] = TextApplication(memory, volatile, image.text)
    return there


def _select_master(file_id: bytes, *, selected: bool) -> bytes:
    """SELECT MF as measured on the platform: there is none to be had.

    Raises:
        Refusal: 6A82 by identifier; 6A86 without one and without an application.
    """
    if file_id:
        raise Refusal(StatusWord.FILE_NOT_FOUND)
    if not selected:
        raise Refusal(StatusWord.WRONG_P1_P2)
    return b""
