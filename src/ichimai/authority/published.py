"""The lists that the authority publishes: revoked certificates and void cards.

Both are made from the register whenever they are asked for, and signed. They say when
the next one is due; a reader that finds them older than that relies on them no more.

Sources: RFC 5280 5 (CRL), JPKI 16 and 35; ICA-MO 19-14 (void cards, RC-220).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ichimai.authority.keys import ISSUERS, AuthorityKeys, Issuer
from ichimai.clock import Clock
from ichimai.crypto.revocation import ListTimes, RevokedSerial, build_crl
from ichimai.crypto.statements import sign_statement
from ichimai.model.filing import Card, CertificateRecord, RevocationReason
from ichimai.model.void_cards import STATEMENT_KIND, VoidCards
from ichimai.randomness import Randomness
from ichimai.registry.store import Registry

LISTS_LAST = timedelta(days=7)
"""How long a list may be relied on. A new one is due every day."""

VOID_CARDS = "void-cards.jws"
_SALT_BYTES = 16

_REASONS = {
    RevocationReason.UNSPECIFIED: "unspecified",
    RevocationReason.KEY_COMPROMISE: "keyCompromise",
    RevocationReason.AFFILIATION_CHANGED: "affiliationChanged",
    RevocationReason.SUPERSEDED: "superseded",
    RevocationReason.CESSATION_OF_OPERATION: "cessationOfOperation",
}


@dataclass(frozen=True, slots=True)
class PublishedLists:
    """One edition of every list.

    Attributes:
        crls: DER by issuer.
        void_cards: the signed statement.
    """

    crls: Mapping[Issuer, bytes]
    void_cards: str

    def files(self) -> dict[str, bytes]:
        """The lists by the names that they have in the folder of trust."""
        return {
            **{f"{issuer}.crl": crl for issuer, crl in self.crls.items()},
            VOID_CARDS: self.void_cards.encode(),
        }


def lists_of(
    registry: Registry, keys: AuthorityKeys, clock: Clock, randomness: Randomness
) -> PublishedLists:
    """The lists as the register stands now."""
    edition = _Edition(keys, clock.now().replace(microsecond=0))
    return PublishedLists(
        crls={
            issuer: edition.crl(issuer, registry.revoked_certificates(issuer))
            for issuer in ISSUERS
        },
        void_cards=edition.void_cards(registry.void_cards(), randomness),
    )


def crl_of(
    registry: Registry, keys: AuthorityKeys, clock: Clock, issuer: Issuer
) -> bytes:
    """The revocation list of one issuer as the register stands now."""
    edition = _Edition(keys, clock.now().replace(microsecond=0))
    return edition.crl(issuer, registry.revoked_certificates(issuer))


def empty_lists(
    keys: AuthorityKeys, clock: Clock, randomness: Randomness
) -> PublishedLists:
    """The first lists of a new authority."""
    edition = _Edition(keys, clock.now().replace(microsecond=0))
    return PublishedLists(
        crls={issuer: edition.crl(issuer, ()) for issuer in ISSUERS},
        void_cards=edition.void_cards((), randomness),
    )


@dataclass(frozen=True, slots=True)
class _Edition:
    """Lists made at one moment."""

    keys: AuthorityKeys
    at: datetime

    @property
    def number(self) -> int:
        """Seconds since 1970: grows from edition to edition with nothing kept."""
        return int(self.at.timestamp())

    def crl(self, issuer: Issuer, revoked: Iterable[CertificateRecord]) -> bytes:
        """The revocation list of *issuer*."""
        return build_crl(
            self.keys.certificates[issuer],
            self.keys.issuers[issuer],
            ListTimes(self.number, self.at, self.at + LISTS_LAST),
            [revocation_line(record) for record in revoked],
        )

    def void_cards(self, cards: Iterable[Card], randomness: Randomness) -> str:
        """The signed list of void cards."""
        listed = VoidCards.of(
            [(card.number, card.voided_on) for card in cards if card.voided_on],
            self.number,
            randomness(_SALT_BYTES),
            (self.at, self.at + LISTS_LAST),
        )
        return sign_statement(listed.to_json(), STATEMENT_KIND, self.keys.residence)


def revocation_line(record: CertificateRecord) -> RevokedSerial:
    """A revoked certificate of the register as lists and answers name it."""
    if record.revoked_at is None or record.revocation_reason is None:
        raise ValueError("a revoked certificate says when and why")
    moment = record.revoked_at.replace(microsecond=0)
    return RevokedSerial(record.serial, moment, _REASONS[record.revocation_reason])
