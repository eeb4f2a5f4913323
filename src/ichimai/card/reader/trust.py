"""What a reader trusts: anchors, revocation, void card numbers, the delivery key.

A store is constructed from values, or loaded from the folder that an authority
publishes (`trust_folder`). Whether an anchor belongs to a test authority is read from
its own name, and a verdict says it: no test root yields a production verdict.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ichimai.card.reader.online import CertificateCheck
from ichimai.crypto.certificates import inspect
from ichimai.crypto.keys import RsaPublicKey
from ichimai.crypto.revocation import RevocationList
from ichimai.model.void_cards import VoidCards

RESIDENCE: Final = "residence"
"""The issuer of the certificates that sign residence data."""

RESIDENCE_FIRST: Final = "residence-first"
"""The issuer of those that sign first-generation data, with RSA keys."""

JPKI_AUTH: Final = "jpki-auth"
"""The issuer of user-authentication certificates."""

_TEST_MARK: Final = "TEST"


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Everything that a verdict rests on.

    Attributes:
        anchors: DER certificates by issuer (`residence`, `residence-first`,
            `jpki-auth`); several
            generations of one issuer stand side by side.
        revoked: revocation lists by issuer, their signatures verified before they come
            here; absent where there is none. Whether one is fresh is asked later.
        void: the list of void card numbers, verified; None where there is none.
        delivery_key: the key under which cards take their session key; None, and the
            residence data cannot be read.
        online: what else is asked about a certificate, by issuer; without it the lists
            alone.
        text_issuer: the key that certifies signers of text records; None, and name
            and address as text are not checked, so they are not disclosed.
    """

    anchors: Mapping[str, tuple[bytes, ...]]
    revoked: Mapping[str, RevocationList] = field(default_factory=dict)
    void: VoidCards | None = None
    delivery_key: RsaPublicKey | None = None
    text_issuer: RsaPublicKey | None = None
    online: Mapping[str, CertificateCheck] = field(default_factory=dict)

    def anchors_of(self, issuer: str) -> tuple[bytes, ...]:
        """The anchors of one issuer; none where the store knows it not."""
        return self.anchors.get(issuer, ())

    @property
    def test_roots(self) -> bool:
        """Whether any anchor is marked as a test authority's, or there is none."""
        every = [each for anchors in self.anchors.values() for each in anchors]
        return not every or any(map(is_test_anchor, every))


def is_test_anchor(certificate: bytes) -> bool:
    """Whether the anchor names itself TEST.

    Raises:
        CertificateRefuted: `malformed`.
    """
    subject = inspect(certificate).subject
    return any(_TEST_MARK in value.upper() for _, value in subject)
