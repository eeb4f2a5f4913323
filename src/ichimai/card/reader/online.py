"""Checks of a certificate that are asked while the card lies there, beside the lists.

A check is any callable of that shape: a store holds one for each issuer that has one
(`TrustStore.online`). What a check cannot tell it says so, and the lists decide.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final, Protocol

from ichimai.crypto.refuted import CertificateRefuted
from ichimai.crypto.status_answers import ReadStatus, ask_status, read_status
from ichimai.randomness import Randomness

_NONCE_LENGTH: Final = 32


class Standing(Enum):
    """What a check says of a certificate at a moment."""

    STANDS = "stands"
    REVOKED = "revoked"
    NOT_CHECKED = "not-checked"
    """Nobody answered, or the answer is not about that moment or not the issuer's."""


class CertificateCheck(Protocol):
    """Says how a certificate stands; it never raises for want of an answer."""

    def __call__(self, certificate: bytes, issuer: bytes, at: datetime) -> Standing:
        """The standing of the DER *certificate* of *issuer*, both DER, at a moment."""
        ...


@dataclass(frozen=True, slots=True)
class OnlineStatus:
    """OCSP (RFC 6960) as a check.

    Attributes:
        fetch: carries a DER question to the responder and brings its response; None
            where there was none.
        randomness: for the nonce.
    """

    fetch: Callable[[bytes], bytes | None]
    randomness: Randomness

    def __call__(self, certificate: bytes, issuer: bytes, at: datetime) -> Standing:
        """The responder's word, if it is the issuer's and about that moment."""
        question = ask_status(certificate, issuer, self.randomness(_NONCE_LENGTH))
        response = self.fetch(question)
        if response is None:
            return Standing.NOT_CHECKED
        try:
            return _standing(read_status(response, question, issuer), at)
        except CertificateRefuted:
            return Standing.NOT_CHECKED


def _standing(said: ReadStatus, at: datetime) -> Standing:
    """A revocation speaks for every later moment, a good word for its time alone."""
    if said.revoked_at is not None:
        revoked = said.revoked_at <= at
        return Standing.REVOKED if revoked else Standing.NOT_CHECKED
    in_time = said.this_update <= at <= (said.next_update or said.this_update)
    return Standing.STANDS if said.good and in_time else Standing.NOT_CHECKED
