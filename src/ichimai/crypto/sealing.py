"""Seals: to a person's key with HPKE, and at rest with AES-256-GCM.

Two needs, two forms. What one office writes for another to open (a PIN for the card
maker) is sealed to the other's public key, so that the writer itself cannot read it
back. What one machine writes for itself (keys, card files) is sealed under the
thirty-two bytes of its key file.

Sources: RFC 9180 (HPKE, base mode, the suite of appendix A.1), NIST SP 800-38D (GCM).
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from ichimai.crypto.keys import SealingPrivateKey, SealingPublicKey
from ichimai.crypto.refuted import CiphertextRefuted
from ichimai.randomness import system_randomness

KEY_BYTES = 32
NONCE_BYTES = 12

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)

_FILE_MAGIC = b"ICHIMAI\x00"
_FILE_VERSION = b"\x01"
_HEADER = _FILE_MAGIC + _FILE_VERSION
_HPKE_VERSION = b"ichimai hpke 1\x00"


def seal(public: SealingPublicKey, plaintext: bytes, info: bytes) -> bytes:
    """*plaintext*, readable by the holder of the private key alone.

    *info* says what is sealed and for whom; it is not sent, and opening under another
    one fails. So a seal cannot be moved from one case to another.
    """
    return SUITE.encrypt(plaintext, public.native, _HPKE_VERSION + info)


def unseal(private: SealingPrivateKey, sealed: bytes, info: bytes) -> bytes:
    """What `seal` was given.

    Raises:
        CiphertextRefuted: `seal`; another key, another *info*, or changed bytes.
    """
    try:
        return SUITE.decrypt(sealed, private.native, _HPKE_VERSION + info)
    except (InvalidTag, ValueError):
        raise CiphertextRefuted("seal") from None


def new_file_key() -> bytes:
    """Thirty-two bytes from the operating system, for a key file made on first use."""
    return AESGCM.generate_key(8 * KEY_BYTES)


def seal_file(key: bytes, plaintext: bytes, label: str) -> bytes:
    """A file that only the holder of the thirty-two byte *key* reads.

    Header of magic and version, nonce, ciphertext with tag. Header and *label* are
    authenticated, so that one sealed file cannot stand in for another. The nonce is
    random: far fewer than 2^32 files are ever sealed under one key.
    """
    # From the system always: a nonce that came back would open both files.
    nonce = system_randomness(NONCE_BYTES)
    sealed = _cipher(key).encrypt(nonce, plaintext, _associated(label))
    return _HEADER + nonce + sealed


def open_file(key: bytes, sealed: bytes, label: str) -> bytes:
    """What `seal_file` was given.

    Raises:
        CiphertextRefuted: `not-sealed` (no such header), `newer-format` (a version
            that this release does not know), or `seal` (another key or label, or
            changed bytes).
    """
    if not sealed.startswith(_FILE_MAGIC):
        raise CiphertextRefuted("not-sealed")
    if not sealed.startswith(_HEADER):
        raise CiphertextRefuted("newer-format")
    body = sealed[len(_HEADER) :]
    try:
        return _cipher(key).decrypt(
            body[:NONCE_BYTES], body[NONCE_BYTES:], _associated(label)
        )
    except (InvalidTag, ValueError):
        raise CiphertextRefuted("seal") from None


def _cipher(key: bytes) -> AESGCM:
    if len(key) != KEY_BYTES:
        raise CiphertextRefuted("key-length")
    return AESGCM(key)


def _associated(label: str) -> bytes:
    return _HEADER + label.encode()
