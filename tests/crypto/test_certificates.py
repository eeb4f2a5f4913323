"""Certificates are built, seen and verified as OpenSSL sees them."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ichimai.crypto import certificates, der
from ichimai.crypto.certificates import CertificateFields
from ichimai.crypto.keys import EcPrivateKey, RsaPrivateKey, SigningKey
from ichimai.crypto.refuted import CertificateRefuted

START = datetime(2026, 6, 14, tzinfo=UTC)
END = datetime(2031, 6, 14, tzinfo=UTC)
NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
CA_NAME = (("C", "JP"), ("O", "TEST"), ("CN", "TEST CA"))
NAME_OID = "1.2.392.200149.8.5.5.1"
RSA_CA = RsaPrivateKey.generate()
EC_CA = EcPrivateKey.generate()
HOLDER = RsaPrivateKey.generate()


def root_fields(key: SigningKey) -> CertificateFields:
    """The fields of a self-signed TEST root."""
    return CertificateFields(
        serial=1,
        issuer=CA_NAME,
        subject=CA_NAME,
        starts_at=START,
        ends_at=END,
        public_key=key.public,
        issuer_key=key.public,
        key_usage=frozenset({"keyCertSign", "cRLSign"}),
        path_length=0,
    )


def leaf_fields(issuer: SigningKey) -> CertificateFields:
    """The fields of a TEST holder's certificate under *issuer*."""
    return CertificateFields(
        serial=0xABC123,
        issuer=CA_NAME,
        subject=(("C", "JP"), ("CN", "TEST 0001")),
        starts_at=START + timedelta(days=1),
        ends_at=END - timedelta(days=1),
        public_key=HOLDER.public,
        issuer_key=issuer.public,
        key_usage=frozenset({"digitalSignature", "nonRepudiation"}),
        policies=("1.2.392.200149.8.5.1.1.10",),
        other_names=((NAME_OID, "MINH TEST グエン"),),
        extended_key_usage=("1.3.6.1.5.5.7.3.2",),
        crl_url="http://ca.example/crl",
        issuer_url="http://ca.example/cer",
        ocsp_url="http://ca.example/ocsp",
    )


RSA_ROOT = certificates.build_certificate(root_fields(RSA_CA), RSA_CA)
EC_ROOT = certificates.build_certificate(root_fields(EC_CA), EC_CA)
ISSUERS = [(RSA_CA, RSA_ROOT), (EC_CA, EC_ROOT)]


def issued(key: SigningKey, throw_away: SigningKey, fields: CertificateFields) -> bytes:
    """A certificate in the two steps of this house."""
    return certificates.sign_certificate(
        certificates.to_be_signed(fields, throw_away), key
    )


LEAF = issued(RSA_CA, RsaPrivateKey.generate(), leaf_fields(RSA_CA))


def refuted_for(leaf: bytes, issuer: bytes, at: datetime = NOON) -> str:
    """The reason for which *leaf* is refuted under *issuer*."""
    with pytest.raises(CertificateRefuted) as caught:
        certificates.verify_issued_by(leaf, issuer, at)
    return caught.value.reason


@pytest.mark.parametrize(("key", "root"), ISSUERS, ids=["rsa", "p384"])
def test_openssl_verifies(key: SigningKey, root: bytes, tmp_path: Path) -> None:
    """OpenSSL accepts, strictly, a certificate that was signed in two steps."""
    throw_away = type(key).generate()
    leaf = issued(key, throw_away, leaf_fields(key))
    paths = []
    for name, content in (("root", root), ("leaf", leaf)):
        (tmp_path / f"{name}.cer").write_bytes(content)
        pem = tmp_path / f"{name}.pem"
        subprocess.run(
            [
                "openssl",
                "x509",
                "-inform",
                "DER",
                "-in",
                tmp_path / f"{name}.cer",
                "-out",
                pem,
            ],
            check=True,
        )
        paths.append(pem)

    done = subprocess.run(
        [
            "openssl",
            "verify",
            "-x509_strict",
            "-attime",
            str(int(NOON.timestamp())),
            "-CAfile",
            *paths,
        ],
        check=False,
        capture_output=True,
        text=True,
    )

    assert (0, "") == (done.returncode, done.stderr)


def test_the_two_steps_meet() -> None:
    """The bytes to be signed do not depend on the throw-away key."""
    fields = leaf_fields(RSA_CA)

    assert certificates.build_certificate(fields, RSA_CA) == LEAF
    assert certificates.to_be_signed(fields, RSA_CA) == certificates.inspect(LEAF).tbs


def test_signing_with_another_kind_of_key() -> None:
    """Bytes that name an RSA signature are not signed by a P-384 key."""
    tbs = certificates.to_be_signed(leaf_fields(RSA_CA), RSA_CA)

    with pytest.raises(CertificateRefuted):
        certificates.sign_certificate(tbs, EC_CA)


def test_view() -> None:
    """Every field that was asked for is seen again."""
    view = certificates.inspect(LEAF)

    assert "abc123" == view.serial
    assert CA_NAME == view.issuer
    assert (("C", "JP"), ("CN", "TEST 0001")) == view.subject
    assert {NAME_OID: "MINH TEST グエン"} == view.other_names
    assert frozenset({"digitalSignature", "nonRepudiation"}) == view.key_usage
    assert ("http://ca.example/crl",) == view.crl_urls
    assert ("http://ca.example/cer",) == view.issuer_urls
    assert ("http://ca.example/ocsp",) == view.ocsp_urls
    assert ("1.2.392.200149.8.5.1.1.10",) == view.policies
    assert ("1.3.6.1.5.5.7.3.2",) == view.extended_key_usage
    assert view.public_key is not None
    assert HOLDER.public.to_der() == view.public_key.to_der()
    assert certificates.inspect(RSA_ROOT).subject_key_id == view.authority_key_id
    assert (False, None, ()) == (
        view.authority,
        view.path_length,
        view.unknown_critical,
    )
    assert "rsa-sha256" == view.signature_algorithm
    assert "CertificateView(serial abc123)" == repr(view)


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        (START, "not-yet-valid"),
        (END - timedelta(hours=1), "expired"),
        (START - timedelta(days=1), "issuer-not-yet-valid"),
        (END + timedelta(days=1), "issuer-expired"),
    ],
)
def test_moments(at: datetime, reason: str) -> None:
    """A certificate holds within its dates and its issuer's, and not outside."""
    certificates.verify_issued_by(LEAF, RSA_ROOT, NOON)

    assert reason == refuted_for(LEAF, RSA_ROOT, at)


def test_wrong_issuers() -> None:
    """A name alone makes no issuer, and a holder's certificate none at all."""
    other = certificates.build_certificate(root_fields(HOLDER), HOLDER)
    holder_as_issuer = issued(
        HOLDER,
        HOLDER,
        replace(
            leaf_fields(HOLDER), issuer=(("C", "JP"), ("CN", "TEST 0001")), serial=2
        ),
    )

    assert "not-issued-by" == refuted_for(LEAF, other)
    assert "not-issued-by" == refuted_for(LEAF, EC_ROOT)
    assert "not-an-authority" == refuted_for(holder_as_issuer, LEAF)


def test_changed_bytes() -> None:
    """One bit more or less in the signature, and the certificate is refuted."""
    changed = LEAF[:-1] + bytes([LEAF[-1] ^ 1])

    assert "not-issued-by" == refuted_for(changed, RSA_ROOT)
    assert "malformed" == refuted_for(b"no certificate", RSA_ROOT)


def test_path_length() -> None:
    """A root of path length zero makes no further authorities."""
    below = replace(
        root_fields(HOLDER),
        serial=3,
        subject=(("CN", "TEST SUB"),),
        issuer_key=RSA_CA.public,
    )

    assert "path-length" == refuted_for(issued(RSA_CA, RSA_CA, below), RSA_ROOT)


def test_anchor_by_key() -> None:
    """Of several roots with one and the same name, the key decides."""
    namesake = certificates.build_certificate(root_fields(HOLDER), HOLDER)

    found = certificates.verify_to_anchor(LEAF, [namesake, EC_ROOT, RSA_ROOT], NOON)

    assert RSA_ROOT == found
    with pytest.raises(CertificateRefuted) as caught:
        certificates.verify_to_anchor(LEAF, [namesake, EC_ROOT], NOON)
    assert "no-anchor" == caught.value.reason


@pytest.mark.parametrize("length", [0, 1, 127, 128, 255, 256, 70000])
def test_der_lengths(length: int) -> None:
    """Texts of every length of length come back."""
    text = "x" * length

    assert text == der.utf8_text(der.utf8_string(text))
    assert der.utf8_text(b"\x04\x01x") is None
