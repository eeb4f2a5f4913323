"""Certificates: built from plain fields, seen as plain values, verified by raising.

A certificate is made in two steps that can be taken apart: `to_be_signed` gives the
exact bytes, `sign_certificate` puts an issuer's signature under exactly those. Between
them the bytes can be linted and written down.

Source: RFC 5280; the signatures are RSASSA-PKCS1-v1_5 and ECDSA, both with SHA-256.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import (
    AuthorityInformationAccessOID,
    ExtensionOID,
    NameOID,
    SignatureAlgorithmOID,
)

from ichimai.crypto import der
from ichimai.crypto.keys import (
    EcPrivateKey,
    SigningKey,
    VerifyingKey,
    verifying_key,
)
from ichimai.crypto.refuted import CertificateRefuted
from ichimai.errors import Malformed

_E = TypeVar("_E", bound=x509.ExtensionType)

DistinguishedName = tuple[tuple[str, str], ...]
"""Attributes in order, as pairs of `C`, `O`, `OU` or `CN` and their value."""

_NAME_TYPES = {
    "C": NameOID.COUNTRY_NAME,
    "O": NameOID.ORGANIZATION_NAME,
    "OU": NameOID.ORGANIZATIONAL_UNIT_NAME,
    "CN": NameOID.COMMON_NAME,
}
_NAME_LETTERS = {oid: letters for letters, oid in _NAME_TYPES.items()}

KEY_USAGES = {
    "digitalSignature": "digital_signature",
    "nonRepudiation": "content_commitment",
    "keyEncipherment": "key_encipherment",
    "dataEncipherment": "data_encipherment",
    "keyAgreement": "key_agreement",
    "keyCertSign": "key_cert_sign",
    "cRLSign": "crl_sign",
}
"""The names of RFC 5280 4.2.1.3, and what `cryptography` calls them."""

NATIVE_ERRORS = (
    ValueError,
    TypeError,  # an attribute of a name that is a bit string
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
"""What the parser below raises over bytes that are no certificate or no list."""

_KNOWN_CRITICAL = {
    ExtensionOID.BASIC_CONSTRAINTS,
    ExtensionOID.KEY_USAGE,
    ExtensionOID.EXTENDED_KEY_USAGE,
    ExtensionOID.CERTIFICATE_POLICIES,
    ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
}
_SIGNATURES = {
    SignatureAlgorithmOID.RSA_WITH_SHA256: "rsa-sha256",
    SignatureAlgorithmOID.ECDSA_WITH_SHA256: "ecdsa-sha256",
}


@dataclass(frozen=True, slots=True)
class CertificateFields:
    """Everything that a certificate says, before anybody has signed it.

    Attributes:
        serial: positive, at most 159 bits (RFC 5280 4.1.2.2).
        starts_at, ends_at: first and last second, aware.
        issuer_key: whose signature is to stand under it; gives the key identifier.
        path_length: None where the certificate is not an authority's.
        key_usage: names of `KEY_USAGES`.
        other_names: object identifier and text, as otherName with a UTF8String.
        extended_key_usage, policies: object identifiers.
    """

    serial: int
    issuer: DistinguishedName
    subject: DistinguishedName
    starts_at: datetime
    ends_at: datetime
    public_key: VerifyingKey
    issuer_key: VerifyingKey
    key_usage: frozenset[str]
    path_length: int | None = None
    extended_key_usage: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    other_names: tuple[tuple[str, str], ...] = ()
    crl_url: str | None = None
    issuer_url: str | None = None
    ocsp_url: str | None = None


@dataclass(frozen=True, slots=True)
class CertificateView:
    """What a certificate says, as plain values. Nothing in it has been verified.

    Attributes:
        serial: lower-case hexadecimal, no leading zeros.
        public_key: None where it is neither RSA nor P-384.
        other_names: text by object identifier; names of other forms are left out.
        unknown_critical: critical extensions that this house does not know.
        signature_algorithm: `rsa-sha256`, `ecdsa-sha256`, or the object identifier.
        tbs: the bytes that are signed.
    """

    serial: str
    issuer: DistinguishedName
    subject: DistinguishedName
    starts_at: datetime
    ends_at: datetime
    public_key: VerifyingKey | None
    authority: bool
    path_length: int | None
    key_usage: frozenset[str]
    extended_key_usage: tuple[str, ...]
    policies: tuple[str, ...]
    other_names: Mapping[str, str]
    crl_urls: tuple[str, ...]
    issuer_urls: tuple[str, ...]
    ocsp_urls: tuple[str, ...]
    subject_key_id: bytes | None
    authority_key_id: bytes | None
    unknown_critical: tuple[str, ...]
    signature_algorithm: str
    tbs: bytes
    sha256: str

    def __repr__(self) -> str:
        return f"CertificateView(serial {self.serial})"


def to_be_signed(fields: CertificateFields, throw_away: SigningKey) -> bytes:
    """The exact bytes that the issuer is to sign.

    They are taken from a certificate that *throw_away* has signed, a key of the
    issuer's kind that nobody trusts: the bytes do not depend on it.
    """
    return inspect(build_certificate(fields, throw_away)).tbs


def build_certificate(fields: CertificateFields, key: SigningKey) -> bytes:
    """A certificate with these fields and a signature by *key*, in DER."""
    builder = (
        x509.CertificateBuilder()
        .serial_number(fields.serial)
        .issuer_name(native_name(fields.issuer))
        .subject_name(native_name(fields.subject))
        .not_valid_before(fields.starts_at)
        .not_valid_after(fields.ends_at)
        .public_key(fields.public_key.native)
    )
    for extension, critical in _extensions(fields):
        builder = builder.add_extension(extension, critical=critical)
    certificate = builder.sign(key.native, hashes.SHA256())
    return certificate.public_bytes(serialization.Encoding.DER)


def sign_certificate(tbs: bytes, key: SigningKey) -> bytes:
    """The certificate that consists of exactly *tbs* and a signature by *key*.

    Raises:
        CertificateRefuted: `malformed`; the bytes name another kind of signature.
    """
    if isinstance(key, EcPrivateKey):
        algorithm, signature = der.ECDSA_WITH_SHA256, key.sign_sha256_der(tbs)
    else:
        algorithm, signature = der.RSA_WITH_SHA256, key.sign_sha256(tbs)
    if algorithm not in tbs:
        raise CertificateRefuted("malformed")
    return der.sequence(tbs, algorithm, der.bit_string(signature))


def inspect(certificate: bytes) -> CertificateView:
    """What the DER *certificate* says.

    Raises:
        CertificateRefuted: `malformed`.
    """
    loaded = _load(certificate)
    usages = _extension(loaded, x509.KeyUsage)
    constraints = _extension(loaded, x509.BasicConstraints)
    key_id = _extension(loaded, x509.SubjectKeyIdentifier)
    authority_id = _extension(loaded, x509.AuthorityKeyIdentifier)
    extended = _extension(loaded, x509.ExtendedKeyUsage)
    policies = _extension(loaded, x509.CertificatePolicies)
    oid = loaded.signature_algorithm_oid
    return CertificateView(
        serial=f"{loaded.serial_number:x}",
        issuer=plain_name(loaded.issuer),
        subject=plain_name(loaded.subject),
        starts_at=loaded.not_valid_before_utc,
        ends_at=loaded.not_valid_after_utc,
        public_key=_key(loaded),
        authority=constraints is not None and constraints.ca,
        path_length=constraints.path_length if constraints else None,
        key_usage=_usages(usages),
        extended_key_usage=tuple(use.dotted_string for use in extended or ()),
        policies=tuple(p.policy_identifier.dotted_string for p in policies or ()),
        other_names=_other_names(loaded),
        crl_urls=_crl_urls(loaded),
        issuer_urls=_access(loaded, AuthorityInformationAccessOID.CA_ISSUERS),
        ocsp_urls=_access(loaded, AuthorityInformationAccessOID.OCSP),
        subject_key_id=key_id.digest if key_id else None,
        authority_key_id=authority_id.key_identifier if authority_id else None,
        unknown_critical=tuple(
            e.oid.dotted_string
            for e in loaded.extensions
            if e.critical and e.oid not in _KNOWN_CRITICAL
        ),
        signature_algorithm=_SIGNATURES.get(oid, oid.dotted_string),
        tbs=loaded.tbs_certificate_bytes,
        sha256=sha256(certificate).hexdigest(),
    )


def verify_issued_by(certificate: bytes, issuer: bytes, at: datetime) -> None:
    """Check that *issuer* signed *certificate*, and that both are good at that moment.

    Raises:
        CertificateRefuted: `malformed`; `not-issued-by` (names or signature);
            `not-an-authority`; `algorithm`; `unknown-critical-extension`;
            `not-yet-valid` or `expired` (the certificate); `issuer-not-yet-valid` or
            `issuer-expired`.
    """
    seen, above = inspect(certificate), inspect(issuer)
    _verify_signature(certificate, issuer)
    if seen.signature_algorithm not in _SIGNATURES.values():
        raise CertificateRefuted("algorithm")
    if not above.authority or "keyCertSign" not in above.key_usage:
        raise CertificateRefuted("not-an-authority")
    if above.path_length == 0 and seen.authority and certificate != issuer:
        raise CertificateRefuted("path-length")
    if seen.unknown_critical or above.unknown_critical:
        raise CertificateRefuted("unknown-critical-extension")
    _verify_dates(above, at, "issuer-")
    _verify_dates(seen, at, "")


def verify_to_anchor(
    certificate: bytes, anchors: Iterable[bytes], at: datetime
) -> bytes:
    """The anchor that signed *certificate*, both good at that moment.

    The anchor is chosen by its key: several generations of a root carry one and the
    same name, and a name proves nothing.

    Raises:
        CertificateRefuted: `no-anchor`; or as `verify_issued_by` for the one anchor
            whose key made the signature.
    """
    for anchor in anchors:
        try:
            _verify_signature(certificate, anchor)
        except CertificateRefuted:
            continue
        verify_issued_by(certificate, anchor, at)
        return anchor
    raise CertificateRefuted("no-anchor")


def to_pem(certificate: bytes) -> bytes:
    """The DER *certificate* as a PEM block.

    Raises:
        CertificateRefuted: `malformed`.
    """
    return _load(certificate).public_bytes(serialization.Encoding.PEM)


def native_name(name: DistinguishedName) -> x509.Name:
    """*name* as `cryptography` has it, for the modules of this package."""
    return x509.Name([x509.NameAttribute(_NAME_TYPES[t], v) for t, v in name])


def plain_name(name: x509.Name) -> DistinguishedName:
    """The inverse of `native_name`; other attributes go by their object identifier."""
    return tuple(
        (_NAME_LETTERS.get(part.oid, part.oid.dotted_string), str(part.value))
        for part in name
    )


def _extensions(
    fields: CertificateFields,
) -> Iterable[tuple[x509.ExtensionType, bool]]:
    """The extensions of *fields*, each with whether it is critical."""
    authority = fields.path_length is not None
    if authority:
        yield x509.BasicConstraints(ca=True, path_length=fields.path_length), True
    named = {native: name in fields.key_usage for name, native in KEY_USAGES.items()}
    yield x509.KeyUsage(**named, encipher_only=False, decipher_only=False), True
    key_id = x509.SubjectKeyIdentifier.from_public_key(fields.public_key.native)
    yield key_id, False
    issuer_key = fields.issuer_key.native
    yield x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), False
    if fields.policies:
        yield x509.CertificatePolicies([_policy(oid) for oid in fields.policies]), False
    if fields.extended_key_usage:
        uses = [x509.ObjectIdentifier(oid) for oid in fields.extended_key_usage]
        yield x509.ExtendedKeyUsage(uses), False
    if fields.other_names:
        names = [
            x509.OtherName(x509.ObjectIdentifier(oid), der.utf8_string(text))
            for oid, text in fields.other_names
        ]
        yield x509.SubjectAlternativeName(names), False
    if fields.crl_url:
        url = x509.UniformResourceIdentifier(fields.crl_url)
        point = x509.DistributionPoint([url], None, None, None)
        yield x509.CRLDistributionPoints([point]), False
    access = _access_descriptions(fields)
    if access:
        yield x509.AuthorityInformationAccess(access), False


def _policy(oid: str) -> x509.PolicyInformation:
    return x509.PolicyInformation(x509.ObjectIdentifier(oid), None)


def _access_descriptions(fields: CertificateFields) -> list[x509.AccessDescription]:
    given = (
        (AuthorityInformationAccessOID.OCSP, fields.ocsp_url),
        (AuthorityInformationAccessOID.CA_ISSUERS, fields.issuer_url),
    )
    return [
        x509.AccessDescription(method, x509.UniformResourceIdentifier(url))
        for method, url in given
        if url
    ]


def _load(certificate: bytes) -> x509.Certificate:
    if not der.positive_serial(certificate):
        raise CertificateRefuted("malformed")
    try:
        loaded = x509.load_der_x509_certificate(certificate)
        # Extensions are parsed late; a broken one is found here or nowhere.
        _ = loaded.extensions, loaded.subject, loaded.issuer
    except NATIVE_ERRORS:
        raise CertificateRefuted("malformed") from None
    if len(loaded.extensions) and loaded.version is not x509.Version.v3:
        raise CertificateRefuted("malformed")  # RFC 5280 4.1.2.1
    return loaded


def _extension(certificate: x509.Certificate, kind: type[_E]) -> _E | None:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def _key(certificate: x509.Certificate) -> VerifyingKey | None:
    try:
        key = certificate.public_key()
        return verifying_key(
            key.public_bytes(
                serialization.Encoding.DER,
                serialization.PublicFormat.SubjectPublicKeyInfo,
            )
        )
    except (Malformed, ValueError, UnsupportedAlgorithm):
        return None


def _usages(usage: x509.KeyUsage | None) -> frozenset[str]:
    if usage is None:
        return frozenset()
    return frozenset(n for n, native in KEY_USAGES.items() if getattr(usage, native))


def _other_names(certificate: x509.Certificate) -> dict[str, str]:
    names = _extension(certificate, x509.SubjectAlternativeName) or ()
    found = {}
    for name in names:
        if isinstance(name, x509.OtherName):
            text = der.utf8_text(name.value)
            if text is not None:
                found[name.type_id.dotted_string] = text
    return found


def _crl_urls(certificate: x509.Certificate) -> tuple[str, ...]:
    points = _extension(certificate, x509.CRLDistributionPoints) or ()
    return tuple(
        name.value
        for point in points
        for name in point.full_name or ()
        if isinstance(name, x509.UniformResourceIdentifier)
    )


def _access(
    certificate: x509.Certificate, method: x509.ObjectIdentifier
) -> tuple[str, ...]:
    entries = _extension(certificate, x509.AuthorityInformationAccess) or ()
    return tuple(
        entry.access_location.value
        for entry in entries
        if entry.access_method == method
        and isinstance(entry.access_location, x509.UniformResourceIdentifier)
    )


def _verify_signature(certificate: bytes, issuer: bytes) -> None:
    try:
        _load(certificate).verify_directly_issued_by(_load(issuer))
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        raise CertificateRefuted("not-issued-by") from None


def _verify_dates(view: CertificateView, at: datetime, whose: str) -> None:
    if at < view.starts_at:
        raise CertificateRefuted(f"{whose}not-yet-valid")
    if at > view.ends_at:
        raise CertificateRefuted(f"{whose}expired")
