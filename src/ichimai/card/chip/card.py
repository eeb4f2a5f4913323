"""The software card: power, and bytes in and bytes out.

What a command does is the business of the chip that its type has: `platform` for
specified cards, `residence_card` for those with a chip of their own. Whatever bytes
arrive, two bytes of status or more go back. Inside there is one way out of a command,
`Refusal`; it ends here.
"""

from collections.abc import Callable
from typing import Protocol

from ichimai.card.chip.platform import PlatformChip
from ichimai.card.chip.residence_card import ResidenceCardChip
from ichimai.card.chip.state import Memory, Persistent, Volatile
from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.card.layout.image import CardImage
from ichimai.errors import Malformed, Unavailable, msgid
from ichimai.randomness import Randomness


def keep_nothing(image: CardImage) -> None:
    """The keeper of a card that lives in memory only."""
    del image


class Chip(Protocol):
    """What a type of card does with commands."""

    def parse(self, command: bytes) -> CommandApdu:
        """The command behind the bytes.

        Raises:
            Malformed: code `apdu`; they are no command.
        """
        ...

    def carry_out(self, apdu: CommandApdu) -> ResponseApdu:
        """The answer to one command.

        Raises:
            Refusal: with the status word that answers instead.
        """
        ...


class SoftwareCard:
    """A card of any type, bytes in and bytes out; a `Transport`.

    Args:
        image: what the card holds; the card starts without power.
        randomness: for GET CHALLENGE.
        on_change: called with the whole new image before a change of PINs or tries
            is in force; see `state.Memory`.

    Raises:
        Malformed: the image holds an unreadable key or certificate.
    """

    def __init__(
        self,
        image: CardImage,
        randomness: Randomness,
        *,
        on_change: Callable[[CardImage], None] = keep_nothing,
    ) -> None:
        self._memory = Memory(Persistent(image), on_change)
        self._volatile = Volatile()
        self._chip = _chip(self._memory, self._volatile, randomness)
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
            response = self._respond(self._chip.parse(command))
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
        response = self._chip.carry_out(apdu)
        if apdu.le is not None and len(response.data) > apdu.le:
            raise Refusal(StatusWord.WRONG_LENGTH)
        return response


def _chip(memory: Memory, volatile: Volatile, randomness: Randomness) -> Chip:
    """The chip of a card of that type."""
    image = memory.now.image
    if image.type_code.specified:
        return PlatformChip(memory, volatile, randomness)
    return ResidenceCardChip(image, volatile, randomness)
