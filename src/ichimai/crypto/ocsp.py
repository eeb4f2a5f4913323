"""Online certificate status: questions read, answers signed.

Source: RFC 6960. One certificate a question, as clients send it; the nonce of RFC 9654
goes back as it came.
"""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp

from ichimai.crypto.keys import SigningKey
from ichimai.crypto.refuted import CertificateRefuted
from ichimai.crypto.revocation import RevokedSerial

_LONGEST_NONCE = 128


@dataclass(frozen=True, slots=True)
class StatusQuestion:
    """A question how it is with a certificate.

    Attributes:
        serial: lower-case hexadecimal, no leading zeros.
    """

    serial: str
    native: ocsp.OCSPRequest

    def is_about_issuer(self, issuer: bytes) -> bool:
        """Whether a certificate of this DER *issuer* is meant."""
        loaded = x509.load_der_x509_certificate(issuer)
        # What a client that holds this issuer would have sent, hash by hash.
        builder = ocsp.OCSPRequestBuilder().add_certificate(
            loaded, loaded, self.native.hash_algorithm
        )
        ours = builder.build()
        return (ours.issuer_key_hash, ours.issuer_name_hash) == (
            self.native.issuer_key_hash,
            self.native.issuer_name_hash,
        )


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    """What is to be said: good, revoked, or unknown.

    Attributes:
        known: whether the issuer has made a certificate with that serial.
        revoked: the line of the revocation list, None while it stands.
        this_update, next_update: from when to when the answer may be relied on.
    """

    known: bool
    revoked: RevokedSerial | None
    this_update: datetime
    next_update: datetime


def read_question(request: bytes) -> StatusQuestion:
    """The one question in a DER OCSP request.

    Raises:
        CertificateRefuted: `malformed`; unreadable, or more than one question.
    """
    try:
        loaded = ocsp.load_der_ocsp_request(request)
        return StatusQuestion(f"{loaded.serial_number:x}", loaded)
    except (ValueError, RuntimeError):  # the latter for several questions at once
        raise CertificateRefuted("malformed") from None


def sign_answer(
    question: StatusQuestion, answer: StatusAnswer, issuer: bytes, key: SigningKey
) -> bytes:
    """The DER response, signed by the issuer itself (RFC 6960 4.2.2.2)."""
    certificate = x509.load_der_x509_certificate(issuer)
    status, revoked_at, reason = _status(answer)
    builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
        issuer_name_hash=question.native.issuer_name_hash,
        issuer_key_hash=question.native.issuer_key_hash,
        serial_number=question.native.serial_number,
        algorithm=question.native.hash_algorithm,
        cert_status=status,
        this_update=answer.this_update,
        next_update=answer.next_update,
        revocation_time=revoked_at,
        revocation_reason=reason,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, certificate)
    nonce = _nonce(question.native)
    if nonce is not None:
        builder = builder.add_extension(nonce, critical=False)
    signed = builder.sign(key.native, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.DER)


def malformed_request() -> bytes:
    """The unsigned response to what is no question."""
    return _unsuccessful(ocsp.OCSPResponseStatus.MALFORMED_REQUEST)


def unauthorized() -> bytes:
    """The unsigned response to a question about another issuer's certificate."""
    return _unsuccessful(ocsp.OCSPResponseStatus.UNAUTHORIZED)


def _unsuccessful(status: ocsp.OCSPResponseStatus) -> bytes:
    response = ocsp.OCSPResponseBuilder.build_unsuccessful(status)
    return response.public_bytes(serialization.Encoding.DER)


def _status(
    answer: StatusAnswer,
) -> tuple[ocsp.OCSPCertStatus, datetime | None, x509.ReasonFlags | None]:
    if not answer.known:
        return ocsp.OCSPCertStatus.UNKNOWN, None, None
    if answer.revoked is None:
        return ocsp.OCSPCertStatus.GOOD, None, None
    reason = x509.ReasonFlags(answer.revoked.reason)
    return ocsp.OCSPCertStatus.REVOKED, answer.revoked.revoked_at, reason


def _nonce(request: ocsp.OCSPRequest) -> x509.OCSPNonce | None:
    try:
        nonce = request.extensions.get_extension_for_class(x509.OCSPNonce).value
    except (x509.ExtensionNotFound, ValueError):
        return None
    return nonce if 1 <= len(nonce.nonce) <= _LONGEST_NONCE else None
