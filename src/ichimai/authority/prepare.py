"""Preparation: every byte that is to be signed is built, linted and written down.

No key of an issuer is touched here. Certificates are signed with a throw-away key, the
result is held against every lint, and the exact bytes go into the register together
with the hash of a token. The token is the only way to the signatures (`issue`), and it
is good for one use. Why in this order: docs/decisions/0030.
"""

import json
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

from ichimai.authority import entries, lints, profiles
from ichimai.authority.common_record import (
    common_files,
    new_serial_number,
    register_files,
)
from ichimai.authority.decide import settled
from ichimai.authority.entries import CardPlan
from ichimai.authority.escrow import following
from ichimai.authority.keys import RESIDENCE_SIGNER
from ichimai.authority.office import Office, open_my_number
from ichimai.authority.profiles import Holder, Life
from ichimai.authority.setup import new_serial
from ichimai.authority.surface_record import unsigned_files
from ichimai.authority.text_record import unsigned_record
from ichimai.card.layout.image import TYPE_B_ATR, CardImage, Credential
from ichimai.card.layout.residence import (
    ResidenceContents,
    encode_files,
    signed_message,
)
from ichimai.crypto import certificates, sealing
from ichimai.crypto.certificates import CertificateFields
from ichimai.crypto.keys import RsaPrivateKey
from ichimai.errors import Refused, msgid
from ichimai.law.questions import ask
from ichimai.model.cards import CardKind, CardNumber, MyNumber
from ichimai.model.decision import Preparation
from ichimai.model.filing import Card, CardState, CertificateUse
from ichimai.model.finding import Finding
from ichimai.model.status import Status
from ichimai.registry.applications import PreparationMade, record_preparation
from ichimai.registry.reads import Reads

CARD = "card"
"""The envelope with the unsigned card, its keys among it, for the card maker."""

RESIDENCE_DATA = "residence-data"
"""The bytes that the residence signer is to sign."""

TERMS = "terms"
"""The days for which the card is made, written down with the bytes; nobody signs it."""

USES = (CertificateUse.USER_AUTHENTICATION, CertificateUse.SIGNATURE)
"""In this order: a signature certificate ends with the other one (RC-231)."""

_TOKEN_BYTES = 32
_NUMBERS_TRIED = 20


@dataclass(frozen=True, slots=True)
class Token:
    """The right to have one preparation signed, once. Not kept anywhere but here."""

    application_id: str
    value: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """What the register knows of the token."""
        return sha256(self.value).hexdigest()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A card being prepared, with the law's findings and the bytes to be signed."""

    image: CardImage = field(repr=False)
    to_be_signed: dict[str, bytes] = field(repr=False)
    findings: tuple[Finding, ...]


def prepare(office: Office, application_id: str, delivery_on: date) -> Token:
    """Prepare the card of a decided application for delivery on that day; a token.

    An application that asks for the specified card gets one; any other gets an ordinary
    card, which has no My Number side.

    A preparation may be repeated until a card is made; the token before is then void.

    Raises:
        NotFound: no application by that identifier, or no decision on it.
        Conflict: its row has changed meanwhile.
        Refused: code `wrong-state`, `not-a-carrier`, `facts-unknown`, `no-stay`,
            `no-photo`, `my-number`, `in-the-past`, or `lint` with every rule that is
            broken.
        Malformed: the photo breaks a rule, or a text does not fit its picture.
    """
    with office.registry.reading() as register:
        plan, validity = _plan(office, register, application_id, delivery_on)
        number = _free_number(office, register)
    draft = _draft(office, plan, number)
    token = Token(application_id, office.randomness(_TOKEN_BYTES))
    findings = (validity, *draft.findings)
    sealed = seal_card(office, application_id, draft.image)
    with following(office.escrow, office.registry, application_id):
        made = PreparationMade(
            application_id=application_id,
            seen_version=plan.application.version,
            token_sha256=token.sha256,
            to_be_signed=draft.to_be_signed,
            cites=tuple(dict.fromkeys(c for f in findings for c in f.cites)),
            receipts={CARD: office.escrow.deposit(plan.resident.id, sealed)},
        )
        with office.registry.transaction("card-maker") as tx:
            record_preparation(tx, made)
    return token


def validity_of(
    office: Office, register: Reads, application_id: str, delivered_on: date
) -> Finding:
    """How long the card of an application lasts when it is delivered on that day.

    Raises:
        Refused: code `not-a-carrier` or `facts-unknown`.
    """
    application = register.get_application(application_id)
    resident = register.get_resident(application.resident_id)
    decision = register.get_decision(application_id)
    stay, _ = entries.plan_stay(decision.granted, register.find_stay_of(resident.id))
    status = stay.status if stay else Status.SPECIAL_PERMANENT_RESIDENT
    held = _card_held(register, resident.id)
    facts: dict[str, Any] = {
        "card": _kind(status, specified=application.specified_request).value,
        "status": status.value,
        "birth_date": resident.birth_date.isoformat(),
        "procedure": application.procedure.value,
        "filed_on": application.filed_on.isoformat(),
        "delivered_on": delivered_on.isoformat(),
        "old_card": _old_card_facts(held),
    }
    if stay is not None and stay.stay_ends_on is not None:
        facts["stay_ends_on"] = stay.stay_ends_on.isoformat()
    finding = settled(ask("card-validity", facts, office.clock.today()))
    if finding.answer["expires_on"] is None:
        raise Refused(
            msgid("The law knows no such card for this procedure ({reason})."),
            repair=msgid("File the procedure without the request for the card."),
            code="not-a-carrier",
            reason=finding.reason,
            cites=finding.cites,
        )
    return finding


def seal_card(office: Office, application_id: str, image: CardImage) -> bytes:
    """*image* for the card maker alone, bound to its application."""
    purpose = card_purpose(application_id)
    return sealing.seal(office.keys.card_maker.public, image.to_bytes(), purpose)


def card_purpose(application_id: str) -> bytes:
    """What binds a sealed card to its application."""
    return f"card of {application_id}".encode()


@dataclass(frozen=True, slots=True)
class Terms:
    """The days for which a card is made.

    Attributes:
        delivery_on: it is not to be delivered before.
        expires_on, my_number_ends_on: last day of either side; None where the card has
            no My Number side.
    """

    delivery_on: date
    expires_on: date
    my_number_ends_on: date | None

    def to_json(self) -> bytes:
        """As they are written down."""
        days = {name: _written(getattr(self, name)) for name in _TERMS}
        return json.dumps(days).encode()


_TERMS = ("delivery_on", "expires_on", "my_number_ends_on")


def terms_of(preparation: Preparation) -> Terms:
    """The days that were written down with the bytes."""
    days = json.loads(preparation.to_be_signed[TERMS])
    return Terms(
        delivery_on=date.fromisoformat(days["delivery_on"]),
        expires_on=date.fromisoformat(days["expires_on"]),
        my_number_ends_on=_day_or_none(days["my_number_ends_on"]),
    )


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day_or_none(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _plan(
    office: Office, register: Reads, application_id: str, delivery_on: date
) -> tuple[CardPlan, Finding]:
    if delivery_on < office.clock.today():
        raise Refused(
            msgid("The day of delivery has passed."),
            repair=msgid("Prepare the card for today or a later day."),
            code="in-the-past",
        )
    application = register.get_application(application_id)
    validity = validity_of(office, register, application_id, delivery_on)
    resident = register.get_resident(application.resident_id)
    granted = register.get_decision(application_id).granted
    stay, past = entries.plan_stay(granted, register.find_stay_of(resident.id))
    plan = CardPlan(
        application=application,
        resident=resident,
        kind=CardKind(validity.facts["card"]),
        stay=stay,
        permission=entries.permission_on_card(
            application,
            register.applications_of(resident.id),
            stay.status if stay else None,
        ),
        permitted_on=past or delivery_on,
        delivery_on=delivery_on,
        expires_on=date.fromisoformat(validity.answer["expires_on"]),
        my_number_ends_on=_day_or_none(validity.answer.get("my_number_ends_on")),
    )
    return plan, validity


def _draft(office: Office, plan: CardPlan, number: CardNumber) -> _Draft:
    contents = entries.residence_contents(plan, number)
    signer = office.keys.certificates[RESIDENCE_SIGNER]
    lints.refuse_broken(
        lints.CARD_LINTS, lints.LintedCard(contents, plan, signer=signer)
    )
    terms = Terms(plan.delivery_on, plan.expires_on, plan.my_number_ends_on)
    written = {RESIDENCE_DATA: signed_message(contents), TERMS: terms.to_json()}
    if not plan.kind.specified:
        return _Draft(ordinary_image(contents), written, ())
    my_number = open_my_number(office.keys, plan.resident.my_number_sealed)
    credentials, to_be_signed, findings = _credentials(office, plan, my_number)
    return _Draft(
        image=_unsigned_image(office, plan, contents, credentials, my_number),
        to_be_signed={**to_be_signed, **written},
        findings=findings,
    )


def ordinary_image(contents: ResidenceContents) -> CardImage:
    """A card with a chip of its own, type 05 or 06: residence data and nothing else."""
    return CardImage(
        type_code=contents.type_code,
        card_number=contents.card_number,
        residence_files=encode_files(contents),
        atr=TYPE_B_ATR,
    )


def _unsigned_image(
    office: Office,
    plan: CardPlan,
    contents: ResidenceContents,
    credentials: dict[CertificateUse, Credential],
    my_number: MyNumber,
) -> CardImage:
    none, delivery = Credential(), office.keys.delivery
    code = entries.new_security_code(office.randomness)
    image = CardImage(
        type_code=contents.type_code,
        card_number=contents.card_number,
        residence_files=encode_files(contents),
        delivery_key=delivery.to_der(),
        signature=credentials.get(CertificateUse.SIGNATURE, none),
        user_authentication=credentials.get(CertificateUse.USER_AUTHENTICATION, none),
        my_number=my_number,
        security_code=code,
    )
    if office.keys.text is None:
        return image
    text = unsigned_record(plan.resident, contents, my_number, code, delivery.public)
    own_key = RsaPrivateKey.from_der(text.private_key).public
    counter = office.keys.counter
    return replace(
        image,
        text=text,
        surface=unsigned_files(
            plan.resident,
            contents,
            plan.application.photo,
            (my_number, code),
            own_key,
        ),
        common=common_files(
            plan.resident,
            contents,
            new_serial_number(office.randomness),
            None if counter is None else counter.public,
        ),
        juki=register_files(),
    )


def _credentials(
    office: Office, plan: CardPlan, my_number: MyNumber
) -> tuple[dict[CertificateUse, Credential], dict[str, bytes], tuple[Finding, ...]]:
    """Key pairs of the card, the certificates to be signed, and why they end when."""
    credentials, to_be_signed = {}, {}
    findings: list[Finding] = []
    for use in USES:
        if use not in plan.application.certificates:
            continue
        finding = _certificate_validity(office, plan, use, findings)
        key = RsaPrivateKey.generate()
        holder = Holder(
            opaque_id=f"TEST {int.from_bytes(office.randomness(8)):020}",
            key=key.public,
            serial=new_serial(office.randomness),
        )
        ends_on = date.fromisoformat(finding.answer["expires_on"])
        life = Life(office.clock.now().replace(microsecond=0), ends_on)
        fields = _fields(office, plan, use, (holder, life))
        to_be_signed[use.value] = _linted(office, plan, use, (fields, my_number))
        credentials[use] = Credential(
            ca_certificate=office.keys.certificates[profiles.ISSUER_OF_USE[use]],
            private_key=key.to_der(),
        )
        findings.append(finding)
    return credentials, to_be_signed, tuple(findings)


def _certificate_validity(
    office: Office, plan: CardPlan, use: CertificateUse, before: list[Finding]
) -> Finding:
    today = office.clock.today()
    facts = {
        "certificate": use.value,
        "issued_on": today.isoformat(),
        "birth_date": plan.resident.birth_date.isoformat(),
        "card_ends_on": plan.number_side_ends_on.isoformat(),
        "user_authentication_ends_on": None,
        "renewal_of_ends_on": None,
    }
    if before:
        facts["user_authentication_ends_on"] = before[0].answer["expires_on"]
    return settled(ask("certificate-validity", facts, today))


def _fields(
    office: Office, plan: CardPlan, use: CertificateUse, whose: tuple[Holder, Life]
) -> CertificateFields:
    holder, life = whose
    issuer_key = office.keys.issuers[profiles.ISSUER_OF_USE[use]].public
    if use is CertificateUse.SIGNATURE:
        return profiles.signature_profile(
            holder, plan.resident, life, office.site, issuer_key
        )
    return profiles.user_authentication_profile(holder, life, office.site, issuer_key)


def _linted(
    office: Office,
    plan: CardPlan,
    use: CertificateUse,
    what: tuple[CertificateFields, MyNumber],
) -> bytes:
    """The bytes to be signed of a certificate that keeps every rule."""
    fields, my_number = what
    der = certificates.build_certificate(fields, office.throw_away)
    view = certificates.inspect(der)
    issuer = office.keys.certificates[profiles.ISSUER_OF_USE[use]]
    subject = lints.LintedCertificate(
        der=der,
        view=view,
        issuer=certificates.inspect(issuer),
        use=use,
        resident=plan.resident,
        my_number=str(my_number),
        ends_by=plan.number_side_ends_on,
    )
    lints.refuse_broken(lints.CERTIFICATE_LINTS, subject)
    return view.tbs


def _kind(status: Status, *, specified: bool) -> CardKind:
    if status is Status.SPECIAL_PERMANENT_RESIDENT:
        special, ordinary = (
            CardKind.SPECIFIED_SPECIAL_PERMANENT,
            CardKind.SPECIAL_PERMANENT,
        )
    else:
        special, ordinary = CardKind.SPECIFIED_RESIDENCE, CardKind.RESIDENCE
    return special if specified else ordinary


def _card_held(register: Reads, resident_id: str) -> Card | None:
    cards = register.cards_of(resident_id)
    return next((card for card in cards if card.state is CardState.ACTIVE), None)


def _old_card_facts(held: Card | None) -> dict[str, str] | None:
    if held is None or held.delivered_on is None:
        return None
    return {
        "delivered_on": held.delivered_on.isoformat(),
        "expires_on": held.expires_on.isoformat(),
    }


def _free_number(office: Office, register: Reads) -> CardNumber:
    for _ in range(_NUMBERS_TRIED):
        number = entries.new_card_number(office.randomness)
        if register.find_card_by_number(number) is None:
            return number
    raise RuntimeError("randomness gives one and the same card number")
