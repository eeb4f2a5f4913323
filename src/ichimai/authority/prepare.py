"""Preparation: every byte that is to be signed is built, linted and written down.

No key of an issuer is touched here. Certificates are signed with a throw-away key, the
result is held against every lint, and the exact bytes go into the register together
with the hash of a token. The token is the only way to the signatures (`issue`), and it
is good for one use. Why in this order: docs/decisions/0030.
"""

import json
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from ichimai.authority import entries
from ichimai.authority.decide import settled
from ichimai.authority.drafting import TERMS, Terms, draft_card
from ichimai.authority.entries import CardPlan
from ichimai.authority.escrow import following
from ichimai.authority.office import Office
from ichimai.card.layout.image import CardImage
from ichimai.crypto import sealing
from ichimai.errors import Refused, msgid
from ichimai.law.questions import ask
from ichimai.model.cards import CardKind, CardNumber
from ichimai.model.decision import Preparation
from ichimai.model.filing import Card, CardState
from ichimai.model.finding import Finding
from ichimai.model.status import Status
from ichimai.registry.applications import PreparationMade, record_preparation
from ichimai.registry.reads import Reads

CARD = "card"
"""The envelope with the unsigned card, its keys among it, for the card maker."""

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
    draft = draft_card(office, plan, number, entries.portraits_of(plan))
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


def terms_of(preparation: Preparation) -> Terms:
    """The days that were written down with the bytes."""
    days = json.loads(preparation.to_be_signed[TERMS])
    return Terms(
        delivery_on=date.fromisoformat(days["delivery_on"]),
        expires_on=date.fromisoformat(days["expires_on"]),
        my_number_ends_on=_day_or_none(days["my_number_ends_on"]),
    )


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
