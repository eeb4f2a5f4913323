"""Commands on applications: filed, decided, written down, made, confirmed.

The states follow one another and none comes back (law file, section 4; RC-080). The
last step, delivery, changes cards and stay as well and is in `cards`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hmac import compare_digest

from ichimai.errors import Malformed, Refused, msgid
from ichimai.model.cards import CardKind, CardNumber
from ichimai.model.decision import Decision, GrantedStay, Preparation
from ichimai.model.filing import (
    Application,
    ApplicationState,
    Card,
    CardState,
    CertificateRecord,
    CertificateState,
    CertificateUse,
)
from ichimai.model.finding import Finding
from ichimai.model.procedure import Counter, Procedure
from ichimai.model.status import Status
from ichimai.registry.canonical import sha256_hex
from ichimai.registry.guards import (
    refuse_before,
    refuse_future,
    refuse_stale,
    refuse_state,
)
from ichimai.registry.store import Transaction


@dataclass(frozen=True, slots=True)
class Filing:
    """An application as it was handed in.

    Attributes:
        cites: the provisions under which it is filed.
        receipts: of contents sealed to the card maker, which wait in the escrow, by
            name (the chosen PINs); dropped when the card is made.
    """

    resident_id: str
    procedure: Procedure
    counter: Counter
    specified_request: bool
    filed_on: date
    status_requested: Status
    stay_months: int | None
    photo: bytes | None
    certificates: frozenset[CertificateUse]
    cites: tuple[str, ...] = ()
    receipts: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Filing({self.resident_id}, {self.procedure})"


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """The outcome of an application, and the findings that it rests on.

    Attributes:
        granted: the stay permitted, None where the procedure grants none.
    """

    application_id: str
    seen_version: int
    approved: bool
    decided_on: date
    granted: GrantedStay | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PreparationMade:
    """Everything that is to be signed for one card, to the byte.

    Attributes:
        token_sha256: hash of the token that was handed out; the token is not kept.
        to_be_signed: each piece of bytes by its name.
        cites: the provisions under which the card is made.
        receipts: of what the card maker needs later and nobody else may see.
    """

    application_id: str
    seen_version: int
    token_sha256: str
    to_be_signed: Mapping[str, bytes]
    cites: tuple[str, ...] = ()
    receipts: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"PreparationMade({self.application_id})"


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card that has been made."""

    kind: CardKind
    number: CardNumber
    expires_on: date
    my_number_ends_on: date | None
    content_sha256: str


@dataclass(frozen=True, slots=True)
class NewCertificate:
    """A certificate that has been signed for a card."""

    issuer: str
    use: CertificateUse
    serial: str
    starts_on: date
    ends_on: date
    der_sha256: str


@dataclass(frozen=True, slots=True)
class Issue:
    """A card made and its certificates signed, under a token redeemed by it.

    Attributes:
        receipts: of the card's own contents, sealed to the card maker, so that a
            machine that fails behind the commit loses no card; dropped when it is
            confirmed.
    """

    application_id: str
    seen_version: int
    token_sha256: str
    card: NewCard
    certificates: tuple[NewCertificate, ...]
    cites: tuple[str, ...] = ()
    receipts: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Issue({self.application_id})"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The municipality's word that a card agrees with the resident record (RC-080)."""

    application_id: str
    seen_version: int
    municipality: str


def lodge(tx: Transaction, filing: Filing) -> Application:
    """Take in an application; it, at version 1.

    Raises:
        NotFound: no resident by that identifier.
        Malformed: it is dated in the future.
    """
    resident = tx.lock_resident(filing.resident_id)
    refuse_future(tx, filing.filed_on, "filed_on")
    application = Application(
        id=tx.new_id("app"),
        version=1,
        resident_id=resident.id,
        procedure=filing.procedure,
        counter=filing.counter,
        specified_request=filing.specified_request,
        filed_on=filing.filed_on,
        status_requested=filing.status_requested,
        stay_months=filing.stay_months,
        photo=filing.photo,
        certificates=filing.certificates,
        state=ApplicationState.LODGED,
    )
    tx.add_application(application)
    tx.keep_receipts(application.id, filing.receipts)
    tx.journal_entry(
        "application-lodged",
        resident.id,
        cites=filing.cites,
        details={"application": application.id, "sealed": sorted(filing.receipts)},
    )
    return application


def record_decision(tx: Transaction, made: DecisionMade) -> Application:
    """Record an approval or a refusal, whole; the application, one version on.

    A refusal is an outcome, not an error: the card held before stays as it is (E02),
    and nothing points to its PINs any more.

    Raises:
        NotFound: no application by that identifier.
        Conflict: its row has changed since.
        Refused: code `wrong-state`; it has been decided already.
        Malformed: code `contradiction`; a refusal that grants a stay, or days that run
            backwards.
    """
    application = tx.lock_application(made.application_id)
    refuse_stale("applications", application.version, made.seen_version)
    refuse_state(application, ApplicationState.LODGED)
    refuse_future(tx, made.decided_on, "decided_on")
    refuse_before(made.decided_on, application.filed_on, "decided_on")
    if made.granted is not None and not made.approved:
        raise Malformed(
            msgid("A refusal grants no stay."),
            repair=msgid("Leave the stay out, or approve the application."),
            code="contradiction",
        )
    tx.add_decision(
        Decision(
            application_id=application.id,
            version=1,
            approved=made.approved,
            decided_on=made.decided_on,
            granted=made.granted,
            findings=made.findings,
        )
    )
    if made.approved:
        decided = _advance(tx, application, ApplicationState.DECIDED)
    else:
        tx.drop_receipts(application.id)
        decided = _advance(tx, application, ApplicationState.REFUSED)
    tx.journal_entry(
        "application-decided" if made.approved else "application-refused",
        application.resident_id,
        cites=[cited for finding in made.findings for cited in finding.cites],
        details={"application": application.id},
    )
    return decided


def record_preparation(tx: Transaction, made: PreparationMade) -> Application:
    """Write down the exact bytes before any key is touched; the application, moved on.

    A preparation may be repeated until its token is redeemed: a token that was lost
    with its process is replaced by a new one, and both attempts stay in the journal.

    Raises:
        NotFound: no application by that identifier.
        Conflict: its row has changed since.
        Refused: code `wrong-state`; it is not decided, or the card is made.
    """
    application = tx.lock_application(made.application_id)
    refuse_stale("applications", application.version, made.seen_version)
    refuse_state(application, ApplicationState.DECIDED, ApplicationState.PREPARED)
    before = tx.find_preparation(application.id)
    preparation = Preparation(
        application_id=application.id,
        version=1 if before is None else before.version,
        token_sha256=made.token_sha256,
        to_be_signed=made.to_be_signed,
        redeemed=False,
    )
    if before is None:
        tx.add_preparation(preparation)
    else:
        tx.put_preparation(preparation)
    prepared = _advance(tx, application, ApplicationState.PREPARED)
    tx.keep_receipts(application.id, made.receipts)
    tx.journal_entry(
        "card-prepared",
        application.resident_id,
        cites=made.cites,
        details={
            "application": application.id,
            "sealed": sorted(made.receipts),
            "sha256": {n: sha256_hex(b) for n, b in made.to_be_signed.items()},
        },
    )
    return prepared


def hold_preparation(
    tx: Transaction, application_id: str, token_sha256: str
) -> Preparation:
    """What may be signed now, held for writing until this transaction ends.

    Whoever signs calls this first, signs, and calls `record_issue` in the *same*
    transaction. A second process with the same token waits here for the first one to
    commit, and is then refused: a token leads to one signature, not to one record.

    Raises:
        NotFound: no application by that identifier.
        Refused: code `wrong-state` once the card is made; `wrong-token`.
    """
    application = tx.lock_application(application_id)
    refuse_state(application, ApplicationState.PREPARED)
    preparation = tx.get_preparation(application_id)
    right = compare_digest(preparation.token_sha256, token_sha256)
    if preparation.redeemed or not right:
        raise Refused(
            msgid("The token does not belong to this preparation, or was used."),
            repair=msgid("Prepare the card again; that makes a new token."),
            code="wrong-token",
        )
    return preparation


def record_issue(tx: Transaction, issue: Issue) -> Card:
    """Redeem the token and register the card made under it; the card, state made.

    Nothing points any more to what waited for this, the PINs above all; the finished
    card takes its place until it is confirmed.

    Raises:
        NotFound: no application by that identifier.
        Conflict: its row has changed since; the number or a serial is taken.
        Refused: code `wrong-state` or `wrong-token`.
        Malformed: code `contradiction`; the kind of card is not the one asked for.
    """
    preparation = hold_preparation(tx, issue.application_id, issue.token_sha256)
    application = tx.get_application(issue.application_id)
    refuse_stale("applications", application.version, issue.seen_version)
    _refuse_other_kind(application, issue.card.kind)
    card = Card(
        id=tx.new_id("card"),
        version=1,
        resident_id=application.resident_id,
        application_id=application.id,
        kind=issue.card.kind,
        number=issue.card.number,
        expires_on=issue.card.expires_on,
        my_number_ends_on=issue.card.my_number_ends_on,
        delivered_on=None,
        content_sha256=issue.card.content_sha256,
        state=CardState.MADE,
    )
    tx.add_card(card)
    for certificate in issue.certificates:
        tx.add_certificate(_registered(tx, card, certificate))
    tx.put_preparation(replace(preparation, redeemed=True))
    tx.drop_receipts(application.id)
    tx.keep_receipts(application.id, issue.receipts)
    _advance(tx, application, ApplicationState.ISSUED)
    tx.journal_entry(
        "card-issued",
        application.resident_id,
        cites=issue.cites,
        details={"application": application.id, "card": card.id},
    )
    return card


def _refuse_other_kind(application: Application, kind: CardKind) -> None:
    if kind.specified and not application.specified_request:
        raise Malformed(
            msgid("A specified card was made that nobody asked for."),
            repair=msgid("Make an ordinary card, or file with a request for it."),
            code="contradiction",
        )


def _registered(
    tx: Transaction, card: Card, certificate: NewCertificate
) -> CertificateRecord:
    return CertificateRecord(
        id=tx.new_id("cert"),
        version=1,
        card_id=card.id,
        issuer=certificate.issuer,
        use=certificate.use,
        serial=certificate.serial,
        starts_on=certificate.starts_on,
        ends_on=certificate.ends_on,
        der_sha256=certificate.der_sha256,
        state=CertificateState.MADE,
    )


def confirm(tx: Transaction, confirmation: Confirmation) -> Application:
    """Record that the municipality confirms the card; the application, one version on.

    Only the municipality of residence can: it is the one that keeps the record.

    Raises:
        NotFound: no application by that identifier.
        Conflict: its row has changed since.
        Refused: code `wrong-state`; `not-specified` for an ordinary card, which needs
            no confirmation; `other-municipality`.
    """
    application = tx.lock_application(confirmation.application_id)
    refuse_stale("applications", application.version, confirmation.seen_version)
    refuse_state(application, ApplicationState.ISSUED)
    card = tx.find_card_for(application.id)
    if card is None or not card.kind.specified:
        raise Refused(
            msgid("The card is an ordinary one and needs no confirmation."),
            repair=msgid("Deliver it."),
            code="not-specified",
        )
    resident = tx.get_resident(application.resident_id)
    if resident.municipality != confirmation.municipality:
        raise Refused(
            msgid("Another municipality keeps the resident record."),
            repair=msgid("Ask the municipality of residence to confirm the card."),
            code="other-municipality",
        )
    tx.drop_receipts(application.id)
    confirmed = _advance(tx, application, ApplicationState.CONFIRMED)
    tx.journal_entry(
        "card-confirmed",
        application.resident_id,
        cites=["MNA 18-5(4)"],
        details={"application": application.id, "card": card.id},
    )
    return confirmed


def _advance(
    tx: Transaction, application: Application, state: ApplicationState
) -> Application:
    tx.put_application(replace(application, state=state))
    return replace(application, state=state, version=application.version + 1)
