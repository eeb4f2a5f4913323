"""What can be asked of the register, by a transaction and outside of one.

`get_*` raises NotFound, `find_*` may return None, `*_of` returns what belongs to it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, Table, select

from ichimai.errors import NotFound, msgid
from ichimai.model.cards import CardNumber
from ichimai.model.decision import Decision, Preparation
from ichimai.model.filing import (
    Application,
    ApplicationState,
    Card,
    CardState,
    CertificateRecord,
    CertificateState,
)
from ichimai.model.people import Resident, Stay
from ichimai.registry import rows
from ichimai.registry.journal import JournalEntry, entry_of
from ichimai.registry.tables import (
    APPLICATIONS,
    CARDS,
    CERTIFICATES,
    DECISIONS,
    JOURNAL,
    JOURNAL_HEAD,
    PHOTOS,
    PREPARATIONS,
    RECEIPTS,
    RESIDENTS,
    STAYS,
)

Value = TypeVar("Value")

_PAGE = 500
"""Journal entries read at a time."""

_WITH_PHOTO = select(APPLICATIONS, PHOTOS.c.jpeg).join_from(
    APPLICATIONS, PHOTOS, APPLICATIONS.c.photo_sha256 == PHOTOS.c.sha256, isouter=True
)


class Reads(ABC):
    """Questions to the register. Who inherits this says where rows come from."""

    @abstractmethod
    def select_rows(self, statement: Select[Any]) -> Sequence[rows.Row]:
        """The rows that *statement* selects."""

    def _all(
        self, statement: Select[Any], value_of: Callable[[rows.Row], Value]
    ) -> tuple[Value, ...]:
        return tuple(value_of(row) for row in self.select_rows(statement))

    def _one(
        self, statement: Select[Any], value_of: Callable[[rows.Row], Value]
    ) -> Value | None:
        found = self.select_rows(statement)
        return value_of(found[0]) if found else None

    # Residents and stays

    def get_resident(self, resident_id: str) -> Resident:
        """The resident of that identifier."""
        return _found(self.find_resident(resident_id), "resident")

    def find_resident(self, resident_id: str) -> Resident | None:
        """The resident of that identifier, if there is one."""
        return self._one(_by_id(RESIDENTS, resident_id), rows.resident_of)

    def residents(self) -> tuple[Resident, ...]:
        """Everybody on the register, by identifier."""
        return self._all(select(RESIDENTS).order_by(RESIDENTS.c.id), rows.resident_of)

    def stay_of(self, resident_id: str) -> Stay:
        """The stay that a resident has at present.

        Raises:
            NotFound: none is registered; special permanent residents have none.
        """
        return _found(self.find_stay_of(resident_id), "stay")

    def find_stay_of(self, resident_id: str) -> Stay | None:
        """The stay that a resident has at present, if one is registered."""
        whose = select(STAYS).where(STAYS.c.resident_id == resident_id)
        return self._one(whose, rows.stay_of)

    # Applications, decisions, preparations

    def get_application(self, application_id: str) -> Application:
        """The application of that identifier, with its photograph."""
        return _found(self.find_application(application_id), "application")

    def find_application(self, application_id: str) -> Application | None:
        """The application of that identifier, if there is one."""
        which = _WITH_PHOTO.where(APPLICATIONS.c.id == application_id)
        return self._one(which, rows.application_of)

    def applications_of(self, resident_id: str) -> tuple[Application, ...]:
        """Everything a resident has filed, in the order of filing."""
        return self._applications(APPLICATIONS.c.resident_id == resident_id)

    def applications_in(self, state: ApplicationState) -> tuple[Application, ...]:
        """Every application that has come exactly so far, in the order of filing."""
        return self._applications(APPLICATIONS.c.state == state.value)

    def _applications(self, which: ColumnElement[bool]) -> tuple[Application, ...]:
        order = (APPLICATIONS.c.filed_on, APPLICATIONS.c.id)
        ordered = _WITH_PHOTO.where(which).order_by(*order)
        return self._all(ordered, rows.application_of)

    def get_decision(self, application_id: str) -> Decision:
        """What was decided on an application."""
        return _found(self.find_decision(application_id), "decision")

    def find_decision(self, application_id: str) -> Decision | None:
        """What was decided on an application, if anything was."""
        return self._one(_by_id(DECISIONS, application_id), rows.decision_of)

    def get_preparation(self, application_id: str) -> Preparation:
        """What was written down to be signed for an application."""
        return _found(self.find_preparation(application_id), "preparation")

    def find_preparation(self, application_id: str) -> Preparation | None:
        """What was written down to be signed for an application, if anything was."""
        return self._one(_by_id(PREPARATIONS, application_id), rows.preparation_of)

    def receipts_of(self, application_id: str) -> dict[str, str]:
        """Of what waits in the escrow for an application's card, by name."""
        which = select(RECEIPTS).where(RECEIPTS.c.application_id == application_id)
        found = self.select_rows(which.order_by(RECEIPTS.c.name))
        return {row["name"]: row["receipt"] for row in found}

    def receipts(self) -> frozenset[str]:
        """Of everything that waits in the escrow for a card of this register."""
        found = self.select_rows(select(RECEIPTS.c.receipt))
        return frozenset(row["receipt"] for row in found)

    # Cards and certificates

    def get_card(self, card_id: str) -> Card:
        """The card of that identifier."""
        return _found(self.find_card(card_id), "card")

    def find_card(self, card_id: str) -> Card | None:
        """The card of that identifier, if there is one."""
        return self._one(_by_id(CARDS, card_id), rows.card_of)

    def find_card_by_number(self, number: CardNumber) -> Card | None:
        """The card with that number printed on it, if there is one."""
        which = select(CARDS).where(CARDS.c.number == str(number))
        return self._one(which, rows.card_of)

    def get_card_for(self, application_id: str) -> Card:
        """The card that was made on an application."""
        return _found(self.find_card_for(application_id), "card")

    def find_card_for(self, application_id: str) -> Card | None:
        """The card that was made on an application, if one was."""
        which = select(CARDS).where(CARDS.c.application_id == application_id)
        return self._one(which, rows.card_of)

    def cards_of(self, resident_id: str) -> tuple[Card, ...]:
        """Every card of a resident, void ones too, in the order of delivery.

        Those that are not delivered yet come last.
        """
        whose = select(CARDS).where(CARDS.c.resident_id == resident_id)
        day = CARDS.c.delivered_on
        ordered = whose.order_by(day.is_(None), day, CARDS.c.id)
        return self._all(ordered, rows.card_of)

    def void_cards(self) -> tuple[Card, ...]:
        """Every card that is void or returned, for the published list, by number."""
        over = (CardState.VOID.value, CardState.RETURNED.value)
        which = select(CARDS).where(CARDS.c.state.in_(over))
        return self._all(which.order_by(CARDS.c.number), rows.card_of)

    def get_certificate(self, certificate_id: str) -> CertificateRecord:
        """The certificate of that identifier."""
        which = _by_id(CERTIFICATES, certificate_id)
        return _found(self._one(which, rows.certificate_of), "certificate")

    def find_certificate(self, issuer: str, serial: str) -> CertificateRecord | None:
        """The certificate with that serial number (lower-case hexadecimal), if any."""
        which = select(CERTIFICATES).where(
            CERTIFICATES.c.issuer == issuer, CERTIFICATES.c.serial == serial
        )
        return self._one(which, rows.certificate_of)

    def certificates_of(self, card_id: str) -> tuple[CertificateRecord, ...]:
        """Both certificates of a card, or one, or none."""
        which = select(CERTIFICATES).where(CERTIFICATES.c.card_id == card_id)
        return self._all(which.order_by(CERTIFICATES.c.id), rows.certificate_of)

    def revoked_certificates(self, issuer: str) -> tuple[CertificateRecord, ...]:
        """Every revoked certificate of an issuer, for its published list, by serial."""
        which = select(CERTIFICATES).where(
            CERTIFICATES.c.issuer == issuer,
            CERTIFICATES.c.state == CertificateState.REVOKED.value,
        )
        return self._all(which.order_by(CERTIFICATES.c.serial), rows.certificate_of)

    # The journal

    def journal(
        self, after: int = 0, subject: str | None = None
    ) -> Iterator[JournalEntry]:
        """The entries behind number *after*, in order; of one *subject* if given."""
        return map(entry_of, self.journal_rows(after, subject))

    def journal_rows(
        self, after: int = 0, subject: str | None = None
    ) -> Iterator[rows.Row]:
        """The same as `journal`, as rows, for whoever checks their hashes."""
        # Page by page, without a cursor that would hold a snapshot open: entries
        # neither change nor appear behind a number that has been read.
        page = select(JOURNAL).order_by(JOURNAL.c.number).limit(_PAGE)
        if subject is not None:
            page = page.where(JOURNAL.c.subject == subject)
        while found := self.select_rows(page.where(JOURNAL.c.number > after)):
            yield from found
            after = found[-1]["number"]

    def journal_head(self) -> tuple[int, str]:
        """Number and hash of the last entry: what a receipt or a witness notes."""
        (head,) = self.select_rows(select(JOURNAL_HEAD))
        return head["number"], head["hash"]


def _by_id(table: Table, identifier: str) -> Select[Any]:
    return select(table).where(table.c.id == identifier)


def _found(value: Value | None, kind: str) -> Value:
    if value is None:
        raise NotFound(
            msgid("There is no {kind} by that identifier."),
            repair=msgid("Check the identifier."),
            code=f"no-{kind}",
            record=kind,
            kind=kind,
        )
    return value
