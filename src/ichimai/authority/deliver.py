"""The last two steps: the municipality confirms, and the card is handed over.

A specified card that the municipality has not confirmed is not delivered (RC-081); an
ordinary one needs no confirmation. The permission takes effect with the delivery, and
not before (RC-090). What is printed on the card depends on the day of its delivery: a
day that would have given the card another last day needs another card.
"""

from datetime import date

from ichimai.authority.escrow import following
from ichimai.authority.office import Office
from ichimai.authority.prepare import terms_of, validity_of
from ichimai.errors import Refused, msgid
from ichimai.model.filing import Application, ApplicationState, Card
from ichimai.registry.applications import Confirmation
from ichimai.registry.applications import confirm as record_confirmation
from ichimai.registry.cards import Delivery
from ichimai.registry.cards import deliver as record_delivery
from ichimai.registry.store import Transaction


def confirm(office: Office, application_id: str, municipality: str) -> Application:
    """Record the municipality's word that the card agrees with its record (RC-080).

    From now on the card maker keeps nothing of the card.

    Raises:
        NotFound: no application by that identifier.
        Conflict: its row has changed meanwhile.
        Refused: code `wrong-state`, `not-specified` or `other-municipality`.
    """
    application = office.registry.get_application(application_id)
    confirmation = Confirmation(application.id, application.version, municipality)
    with (
        following(office.escrow, office.registry, application_id),
        office.registry.transaction("municipality") as tx,
    ):
        return record_confirmation(tx, confirmation)


def deliver(office: Office, application_id: str, delivered_on: date) -> Card:
    """Hand the card over on that day; the card, active, the one before it void.

    Raises:
        NotFound: no application by that identifier.
        Conflict: its row has changed meanwhile.
        Refused: code `not-confirmed` (RC-081), `wrong-state`, `card-void`; `too-early`
            before the day for which the card was made; `other-expiry` where the law
            gives the card another last day on this day.
        Malformed: code `contradiction`; a day to come, or before the decision.
    """
    application = office.registry.get_application(application_id)
    with (
        following(office.escrow, office.registry, application_id),
        office.registry.transaction(application.counter.value) as tx,
    ):
        held = tx.lock_application(application_id)
        if held.state is _finished(held):
            _refuse_other_days(office, tx, application_id, delivered_on)
        delivery = Delivery(application_id, held.version, delivered_on)
        return record_delivery(tx, delivery)


def _finished(application: Application) -> ApplicationState:
    """The state in which the card of an application may be handed over."""
    if application.specified_request:
        return ApplicationState.CONFIRMED
    return ApplicationState.ISSUED


def _refuse_other_days(
    office: Office, tx: Transaction, application_id: str, delivered_on: date
) -> None:
    """Let no card be handed over whose print the law would contradict on that day."""
    terms = terms_of(tx.get_preparation(application_id))
    if delivered_on < terms.delivery_on:
        raise Refused(
            msgid("The card counts from a later day: it is too early to deliver it."),
            repair=msgid("Deliver it on the day for which it was made, or later."),
            code="too-early",
        )
    answer = validity_of(office, tx, application_id, delivered_on).answer
    number_side = terms.my_number_ends_on
    printed = (
        terms.expires_on.isoformat(),
        number_side.isoformat() if number_side else None,
    )
    if (answer["expires_on"], answer.get("my_number_ends_on")) != printed:
        raise Refused(
            msgid("Delivered on this day, the card would have another last day."),
            repair=msgid("Have another card made: the applicant files again."),
            code="other-expiry",
        )
