"""RSA signatures that were verified before they leave (RFC 8017, PKCS #1 v1.5)."""

from ichimai.crypto.ciphers import same
from ichimai.crypto.keys import RsaPrivateKey
from ichimai.crypto.refuted import SignatureRefuted


def verified_sha256(key: RsaPrivateKey, message: bytes) -> bytes:
    """A signature over the SHA-256 of *message*.

    Raises:
        SignatureRefuted: the machine computed it wrongly, and it must not be seen.
    """
    signature = key.sign_sha256(message)
    key.public.verify_sha256(message, signature)
    return signature


def verified_type1(key: RsaPrivateKey, content: bytes) -> bytes:
    """A type-1 block around exactly *content*; raises as `verified_sha256`."""
    signature = key.sign_type1(content)
    if not same(content, key.public.recover_type1(signature)):
        raise SignatureRefuted
    return signature
