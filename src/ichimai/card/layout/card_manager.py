"""Data objects of the card manager, which GET DATA hands out with their headers.

    0042  issuer            0045  card              0066  what kind of platform it is
    00F0  municipality      00F2  last day          5F51  contact ATR without its 3B
    7F21  card-verifiable certificate               00F7, 00F8  others of its chain

That these objects are there was measured once; what stands in most of them was not.
What is ours is in docs/decisions/0176, and changed here.
"""

from typing import Final

from ichimai.card.iso7816.tlv import encode

ISSUER: Final = 0x0042
CARD: Final = 0x0045
PLATFORM: Final = 0x0066
MUNICIPALITY: Final = 0x00F0
LAST_DAY: Final = 0x00F2
CONTACT_ATR_OBJECT: Final = 0x5F51
CERTIFICATE: Final = 0x7F21

_ISSUER_NAME: Final = b"TEST"
_GLOBAL_PLATFORM: Final = bytes.fromhex("2A864886FC6B")
_OBJECT_IDENTIFIER: Final = 0x06


def issuer_object() -> bytes:
    """Object `42`; the name is ours."""
    return encode(ISSUER, _ISSUER_NAME)


def platform_object() -> bytes:
    """Object `66`: recognition data of GlobalPlatform (Card Specification 2.3, H.2).

    The objects say that it is GlobalPlatform, which version of it (2.1.1), and that the
    card is identified by its issuer's and its own number. No key of any card manager is
    described: this one takes none.
    """
    return encode(
        PLATFORM,
        encode(
            0x73,
            _identifier("01")
            + encode(0x60, _identifier("02020101"))
            + encode(0x63, _identifier("03")),
        ),
    )


def contact_atr_object(atr: bytes) -> bytes:
    """Object `5F51` from the ATR of the contact interface."""
    return encode(CONTACT_ATR_OBJECT, atr[1:])


def _identifier(ending: str) -> bytes:
    return encode(_OBJECT_IDENTIFIER, _GLOBAL_PLATFORM + bytes.fromhex(ending))
