"""The card's ciphers: AES and two-key triple DES in CBC, their MACs, the padding.

Everything a residence card or the My Number card platform calculates in secure
messaging. None of it authenticates on its own, and none is offered for anything but
talking to a card; what this house keeps for itself goes through `crypto.sealing`.

Sources: FIPS 197 and SP 800-38A (AES-CBC), RFC 4493 (AES-CMAC), ISO/IEC 9797-1 padding
method 2 and MAC algorithm 3, RFC 8017 7.1 (OAEP).
"""

from hmac import compare_digest

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC

from ichimai.crypto.keys import RsaPublicKey
from ichimai.crypto.refuted import CiphertextRefuted

AES_BLOCK = 16
DES_BLOCK = 8


def same(left: bytes, right: bytes) -> bool:
    """Whether two secrets are equal, in a time that does not tell where they differ."""
    return compare_digest(left, right)


def pad_iso9797_2(data: bytes, block: int) -> bytes:
    """*data*, a byte `80`, and zeros up to a multiple of *block*."""
    return data + b"\x80" + bytes(-(len(data) + 1) % block)


def unpad_iso9797_2(data: bytes) -> bytes:
    """*data* without the padding of method 2.

    Raises:
        CiphertextRefuted: `padding`; no byte `80` before the trailing zeros.
    """
    body = data.rstrip(b"\x00")
    if not body.endswith(b"\x80"):
        raise CiphertextRefuted("padding")
    return body[:-1]


def aes_cbc_encrypt(key: bytes, iv: bytes, data: bytes) -> bytes:
    """*data*, whole blocks already, under AES-CBC; the key's length chooses the AES."""
    return _encrypt(algorithms.AES(key), iv, data, AES_BLOCK)


def aes_cbc_decrypt(key: bytes, iv: bytes, data: bytes) -> bytes:
    """The inverse of `aes_cbc_encrypt`; the padding is left on.

    Raises:
        CiphertextRefuted: `length`; not whole blocks.
    """
    return _decrypt(algorithms.AES(key), iv, data, AES_BLOCK)


def aes_cmac(key: bytes, data: bytes) -> bytes:
    """The sixteen bytes of the AES-CMAC of *data*, RFC 4493."""
    mac = CMAC(algorithms.AES(key))
    mac.update(data)
    return mac.finalize()


def des3_cbc_encrypt(key: bytes, iv: bytes, data: bytes) -> bytes:
    """*data*, whole blocks already, under two-key triple DES in CBC."""
    return _encrypt(TripleDES(_three_keys(key)), iv, data, DES_BLOCK)


def des3_cbc_decrypt(key: bytes, iv: bytes, data: bytes) -> bytes:
    """The inverse of `des3_cbc_encrypt`; the padding is left on.

    Raises:
        CiphertextRefuted: `length`; not whole blocks.
    """
    return _decrypt(TripleDES(_three_keys(key)), iv, data, DES_BLOCK)


def retail_mac(key: bytes, data: bytes) -> bytes:
    """The eight bytes of MAC algorithm 3 of *data*, padded here by method 2.

    Single DES in CBC under the first half of *key*, and triple DES on the last block.
    """
    zero = bytes(DES_BLOCK)
    padded = pad_iso9797_2(data, DES_BLOCK)
    single = TripleDES(key[:DES_BLOCK] * 3)
    chained = bytes(DES_BLOCK)
    if len(padded) > DES_BLOCK:
        head = padded[:-DES_BLOCK]
        chained = _encrypt(single, zero, head, DES_BLOCK)[-DES_BLOCK:]
    last = bytes(a ^ b for a, b in zip(chained, padded[-DES_BLOCK:], strict=True))
    return des3_cbc_encrypt(key, zero, last)


def oaep_sha256_encrypt(public_key: RsaPublicKey, data: bytes) -> bytes:
    """*data* to the holder of *public_key*: RSAES-OAEP, SHA-256 and MGF1-SHA-256.

    Raises:
        ValueError: more than the modulus length less 66 bytes.
    """
    return public_key.encrypt_oaep_sha256(data)


def _three_keys(key: bytes) -> bytes:
    """The 24 bytes K1, K2, K1 of two-key triple DES."""
    if len(key) != 2 * DES_BLOCK:
        raise ValueError("two-key triple DES takes sixteen bytes")
    return key + key[:DES_BLOCK]


def _encrypt(
    algorithm: algorithms.AES | TripleDES, iv: bytes, data: bytes, block: int
) -> bytes:
    if len(data) % block:
        raise ValueError("the data is not padded to whole blocks")
    encryptor = Cipher(algorithm, modes.CBC(iv)).encryptor()
    return encryptor.update(data) + encryptor.finalize()


def _decrypt(
    algorithm: algorithms.AES | TripleDES, iv: bytes, data: bytes, block: int
) -> bytes:
    if len(data) % block:
        raise CiphertextRefuted("length")
    decryptor = Cipher(algorithm, modes.CBC(iv)).decryptor()
    return decryptor.update(data) + decryptor.finalize()
