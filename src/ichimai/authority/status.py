"""The certificate status service: what the register says of a serial number, signed.

Answers come straight from the register, so that a revocation is known at once and not
with the next list. Each issuer signs for its own certificates.

Sources: RFC 6960; JPKI 18 and 37 (information on lapsed certificates).
"""

from datetime import timedelta

from ichimai.authority.keys import ISSUERS, RESIDENCE_SIGNER, AuthorityKeys, Issuer
from ichimai.authority.published import revocation_line
from ichimai.clock import Clock
from ichimai.crypto import ocsp
from ichimai.crypto.certificates import inspect
from ichimai.crypto.refuted import CertificateRefuted
from ichimai.model.filing import CertificateState
from ichimai.registry.reads import Reads

ANSWERS_LAST = timedelta(minutes=10)
"""How long an answer may be kept; a revocation is known everywhere after it."""


def answer(register: Reads, keys: AuthorityKeys, clock: Clock, request: bytes) -> bytes:
    """The DER response to a DER OCSP *request*; every request gets one.

    Good is what stands, delivered or not yet, and the authority's own certificates;
    unknown is a serial that the issuer has never used.
    """
    try:
        question = ocsp.read_question(request)
        issuer = _issuer_of(question, keys)
    except CertificateRefuted:
        return ocsp.malformed_request()
    if issuer is None:
        return ocsp.unauthorized()
    record = register.find_certificate(issuer, question.serial)
    now = clock.now().replace(microsecond=0)
    revoked = record is not None and record.state is CertificateState.REVOKED
    said = ocsp.StatusAnswer(
        known=record is not None or _is_own(keys, issuer, question.serial),
        revoked=revocation_line(record) if record and revoked else None,
        this_update=now,
        next_update=now + ANSWERS_LAST,
    )
    above = keys.certificates[issuer]
    return ocsp.sign_answer(question, said, above, keys.issuers[issuer])


def _is_own(keys: AuthorityKeys, issuer: Issuer, serial: str) -> bool:
    """Whether it is the certificate of an issuer or of the residence signer.

    They are not in the register, which keeps those of residents.
    """
    own = [keys.certificates[issuer]]
    if issuer is Issuer.RESIDENCE:
        own.append(keys.certificates[RESIDENCE_SIGNER])
    return serial in {inspect(certificate).serial for certificate in own}


def _issuer_of(question: ocsp.StatusQuestion, keys: AuthorityKeys) -> Issuer | None:
    for issuer in ISSUERS:
        if question.is_about_issuer(keys.certificates[issuer]):
            return issuer
    return None
