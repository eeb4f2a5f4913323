"""What the municipality's counter signs to set PINs anew: UNVERIFIED, our own.

How real counters do it is not published; the platform has a command that takes a
terminal's certificate (`80 A2`), which nobody has explored. Ours uses what ISO/IEC
7816-4 has for it, and is in docs/decisions/0179:

    terminal                                 card
    00 84 00 00 10                           a challenge
    00 82 00 80 … signature of the counter   the counter is known until the next SELECT
    00 2C 02 80+n … new value                a new PIN with all its tries
    00 2C 03 80+n                            the same PIN with all its tries
"""

from typing import Final

from ichimai.card.layout.aids import Aid

CHALLENGE_LENGTH: Final = 16
_PURPOSE: Final = b"ichimai: a municipality may set PINs of this card\x00"


def unblocking_message(application: Aid, challenge: bytes) -> bytes:
    """What the counter signs, RSA-2048, PKCS #1 v1.5 with SHA-256."""
    name: bytes = application.value
    return _PURPOSE + name + challenge
