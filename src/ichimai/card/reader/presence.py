"""The proof that this chip is here: its own key signs a fresh challenge, no PIN asked.

Text and surface application have the same proof (chip facts 4).
"""

from hashlib import sha256
from typing import Final

from ichimai.card.iso7816.apdu import CommandApdu
from ichimai.card.iso7816.transport import Transport, exchange
from ichimai.card.reader.refused import accepted
from ichimai.crypto.digest_info import DIGEST_INFO_SHA256
from ichimai.crypto.keys import RsaPublicKey
from ichimai.randomness import Randomness

_COMPUTE_SIGNATURE: Final = 0x2A
_SIGNING_CLASS: Final = 0x80
_SIGNATURE_LENGTH: Final = 256
_CHALLENGE_LENGTH: Final = 32
_PURPOSE_OF_CHALLENGE: Final = b"ichimai: is this chip present?\x00"


def verify_presence(
    transport: Transport, own_key: tuple[int, int], randomness: Randomness
) -> None:
    """Have the selected application sign, and check it with the card's own key.

    Args:
        transport: the card.
        own_key: exponent and modulus, as an authority certified them.
        randomness: for the challenge.

    Raises:
        SignatureRefuted: the chip does not hold that key.
        Refused: code `card-refused`.
    """
    exponent, modulus = own_key
    challenge = _PURPOSE_OF_CHALLENGE + randomness(_CHALLENGE_LENGTH)
    block = DIGEST_INFO_SHA256 + sha256(challenge).digest()
    command = CommandApdu(
        _SIGNING_CLASS, _COMPUTE_SIGNATURE, 0, 0, block, _SIGNATURE_LENGTH
    )
    answer = accepted(exchange(transport, command))
    RsaPublicKey.from_numbers(modulus, exponent).verify_sha256(challenge, answer)
