"""Signed statements: bytes with a signature by a P-384 key that anybody can check.

JWS in compact form with ES384, no header but the algorithm and the type. A verifier
says which type and whose key it expects, and takes neither from the statement.

Source: RFC 7515, RFC 7518 section 3.4.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64

from ichimai.crypto.keys import EcPrivateKey, EcPublicKey
from ichimai.crypto.refuted import SignatureRefuted

_PARTS = 3


def sign_statement(payload: bytes, kind: str, key: EcPrivateKey) -> str:
    """*payload* signed as a statement of *kind*, a media subtype such as `x+json`."""
    signed = f"{_header(kind)}.{_encoded(payload)}"
    return f"{signed}.{_encoded(key.sign_sha384_raw(signed.encode()))}"


def open_statement(statement: str, kind: str, key: EcPublicKey) -> bytes:
    """The payload, once *key* is known to have signed it as a statement of *kind*.

    Raises:
        SignatureRefuted: another form, kind or key, or changed bytes.
    """
    parts = statement.strip().split(".")
    if len(parts) != _PARTS or parts[0] != _header(kind) or not statement.isascii():
        raise SignatureRefuted
    key.verify_sha384_raw(f"{parts[0]}.{parts[1]}".encode(), _decoded(parts[2]))
    return _decoded(parts[1])


def _header(kind: str) -> str:
    header = json.dumps({"alg": "ES384", "typ": kind}, separators=(",", ":"))
    return _encoded(header.encode())


def _encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    try:
        content = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except NotBase64:
        raise SignatureRefuted from None
    if _encoded(content) != text:
        raise SignatureRefuted
    return content
