"""Commands on electronic certificates: the only ways in which their rows change."""

from dataclasses import dataclass, replace

from ichimai.errors import Refused, msgid
from ichimai.model.filing import (
    CertificateRecord,
    CertificateState,
    CertificateUse,
    RevocationReason,
)
from ichimai.registry.guards import refuse_stale
from ichimai.registry.store import Transaction


@dataclass(frozen=True, slots=True)
class Revocation:
    """The end of one certificate before its last day."""

    certificate_id: str
    seen_version: int
    reason: RevocationReason
    cites: tuple[str, ...]


def revoke_certificate(tx: Transaction, revocation: Revocation) -> CertificateRecord:
    """Revoke one certificate, for good; the certificate, one version on.

    Raises:
        NotFound: no certificate by that identifier.
        Conflict: the row has changed since.
        Refused: code `already-revoked`; the first reason and moment stay.
    """
    certificate = tx.lock_certificate(revocation.certificate_id)
    refuse_stale("certificates", certificate.version, revocation.seen_version)
    if certificate.state is CertificateState.REVOKED:
        raise Refused(
            msgid("The certificate is already revoked."),
            repair=msgid("Nothing is left to do."),
            code="already-revoked",
        )
    resident_id = tx.get_card(certificate.card_id).resident_id
    revoked = _revoke(tx, certificate, revocation.reason)
    tx.journal_entry("certificate-revoked", resident_id, cites=revocation.cites)
    return revoked


def revoke_of_card(
    tx: Transaction,
    card_id: str,
    reason: RevocationReason,
    only: CertificateUse | None = None,
) -> None:
    """Revoke what still stands on a card, as a part of a command that ends it.

    No journal entry of its own: that is the command's. MN-190: when the card lapses,
    both certificates lapse.
    """
    for certificate in tx.certificates_of(card_id):
        stands = certificate.state is not CertificateState.REVOKED
        if stands and only in {None, certificate.use}:
            _revoke(tx, certificate, reason)


def activate_of_card(tx: Transaction, card_id: str) -> None:
    """Bring into force what was made for a card, as a part of its delivery.

    One that was revoked on the way stays revoked.
    """
    for certificate in tx.certificates_of(card_id):
        if certificate.state is CertificateState.MADE:
            tx.put_certificate(replace(certificate, state=CertificateState.ACTIVE))


def _revoke(
    tx: Transaction, certificate: CertificateRecord, reason: RevocationReason
) -> CertificateRecord:
    revoked = replace(
        certificate,
        state=CertificateState.REVOKED,
        revoked_at=tx.clock.now(),
        revocation_reason=reason,
    )
    tx.put_certificate(revoked)
    return replace(revoked, version=certificate.version + 1)
