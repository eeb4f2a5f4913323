"""Answers to reset: what a reader hears when a card comes to power.

The contact interface of the My Number card has an answer of its own. Residence cards
speak Type B (ISO/IEC 14443), which has none: a PC/SC reader makes one of the answer to
its request (ATQB) by the rule of PC/SC part 3, 3.1.3.2.3.

    3B 88 80 01  application data, 4  protocol info, 3  MBLI in the high half  TCK
"""

from functools import reduce
from operator import xor
from typing import Final

CONTACT_ATR: Final = bytes.fromhex("3BE000FF8131FE4514")
"""The contact interface of the My Number card: T=1, no historical bytes."""

_CONTACTLESS: Final = bytes.fromhex("3B888001")
_APPLICATION_DATA: Final = bytes(4)
"""As the specification of residence cards prints it: four zeros."""

_PROTOCOL_INFO: Final = bytes.fromhex("338181")
"""Bit rates, frame size, protocol. Ours: no published document says them."""


def type_b_atr(application_data: bytes, protocol_info: bytes, mbli: int) -> bytes:
    """The answer that a PC/SC reader makes for a Type B card.

    Args:
        application_data, protocol_info: four and three bytes of the ATQB.
        mbli: maximum buffer length index of the answer to ATTRIB, 0 to 15.
    """
    body = _CONTACTLESS + application_data + protocol_info + bytes((mbli << 4,))
    return body + bytes((reduce(xor, body[1:]),))


TYPE_B_ATR: Final = type_b_atr(_APPLICATION_DATA, _PROTOCOL_INFO, 0)
"""What residence cards with a chip of their own answer here."""
