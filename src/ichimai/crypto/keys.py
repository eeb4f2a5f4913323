"""Private and public keys: RSA, P-384 and the sealing key, thinly wrapped.

Each kind of key does what its office in this house needs and nothing else, so that a
key cannot be used for a purpose that was never meant: the sealing key cannot sign, the
P-384 keys cannot decrypt. Keys are made by OpenSSL from its own generator and never
from handed-in randomness. Representations are silent.

`native` is the object of `cryptography` underneath, for the modules of this package.

Sources: RFC 8017 (RSA), FIPS 186-5 (ECDSA), RFC 7748 (X25519), RFC 5958 and RFC 5280
4.1.2.7 (PKCS #8 and SubjectPublicKeyInfo).
"""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self, TypeAlias

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, x25519
from cryptography.hazmat.primitives.asymmetric.utils import (
    NoDigestInfo,
    Prehashed,
    decode_dss_signature,
    encode_dss_signature,
)

from ichimai.crypto.refuted import CiphertextRefuted, SignatureRefuted
from ichimai.errors import Malformed, msgid

RSA_BITS = 2048
RSA_EXPONENT = 65537
P384_BYTES = 48

_SHA256 = hashes.SHA256()
_SHA384 = hashes.SHA384()
_OAEP = padding.OAEP(padding.MGF1(_SHA256), _SHA256, None)
_PSS = padding.PSS(padding.MGF1(_SHA256), padding.PSS.DIGEST_LENGTH)
_TYPE1 = padding.PKCS1v15()

NativePrivateKey: TypeAlias = (
    rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | x25519.X25519PrivateKey
)
NativePublicKey: TypeAlias = (
    rsa.RSAPublicKey | ec.EllipticCurvePublicKey | x25519.X25519PublicKey
)


@dataclass(frozen=True, slots=True)
class RsaPublicKey:
    """The public half of an RSA key, RFC 8017."""

    native: rsa.RSAPublicKey = field(repr=False)

    @classmethod
    def from_der(cls, der: bytes) -> Self:
        """The key that a SubjectPublicKeyInfo holds; `Malformed` for any other."""
        key = _public(der)
        if not isinstance(key, rsa.RSAPublicKey):
            raise _wrong_kind()
        return cls(key)

    @classmethod
    def from_pem(cls, pem: bytes) -> Self:
        """The key that a `PUBLIC KEY` block holds; `Malformed` for any other."""
        return cls.from_der(_der_of_public_pem(pem))

    @classmethod
    def from_numbers(cls, modulus: int, exponent: int = RSA_EXPONENT) -> Self:
        """The key of these two numbers, as card-verifiable certificates give them."""
        try:
            return cls(rsa.RSAPublicNumbers(exponent, modulus).public_key())
        except ValueError:
            raise _unreadable() from None

    @property
    def modulus(self) -> int:
        """The modulus n."""
        return self.native.public_numbers().n

    @property
    def exponent(self) -> int:
        """The public exponent e."""
        return self.native.public_numbers().e

    @property
    def bits(self) -> int:
        """Length of the modulus in bits."""
        return self.native.key_size

    def to_der(self) -> bytes:
        """As SubjectPublicKeyInfo."""
        return _public_der(self.native)

    def to_pem(self) -> bytes:
        """As a `PUBLIC KEY` block."""
        return _public_pem(self.native)

    def encrypt_oaep_sha256(self, data: bytes) -> bytes:
        """*data* encrypted by RSAES-OAEP with SHA-256 throughout."""
        return self.native.encrypt(data, _OAEP)

    def verify_sha256(self, data: bytes, signature: bytes) -> None:
        """Check an RSASSA-PKCS1-v1_5 signature over *data* with SHA-256.

        Raises:
            SignatureRefuted: it is not one.
        """
        try:
            self.native.verify(signature, data, _TYPE1, _SHA256)
        except InvalidSignature:
            raise SignatureRefuted from None

    def verify_pss_sha256(self, data: bytes, signature: bytes) -> None:
        """Check an RSASSA-PSS signature over *data*, SHA-256, salt of 32 bytes.

        Raises:
            SignatureRefuted: it is not one.
        """
        try:
            self.native.verify(signature, data, _PSS, _SHA256)
        except InvalidSignature:
            raise SignatureRefuted from None

    def recover_type1(self, signature: bytes) -> bytes:
        """The bytes inside a type-1 block, whatever they are: the caller compares.

        Raises:
            SignatureRefuted: there is no such block.
        """
        try:
            return self.native.recover_data_from_signature(signature, _TYPE1, None)
        except InvalidSignature:
            raise SignatureRefuted from None


@dataclass(frozen=True, slots=True)
class RsaPrivateKey:
    """An RSA key of 2048 bits, as the chip and the JPKI issuers use it (MN-179)."""

    native: rsa.RSAPrivateKey = field(repr=False)

    @classmethod
    def generate(cls) -> Self:
        """A new key from OpenSSL's generator."""
        return cls(rsa.generate_private_key(RSA_EXPONENT, RSA_BITS))

    @classmethod
    def from_der(cls, der: bytes, *, sealed: bool = False) -> Self:
        """The key in an unencrypted PKCS #8; `Malformed` for any other.

        Args:
            sealed: the bytes come out of a seal of our own, whose tag was verified, so
                they are a key that we made. OpenSSL's proof of its arithmetic, which
                takes longer than many signatures, is then left out.
        """
        key = _private(der, sealed=sealed)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise _wrong_kind()
        return cls(key)

    @classmethod
    def from_pem(cls, pem: bytes, password: bytes | None = None) -> Self:
        """The key in a PEM block; `Malformed` for any other or a wrong password."""
        return cls.from_der(_der_of_private_pem(pem, password))

    @property
    def public(self) -> RsaPublicKey:
        """Its public half."""
        return RsaPublicKey(self.native.public_key())

    def to_der(self) -> bytes:
        """As unencrypted PKCS #8: only for a place that is itself sealed."""
        return _private_der(self.native)

    def to_pem(self, password: bytes | None = None) -> bytes:
        """As a PEM block of PKCS #8, encrypted when a password is given."""
        return _private_pem(self.native, password)

    def sign_type1(self, data: bytes) -> bytes:
        """The RSA signature of a type-1 block around exactly these 1 to 245 bytes.

        What the JPKI application does on the card (chip facts 3.3): no digest is
        taken and no DigestInfo is added, RFC 8017 9.2 from step 3.

        Raises:
            ValueError: no data, or more than the modulus length less eleven bytes.
        """
        if not data:
            raise ValueError("a type-1 block wraps at least one byte")
        return self.native.sign(data, _TYPE1, NoDigestInfo())

    def sign_sha256(self, data: bytes) -> bytes:
        """RSASSA-PKCS1-v1_5 over *data* with SHA-256."""
        return self.native.sign(data, _TYPE1, _SHA256)

    def sign_pss_sha256_digest(self, digest: bytes) -> bytes:
        """RSASSA-PSS over a SHA-256 *digest* already taken; random salt of 32 bytes."""
        return self.native.sign(digest, _PSS, Prehashed(_SHA256))

    def decrypt_oaep_sha256(self, data: bytes) -> bytes:
        """The inverse of `RsaPublicKey.encrypt_oaep_sha256`.

        Raises:
            CiphertextRefuted: `oaep`; nothing more is told, RFC 8017 7.1.2.
        """
        try:
            return self.native.decrypt(data, _OAEP)
        except ValueError:
            raise CiphertextRefuted("oaep") from None


@dataclass(frozen=True, slots=True)
class EcPublicKey:
    """The public half of a P-384 key."""

    native: ec.EllipticCurvePublicKey = field(repr=False)

    @classmethod
    def from_der(cls, der: bytes) -> Self:
        """The P-384 key of a SubjectPublicKeyInfo; `Malformed` for any other."""
        key = _public(der)
        if not isinstance(key, ec.EllipticCurvePublicKey):
            raise _wrong_kind()
        if not isinstance(key.curve, ec.SECP384R1):
            raise _wrong_kind()
        return cls(key)

    @classmethod
    def from_pem(cls, pem: bytes) -> Self:
        """The key that a `PUBLIC KEY` block holds; `Malformed` for any other."""
        return cls.from_der(_der_of_public_pem(pem))

    def to_der(self) -> bytes:
        """As SubjectPublicKeyInfo."""
        return _public_der(self.native)

    def to_pem(self) -> bytes:
        """As a `PUBLIC KEY` block."""
        return _public_pem(self.native)

    def verify_sha256_der(self, data: bytes, signature: bytes) -> None:
        """Check an ECDSA signature over *data* with SHA-256, in DER.

        Raises:
            SignatureRefuted: it is not one.
        """
        try:
            self.native.verify(signature, data, ec.ECDSA(_SHA256))
        except InvalidSignature:
            raise SignatureRefuted from None

    def verify_sha256_raw(self, data: bytes, signature: bytes) -> None:
        """Check an ECDSA signature written as r and s of 48 bytes each.

        Raises:
            SignatureRefuted: another length, or not a signature over *data*.
        """
        self.verify_sha256_der(data, _der_of_raw(signature))

    def verify_sha384_raw(self, data: bytes, signature: bytes) -> None:
        """Check a JWS ES384 signature (RFC 7518 3.4) over *data*.

        Raises:
            SignatureRefuted: another length, or not a signature over *data*.
        """
        try:
            self.native.verify(_der_of_raw(signature), data, ec.ECDSA(_SHA384))
        except InvalidSignature:
            raise SignatureRefuted from None


@dataclass(frozen=True, slots=True)
class EcPrivateKey:
    """A P-384 key, as the residence data are signed with (RC-223)."""

    native: ec.EllipticCurvePrivateKey = field(repr=False)

    @classmethod
    def generate(cls) -> Self:
        """A new key from OpenSSL's generator."""
        return cls(ec.generate_private_key(ec.SECP384R1()))

    @classmethod
    def from_der(cls, der: bytes) -> Self:
        """The P-384 key in an unencrypted PKCS #8; `Malformed` for any other."""
        key = _private(der)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise _wrong_kind()
        if not isinstance(key.curve, ec.SECP384R1):
            raise _wrong_kind()
        return cls(key)

    @classmethod
    def from_pem(cls, pem: bytes, password: bytes | None = None) -> Self:
        """The key in a PEM block; `Malformed` for any other or a wrong password."""
        return cls.from_der(_der_of_private_pem(pem, password))

    @property
    def public(self) -> EcPublicKey:
        """Its public half."""
        return EcPublicKey(self.native.public_key())

    def to_der(self) -> bytes:
        """As unencrypted PKCS #8: only for a place that is itself sealed."""
        return _private_der(self.native)

    def to_pem(self, password: bytes | None = None) -> bytes:
        """As a PEM block of PKCS #8, encrypted when a password is given."""
        return _private_pem(self.native, password)

    def sign_sha256_der(self, data: bytes) -> bytes:
        """ECDSA over *data* with SHA-256, in DER as certificates write it."""
        return self.native.sign(data, ec.ECDSA(_SHA256))

    def sign_sha256_raw(self, data: bytes) -> bytes:
        """ECDSA over *data* with SHA-256, as r and s of 48 bytes each."""
        return _raw_of_der(self.sign_sha256_der(data))

    def sign_sha384_raw(self, data: bytes) -> bytes:
        """ECDSA over *data* with SHA-384, r and s of 48 bytes each: JWS ES384."""
        return _raw_of_der(self.native.sign(data, ec.ECDSA(_SHA384)))


@dataclass(frozen=True, slots=True)
class SealingPublicKey:
    """To whom something is sealed: an X25519 key for HPKE, RFC 9180."""

    native: x25519.X25519PublicKey = field(repr=False)

    @classmethod
    def from_der(cls, der: bytes) -> Self:
        """The key that a SubjectPublicKeyInfo holds; `Malformed` for any other."""
        key = _public(der)
        if not isinstance(key, x25519.X25519PublicKey):
            raise _wrong_kind()
        return cls(key)

    @classmethod
    def from_pem(cls, pem: bytes) -> Self:
        """The key that a `PUBLIC KEY` block holds; `Malformed` for any other."""
        return cls.from_der(_der_of_public_pem(pem))

    def to_der(self) -> bytes:
        """As SubjectPublicKeyInfo."""
        return _public_der(self.native)

    def to_pem(self) -> bytes:
        """As a `PUBLIC KEY` block."""
        return _public_pem(self.native)


@dataclass(frozen=True, slots=True)
class SealingPrivateKey:
    """Who opens what was sealed: an X25519 key for HPKE, RFC 9180."""

    native: x25519.X25519PrivateKey = field(repr=False)

    @classmethod
    def generate(cls) -> Self:
        """A new key from OpenSSL's generator."""
        return cls(x25519.X25519PrivateKey.generate())

    @classmethod
    def from_der(cls, der: bytes) -> Self:
        """The key in an unencrypted PKCS #8; `Malformed` for any other."""
        key = _private(der)
        if not isinstance(key, x25519.X25519PrivateKey):
            raise _wrong_kind()
        return cls(key)

    @property
    def public(self) -> SealingPublicKey:
        """Its public half."""
        return SealingPublicKey(self.native.public_key())

    def to_der(self) -> bytes:
        """As unencrypted PKCS #8: only for a place that is itself sealed."""
        return _private_der(self.native)


SigningKey: TypeAlias = RsaPrivateKey | EcPrivateKey
VerifyingKey: TypeAlias = RsaPublicKey | EcPublicKey


def verifying_key(der: bytes) -> VerifyingKey:
    """The RSA or P-384 key that a SubjectPublicKeyInfo holds.

    Raises:
        Malformed: code `key`; unreadable, or a key of another kind.
    """
    key = _public(der)
    if isinstance(key, rsa.RSAPublicKey):
        return RsaPublicKey(key)
    return EcPublicKey.from_der(der)


def key_identifier(key: VerifyingKey) -> bytes:
    """SHA-256 of the key's SubjectPublicKeyInfo: how this house tells keys apart."""
    return sha256(key.to_der()).digest()


def _raw_of_der(signature: bytes) -> bytes:
    r, s = decode_dss_signature(signature)
    return r.to_bytes(P384_BYTES) + s.to_bytes(P384_BYTES)


def _der_of_raw(signature: bytes) -> bytes:
    if len(signature) != 2 * P384_BYTES:
        raise SignatureRefuted
    r = int.from_bytes(signature[:P384_BYTES])
    s = int.from_bytes(signature[P384_BYTES:])
    return encode_dss_signature(r, s)


def _unreadable() -> Malformed:
    return Malformed(
        msgid("The key cannot be read."),
        repair=msgid("Give an RSA, P-384 or X25519 key in DER or PEM."),
        code="key",
    )


def _wrong_kind() -> Malformed:
    return Malformed(
        msgid("The key is of another kind than its use needs."),
        repair=msgid("Give an RSA, P-384 or X25519 key as the use requires."),
        code="key",
    )


def _public(der: bytes) -> object:
    try:
        return serialization.load_der_public_key(der)
    except (ValueError, UnsupportedAlgorithm):
        raise _unreadable() from None


def _private(der: bytes, *, sealed: bool = False) -> object:
    try:
        return serialization.load_der_private_key(
            der, None, unsafe_skip_rsa_key_validation=sealed
        )
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise _unreadable() from None


def _der_of_public_pem(pem: bytes) -> bytes:
    try:
        key = serialization.load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        raise _unreadable() from None
    return key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _der_of_private_pem(pem: bytes, password: bytes | None) -> bytes:
    try:
        key = serialization.load_pem_private_key(pem, password)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise _unreadable() from None
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _public_der(key: NativePublicKey) -> bytes:
    return key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _public_pem(key: NativePublicKey) -> bytes:
    return key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _private_der(key: NativePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _private_pem(key: NativePrivateKey, password: bytes | None) -> bytes:
    protection: serialization.KeySerializationEncryption = (
        serialization.BestAvailableEncryption(password)
        if password
        else serialization.NoEncryption()
    )
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, protection
    )
