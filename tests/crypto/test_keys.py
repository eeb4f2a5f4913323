"""Keys sign, verify, decrypt and travel, and stay silent."""

from collections.abc import Callable

import pytest

from ichimai.crypto import ciphers
from ichimai.crypto.keys import (
    EcPrivateKey,
    EcPublicKey,
    RsaPrivateKey,
    RsaPublicKey,
    SealingPrivateKey,
    SealingPublicKey,
    key_identifier,
    verifying_key,
)
from ichimai.crypto.refuted import CiphertextRefuted, SignatureRefuted
from ichimai.errors import Malformed

RSA = RsaPrivateKey.generate()
EC = EcPrivateKey.generate()
SEALING = SealingPrivateKey.generate()
DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")


@pytest.mark.parametrize("length", [1, 51, 245])
def test_type1_block(length: int) -> None:
    """A type-1 signature wraps exactly the given bytes, with no DigestInfo."""
    data = bytes(range(length))

    signature = RSA.sign_type1(data)

    number = pow(int.from_bytes(signature), RSA.public.exponent, RSA.public.modulus)
    block = b"\x00\x01" + b"\xff" * (253 - length) + b"\x00" + data
    assert block == number.to_bytes(256)
    assert data == RSA.public.recover_type1(signature)


@pytest.mark.parametrize("length", [0, 246])
def test_type1_block_limits(length: int) -> None:
    """Nothing, and more than 245 bytes, fit in no block of 2048 bits."""
    with pytest.raises(ValueError):  # noqa: PT011 -- OpenSSL's own words vary
        RSA.sign_type1(bytes(length))


def test_type1_of_a_digest_info_is_the_common_signature() -> None:
    """A DigestInfo in a type-1 block is RSASSA-PKCS1-v1_5, whoever adds it."""
    digest = bytes.fromhex(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )

    assert RSA.sign_sha256(b"abc") == RSA.sign_type1(DIGEST_INFO + digest)


def test_pss_over_a_digest() -> None:
    """A PSS signature over a digest verifies over its message, and over no other."""
    digest = bytes.fromhex(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )

    signature = RSA.sign_pss_sha256_digest(digest)

    RSA.public.verify_pss_sha256(b"abc", signature)
    with pytest.raises(SignatureRefuted):
        RSA.public.verify_pss_sha256(b"abd", signature)


def test_raw_ecdsa() -> None:
    """An ECDSA signature is 96 bytes and verifies over its message alone."""
    signature = EC.sign_sha256_raw(b"abc")

    EC.public.verify_sha256_raw(b"abc", signature)
    assert 96 == len(signature)
    with pytest.raises(SignatureRefuted):
        EC.public.verify_sha256_raw(b"abd", signature)
    with pytest.raises(SignatureRefuted):
        EC.public.verify_sha256_raw(b"abc", signature + b"\x00")
    with pytest.raises(SignatureRefuted):
        EC.public.verify_sha256_der(b"abc", signature)


@pytest.mark.parametrize("signature", [b"", bytes(256), b"\xff" * 256])
def test_no_rsa_signature(signature: bytes) -> None:
    """Bytes that are no RSA signature are refuted by each way of checking."""
    for check in (RSA.public.verify_sha256, RSA.public.verify_pss_sha256):
        with pytest.raises(SignatureRefuted):
            check(b"abc", signature)
    with pytest.raises(SignatureRefuted):
        RSA.public.recover_type1(signature)


def test_oaep() -> None:
    """A key block travels under OAEP to the holder of the key and to nobody else."""
    sent = ciphers.oaep_sha256_encrypt(RSA.public, b"\xa0\x22\x80\x20" + bytes(32))

    assert b"\xa0\x22\x80\x20" + bytes(32) == RSA.decrypt_oaep_sha256(sent)
    for wrong in (bytes(256), b"\xff" * 256, sent[:-1]):
        with pytest.raises(CiphertextRefuted):
            RSA.decrypt_oaep_sha256(wrong)


def test_keys_travel() -> None:
    """Every key comes back from what it wrote."""
    assert RSA.public.modulus == RsaPrivateKey.from_der(RSA.to_der()).public.modulus
    assert EC.to_der() == EcPrivateKey.from_pem(EC.to_pem()).to_der()
    assert RSA.to_der() == RsaPrivateKey.from_pem(RSA.to_pem(b"pw"), b"pw").to_der()
    assert EC.to_der() == EcPrivateKey.from_pem(EC.to_pem(b"pw"), b"pw").to_der()
    assert SEALING.to_der() == SealingPrivateKey.from_der(SEALING.to_der()).to_der()
    numbers = RsaPublicKey.from_numbers(RSA.public.modulus, RSA.public.exponent)
    assert RSA.public.to_der() == numbers.to_der()
    assert 2048 == numbers.bits
    public = ((RsaPublicKey, RSA), (EcPublicKey, EC), (SealingPublicKey, SEALING))
    for kind, key in public:
        assert key.public.to_der() == kind.from_pem(key.public.to_pem()).to_der()


READERS: tuple[tuple[Callable[[bytes], object], bytes], ...] = (
    (RsaPrivateKey.from_der, EC.to_der()),
    (EcPrivateKey.from_der, RSA.to_der()),
    (SealingPrivateKey.from_der, EC.to_der()),
    (RsaPublicKey.from_der, EC.public.to_der()),
    (EcPublicKey.from_der, RSA.public.to_der()),
    (SealingPublicKey.from_der, RSA.public.to_der()),
    (verifying_key, SEALING.public.to_der()),
    (RsaPrivateKey.from_der, b"no key"),
    (RsaPublicKey.from_der, b"no key"),
    (RsaPublicKey.from_pem, b"no key"),
    (RsaPrivateKey.from_pem, b"no key"),
    (RsaPrivateKey.from_pem, RSA.to_pem(b"pw")),
)


@pytest.mark.parametrize(("read", "given"), READERS, ids=range(len(READERS)))
def test_wrong_keys(read: Callable[[bytes], object], given: bytes) -> None:
    """A key of another kind, and what is no key, is malformed."""
    with pytest.raises(Malformed) as caught:
        read(given)

    assert "key" == caught.value.code


def test_any_verifying_key() -> None:
    """RSA and P-384 keys are told apart by what they are, and named by their hash."""
    assert isinstance(verifying_key(RSA.public.to_der()), RsaPublicKey)
    assert isinstance(verifying_key(EC.public.to_der()), EcPublicKey)
    assert 32 == len(key_identifier(RSA.public))
    assert key_identifier(RSA.public) != key_identifier(EC.public)


def test_silence() -> None:
    """No representation of a key shows anything of it."""
    assert "RsaPrivateKey()" == repr(RSA)
    assert "EcPrivateKey()" == repr(EC)
    assert "SealingPrivateKey()" == repr(SEALING)


def test_a_sealed_key_is_the_same_key() -> None:
    """Left out is OpenSSL's proof of its arithmetic, and nothing of the key."""
    sealed = RsaPrivateKey.from_der(RSA.to_der(), sealed=True)

    assert RSA.to_der() == sealed.to_der()
    RSA.public.verify_sha256(b"signed", sealed.sign_sha256(b"signed"))
