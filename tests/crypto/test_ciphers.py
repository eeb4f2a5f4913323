"""The card's ciphers meet the published vectors, and refuse what is broken."""

import tomllib
from hashlib import sha1
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.crypto import ciphers
from ichimai.crypto.refuted import CiphertextRefuted

VECTORS = tomllib.loads((Path(__file__).parent / "vectors/ciphers.toml").read_text())
GEN1 = VECTORS["gen1"]
GEN2 = VECTORS["gen2"]


def hexed(vector: dict[str, str], name: str) -> bytes:
    """The bytes that the vector writes in hexadecimal."""
    return bytes.fromhex(vector[name])


def base_key(number: str) -> bytes:
    """The first sixteen bytes of SHA-1 of the card number (chip facts 7.3)."""
    return sha1(number.encode(), usedforsecurity=False).digest()[:16]


def session_key(k_ifd: bytes, k_icc: bytes) -> bytes:
    """KSenc of both sides' key material (chip facts 7.3)."""
    both = bytes(a ^ b for a, b in zip(k_ifd, k_icc, strict=True))
    return sha1(both + b"\x00\x00\x00\x01", usedforsecurity=False).digest()[:16]


@pytest.mark.parametrize("vector", VECTORS["cmac"], ids=lambda v: v["source"])
def test_cmac(vector: dict[str, str]) -> None:
    """AES-CMAC gives the values of RFC 4493."""
    mac = ciphers.aes_cmac(hexed(vector, "key"), hexed(vector, "message"))

    assert hexed(vector, "mac") == mac


def test_first_generation_terminal() -> None:
    """Triple DES and the retail MAC make the terminal's half of the ISA example."""
    key = base_key(GEN1["number"])
    parts = (hexed(GEN1, part) for part in ("rnd_ifd", "rnd_icc", "k_ifd"))

    e_ifd = ciphers.des3_cbc_encrypt(key, bytes(8), b"".join(parts))

    assert hexed(GEN1, "k_enc") == key
    assert hexed(GEN1, "e_ifd") == e_ifd
    assert hexed(GEN1, "m_ifd") == ciphers.retail_mac(key, e_ifd)


def test_first_generation_card() -> None:
    """The card's half of the ISA example opens, and leads to its session key."""
    key = base_key(GEN1["number"])
    e_icc = hexed(GEN1, "e_icc")

    opened = ciphers.des3_cbc_decrypt(key, bytes(8), e_icc)

    assert hexed(GEN1, "m_icc") == ciphers.retail_mac(key, e_icc)
    assert hexed(GEN1, "rnd_icc") + hexed(GEN1, "rnd_ifd") == opened[:16]
    ks_enc = session_key(hexed(GEN1, "k_ifd"), opened[16:])
    assert hexed(GEN1, "ks_enc") == ks_enc
    padded = ciphers.pad_iso9797_2(GEN1["number"].encode(), 8)
    assert hexed(GEN1, "verify_data") == ciphers.des3_cbc_encrypt(
        ks_enc, bytes(8), padded
    )


def test_second_generation_terminal() -> None:
    """AES and the truncated CMAC make the terminal's half of the example."""
    key = base_key(GEN2["number"])
    parts = (hexed(GEN2, part) for part in ("rnd_ifd", "rnd_icc", "k_ifd"))

    e_ifd = ciphers.aes_cbc_encrypt(key, bytes(16), b"".join(parts))

    assert hexed(GEN2, "e_ifd") == e_ifd
    assert hexed(GEN2, "m_ifd") == ciphers.aes_cmac(key, e_ifd)[:8]


def test_second_generation_card() -> None:
    """The card's half of the example opens, and leads to its session key."""
    key = base_key(GEN2["number"])
    e_icc = hexed(GEN2, "e_icc")

    opened = ciphers.aes_cbc_decrypt(key, bytes(16), e_icc)

    assert hexed(GEN2, "m_icc") == ciphers.aes_cmac(key, e_icc)[:8]
    assert hexed(GEN2, "rnd_icc") + hexed(GEN2, "rnd_ifd") == opened[:16]
    ks_enc = session_key(hexed(GEN2, "k_ifd"), opened[16:])
    assert hexed(GEN2, "ks_enc") == ks_enc
    padded = ciphers.pad_iso9797_2(GEN2["number"].encode(), 16)
    assert hexed(GEN2, "verify_data") == ciphers.aes_cbc_encrypt(
        ks_enc, bytes(16), padded
    )


@given(st.binary(max_size=80), st.sampled_from([8, 16]))
def test_padding_comes_off(data: bytes, block: int) -> None:
    """What is padded by method 2 fills whole blocks and comes back unchanged."""
    padded = ciphers.pad_iso9797_2(data, block)

    assert 0 == len(padded) % block
    assert data == ciphers.unpad_iso9797_2(padded)


@pytest.mark.parametrize("data", [b"", bytes(16), b"\x80\x01", b"\x01\x00"])
def test_broken_padding(data: bytes) -> None:
    """Bytes without the mark of method 2 are refuted, not guessed at."""
    with pytest.raises(CiphertextRefuted) as caught:
        ciphers.unpad_iso9797_2(data)

    assert "padding" == caught.value.reason


@pytest.mark.parametrize("decrypt", [ciphers.aes_cbc_decrypt, ciphers.des3_cbc_decrypt])
def test_ciphertext_of_broken_length(decrypt: object) -> None:
    """A ciphertext that is not whole blocks is refuted."""
    assert callable(decrypt)
    iv = bytes(16 if decrypt is ciphers.aes_cbc_decrypt else 8)

    with pytest.raises(CiphertextRefuted) as caught:
        decrypt(bytes(16), iv, bytes(15))

    assert "length" == caught.value.reason


def test_unpadded_plaintext() -> None:
    """Encrypting part of a block is a mistake of the caller."""
    with pytest.raises(ValueError, match="whole blocks"):
        ciphers.aes_cbc_encrypt(bytes(16), bytes(16), b"part")


def test_triple_des_takes_two_keys() -> None:
    """A key that is not two DES keys is a mistake of the caller."""
    with pytest.raises(ValueError, match="sixteen bytes"):
        ciphers.des3_cbc_encrypt(bytes(24), bytes(8), bytes(8))


def test_constant_time_comparison() -> None:
    """Secrets are equal when every byte is, and only then."""
    assert ciphers.same(b"1234", b"1234")
    assert not ciphers.same(b"1234", b"1235")
    assert not ciphers.same(b"1234", b"123")
