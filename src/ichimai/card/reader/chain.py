"""What can be said of a certificate found on a card: one state out of nine.

The questions about origin and about the holder look at different certificates in the
same way, and draw different conclusions. The looking stands here.
"""

from datetime import datetime
from enum import Enum

from ichimai.card.reader.moments import fresh
from ichimai.card.reader.online import Standing
from ichimai.card.reader.trust import TrustStore
from ichimai.crypto.certificates import inspect, verify_to_anchor
from ichimai.crypto.refuted import CertificateRefuted
from ichimai.crypto.revocation import RevocationList


class Chain(Enum):
    """The state of a certificate towards the anchors of one issuer."""

    GOOD = "good"
    """Issued by an anchor, in time, for signing, and not revoked, as a fresh list or an
    online check says."""
    REVOCATION_UNKNOWN = "revocation-unknown"
    """The same, but there is no fresh list, and no online answer."""
    REVOKED = "revoked"
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    ISSUER_OUT_OF_TIME = "issuer-out-of-time"
    ISSUER_UNKNOWN = "issuer-unknown"
    """Anchors are known, and none of them issued it."""
    NOT_FOR_SIGNING = "not-for-signing"
    """It is an authority's, or its key is not for digital signatures."""
    NO_ANCHOR = "no-anchor"
    """The store knows no anchor of this issuer, so that nothing was looked at."""


_TIMES = {
    "expired": Chain.EXPIRED,
    "not-yet-valid": Chain.NOT_YET_VALID,
    "issuer-expired": Chain.ISSUER_OUT_OF_TIME,
    "issuer-not-yet-valid": Chain.ISSUER_OUT_OF_TIME,
}


def state_of(certificate: bytes, trust: TrustStore, issuer: str, at: datetime) -> Chain:
    """The state of the DER *certificate* towards *issuer* of the store, at a moment.

    Raises:
        CertificateRefuted: `malformed`.
    """
    view = inspect(certificate)
    anchors = trust.anchors_of(issuer)
    if not anchors:
        return Chain.NO_ANCHOR
    if view.authority or "digitalSignature" not in view.key_usage:
        return Chain.NOT_FOR_SIGNING
    try:
        anchor = verify_to_anchor(certificate, anchors, at)
    except CertificateRefuted as refuted:
        return _TIMES.get(refuted.reason, Chain.ISSUER_UNKNOWN)
    listed = _on_the_list(view.serial, trust.revoked.get(issuer), at)
    check = trust.online.get(issuer)
    if check is None or listed is Chain.REVOKED:
        return listed
    return _ONLINE.get(check(certificate, anchor, at), listed)


_ONLINE = {Standing.STANDS: Chain.GOOD, Standing.REVOKED: Chain.REVOKED}
"""What an online check settles; where it says nothing the list has the word."""


def _on_the_list(serial: str, published: RevocationList | None, at: datetime) -> Chain:
    """A serial found on a list is revoked however old the list is."""
    if published is None:
        return Chain.REVOCATION_UNKNOWN
    line = published.revoked.get(serial)
    if line is not None and line.revoked_at <= at:
        return Chain.REVOKED
    if not fresh(published.issued_at, published.next_at, at):
        return Chain.REVOCATION_UNKNOWN
    return Chain.GOOD
