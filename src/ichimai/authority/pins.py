"""PINs on their way from the counter to the chip, sealed to the card maker.

They are filed with the application (RC-073, RC-074), checked here once, and sealed at
once, into the escrow: the register never has them, and no officer can read them. They
are opened when the card is made, and erased with it. Why so: docs/decisions/0031.
"""

import json

from ichimai.card.layout.image import Pins
from ichimai.card.layout.jpki import SIGNATURE, USER_AUTHENTICATION
from ichimai.card.layout.pins import PinRule
from ichimai.crypto import sealing
from ichimai.crypto.keys import SealingPrivateKey, SealingPublicKey
from ichimai.crypto.refuted import CiphertextRefuted
from ichimai.errors import Malformed, Refused, msgid

ENVELOPE = "pins"
"""The name under which the register keeps their receipt."""


def seal_pins(card_maker: SealingPublicKey, resident_id: str, pins: Pins) -> bytes:
    """The envelope with *pins* for an application of that resident.

    The PIN for user authentication serves the My Number function as well and is always
    filed; the one for signatures only where its certificate is asked for.

    Raises:
        Malformed: code `pin`; wrong format, or none for user authentication. The
            sentence names the rule, never the PIN.
    """
    _refuse_bad(USER_AUTHENTICATION, pins.user_authentication or "")
    if pins.signature is not None:
        _refuse_bad(SIGNATURE, pins.signature)
    content = json.dumps([pins.user_authentication, pins.signature]).encode()
    return sealing.seal(card_maker, content, _purpose(resident_id))


def open_pins(card_maker: SealingPrivateKey, resident_id: str, sealed: bytes) -> Pins:
    """The PINs that `seal_pins` put into the envelope.

    Raises:
        Refused: code `envelope`; sealed to somebody else or for another resident.
    """
    try:
        content = sealing.unseal(card_maker, sealed, _purpose(resident_id))
    except CiphertextRefuted:
        raise shut_envelope() from None
    user_authentication, signature = json.loads(content)
    return Pins(user_authentication, signature)


def shut_envelope() -> Refused:
    """The error for an envelope that this card maker cannot open."""
    return Refused(
        msgid("What was sealed for this card was sealed to another authority."),
        repair=msgid("Issue the card where it was prepared, or file again."),
        code="envelope",
    )


def _purpose(resident_id: str) -> bytes:
    return f"pins of {resident_id}".encode()


def _refuse_bad(rule: PinRule, pin: str) -> None:
    if pin.isascii() and rule.allows(pin.encode()):
        return
    if rule is SIGNATURE:
        raise Malformed(
            msgid("The signature PIN is not 6 to 16 capital letters and digits."),
            repair=msgid("Choose at least one letter A to Z and at least one digit."),
            code="pin",
            field=rule.name,
        )
    raise Malformed(
        msgid("The user-authentication PIN is not four digits."),
        repair=msgid("Choose four digits."),
        code="pin",
        field=rule.name,
    )
