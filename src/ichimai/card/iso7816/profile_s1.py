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

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.card.iso7816.tlv import DataObject, decode, encode
from ichimai.crypto.ciphers import (
    AES_BLOCK,
    aes_cbc_decrypt,
    aes_cbc_encrypt,
    oaep_sha256_encrypt,
    pad_iso9797_2,
    unpad_iso9797_2,
)
from ichimai.crypto.keys import RsaPrivateKey, RsaPublicKey
from ichimai.crypto.refuted import CiphertextRefuted
from ichimai.errors import Malformed, msgid
from ichimai.randomness import Randomness


@dataclass(frozen=True, slots=True)
class Choices:
    """Every choice of this profile that no published document confirms, in one table.

    None of these values was checked against a specified card or its specification.
    To correct the profile, correct the values of `S1` below and nothing else.

    Attributes:
        key_delivery: CLA, INS, P1 and P2 of SET SESSION KEY.
        seed_header: what stands before the seed in the encrypted block: `A0` with the
            one object `80`, the seed of the encryption key.
        seed_length: bytes of the seed.
        key_length: how many of them, from the front, are the AES key.
        first_count: number of the first secured command; each secured command counts
            one on, also one that is rejected, and its answer has the same number. The
            IV is the number, sixteen bytes, encrypted as one block under the key.
        secured_class: CLA of a secured command.
        authenticated_class: CLA that would promise a MAC, answered with `6987`.
        cipher_tag: object with a padding indicator and the ciphertext.
        padding_indicator: ISO/IEC 9797-1 method 2.
        length_tag: object with the length that a secured READ BINARY asks for.
        length_sizes: sizes in which that length is understood; the first is written.
            Three bytes were measured, two stand in the older specification.
    """

    key_delivery: tuple[int, int, int, int] = (0x80, 0xAE, 0x00, 0x00)
    seed_header: bytes = bytes.fromhex("A0228020")
    seed_length: int = 32
    key_length: int = 16
    first_count: int = 1
    secured_class: int = 0x08
    authenticated_class: int = 0x0C
    cipher_tag: int = 0x86
    padding_indicator: int = 0x01
    length_tag: int = 0x96
    length_sizes: tuple[int, ...] = (3, 2)


S1: Final = Choices()

_WHOLE_FILE: Final = 0x10000  # an Le of zeros in extended form


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
    return command.cla in {S1.secured_class, S1.authenticated_class}


class SecureSession:
    """One session, at either end: the terminal wraps commands, the card unwraps them.

    Both ends count for themselves. A session that met a broken object is destroyed,
    and refuses everything from then on.
    """

    def __init__(self, key: bytes) -> None:
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

    def wrap(self, command: CommandApdu) -> CommandApdu:
        """The terminal's end: *command* as it goes over the wire.

        A command with data has them encrypted; one that only expects data, READ BINARY,
        says in an object how many bytes it wants. The next answer belongs to it.
        """
        self._count += 1
        if command.data:
            body = self._cipher_object(command.data)
            return replace(command, cla=S1.secured_class, data=body)
        wanted = (command.le or _WHOLE_FILE) % _WHOLE_FILE
        body = encode(S1.length_tag, wanted.to_bytes(S1.length_sizes[0]))
        return replace(command, cla=S1.secured_class, data=body, le=_WHOLE_FILE)

    def unwrap_response(self, response: ResponseApdu) -> ResponseApdu:
        """The terminal's end: the answer to the command wrapped last, in clear.

        An answer without data has nothing to decrypt.

        Raises:
            Malformed: code `secure-messaging`; the session is then destroyed.
        """
        if not response.data:
            return response
        try:
            return replace(response, data=self._clear(decode(response.data)))
        except (CiphertextRefuted, Malformed):
            self._destroyed = True
            raise _broken() from None

    def unwrap(self, command: CommandApdu) -> CommandApdu:
        """The card's end: a secured command as it would be in clear.

        Raises:
            Refusal: `69FC` once destroyed; `6987` where the class asks for a MAC or an
                object is missing; `6988` for a broken object, which destroys.
        """
        if self._destroyed:
            raise Refusal(StatusWord.SM_SESSION_GONE)
        self._count += 1
        if command.cla != S1.secured_class or not command.data:
            raise Refusal(StatusWord.SM_OBJECT_MISSING)
        try:
            objects = decode(command.data)
            if [S1.length_tag] == [part.tag for part in objects]:
                le = self._wanted(objects[0].value)
                return replace(command, cla=0, data=b"", le=le)
            return replace(command, cla=0, data=self._clear(objects))
        except (CiphertextRefuted, Malformed):
            self._destroyed = True
            raise Refusal(StatusWord.SM_OBJECT_WRONG) from None

    def wrap_response(self, response: ResponseApdu) -> ResponseApdu:
        """The card's end: the answer to the command unwrapped last, as it is sent."""
        if not response.data:
            return response
        return replace(response, data=self._cipher_object(response.data))

    def _iv(self) -> bytes:
        """The number of the message, encrypted as one block."""
        number = self._count.to_bytes(AES_BLOCK)
        return aes_cbc_encrypt(self._key, bytes(AES_BLOCK), number)

    def _cipher_object(self, clear: bytes) -> bytes:
        padded = pad_iso9797_2(clear, AES_BLOCK)
        cipher = aes_cbc_encrypt(self._key, self._iv(), padded)
        return encode(S1.cipher_tag, bytes((S1.padding_indicator,)) + cipher)

    def _clear(self, objects: Sequence[DataObject]) -> bytes:
        """What the one cipher object among *objects*, and no other, holds."""
        if [S1.cipher_tag] != [part.tag for part in objects]:
            raise _broken()
        indicator, cipher = objects[0].value[:1], objects[0].value[1:]
        if indicator != bytes((S1.padding_indicator,)) or not cipher:
            raise _broken()
        return unpad_iso9797_2(aes_cbc_decrypt(self._key, self._iv(), cipher))

    @staticmethod
    def _wanted(value: bytes) -> int:
        """How many bytes a secured READ BINARY asks for; zeros are the whole file."""
        wanted = int.from_bytes(value)
        if len(value) not in S1.length_sizes or wanted >= _WHOLE_FILE:
            raise _broken()
        return wanted or _WHOLE_FILE

    def __repr__(self) -> str:
        return f"SecureSession(message {self._count})"


def _broken() -> Malformed:
    return Malformed(
        msgid("An object of secure messaging is broken."),
        repair=msgid("Start again from the selection of the application."),
        code="secure-messaging",
    )
