"""The municipality's counter at the terminal: a PIN is set anew, its tries come back.

UNVERIFIED: the protocol is ours (`layout.unblocking`, docs/decisions/0179).
"""

from collections.abc import Callable
from typing import Final

from ichimai.card.iso7816.apdu import CommandApdu
from ichimai.card.iso7816.status import StatusWord
from ichimai.card.iso7816.transport import Transport, exchange
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.pins import PinRule, short_id
from ichimai.card.layout.platform_pins import PLATFORM_PINS
from ichimai.card.layout.unblocking import CHALLENGE_LENGTH, unblocking_message
from ichimai.card.reader.refused import accepted, no_application, pin_form
from ichimai.card.reader.selection import select_application
from ichimai.errors import Refused, msgid

_GET_CHALLENGE: Final = 0x84
_EXTERNAL_AUTHENTICATE: Final = 0x82
_RESET_COUNTER: Final = 0x2C
_COUNTER: Final = 0x80
_NEW_PIN: Final = 0x02
_SAME_PIN: Final = 0x03


def unblock(
    transport: Transport,
    pin: PinRule,
    sign: Callable[[bytes], bytes],
    new: str | None,
) -> None:
    """Give *pin* all its tries back, and the value *new* where one is given.

    Args:
        transport: the card.
        pin: which one; a printed number keeps its value.
        sign: the counter's signature over a message, RSA-2048 with SHA-256.
        new: as typed; None leaves the PIN as it is.

    Raises:
        Malformed: code `pin-form`; *new* cannot be this PIN, and nothing was sent.
        NotFound: code `no-application`; the card has no such PIN.
        Refused: code `other-counter`; the card knows another counter, or none. Code
            `card-refused`; it has not such a PIN, or this one never changes.
        Unavailable: the card or the reader has gone.
    """
    value = b"" if new is None else new.encode()
    if new is not None and not pin.allows(value):
        raise pin_form()
    application = PLATFORM_PINS[pin]
    if not select_application(transport, application):
        raise no_application(application.name.lower().replace("_", "-"))
    _prove(transport, application, sign)
    reference = 0x80 | short_id(pin.pin_file)
    form = _NEW_PIN if value else _SAME_PIN
    accepted(
        exchange(transport, CommandApdu(0, _RESET_COUNTER, form, reference, value))
    )


def _prove(
    transport: Transport, application: Aid, sign: Callable[[bytes], bytes]
) -> None:
    asked = CommandApdu(0, _GET_CHALLENGE, 0, 0, le=CHALLENGE_LENGTH)
    challenge = accepted(exchange(transport, asked))
    signature = sign(unblocking_message(application, challenge))
    proof = CommandApdu(0, _EXTERNAL_AUTHENTICATE, 0, _COUNTER, signature)
    response = exchange(transport, proof)
    if response.status in {StatusWord.MISMATCH, StatusWord.KEY_NOT_SET}:
        raise Refused(
            msgid("The card does not know this counter."),
            repair=msgid("Take it to the authority that made it."),
            code="other-counter",
        )
    accepted(response)
