"""The JPKI application's files and PIN rules are what its clients expect."""

import pytest

from ichimai.card.layout.jpki import (
    SIGNATURE,
    USER_AUTHENTICATION,
    JpkiFile,
    TokenInformation,
    certificate_file,
    certificates_present,
)
from ichimai.card.layout.pins import PinRule
from ichimai.errors import Malformed


@pytest.mark.parametrize(
    ("rule", "pin", "allowed"),
    [
        (USER_AUTHENTICATION, b"1234", True),
        (USER_AUTHENTICATION, b"123A", False),
        (USER_AUTHENTICATION, b"12345", False),
        (USER_AUTHENTICATION, b"1234\n", False),
        (SIGNATURE, b"ABC123", True),
        (SIGNATURE, b"ABCDEF", False),
        (SIGNATURE, b"123456", False),
        (SIGNATURE, b"abc123", False),
        (SIGNATURE, b"AB123", False),
        (SIGNATURE, b"A234567890123456", True),
        (SIGNATURE, b"A2345678901234567", False),
    ],
)
def test_pin_rules(rule: PinRule, pin: bytes, allowed: bool) -> None:  # noqa: FBT001
    """A PIN is four digits, or six to sixteen capitals and digits with one of each."""
    assert allowed is rule.allows(pin)


def test_short_identifiers() -> None:
    """Keys and PINs have the short identifiers 17, 18, 1A and 1B."""
    files = (
        JpkiFile.AUTHENTICATION_KEY,
        JpkiFile.AUTHENTICATION_PIN,
        JpkiFile.SIGNATURE_KEY,
        JpkiFile.SIGNATURE_PIN,
    )

    assert [0x17, 0x18, 0x1A, 0x1B] == [file.short_id for file in files]


def test_token_information() -> None:
    """The token information is 160 bytes and begins with the label clients look for."""
    content = TokenInformation(serial="TEST").to_bytes()

    assert 160 == len(content)
    assert b"JPKIAPICCTOKEN2".ljust(32) == content[:32]
    assert bytes.fromhex("0000040D") == content[96:100]
    assert bytes.fromhex("0000001000000006") == content[116:124]
    assert TokenInformation(serial="TEST") == TokenInformation.from_bytes(content)


@pytest.mark.parametrize("content", [b"", b"\xff" * 160, bytes(159)])
def test_no_token_information(content: bytes) -> None:
    """Anything else is Malformed."""
    with pytest.raises(Malformed):
        TokenInformation.from_bytes(content)


def test_certificate_file() -> None:
    """A certificate is followed by filler, and needs a two-byte DER length."""
    der = b"\x30\x82\x01\x00" + bytes(256)

    assert der + b"\xff" * (2048 - 260) == certificate_file(der)
    with pytest.raises(Malformed):
        certificate_file(b"\x30\x81\x80" + bytes(128))
    with pytest.raises(Malformed):
        certificate_file(der + b"\0")


def test_certificates_present() -> None:
    """Both certificates are announced as seen on real cards."""
    assert bytes.fromhex("8F8F00") == certificates_present(
        signature=True, authentication=True
    )
