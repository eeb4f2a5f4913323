"""Revocation lists are built, seen and verified as OpenSSL sees them."""

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ichimai.crypto import certificates
from ichimai.crypto.certificates import CertificateFields
from ichimai.crypto.keys import EcPrivateKey, SigningKey
from ichimai.crypto.refuted import CertificateRefuted
from ichimai.crypto.revocation import (
    ListTimes,
    RevokedSerial,
    build_crl,
    inspect_crl,
    verify_crl,
)

START = datetime(2026, 6, 14, tzinfo=UTC)
NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
TIMES = ListTimes(7, NOON, NOON + timedelta(days=1))
LINES = (
    RevokedSerial("abc123", NOON - timedelta(days=1), "superseded"),
    RevokedSerial("f00", NOON - timedelta(days=2), "unspecified"),
)


def root(key: SigningKey, usage: frozenset[str]) -> bytes:
    """A self-signed TEST root of *key*."""
    name = (("C", "JP"), ("CN", "TEST CA"))
    fields = CertificateFields(
        serial=1,
        issuer=name,
        subject=name,
        starts_at=START,
        ends_at=START + timedelta(days=3650),
        public_key=key.public,
        issuer_key=key.public,
        key_usage=usage,
        path_length=0,
    )
    return certificates.build_certificate(fields, key)


KEY = EcPrivateKey.generate()
ROOT = root(KEY, frozenset({"keyCertSign", "cRLSign"}))
CRL = build_crl(ROOT, KEY, TIMES, LINES)


def test_round_trip() -> None:
    """What was listed is seen again."""
    seen = verify_crl(CRL, ROOT, NOON)

    assert inspect_crl(CRL) == seen
    assert 7 == seen.number
    assert dict(zip(["abc123", "f00"], LINES, strict=True)) == seen.revoked
    assert (TIMES.issued_at, TIMES.next_at) == (seen.issued_at, seen.next_at)


def test_openssl_reads_it(tmp_path: Path) -> None:
    """OpenSSL verifies the list against its issuer and sees the same lines."""
    (tmp_path / "root.cer").write_bytes(ROOT)
    (tmp_path / "list.crl").write_bytes(CRL)

    subprocess.run(
        [
            "openssl",
            "x509",
            "-inform",
            "DER",
            "-in",
            tmp_path / "root.cer",
            "-out",
            tmp_path / "root.pem",
        ],
        check=True,
    )

    done = subprocess.run(
        [
            "openssl",
            "crl",
            "-inform",
            "DER",
            "-in",
            tmp_path / "list.crl",
            "-CAfile",
            tmp_path / "root.pem",
            "-text",
            "-noout",
        ],
        check=False,
        capture_output=True,
        text=True,
    )

    assert "verify OK" in done.stderr
    assert "Serial Number: ABC123" in done.stdout
    assert "Superseded" in done.stdout


@pytest.mark.parametrize(
    ("crl", "issuer", "at", "reason"),
    [
        (CRL, ROOT, NOON - timedelta(seconds=1), "not-yet-valid"),
        (CRL, ROOT, NOON + timedelta(days=2), "expired"),
        (CRL, root(KEY, frozenset({"keyCertSign"})), NOON, "not-an-authority"),
        (b"no list", ROOT, NOON, "malformed"),
        (
            build_crl(ROOT, EcPrivateKey.generate(), TIMES, LINES),
            ROOT,
            NOON,
            "not-issued-by",
        ),
    ],
)
def test_refuted(crl: bytes, issuer: bytes, at: datetime, reason: str) -> None:
    """A list by another key, out of its time, or unreadable, is refuted."""
    with pytest.raises(CertificateRefuted) as caught:
        verify_crl(crl, issuer, at)

    assert reason == caught.value.reason
