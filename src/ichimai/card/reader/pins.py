"""PINs from the terminal's side, the same in every application that has them.

A PIN is never sent before its counter has been asked, and each command is sent once.
"""

from typing import Final

from ichimai.card.iso7816.apdu import CommandApdu
from ichimai.card.iso7816.status import StatusWord
from ichimai.card.iso7816.status import tries_left as tries_in
from ichimai.card.iso7816.transport import Transport, exchange
from ichimai.card.layout.pins import PinRule
from ichimai.card.reader.files import select_file
from ichimai.card.reader.refused import (
    accepted,
    pin_form,
    pin_last_try,
    pin_locked,
    pin_wrong,
)

_VERIFY: Final = 0x20
_CURRENT_FILE: Final = 0x80


def tries_left(transport: Transport, pin: PinRule) -> int:
    """How often *pin* may still be wrong; asking costs no try."""
    select_file(transport, pin.pin_file)
    response = exchange(transport, CommandApdu(0, _VERIFY, 0, _CURRENT_FILE))
    if response.status == StatusWord.REFERENCE_BLOCKED:
        return 0
    tries = tries_in(response.status)
    if tries is None:
        accepted(response)
        return pin.tries
    return tries


def verify_pin(
    transport: Transport, pin: PinRule, value: str, *, force: bool = False
) -> None:
    """Prove knowledge of *pin* in the selected application.

    Args:
        transport: the card.
        pin: which one.
        value: as typed.
        force: spend the last try as well.

    Raises:
        Malformed: code `pin-form`; it cannot be the PIN, and nothing was sent.
        Refused: codes `pin-locked`, `pin-last-try` (nothing was sent either) and
            `pin-wrong`; the error's values carry the `tries` left.
    """
    typed = value.encode("utf-8")
    if not pin.allows(typed):
        raise pin_form()
    tries = tries_left(transport, pin)
    if tries == 0:
        raise pin_locked()
    if tries == 1 and not force:
        raise pin_last_try()
    command = CommandApdu(0, _VERIFY, 0, _CURRENT_FILE, typed)
    response = exchange(transport, command)
    left = tries_in(response.status)
    if left == 0 or response.status == StatusWord.REFERENCE_BLOCKED:
        raise pin_locked()
    if left is not None:
        raise pin_wrong(left)
    accepted(response)
