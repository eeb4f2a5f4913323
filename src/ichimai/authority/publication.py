"""What the authority tells anybody who asks: certificates, lists, and status.

The one value that a web server is handed. It answers from the register at the moment
of the question, so that nothing published lags behind a revocation.
"""

from dataclasses import dataclass, field

from ichimai.authority import status
from ichimai.authority.keys import AuthorityKeys, Issuer
from ichimai.authority.published import crl_of
from ichimai.clock import Clock
from ichimai.errors import NotFound, msgid
from ichimai.registry.store import Registry


@dataclass(frozen=True, slots=True)
class Publication:
    """The published half of an authority."""

    registry: Registry
    keys: AuthorityKeys = field(repr=False)
    clock: Clock

    def certificate(self, issuer: str) -> bytes:
        """The DER certificate of *issuer*; `NotFound`, code `no-issuer`, for others."""
        return self.keys.certificates[_issuer(issuer)]

    def crl(self, issuer: str) -> bytes:
        """The DER revocation list of *issuer*; `NotFound`, code `no-issuer`."""
        return crl_of(self.registry, self.keys, self.clock, _issuer(issuer))

    def ocsp(self, request: bytes) -> bytes:
        """The DER OCSP response to *request*, whatever it is."""
        return status.answer(self.registry, self.keys, self.clock, request)


def _issuer(name: str) -> Issuer:
    try:
        return Issuer(name)
    except ValueError:
        raise NotFound(
            msgid("There is no issuer by that name."),
            repair=msgid("Ask for one of: {known}."),
            code="no-issuer",
            known=", ".join(Issuer),
        ) from None
