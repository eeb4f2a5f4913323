"""The resident who is shown: what the register knows, as facts for a plan.

Whoever starts the server says who is shown; the name and the facts are read from the
register each time, so that the page follows the case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ichimai.law.questions import ask
from ichimai.model.filing import Application, ApplicationState, Card, CardState
from ichimai.model.people import Stay
from ichimai.model.status import Status
from ichimai.registry.reads import Reads
from ichimai.registry.store import Registry


@dataclass(frozen=True, slots=True)
class ShownResident:
    """One resident, for one page.

    Attributes:
        name: as on the card.
        status: of residence.
        facts: as `ichimai plan` takes them; no name, number or address is among them.
    """

    name: str
    status: Status
    facts: Mapping[str, Any]

    def __repr__(self) -> str:
        return "ShownResident(•)"


def read_resident(registry: Registry, resident_id: str, as_of: date) -> ShownResident:
    """The resident as the register knows them at this moment.

    Raises:
        NotFound: nobody by that identifier, or nobody with a stay.
    """
    with registry.reading() as reads:
        resident, stay = reads.get_resident(resident_id), reads.stay_of(resident_id)
        facts: dict[str, Any] = {
            "person": {
                "birth_date": resident.birth_date.isoformat(),
                "on_resident_register": True,
                "municipality": resident.municipality,
                "status": stay.status.value,
                **_stay(stay),
                **_standing(stay, as_of),
            },
            **_cards(reads, resident_id),
            "events": [
                _filing(reads, each) for each in reads.applications_of(resident_id)
            ],
        }
        return ShownResident(resident.name, stay.status, facts)


def _stay(stay: Stay) -> dict[str, Any]:
    known: dict[str, Any] = {}
    if stay.stay_ends_on is not None:
        known["stay_ends_on"] = stay.stay_ends_on.isoformat()
    if stay.stay_months is not None:
        known["stay_months"] = stay.stay_months
    return known


def _standing(stay: Stay, as_of: date) -> dict[str, Any]:
    """How the person stands to the system; the rule says, and may not know."""
    facts: dict[str, Any] = {"status": stay.status.value}
    if stay.stay_months is not None:
        facts["stay_months"] = stay.stay_months
    found = ask("standing", facts, as_of)
    return {"standing": found.answer["standing"]} if found.settled else {}


def _cards(reads: Reads, resident_id: str) -> dict[str, Any]:
    """The card in force, and the My Number side where it carries one."""
    held = [each for each in reads.cards_of(resident_id) if _in_force(each)]
    if not held:
        return {}
    card = held[-1]
    facts: dict[str, Any] = {
        "residence_card": {
            "kind": card.kind.value,
            "expires_on": card.expires_on.isoformat(),
            **_day("delivered_on", card.delivered_on),
        }
    }
    if card.my_number_ends_on is not None:
        facts["my_number_card"] = {
            "kind": "specified",
            "expires_on": card.my_number_ends_on.isoformat(),
            **_day("made_on", card.delivered_on),
        }
        facts["certificates"] = {
            each.use.value.replace("-", "_"): {
                "issued_on": each.starts_on.isoformat(),
                "expires_on": each.ends_on.isoformat(),
            }
            for each in reads.certificates_of(card.id)
            if each.revoked_at is None
        }
    return facts


def _in_force(card: Card) -> bool:
    return card.state is CardState.ACTIVE


def _day(name: str, day: date | None) -> dict[str, str]:
    return {} if day is None else {name: day.isoformat()}


def _filing(reads: Reads, application: Application) -> dict[str, Any]:
    """One application as an event. A permission takes effect at delivery (RC-090)."""
    event: dict[str, Any] = {
        "kind": application.procedure.value,
        "filed_on": application.filed_on.isoformat(),
        "specified_request": application.specified_request,
        "online": False,
        "decided_on": None,
    }
    if application.state is ApplicationState.DELIVERED:
        card = reads.find_card_for(application.id)
        stay = reads.find_stay_of(application.resident_id)
        if card is not None and card.delivered_on is not None:
            event["decided_on"] = card.delivered_on.isoformat()
        if stay is not None and stay.stay_ends_on is not None:
            event["new_stay_ends_on"] = stay.stay_ends_on.isoformat()
    return event
