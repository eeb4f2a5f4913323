"""What is sealed opens for its owner and its purpose alone."""

import tomllib
from pathlib import Path

import pytest
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from ichimai.crypto.keys import EcPrivateKey, SealingPrivateKey
from ichimai.crypto.refuted import CiphertextRefuted, SignatureRefuted
from ichimai.crypto.sealing import (
    SUITE,
    new_file_key,
    open_file,
    seal,
    seal_file,
    unseal,
)
from ichimai.crypto.statements import open_statement, sign_statement

HPKE = tomllib.loads((Path(__file__).parent / "vectors/hpke.toml").read_text())
KEY = SealingPrivateKey.generate()
FILE_KEY = new_file_key()


def test_the_suite_of_rfc_9180() -> None:
    """The suite of this house opens the message of RFC 9180 A.1.1."""
    vector = {name: bytes.fromhex(value) for name, value in HPKE.items()}

    opened = openssl.hpke._decrypt_with_aad(
        SUITE,
        vector["enc"] + vector["ciphertext"],
        X25519PrivateKey.from_private_bytes(vector["secret_key"]),
        vector["info"],
        vector["aad"],
    )

    assert vector["plaintext"] == opened


def test_sealed_to_a_key() -> None:
    """A seal opens with the private key and the same purpose."""
    sealed = seal(KEY.public, b"1234", b"pins of case 1")

    assert b"1234" == unseal(KEY, sealed, b"pins of case 1")
    assert b"1234" not in sealed
    assert sealed != seal(KEY.public, b"1234", b"pins of case 1")


@pytest.mark.parametrize("change", ["key", "info", "bytes", "short"])
def test_seal_refuted(change: str) -> None:
    """Another key, another purpose, or changed bytes, and the seal stays shut."""
    sealed = seal(KEY.public, b"1234", b"pins of case 1")
    key = SealingPrivateKey.generate() if change == "key" else KEY
    info = b"pins of case 2" if change == "info" else b"pins of case 1"
    given = {"bytes": sealed[:-1] + b"\x00", "short": sealed[:40]}.get(change, sealed)

    with pytest.raises(CiphertextRefuted) as caught:
        unseal(key, given, info)

    assert "seal" == caught.value.reason


def test_sealed_file() -> None:
    """A file opens under its key and label, and shows nothing of its content."""
    sealed = seal_file(FILE_KEY, b"a private key", "jpki-sign.key")

    assert b"a private key" == open_file(FILE_KEY, sealed, "jpki-sign.key")
    assert sealed.startswith(b"ICHIMAI\x00\x01")
    assert b"private" not in sealed


@pytest.mark.parametrize(
    ("key", "label", "edit", "reason"),
    [
        (new_file_key(), "a", lambda s: s, "seal"),
        (FILE_KEY, "b", lambda s: s, "seal"),
        (FILE_KEY, "a", lambda s: s[:-1], "seal"),
        (FILE_KEY, "a", lambda s: s[:12], "seal"),
        (FILE_KEY, "a", lambda s: s[:8] + b"\x02" + s[9:], "newer-format"),
        (FILE_KEY, "a", lambda s: b"X" + s, "not-sealed"),
        (b"short", "a", lambda s: s, "key-length"),
    ],
)
def test_sealed_file_refuted(key: bytes, label: str, edit: object, reason: str) -> None:
    """A file under another key or label, changed, or of another format stays shut."""
    assert callable(edit)
    sealed = edit(seal_file(FILE_KEY, b"a private key", "a"))

    with pytest.raises(CiphertextRefuted) as caught:
        open_file(key, sealed, label)

    assert reason == caught.value.reason


def test_statement() -> None:
    """A statement opens under its signer's key and its kind alone."""
    key = EcPrivateKey.generate()
    statement = sign_statement(b'{"cards":[]}', "void-cards+json", key)

    assert b'{"cards":[]}' == open_statement(statement, "void-cards+json", key.public)
    parts = statement.split(".")
    none = "eyJhbGciOiJub25lIn0." + parts[1] + "."
    for given in (statement[:-4], none, "", f"{statement}=", statement[1:]):
        with pytest.raises(SignatureRefuted):
            open_statement(given, "void-cards+json", key.public)
    with pytest.raises(SignatureRefuted):
        open_statement(statement, "other+json", key.public)
    with pytest.raises(SignatureRefuted):
        open_statement(statement, "void-cards+json", EcPrivateKey.generate().public)
