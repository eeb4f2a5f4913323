"""Cards of the My Number card platform: who takes which command.

Types 07 and 08 are My Number Cards with one application more, that of residence. A card
that was given no residence files has not got it, and is a My Number Card alone.

parse      bytes → a command, or a status word (`commands`)
admit      is it secured, is there an application that takes it
execute    the card's own function for it (`card_manager`, `counter`), or that of the
           application (`jpki`, `residence`, `text`, `surface`, `common`)
"""

from collections.abc import Mapping
from typing import Final, Protocol

from ichimai.card.chip.card_manager import IssuerDomain
from ichimai.card.chip.commands import (
    Command,
    ExternalAuthenticate,
    GetChallenge,
    GetData,
    ReadBinary,
    SelectApplication,
    SelectFile,
    SelectMaster,
    Verify,
    parse,
)
from ichimai.card.chip.common import CommonApplication, RegisterApplication
from ichimai.card.chip.counter import CounterGate
from ichimai.card.chip.jpki import JpkiApplication
from ichimai.card.chip.residence import ResidenceApplication
from ichimai.card.chip.state import Memory, Volatile
from ichimai.card.chip.surface import SurfaceApplication
from ichimai.card.chip.text import TextApplication
from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.profile_s1 import is_secured
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.card.layout.aids import Aid
from ichimai.crypto.keys import RsaPrivateKey
from ichimai.randomness import Randomness

_SECURED: Final = frozenset({Aid.RESIDENCE, Aid.TEXT})
"""The applications that take a session key, and commands under it."""

_UNDER_A_SESSION: Final = (SelectApplication, SelectFile, ReadBinary, Verify)
"""The commands that go under one; every other would be ours to invent."""


class Application(Protocol):
    """An application that takes the card's commands; its sessions are the card's."""

    def execute(self, command: Command) -> bytes:
        """Carry out a command that the card has parsed; its data come back.

        Raises:
            Refusal: with the status word that answers instead.
        """


class PlatformChip:
    """The applications of one card, and the dispatch between them.

    Args:
        randomness: for GET CHALLENGE.

    Raises:
        Malformed: the image holds an unreadable key or certificate.
    """

    def __init__(
        self, memory: Memory, volatile: Volatile, randomness: Randomness
    ) -> None:
        image = memory.now.image
        self._volatile = volatile
        self._randomness = randomness
        self._manager = IssuerDomain(image)
        self._gate = CounterGate(volatile, image)
        self._residence = ResidenceApplication(volatile, image)
        self._others = _other_applications(memory, volatile)
        there = [Aid.ISSUER_SECURITY_DOMAIN, *self._others]
        if image.carries_residence:
            there.append(Aid.RESIDENCE)
        self._applications = {aid.value: aid for aid in there}

    def parse(self, command: bytes) -> CommandApdu:
        """The command behind the bytes; raises as `CommandApdu.parse`."""
        return CommandApdu.parse(command)

    def carry_out(self, apdu: CommandApdu) -> ResponseApdu:
        """The answer to one command.

        Raises:
            Refusal: with the status word that answers instead.
        """
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
        inner = parse(command)
        if not isinstance(inner, _UNDER_A_SESSION):
            raise Refusal(StatusWord.WRONG_INS)
        answer = self._execute(inner, secured=True)
        return session.wrap_response(ResponseApdu(answer, StatusWord.OK))

    def _execute(self, command: Command, *, secured: bool) -> bytes:
        """The table of contents: what the card does itself, then who does the rest."""
        match command, self._volatile.application:
            case SelectApplication(name), _ if name in self._applications:
                return self._select_application(self._applications[name])
            case SelectMaster(file_id), application:
                return _select_master(file_id, selected=application is not None)
            case GetChallenge(length), _:
                challenge = self._randomness(length)
                self._volatile.challenge = challenge
                return challenge
            case GetData(), application:
                return self._manager.get_data(command, application)
            case ExternalAuthenticate(), application if (
                application is not Aid.RESIDENCE
            ):
                return self._gate.external_authenticate(command)
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
        own_key = RsaPrivateKey.from_der(image.text.private_key, sealed=True)
        there[Aid.TEXT] = TextApplication(memory, volatile, image.text, own_key)
        # The surface application proves its presence with the same key.
        if image.surface:
            there[Aid.SURFACE] = SurfaceApplication(
                memory, volatile, image.surface, own_key
            )
    if image.common:
        there[Aid.COMMON] = CommonApplication(memory, volatile, image.common)
    if image.juki:
        there[Aid.RESIDENT_REGISTER] = RegisterApplication(memory, volatile, image.juki)
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
