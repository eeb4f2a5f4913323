"""The city of the demonstration: invented neighbours of the story's resident."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from ichimai.authority.entries import new_card_number
from ichimai.authority.images import invented_portrait
from ichimai.authority.lodge import lodge
from ichimai.authority.office import Office, invented_my_number, seal_my_number
from ichimai.card.layout.image import Pins
from ichimai.model.cards import CardKind
from ichimai.model.filing import CertificateUse
from ichimai.model.people import Resident, Sex
from ichimai.model.procedure import Counter, Procedure
from ichimai.model.status import Status
from ichimai.registry.applications import Filing
from ichimai.registry.cards import EarlierCard, enter_card
from ichimai.registry.residents import Enrolment, GrantOfStay, enrol, grant_stay

_DAYS_A_MONTH = 30.4
_SEVEN_YEARS = timedelta(days=7 * 365 + 1)
"""How long a card without a stay's end lasts; which day exactly turns nothing here."""
_ADDRESS = "TEST {number}-1 Kita-Shinjuku, Shinjuku-ku, Tokyo"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who comes onto the register with a stay and an ordinary card.

    Attributes:
        stay_months: None for a stay without end, and so for its last day.
        permitted_on: the day of the permission and of the card's delivery.
        card_expires_on: where the card does not end with the stay.
        name_kanji: beside the name where the person has asked for it.
        alias: the name used in daily life (通称).
    """

    name: str
    birth_date: date
    sex: Sex
    nationality: str
    address: str
    municipality: str
    status: Status
    stay_months: int | None
    stay_ends_on: date | None
    permitted_on: date
    card_expires_on: date | None = None
    name_kanji: str | None = None
    alias: str | None = None

    def __repr__(self) -> str:
        return "Newcomer(invented)"


def register(office: Office, newcomer: Newcomer) -> Resident:
    """Enrol *newcomer*, with stay and card, each a command and a journal entry.

    A special permanent resident has no stay, and a certificate instead of a card.
    """
    own_key = office.keys.my_number.public
    number = seal_my_number(own_key, invented_my_number(office.randomness))
    with office.registry.transaction("municipality") as tx:
        resident = enrol(
            tx,
            Enrolment(
                name=newcomer.name,
                name_kanji=newcomer.name_kanji,
                birth_date=newcomer.birth_date,
                sex=newcomer.sex,
                nationality=newcomer.nationality,
                address=newcomer.address,
                municipality=newcomer.municipality,
                my_number_sealed=number,
                alias=newcomer.alias,
            ),
        )
    special = newcomer.status is Status.SPECIAL_PERMANENT_RESIDENT
    if not special:
        _grant_stay(office, resident, newcomer)
    expires_on = newcomer.card_expires_on or newcomer.stay_ends_on
    if expires_on is None:
        raise ValueError("an invented card has a last day")
    with office.registry.transaction("bureau") as tx:
        card = EarlierCard(
            resident_id=resident.id,
            seen_version=resident.version,
            kind=CardKind.SPECIAL_PERMANENT if special else CardKind.RESIDENCE,
            number=new_card_number(office.randomness),
            delivered_on=newcomer.permitted_on,
            expires_on=expires_on,
        )
        enter_card(tx, card)
    return resident


def _grant_stay(office: Office, resident: Resident, newcomer: Newcomer) -> None:
    stay = GrantOfStay(
        resident.id,
        resident.version,
        newcomer.status,
        newcomer.stay_months,
        newcomer.stay_ends_on,
        newcomer.permitted_on,
    )
    with office.registry.transaction("bureau") as tx:
        grant_stay(tx, stay)


def people_city(office: Office) -> tuple[Resident, ...]:
    """Register everybody of the city as of today, with what they have filed."""
    text = files(__package__).joinpath("city.toml").read_text("utf-8")
    city = tomllib.loads(text)
    return tuple(
        _settle(office, person, number, city["municipality"])
        for number, person in enumerate(city["people"], start=2)
    )


def _settle(
    office: Office, person: dict[str, Any], number: int, municipality: str
) -> Resident:
    today = office.clock.today()
    ends_on, permitted_on = _stay(person, today)
    newcomer = Newcomer(
        name=person["name"],
        birth_date=person["birth_date"],
        sex=Sex[person["sex"].upper()],
        nationality=person["nationality"],
        address=_ADDRESS.format(number=number),
        municipality=municipality,
        status=Status(person["status"]),
        stay_months=person.get("stay_months"),
        stay_ends_on=ends_on,
        permitted_on=permitted_on,
        card_expires_on=None if ends_on else permitted_on + _SEVEN_YEARS,
    )
    resident = register(office, newcomer)
    if "filed_days_ago" in person:
        _file_extension(office, resident, newcomer, person)
    return resident


def _stay(person: dict[str, Any], today: date) -> tuple[date | None, date]:
    """The last day of a stay, None without one, and the day it was permitted."""
    if "ends_in_days" not in person:
        return None, today - timedelta(days=person["permitted_days_ago"])
    ends_on = today + timedelta(days=person["ends_in_days"])
    length = timedelta(days=round(person["stay_months"] * _DAYS_A_MONTH))
    return ends_on, min(ends_on - length, today)


def _file_extension(
    office: Office, resident: Resident, newcomer: Newcomer, person: dict[str, Any]
) -> None:
    wanted: bool = person["specified_request"]
    filing = Filing(
        resident_id=resident.id,
        procedure=Procedure.EXTENSION,
        counter=Counter.BUREAU,
        specified_request=wanted,
        filed_on=office.clock.today() - timedelta(days=person["filed_days_ago"]),
        status_requested=newcomer.status,
        stay_months=newcomer.stay_months,
        photo=invented_portrait(office.randomness),
        certificates=frozenset(CertificateUse) if wanted else frozenset(),
        cites=("ICA 21(2)", "ICA 19-15-2(1)(ii)") if wanted else ("ICA 21(2)",),
    )
    lodge(office, filing, Pins("1234", "ABC123") if wanted else None)
