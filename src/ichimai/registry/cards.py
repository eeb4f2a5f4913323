"""Commands on cards: the only ways in which their rows change once they are made."""

from dataclasses import dataclass, replace
from datetime import date

from ichimai.errors import Refused, msgid
from ichimai.model.cards import CardKind, CardNumber
from ichimai.model.decision import Decision
from ichimai.model.filing import (
    Application,
    ApplicationState,
    Card,
    CardState,
    RevocationReason,
)
from ichimai.model.people import Stay
from ichimai.model.procedure import Counter, Procedure
from ichimai.registry.certificates import activate_of_card, revoke_of_card
from ichimai.registry.guards import (
    refuse_before,
    refuse_future,
    refuse_stale,
    refuse_state,
)
from ichimai.registry.store import Transaction

_TAKES_EFFECT: dict[Procedure, str] = {
    Procedure.EXTENSION: "ICA 21(4)",
    Procedure.CHANGE_OF_STATUS: "ICA 20(5)",
    Procedure.PERMANENT_RESIDENCE: "ICA 22(4)",
}
"""Under which provision a permission takes effect with its card (RC-090)."""


_OF_SPECIAL_PERMANENT_RESIDENTS = frozenset(
    {CardKind.SPECIAL_PERMANENT, CardKind.SPECIFIED_SPECIAL_PERMANENT}
)


@dataclass(frozen=True, slots=True)
class EarlierCard:
    """A card that a resident held before this register knew them."""

    resident_id: str
    seen_version: int
    kind: CardKind
    number: CardNumber
    delivered_on: date
    expires_on: date
    my_number_ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A card handed to the person it was made for."""

    application_id: str
    seen_version: int
    delivered_on: date


@dataclass(frozen=True, slots=True)
class Voiding:
    """The end of a card by law, other than by a new one (ICA 19-14, SPA 15).

    Attributes:
        reason: a stable key, kebab-case: `validity-over`, `left-without-permit`.
        cites: the provisions that end it.
    """

    card_id: str
    seen_version: int
    voided_on: date
    reason: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnedCard:
    """A card handed back (RC-173, RC-183)."""

    card_id: str
    seen_version: int
    returned_on: date


def enter_card(tx: Transaction, earlier: EarlierCard) -> Card:
    """Register a card delivered before; the card, active, at version 1.

    Raises:
        NotFound: nobody by that identifier.
        Conflict: the resident's row has changed since; the number is taken.
        Refused: code `has-card`; the resident has one in force.
    """
    resident = tx.lock_resident(earlier.resident_id)
    refuse_stale("residents", resident.version, earlier.seen_version)
    refuse_future(tx, earlier.delivered_on, "delivered_on")
    refuse_before(earlier.expires_on, earlier.delivered_on, "expires_on")
    if any(card.state is CardState.ACTIVE for card in tx.cards_of(resident.id)):
        raise Refused(
            msgid("The resident has a card in force."),
            repair=msgid("Void it, or file an application for a new one."),
            code="has-card",
        )
    card = Card(
        id=tx.new_id("card"),
        version=1,
        resident_id=resident.id,
        application_id=None,
        kind=earlier.kind,
        number=earlier.number,
        expires_on=earlier.expires_on,
        my_number_ends_on=earlier.my_number_ends_on,
        delivered_on=earlier.delivered_on,
        content_sha256=None,
        state=CardState.ACTIVE,
    )
    tx.add_card(card)
    tx.journal_entry("card-entered", resident.id, details={"card": card.id})
    return card


def deliver(tx: Transaction, delivery: Delivery) -> Card:
    """Hand over a card, and let everything that hangs on it happen in one instant.

    The card and its certificates come into force; the card held before is void and
    what stood on it is revoked (RC-088, RC-182); the permission takes effect, so that
    the granted stay replaces the one before (RC-090).

    Raises:
        NotFound: no application by that identifier.
        Conflict: its row has changed since.
        Refused: code `not-confirmed` for a specified card that the municipality has
            not confirmed (RC-081); `wrong-state`; `card-void` where it has ended since.
        Malformed: code `contradiction`; a day to come, or before the decision.
    """
    application = tx.lock_application(delivery.application_id)
    refuse_stale("applications", application.version, delivery.seen_version)
    card = _deliverable(tx, application)
    decision = tx.get_decision(application.id)
    refuse_future(tx, delivery.delivered_on, "delivered_on")
    refuse_before(delivery.delivered_on, decision.decided_on, "delivered_on")
    ended = _end_earlier_cards(tx, card, delivery.delivered_on)
    tx.put_card(
        replace(card, state=CardState.ACTIVE, delivered_on=delivery.delivered_on)
    )
    activate_of_card(tx, card.id)
    _let_stay_take_effect(tx, application, decision, delivery.delivered_on)
    tx.drop_receipts(application.id)
    tx.put_application(replace(application, state=ApplicationState.DELIVERED))
    tx.journal_entry(
        "card-delivered",
        application.resident_id,
        cites=_cites_of_delivery(application, card, decision),
        details={"application": application.id, "card": card.id, "ended": ended},
    )
    return tx.get_card(card.id)


def _deliverable(tx: Transaction, application: Application) -> Card:
    card = tx.find_card_for(application.id)
    if card is None:
        refuse_state(application, ApplicationState.ISSUED, ApplicationState.CONFIRMED)
        raise RuntimeError("an application is issued without a card")
    if card.kind.specified and application.state is ApplicationState.ISSUED:
        raise Refused(
            msgid("The municipality has not confirmed the card: it is not delivered."),
            repair=msgid("Wait for the confirmation of the municipality."),
            code="not-confirmed",
            cites=("ICA 19-15-2(5)", "MNA 18-5(4)"),
        )
    refuse_state(application, ApplicationState.ISSUED, ApplicationState.CONFIRMED)
    if card.state is not CardState.MADE:
        raise Refused(
            msgid("The card has become void before it was delivered."),
            repair=msgid("File again: another card has to be made."),
            code="card-void",
        )
    return card


def _end_earlier_cards(tx: Transaction, new: Card, day: date) -> list[str]:
    ended = []
    for card in tx.cards_of(new.resident_id):
        if card.id != new.id and card.state is CardState.ACTIVE:
            # Before the new card is active: a person never holds two.
            tx.put_card(replace(card, state=CardState.VOID, voided_on=day))
            revoke_of_card(tx, card.id, RevocationReason.SUPERSEDED)
            ended.append(card.id)
    return ended


def _let_stay_take_effect(
    tx: Transaction, application: Application, decision: Decision, day: date
) -> None:
    granted = decision.granted
    if granted is None:
        return
    before = tx.find_stay_of(application.resident_id)
    stay = Stay(
        id=tx.new_id("stay") if before is None else before.id,
        version=1 if before is None else before.version,
        resident_id=application.resident_id,
        status=granted.status,
        stay_months=granted.stay_months,
        stay_ends_on=granted.stay_ends_on,
        permitted_on=day,
    )
    if before is None:
        tx.add_stay(stay)
    else:
        tx.put_stay(stay)


def _cites_of_delivery(
    application: Application, card: Card, decision: Decision
) -> list[str]:
    if card.kind in _OF_SPECIAL_PERMANENT_RESIDENTS:
        return ["SPA 16-2" if card.kind.specified else "SPA 7", "SPA 15"]
    cites = []
    if card.kind.specified:
        at_bureau = application.counter is Counter.BUREAU
        cites.append("ICA 19-15-2(5)" if at_bureau else "ICA 19-15-2(6)")
    if decision.granted is not None and application.procedure in _TAKES_EFFECT:
        cites.append(_TAKES_EFFECT[application.procedure])
    return [*cites, "ICA 19-14"]


def void_card(tx: Transaction, voiding: Voiding) -> Card:
    """End a card and the certificates on it; the card, one version on.

    One that ends before its delivery leaves nothing in the escrow behind.

    Raises:
        NotFound: no card by that identifier.
        Conflict: its row has changed since.
        Refused: code `already-void`.
        Malformed: code `contradiction`; a day to come.
    """
    card = tx.lock_card(voiding.card_id)
    refuse_stale("cards", card.version, voiding.seen_version)
    refuse_future(tx, voiding.voided_on, "voided_on")
    if card.state not in {CardState.ACTIVE, CardState.MADE}:
        raise Refused(
            msgid("The card is already void."),
            repair=msgid("Nothing is left to do."),
            code="already-void",
        )
    tx.put_card(replace(card, state=CardState.VOID, voided_on=voiding.voided_on))
    revoke_of_card(tx, card.id, RevocationReason.CESSATION_OF_OPERATION)
    if card.application_id is not None:
        tx.drop_receipts(card.application_id)
    tx.journal_entry(
        "card-voided",
        card.resident_id,
        cites=voiding.cites,
        details={"card": card.id, "reason": voiding.reason},
    )
    return tx.get_card(card.id)


def return_card(tx: Transaction, returned: ReturnedCard) -> Card:
    """Record that a card was handed back; the card, one version on.

    One that was still in force ends with it. A void one keeps the day of its end.

    Raises:
        NotFound: no card by that identifier.
        Conflict: its row has changed since.
        Refused: code `not-held`; it was never delivered, or is back already.
        Malformed: code `contradiction`; a day to come.
    """
    card = tx.lock_card(returned.card_id)
    refuse_stale("cards", card.version, returned.seen_version)
    refuse_future(tx, returned.returned_on, "returned_on")
    if card.state is CardState.RETURNED or card.delivered_on is None:
        raise Refused(
            msgid("The card is not with its holder."),
            repair=msgid("Look at the card: it was never delivered, or is back."),
            code="not-held",
        )
    ended_on = card.voided_on or returned.returned_on
    tx.put_card(replace(card, state=CardState.RETURNED, voided_on=ended_on))
    revoke_of_card(tx, card.id, RevocationReason.CESSATION_OF_OPERATION)
    tx.journal_entry(
        "card-returned",
        card.resident_id,
        cites=["ICA 19-15"],
        details={"card": card.id, "returned_on": returned.returned_on.isoformat()},
    )
    return tx.get_card(card.id)
