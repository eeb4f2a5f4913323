"""Mutual authentication and secure messaging of cards with a chip of their own.

    terminal                                     card
    00 84 00 00 08                               RND.ICC, eight random bytes
    00 82 00 00 28 E_IFD ‖ M_IFD 00              E_ICC ‖ M_ICC
        E_IFD = enc(RND.IFD ‖ RND.ICC ‖ K.IFD)   E_ICC = enc(RND.ICC ‖ RND.IFD ‖ K.ICC)
    08 20 00 86 … 86 L 01 ‖ enc(number)          under the session key
    08 B0 81 00 … 96 02 hi lo                    answers 86 L 01 ‖ enc(file)

Types 1 and 2 take two-key triple DES and the retail MAC, types 05 and 06 AES-128 and
CMAC. Both derive the base key from the card number: whoever can read the number off the
card may talk to the chip. IVs are zero and secured commands carry no MAC, as published.
Source: the specifications of residence cards, first generation Ver 1.5 and second
generation Ver 1.1; their worked examples are test data.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha1
from typing import Final

from ichimai.card.iso7816.secure_messaging import ObjectForm, SecureMessaging
from ichimai.crypto.ciphers import (
    AES_BLOCK,
    DES_BLOCK,
    aes_cbc_decrypt,
    aes_cbc_encrypt,
    aes_cmac,
    des3_cbc_decrypt,
    des3_cbc_encrypt,
    pad_iso9797_2,
    retail_mac,
    same,
)
from ichimai.model.cards import CardNumber
from ichimai.randomness import Randomness

FORM: Final = ObjectForm()
"""The objects of secure messaging as published."""

CHALLENGE_LENGTH: Final = 8
TOKEN_LENGTH: Final = 40

_KEY_LENGTH: Final = 16
_BODY_LENGTH: Final = 32
_MAC_LENGTH: Final = 8
_ENCRYPTION_KEY: Final = (1).to_bytes(4)
"""What is hashed behind the shared secret to derive the key that encrypts."""


@dataclass(frozen=True, slots=True)
class Suite:
    """The cipher, its MAC and its block; keys are sixteen bytes in both."""

    name: str
    block: int
    encrypt: Callable[[bytes, bytes, bytes], bytes]
    decrypt: Callable[[bytes, bytes, bytes], bytes]
    mac: Callable[[bytes, bytes], bytes]


TRIPLE_DES: Final = Suite(
    "triple-des", DES_BLOCK, des3_cbc_encrypt, des3_cbc_decrypt, retail_mac
)
"""First generation: two-key triple DES, MAC algorithm 3 of ISO/IEC 9797-1."""

AES: Final = Suite("aes-128", AES_BLOCK, aes_cbc_encrypt, aes_cbc_decrypt, aes_cmac)
"""Second generation: AES-128, and CMAC of which eight bytes are sent."""


class TokenRefuted(Exception):
    """The other end does not know the card number, or answers another challenge."""


class MutualSession(SecureMessaging):
    """The session that a mutual authentication ends in; nothing in it counts."""

    def __init__(self, suite: Suite, key: bytes) -> None:
        super().__init__(FORM)
        self._suite = suite
        self._key = key

    def encrypt(self, clear: bytes) -> bytes:
        """The cipher of the suite, with an IV of zeros."""
        suite = self._suite
        padded = pad_iso9797_2(clear, suite.block)
        return suite.encrypt(self._key, bytes(suite.block), padded)

    def decrypt(self, cipher: bytes) -> bytes:
        """The inverse, padding left on."""
        return self._suite.decrypt(self._key, bytes(self._suite.block), cipher)

    def next_message(self) -> None:
        """Nothing: these protocols count no messages."""

    def broken(self) -> None:
        """Nothing: the command is refused with 6988, and the session goes on."""

    def __repr__(self) -> str:
        return f"MutualSession({self._suite.name})"


@dataclass(frozen=True, slots=True)
class _Token:
    """What either end says: its random bytes, the other's, and half of the secret."""

    own: bytes
    other: bytes
    half: bytes


class Terminal:
    """The terminal's part of one authentication.

    Args:
        challenge: RND.ICC, what GET CHALLENGE has just answered.
        randomness: drawn from for RND.IFD, eight bytes, then for K.IFD, sixteen.
    """

    def __init__(
        self, suite: Suite, number: CardNumber, challenge: bytes, randomness: Randomness
    ) -> None:
        self._suite = suite
        self._base_key = base_key(number)
        self._said = _Token(
            randomness(CHALLENGE_LENGTH), challenge, randomness(_KEY_LENGTH)
        )

    @property
    def token(self) -> bytes:
        """E_IFD and M_IFD, the data of MUTUAL AUTHENTICATE."""
        return _written(self._suite, self._base_key, self._said)

    def accept(self, answer: bytes) -> MutualSession:
        """The session, once the card has shown that it knows the number as well.

        Raises:
            TokenRefuted: the answer is another card's, or to another challenge.
        """
        said = self._said
        heard = _read(self._suite, self._base_key, answer)
        if not same(heard.own + heard.other, said.other + said.own):
            raise TokenRefuted
        return _session(self._suite, said.half, heard.half)


def answer_terminal(
    suite: Suite, base: bytes, challenge: bytes, token: bytes, randomness: Randomness
) -> tuple[bytes, MutualSession]:
    """The card's part: E_ICC and M_ICC, and the session.

    Args:
        base: the base key, `base_key` of the card's number.
        challenge: RND.ICC, what the card answered to GET CHALLENGE just before.
        token: E_IFD and M_IFD.
        randomness: drawn from for K.ICC, sixteen bytes.

    Raises:
        TokenRefuted: the terminal does not know the number, or answers another
            challenge.
    """
    heard = _read(suite, base, token)
    if not same(heard.other, challenge):
        raise TokenRefuted
    said = _Token(challenge, heard.own, randomness(_KEY_LENGTH))
    return _written(suite, base, said), _session(suite, heard.half, said.half)


def base_key(number: CardNumber) -> bytes:
    """Kenc and Kmac, which are the same: the front of SHA-1 of the card number."""
    return _derived(str(number).encode("ascii"))


def _derived(secret: bytes) -> bytes:
    return sha1(secret, usedforsecurity=False).digest()[:_KEY_LENGTH]


def _session(suite: Suite, terminal_half: bytes, card_half: bytes) -> MutualSession:
    secret = bytes(a ^ b for a, b in zip(terminal_half, card_half, strict=True))
    return MutualSession(suite, _derived(secret + _ENCRYPTION_KEY))


def _written(suite: Suite, key: bytes, token: _Token) -> bytes:
    clear = token.own + token.other + token.half
    body = suite.encrypt(key, bytes(suite.block), clear)
    return body + suite.mac(key, body)[:_MAC_LENGTH]


def _read(suite: Suite, key: bytes, written: bytes) -> _Token:
    body, mac = written[:_BODY_LENGTH], written[_BODY_LENGTH:]
    if len(written) != TOKEN_LENGTH:
        raise TokenRefuted
    if not same(mac, suite.mac(key, body)[:_MAC_LENGTH]):
        raise TokenRefuted
    clear = suite.decrypt(key, bytes(suite.block), body)
    front = 2 * CHALLENGE_LENGTH
    return _Token(
        clear[:CHALLENGE_LENGTH], clear[CHALLENGE_LENGTH:front], clear[front:]
    )
