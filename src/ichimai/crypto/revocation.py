"""Certificate revocation lists: built, looked at, verified by raising.

Source: RFC 5280 section 5. Reasons are written by their names there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization

from ichimai.crypto import certificates
from ichimai.crypto.certificates import DistinguishedName
from ichimai.crypto.keys import SigningKey
from ichimai.crypto.refuted import CertificateRefuted

REASONS = frozenset(reason.value for reason in x509.ReasonFlags) - {"removeFromCRL"}
"""The words of RFC 5280 5.3.1, for example `superseded`; `unspecified` stays unsaid."""


@dataclass(frozen=True, slots=True)
class RevokedSerial:
    """One line of a list.

    Attributes:
        serial: lower-case hexadecimal, no leading zeros.
        reason: one of `REASONS`.
    """

    serial: str
    revoked_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class RevocationList:
    """What a list says, as plain values. Nothing in it has been verified.

    Attributes:
        number: grows with every list of the issuer (RFC 5280 5.2.3).
        issued_at, next_at: when it was made, and when the next is due at the latest.
        revoked: its lines by serial.
    """

    issuer: DistinguishedName
    number: int | None
    issued_at: datetime
    next_at: datetime | None
    revoked: Mapping[str, RevokedSerial]


@dataclass(frozen=True, slots=True)
class ListTimes:
    """Number and times of a list about to be made; the moments are aware."""

    number: int
    issued_at: datetime
    next_at: datetime


def build_crl(
    issuer: bytes, key: SigningKey, times: ListTimes, lines: Iterable[RevokedSerial]
) -> bytes:
    """The DER list of the authority whose certificate is *issuer*, signed by *key*."""
    above = certificates.inspect(issuer)
    if above.public_key is None:
        raise CertificateRefuted("malformed")
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(certificates.native_name(above.issuer))
        .last_update(times.issued_at)
        .next_update(times.next_at)
        .add_extension(x509.CRLNumber(times.number), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(above.public_key.native),
            critical=False,
        )
    )
    for line in lines:
        builder = builder.add_revoked_certificate(_entry(line))
    signed = builder.sign(key.native, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.DER)


def inspect_crl(crl: bytes) -> RevocationList:
    """What the DER *crl* says.

    Raises:
        CertificateRefuted: `malformed`.
    """
    loaded = _load(crl)
    try:
        number = loaded.extensions.get_extension_for_class(x509.CRLNumber).value
        counted: int | None = number.crl_number
    except x509.ExtensionNotFound:
        counted = None
    lines = (
        RevokedSerial(
            serial=f"{entry.serial_number:x}",
            revoked_at=entry.revocation_date_utc,
            reason=_reason(entry),
        )
        for entry in loaded
    )
    return RevocationList(
        issuer=certificates.plain_name(loaded.issuer),
        number=counted,
        issued_at=loaded.last_update_utc,
        next_at=loaded.next_update_utc,
        revoked={line.serial: line for line in lines},
    )


def verify_crl(crl: bytes, issuer: bytes, at: datetime) -> RevocationList:
    """The list, once *issuer* is known to have signed it and it is fresh at *at*.

    Raises:
        CertificateRefuted: `malformed`; `not-issued-by`; `not-an-authority`;
            `unknown-critical-extension`; `not-yet-valid`; `expired` (the next list
            is overdue, or the list names no next).
    """
    loaded, seen = _load(crl), inspect_crl(crl)
    above = certificates.inspect(issuer)
    if "cRLSign" not in above.key_usage:
        raise CertificateRefuted("not-an-authority")
    if above.public_key is None or above.subject != seen.issuer:
        raise CertificateRefuted("not-issued-by")
    try:
        genuine = loaded.is_signature_valid(above.public_key.native)
    except (TypeError, UnsupportedAlgorithm):
        genuine = False
    if not genuine:
        raise CertificateRefuted("not-issued-by")
    if any(extension.critical for extension in loaded.extensions):
        raise CertificateRefuted("unknown-critical-extension")
    if at < seen.issued_at:
        raise CertificateRefuted("not-yet-valid")
    if seen.next_at is None or at > seen.next_at:
        raise CertificateRefuted("expired")
    return seen


def _entry(line: RevokedSerial) -> x509.RevokedCertificate:
    builder = (
        x509.RevokedCertificateBuilder()
        .serial_number(int(line.serial, 16))
        .revocation_date(line.revoked_at)
    )
    if line.reason != "unspecified":
        reason = x509.CRLReason(x509.ReasonFlags(line.reason))
        builder = builder.add_extension(reason, critical=False)
    return builder.build()


def _reason(entry: x509.RevokedCertificate) -> str:
    try:
        found = entry.extensions.get_extension_for_class(x509.CRLReason).value
    except (x509.ExtensionNotFound, ValueError):
        return "unspecified"
    return found.reason.value


def _load(crl: bytes) -> x509.CertificateRevocationList:
    try:
        loaded = x509.load_der_x509_crl(crl)
        _ = loaded.extensions, loaded.issuer
    except certificates.NATIVE_ERRORS:
        raise CertificateRefuted("malformed") from None
    return loaded
