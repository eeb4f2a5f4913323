"""Filings, cards and certificates, as the register knows them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ichimai.model.cards import CardKind, CardNumber
from ichimai.model.procedure import Counter, Procedure
from ichimai.model.status import Status


class ApplicationState(StrEnum):
    """How far an application has come (law file, section 4)."""

    LODGED = "lodged"
    REFUSED = "refused"
    DECIDED = "decided"
    PREPARED = "prepared"
    ISSUED = "issued"
    """The card is made; the municipality has not yet confirmed it (RC-080)."""
    CONFIRMED = "confirmed"
    DELIVERED = "delivered"


class CardState(StrEnum):
    """Whether a card is on its way, in force, or over (law file, section 4)."""

    MADE = "made"
    ACTIVE = "active"
    VOID = "void"
    RETURNED = "returned"


class CertificateUse(StrEnum):
    """The two electronic certificates of JPKI."""

    SIGNATURE = "signature"
    """署名用電子証明書, JPKI 3."""
    USER_AUTHENTICATION = "user-authentication"
    """利用者証明用電子証明書, JPKI 22."""


class RevocationReason(StrEnum):
    """Why a certificate was revoked: the words of RFC 5280 5.3.1 that apply here."""

    UNSPECIFIED = "unspecified"
    KEY_COMPROMISE = "key-compromise"
    AFFILIATION_CHANGED = "affiliation-changed"
    """Name or address on the register has changed, JPKI 12(i)."""
    SUPERSEDED = "superseded"
    """A new card was delivered."""
    CESSATION_OF_OPERATION = "cessation-of-operation"
    """The card has lapsed or was returned."""


class CertificateState(StrEnum):
    """Whether a certificate may be relied on."""

    MADE = "made"
    ACTIVE = "active"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Application:
    """A filing, with or without a request for the one card.

    Attributes:
        procedure: the carrier filing.
        counter: where it was filed.
        specified_request: whether the specified card was asked for together with it.
        status_requested: the status after the procedure.
        stay_months: the period asked for, None where the procedure grants none.
        photo: the JPEG as filed, None where none is needed.
        certificates: the electronic certificates asked for; declined ones are absent.
    """

    id: str
    version: int
    resident_id: str
    procedure: Procedure
    counter: Counter
    specified_request: bool
    filed_on: date
    status_requested: Status
    stay_months: int | None
    photo: bytes | None
    certificates: frozenset[CertificateUse]
    state: ApplicationState

    def __repr__(self) -> str:
        return f"Application({self.id}, version {self.version}, {self.state})"


@dataclass(frozen=True, slots=True)
class Card:
    """A card of the residence system, from its making to its end.

    Attributes:
        expires_on: last day of the residence side, as printed.
        my_number_ends_on: last day of the My Number side; None on ordinary cards.
        content_sha256: hash of the card image as it was made, lower-case hexadecimal;
            None on a card that this authority did not make.
        voided_on: the day from which it is void, None while it is not.
    """

    id: str
    version: int
    resident_id: str
    application_id: str | None
    kind: CardKind
    number: CardNumber
    expires_on: date
    my_number_ends_on: date | None
    delivered_on: date | None
    content_sha256: str | None
    state: CardState
    voided_on: date | None = None


@dataclass(frozen=True, slots=True)
class CertificateRecord:
    """An electronic certificate that an issuer of this authority has signed.

    Attributes:
        issuer: `jpki-sign`, `jpki-auth`, `residence` or `root`.
        serial: lower-case hexadecimal, no leading zeros.
        starts_on: first day, in Japan.
        ends_on: last day, in Japan.
        der_sha256: hash of the certificate, lower-case hexadecimal.
        revoked_at: the moment of its revocation, aware, in UTC; None while it stands.
    """

    id: str
    version: int
    card_id: str
    issuer: str
    use: CertificateUse
    serial: str
    starts_on: date
    ends_on: date
    der_sha256: str
    state: CertificateState
    revoked_at: datetime | None = None
    revocation_reason: RevocationReason | None = None
