"""The wire itself, as both ends see it: bytes out, bytes and a status word in."""

from typing import Protocol

from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu


class Transport(Protocol):
    """A card in a field, in a slot or in this process."""

    def transmit(self, command: bytes) -> bytes:
        """The answer to one command APDU: data, then the two bytes of the status.

        Raises:
            Unavailable: the card or the reader has gone.
        """
        ...

    def reset(self) -> bytes:
        """Reset the card, which forgets all state; what comes back is its ATR."""
        ...

    def close(self) -> None:
        """Let the card go. Nothing may be transmitted afterwards."""
        ...


def exchange(transport: Transport, command: CommandApdu) -> ResponseApdu:
    """Transmit *command* once and parse the answer.

    Raises:
        Malformed: code `apdu`; the answer is shorter than a status word.
        Unavailable: the card or the reader has gone.
    """
    return ResponseApdu.parse(transport.transmit(command.to_bytes()))
