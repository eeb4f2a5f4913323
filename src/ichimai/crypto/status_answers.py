"""Online certificate status as a relying party asks for it.

Source: RFC 6960 3.2, what makes an answer acceptable, and RFC 9654 for the nonce. The
answer has to be signed by the issuer itself; that of a delegated responder is refused.
"""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp

from ichimai.crypto.certificates import inspect
from ichimai.crypto.keys import EcPublicKey, RsaPublicKey
from ichimai.crypto.refuted import CertificateRefuted, SignatureRefuted


@dataclass(frozen=True, slots=True)
class ReadStatus:
    """What an issuer said of one certificate.

    Attributes:
        good: whether it said that the certificate stands.
        revoked_at: since when it is revoked; None together with *good* false, and the
            issuer does not know the certificate.
        this_update, next_update: from when to when the answer may be relied on; without
            the second it is about its own moment alone.
    """

    good: bool
    revoked_at: datetime | None
    this_update: datetime
    next_update: datetime | None


def ask_status(certificate: bytes, issuer: bytes, nonce: bytes) -> bytes:
    """The DER question about *certificate*, to whoever answers for *issuer*."""
    builder = ocsp.OCSPRequestBuilder().add_certificate(
        x509.load_der_x509_certificate(certificate),
        x509.load_der_x509_certificate(issuer),
        hashes.SHA256(),
    )
    question = builder.add_extension(x509.OCSPNonce(nonce), critical=False).build()
    return question.public_bytes(serialization.Encoding.DER)


def read_status(response: bytes, question: bytes, issuer: bytes) -> ReadStatus:
    """The answer to *question* in a DER response.

    A response without the nonce is accepted, since many responders sign in advance; one
    with another nonce is not.

    Raises:
        CertificateRefuted: `malformed`; `unsuccessful` the responder says that it
            cannot answer; `other-question`; `signature` another signer than the issuer.
    """
    try:
        loaded = ocsp.load_der_ocsp_response(response)
        if loaded.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            raise CertificateRefuted("unsuccessful")
        asked = ocsp.load_der_ocsp_request(question)
        if not _answers(loaded, asked):
            raise CertificateRefuted("other-question")
        _verify(loaded, issuer)
        return ReadStatus(
            good=loaded.certificate_status is ocsp.OCSPCertStatus.GOOD,
            revoked_at=loaded.revocation_time_utc,
            this_update=loaded.this_update_utc,
            next_update=loaded.next_update_utc,
        )
    except ValueError:  # also where a response holds several answers
        raise CertificateRefuted("malformed") from None


def _answers(response: ocsp.OCSPResponse, asked: ocsp.OCSPRequest) -> bool:
    """Whether issuer, serial and nonce are those that were asked about."""
    same_certificate = (
        response.serial_number,
        response.issuer_key_hash,
        response.issuer_name_hash,
    ) == (asked.serial_number, asked.issuer_key_hash, asked.issuer_name_hash)
    heard = _nonce(response.extensions)
    return same_certificate and heard in {None, _nonce(asked.extensions)}


def _nonce(extensions: x509.Extensions) -> bytes | None:
    try:
        return extensions.get_extension_for_class(x509.OCSPNonce).value.nonce
    except x509.ExtensionNotFound:
        return None


def _verify(response: ocsp.OCSPResponse, issuer: bytes) -> None:
    if not isinstance(response.signature_hash_algorithm, hashes.SHA256):
        raise CertificateRefuted("signature")
    key = inspect(issuer).public_key
    signed, signature = response.tbs_response_bytes, response.signature
    try:
        if isinstance(key, RsaPublicKey):
            key.verify_sha256(signed, signature)
        elif isinstance(key, EcPublicKey):
            key.verify_sha256_der(signed, signature)
        else:
            raise CertificateRefuted("signature")
    except SignatureRefuted:
        raise CertificateRefuted("signature") from None
