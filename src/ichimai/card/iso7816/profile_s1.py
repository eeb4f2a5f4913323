"""Secure messaging of specified cards, profile "S1": UNVERIFIED, reconstructed.

The specification of the specified residence card was not at hand. What is known of its
secure messaging is that the terminal delivers a session key under an RSA public key
(SET SESSION KEY), that AES-128-CBC is the cipher, and that the IV comes from a counter
of messages. The rest of this profile is taken from a published measurement of the same
command family on another application of the My Number card, and from the older
residence cards. A real card may answer differently; `S1` is then the place to mend.

    terminal                                    card
    80 AE 00 00 … RSA-OAEP(A0 22 80 20 ‖ seed)  key = first 16 bytes of the seed, N = 0
    08 20 00 86 … 86 L 01 ‖ AES(number)         N = 1
    08 B0 81 00 … 96 03 00 hi lo                N = 2, answers 86 L 01 ‖ AES(file)

There is no integrity in it: class `08` carries no MAC. Whoever can write to the wire
can change what is read, and a lost count shows only where the padding stands in the
first block; the signature over the residence data is what a reader relies on.
"""

from dataclasses import dataclass
from typing import Final

from ichimai.card.iso7816.apdu import CommandApdu
from ichimai.card.iso7816.secure_messaging import ObjectForm, SecureMessaging
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.crypto.ciphers import (
    AES_BLOCK,
    aes_cbc_decrypt,
    aes_cbc_encrypt,
    oaep_sha256_encrypt,
    pad_iso9797_2,
)
from ichimai.crypto.keys import RsaPrivateKey, RsaPublicKey
from ichimai.crypto.refuted import CiphertextRefuted
from ichimai.randomness import Randomness


@dataclass(frozen=True, slots=True)
class Choices(ObjectForm):
    """Every choice of this profile that no published document confirms, in one table.

    None of these values was checked against a specified card or its specification.
    To correct the profile, correct the values of `S1` below and nothing else. The
    objects have the form of the older cards; a length object of three bytes was
    measured, one of two stands in the older specification.

    Attributes:
        key_delivery: CLA, INS, P1 and P2 of SET SESSION KEY.
        seed_header: what stands before the seed in the encrypted block: `A0` with the
            one object `80`, the seed of the encryption key.
        seed_length: bytes of the seed.
        key_length: how many of them, from the front, are the AES key.
        first_count: number of the first secured command; each secured command counts
            one on, also one that is rejected, and its answer has the same number. The
            IV is the number, sixteen bytes, encrypted as one block under the key.
    """

    length_sizes: tuple[int, ...] = (3, 2)
    key_delivery: tuple[int, int, int, int] = (0x80, 0xAE, 0x00, 0x00)
    seed_header: bytes = bytes.fromhex("A0228020")
    seed_length: int = 32
    key_length: int = 16
    first_count: int = 1


S1: Final = Choices()


def key_delivery(
    delivery_key: RsaPublicKey, randomness: Randomness
) -> tuple[CommandApdu, "SecureSession"]:
    """The terminal's part: a new session, and the command that delivers its key.

    The session works once the card has answered `9000`.
    """
    seed = randomness(S1.seed_length)
    block = oaep_sha256_encrypt(delivery_key, S1.seed_header + seed)
    return CommandApdu(*S1.key_delivery, block), SecureSession.of_seed(seed)


def accept_key(data: bytes, delivery_key: RsaPrivateKey) -> "SecureSession":
    """The card's part: the session whose key *data* delivers.

    Raises:
        Refusal: `6700` for bytes of another length than the key's, `6F00` for a number
            that is no RSA ciphertext under it, `6A80` for everything else, so that the
            answer tells nothing about the padding.
    """
    if len(data) != delivery_key.public.bits // 8:
        raise Refusal(StatusWord.WRONG_LENGTH)
    if int.from_bytes(data) >= delivery_key.public.modulus:
        raise Refusal(StatusWord.SELF_DIAGNOSIS)
    try:
        block = delivery_key.decrypt_oaep_sha256(data)
    except CiphertextRefuted:
        raise Refusal(StatusWord.WRONG_DATA) from None
    header, seed = block[: len(S1.seed_header)], block[len(S1.seed_header) :]
    if header != S1.seed_header or len(seed) != S1.seed_length:
        raise Refusal(StatusWord.WRONG_DATA)
    return SecureSession.of_seed(seed)


def is_secured(command: CommandApdu) -> bool:
    """Whether the class byte of *command* asks for secure messaging."""
    return S1.is_secured(command)


class SecureSession(SecureMessaging):
    """One session of the profile; both ends count for themselves.

    A session that met a broken object is destroyed, and refuses everything from then
    on.
    """

    def __init__(self, key: bytes) -> None:
        super().__init__(S1)
        self._key = key
        self._count = S1.first_count - 1
        self._destroyed = False

    @classmethod
    def of_seed(cls, seed: bytes) -> "SecureSession":
        """The session whose key is the front of *seed*."""
        return cls(seed[: S1.key_length])

    @property
    def destroyed(self) -> bool:
        """Whether a broken object has ended this session."""
        return self._destroyed

    def next_message(self) -> None:
        """One number on, also where the command is rejected."""
        self._count += 1

    def broken(self) -> None:
        """A broken object destroys the session."""
        self._destroyed = True

    def unwrap(self, command: CommandApdu) -> CommandApdu:
        """The card's end: a secured command as it would be in clear.

        Raises:
            Refusal: `69FC` once destroyed; `6987` where the class asks for a MAC or an
                object is missing; `6988` for a broken object, which destroys.
        """
        if self._destroyed:
            raise Refusal(StatusWord.SM_SESSION_GONE)
        return super().unwrap(command)

    def encrypt(self, clear: bytes) -> bytes:
        """AES-128-CBC under the key, the IV from the number of the message."""
        padded = pad_iso9797_2(clear, AES_BLOCK)
        return aes_cbc_encrypt(self._key, self._iv(), padded)

    def decrypt(self, cipher: bytes) -> bytes:
        """The inverse, padding left on."""
        return aes_cbc_decrypt(self._key, self._iv(), cipher)

    def _iv(self) -> bytes:
        """The number of the message, encrypted as one block."""
        number = self._count.to_bytes(AES_BLOCK)
        return aes_cbc_encrypt(self._key, bytes(AES_BLOCK), number)

    def __repr__(self) -> str:
        return f"SecureSession(message {self._count})"
