"""Invented people and the steps of their cases, for every test of the register."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import Executable, text

from ichimai.clock import VirtualClock
from ichimai.model.cards import CardKind, CardNumber
from ichimai.model.decision import GrantedStay
from ichimai.model.filing import Application, Card, CertificateUse
from ichimai.model.finding import Finding
from ichimai.model.people import Resident, Sex
from ichimai.model.procedure import Counter, Procedure
from ichimai.model.status import Status
from ichimai.registry.applications import (
    Confirmation,
    DecisionMade,
    Filing,
    Issue,
    NewCard,
    NewCertificate,
    PreparationMade,
    confirm,
    lodge,
    record_decision,
    record_issue,
    record_preparation,
)
from ichimai.registry.canonical import sha256_hex
from ichimai.registry.cards import Delivery, EarlierCard, deliver, enter_card
from ichimai.registry.residents import Enrolment, GrantOfStay, enrol, grant_stay
from ichimai.registry.store import Registry

TODAY = date(2026, 11, 2)
MUNICIPALITY = "131130"
PHOTO = b"\xff\xd8 an invented photograph \xff\xd9"
HANDED_OUT = "a token that was handed out once"

ENROLMENT = Enrolment(
    name="MINH TEST",
    name_kanji=None,
    birth_date=date(1995, 3, 3),
    sex=Sex.MALE,
    nationality="VNM",
    address="1-2-3 Sample, Shibuya-ku, Tokyo",
    municipality=MUNICIPALITY,
    my_number_sealed=b"sealed elsewhere",
)

FINDING = Finding(
    question="specified-card-request",
    as_of=TODAY,
    facts={"procedure": "extension", "filed_on": TODAY},
    answer={"allowed": True, "result_card": "specified-residence"},
    rules=("RC-030",),
    cites=("ICA 19-15-2(1)",),
)

GRANTED = GrantedStay(Status.ENGINEER, 36, date(2029, 12, 10))


def clock_of_today() -> VirtualClock:
    """A clock that stands at nine in the morning of `TODAY` in Japan."""
    return VirtualClock(datetime(2026, 11, 2, 0, 0, tzinfo=UTC))


def card_number(serial: int) -> CardNumber:
    """An invented card number."""
    return CardNumber(f"TE{serial:08}ST")


def receipt(about: str) -> str:
    """A receipt as an escrow writes it."""
    return f"res_1.{sha256_hex(about.encode())}"


def first_stay(resident_id: str) -> GrantOfStay:
    """A year as an engineer, granted before this register began."""
    return GrantOfStay(
        resident_id=resident_id,
        seen_version=1,
        status=Status.ENGINEER,
        stay_months=12,
        stay_ends_on=date(2026, 12, 10),
        permitted_on=date(2025, 12, 10),
    )


def earlier_card(resident_id: str, serial: int) -> EarlierCard:
    """A residence card delivered before this register began."""
    return EarlierCard(
        resident_id=resident_id,
        seen_version=1,
        kind=CardKind.RESIDENCE,
        number=card_number(serial),
        delivered_on=date(2025, 12, 10),
        expires_on=date(2026, 12, 10),
    )


def enrolled(registry: Registry, serial: int = 1, *, card: bool = True) -> Resident:
    """A resident with a stay, and an old residence card unless *card* is false."""
    with registry.transaction("municipality") as tx:
        resident = enrol(tx, replace(ENROLMENT, name=f"MINH TEST {serial}"))
    with registry.transaction("bureau") as tx:
        grant_stay(tx, first_stay(resident.id))
    if card:
        with registry.transaction("bureau") as tx:
            enter_card(tx, earlier_card(resident.id, serial))
    return resident


def filing(resident_id: str, *, specified: bool = True) -> Filing:
    """An extension, with a request for the one card if *specified*."""
    return Filing(
        resident_id=resident_id,
        procedure=Procedure.EXTENSION,
        counter=Counter.BUREAU,
        specified_request=specified,
        filed_on=TODAY,
        status_requested=Status.ENGINEER,
        stay_months=36,
        photo=PHOTO,
        certificates=frozenset(CertificateUse),
        cites=("ICA 21(2)", "ICA 19-15-2(1)"),
        receipts={"pins": receipt(f"pins of {resident_id}")},
    )


def approval(application: Application) -> DecisionMade:
    """An approval with the stay granted."""
    return DecisionMade(
        application_id=application.id,
        seen_version=application.version,
        approved=True,
        decided_on=TODAY,
        granted=GRANTED,
        findings=(FINDING,),
    )


def preparation(application: Application, token: str = HANDED_OUT) -> PreparationMade:
    """Two pieces of bytes to be signed, under *token*."""
    return PreparationMade(
        application_id=application.id,
        seen_version=application.version,
        token_sha256=sha256_hex((token + application.id).encode()),
        to_be_signed={"residence": b"\x01\x02\x03", "jpki-sign": b"\x30\x00"},
        cites=("ICA 19-15-2(4)",),
        receipts={"keys": receipt(f"keys under {token} {application.id}")},
    )


def issue(application: Application, serial: int = 1) -> Issue:
    """The card that was asked for and both certificates."""
    specified = application.specified_request
    certificates = tuple(
        NewCertificate(
            issuer=issuer,
            use=use,
            serial=f"{serial:x}{number}",
            starts_on=TODAY,
            ends_on=date(2029, 12, 10),
            der_sha256=sha256_hex(f"{issuer}{serial}".encode()),
        )
        for number, (issuer, use) in enumerate(
            (
                ("jpki-sign", CertificateUse.SIGNATURE),
                ("jpki-auth", CertificateUse.USER_AUTHENTICATION),
            )
        )
    )
    return Issue(
        application_id=application.id,
        seen_version=application.version,
        token_sha256=sha256_hex((HANDED_OUT + application.id).encode()),
        card=NewCard(
            kind=CardKind.SPECIFIED_RESIDENCE if specified else CardKind.RESIDENCE,
            number=card_number(1000 + serial),
            expires_on=date(2029, 12, 10),
            my_number_ends_on=date(2029, 12, 10) if specified else None,
            content_sha256=sha256_hex(b"the card image"),
        ),
        certificates=certificates if specified else (),
        cites=("ICA 19-15-2(4)",),
    )


def confirmation(application: Application) -> Confirmation:
    """The word of the municipality of residence."""
    return Confirmation(application.id, application.version, MUNICIPALITY)


@dataclass(frozen=True, slots=True)
class Case:
    """An application on its way, and what it has led to."""

    resident: Resident
    application: Application
    card: Card | None = None


def lodged(registry: Registry, serial: int = 1, *, specified: bool = True) -> Case:
    """A case that has just been filed."""
    resident = enrolled(registry, serial)
    with registry.transaction("bureau") as tx:
        application = lodge(tx, filing(resident.id, specified=specified))
    return Case(resident, application)


def decided(registry: Registry, serial: int = 1, *, specified: bool = True) -> Case:
    """A case that has been approved."""
    case = lodged(registry, serial, specified=specified)
    with registry.transaction("bureau") as tx:
        application = record_decision(tx, approval(case.application))
    return replace(case, application=application)


def prepared(registry: Registry, serial: int = 1, *, specified: bool = True) -> Case:
    """A case whose card may be signed."""
    case = decided(registry, serial, specified=specified)
    with registry.transaction("card-maker") as tx:
        application = record_preparation(tx, preparation(case.application))
    return replace(case, application=application)


def issued(registry: Registry, serial: int = 1, *, specified: bool = True) -> Case:
    """A case whose card is made and not yet confirmed."""
    case = prepared(registry, serial, specified=specified)
    with registry.transaction("card-maker") as tx:
        card = record_issue(tx, issue(case.application, serial))
    application = registry.get_application(case.application.id)
    return replace(case, application=application, card=card)


def confirmed(registry: Registry, serial: int = 1) -> Case:
    """A case whose card waits to be fetched."""
    case = issued(registry, serial)
    with registry.transaction("municipality") as tx:
        application = confirm(tx, confirmation(case.application))
    return replace(case, application=application)


def delivered(registry: Registry, serial: int = 1) -> Case:
    """A case that has come to its end."""
    case = confirmed(registry, serial)
    handover = Delivery(case.application.id, case.application.version, TODAY)
    with registry.transaction("bureau") as tx:
        card = deliver(tx, handover)
    return Case(case.resident, registry.get_application(case.application.id), card)


def run_sql(registry: Registry, *statements: str | Executable) -> None:
    """What somebody with the database's own password does behind our back."""
    with registry._connected(writes=True) as connection:
        for statement in statements:
            connection.execute(
                text(statement) if isinstance(statement, str) else statement
            )
        connection.commit()
