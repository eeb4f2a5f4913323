"""Commands on residents and stays: the only ways in which their rows change."""

from dataclasses import dataclass, replace
from datetime import date

from ichimai.errors import Refused, msgid
from ichimai.model.filing import CardState, CertificateUse, RevocationReason
from ichimai.model.people import Resident, Sex, Stay
from ichimai.model.status import Status
from ichimai.registry.certificates import revoke_of_card
from ichimai.registry.guards import refuse_future, refuse_stale
from ichimai.registry.store import Transaction


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A person who is entered on the Basic Resident Register (BRRA 30-45).

    Attributes:
        alias: 通称, where the person uses one.
    """

    name: str
    name_kanji: str | None
    birth_date: date
    sex: Sex
    nationality: str
    address: str
    municipality: str
    my_number_sealed: bytes
    alias: str | None = None

    def __repr__(self) -> str:
        return "Enrolment(•)"


@dataclass(frozen=True, slots=True)
class GrantOfStay:
    """The stay with which a resident comes onto this register (ICA 2-2)."""

    resident_id: str
    seen_version: int
    status: Status
    stay_months: int | None
    stay_ends_on: date | None
    permitted_on: date


@dataclass(frozen=True, slots=True)
class ChangeOfAddress:
    """A notification of a new place of residence (ICA 19-9), as received."""

    resident_id: str
    seen_version: int
    address: str
    municipality: str
    moved_on: date

    def __repr__(self) -> str:
        return f"ChangeOfAddress({self.resident_id})"


def enrol(tx: Transaction, enrolment: Enrolment) -> Resident:
    """Put a person on the register; the resident, at version 1."""
    resident = Resident(
        id=tx.new_id("res"),
        version=1,
        name=enrolment.name,
        name_kanji=enrolment.name_kanji,
        birth_date=enrolment.birth_date,
        sex=enrolment.sex,
        nationality=enrolment.nationality,
        address=enrolment.address,
        municipality=enrolment.municipality,
        my_number_sealed=enrolment.my_number_sealed,
        alias=enrolment.alias,
    )
    refuse_future(tx, enrolment.birth_date, "birth_date")
    tx.add_resident(resident)
    tx.journal_entry("resident-enrolled", resident.id, cites=["BRRA 30-45"])
    return resident


def grant_stay(tx: Transaction, grant: GrantOfStay) -> Stay:
    """Register the stay a resident already has; the stay, at version 1.

    Later stays come with the delivery of a card, and only so: `cards.deliver`.

    Raises:
        NotFound: nobody by that identifier.
        Conflict: the resident's row has changed since.
        Refused: code `has-stay`; the resident has one.
    """
    resident = tx.lock_resident(grant.resident_id)
    refuse_stale("residents", resident.version, grant.seen_version)
    refuse_future(tx, grant.permitted_on, "permitted_on")
    if tx.find_stay_of(resident.id) is not None:
        raise Refused(
            msgid("The resident already has a stay."),
            repair=msgid("File an application: another stay comes with its card."),
            code="has-stay",
        )
    stay = Stay(
        id=tx.new_id("stay"),
        version=1,
        resident_id=resident.id,
        status=grant.status,
        stay_months=grant.stay_months,
        stay_ends_on=grant.stay_ends_on,
        permitted_on=grant.permitted_on,
    )
    tx.add_stay(stay)
    tx.journal_entry("stay-granted", resident.id, cites=["ICA 2-2"])
    return stay


def change_address(tx: Transaction, notice: ChangeOfAddress) -> Resident:
    """Move a resident's registered address; the resident, one version on.

    The signature certificate of the card in force ends with the old address; the one
    for user authentication survives it (RC-159). A late notice is recorded like any
    other: lateness is a finding for the officer, never a reason to keep an address
    that is known to be wrong.

    Raises:
        NotFound: nobody by that identifier.
        Conflict: the row has changed since the notice was drawn up.
    """
    resident = tx.lock_resident(notice.resident_id)
    refuse_stale("residents", resident.version, notice.seen_version)
    refuse_future(tx, notice.moved_on, "moved_on")
    moved = replace(resident, address=notice.address, municipality=notice.municipality)
    tx.put_resident(moved)
    cites = ["ICA 19-9", "JPKI 12", "JPKI 15(1)(ii)"]
    for card in tx.cards_of(resident.id):
        if card.state is CardState.ACTIVE:
            revoke_of_card(
                tx,
                card.id,
                RevocationReason.AFFILIATION_CHANGED,
                only=CertificateUse.SIGNATURE,
            )
    tx.journal_entry(
        "address-changed",
        resident.id,
        cites=cites,
        details={"moved_on": notice.moved_on.isoformat()},
    )
    return replace(moved, version=resident.version + 1)
