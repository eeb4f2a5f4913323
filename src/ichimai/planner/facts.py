"""The facts of one person, as frozen values.

No name, number or address is among them, and none is asked for. What is absent or says
`"unknown"` is None here. Fields that the planner does not know are kept by their path
in `Facts.ignored`, so that a misspelt one is told and not lost.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from ichimai.model.cards import CardKind
from ichimai.model.filing import CertificateUse
from ichimai.model.procedure import Procedure, Standing
from ichimai.model.status import Status
from ichimai.planner.events import Event

Kind = TypeVar("Kind", bound=Event)


class MyNumberKind(StrEnum):
    """On what the My Number side of a person lives."""

    SEPARATE = "separate"
    """A My Number card of its own (個人番号カード)."""
    SPECIFIED = "specified"
    """The My Number function of a specified card."""
    NONE = "none"


STAY_FILINGS = {
    Procedure.EXTENSION,
    Procedure.CHANGE_OF_STATUS,
    Procedure.PERMANENT_RESIDENCE,
}
"""Filings that ask for a new stay."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who the plan is for, as far as dates and duties turn on it."""

    birth_date: date | None = None
    standing: Standing | None = None
    status: Status | None = None
    stay_ends_on: date | None = None
    stay_months: int | None = None
    stay_days: int | None = None
    on_resident_register: bool | None = None
    municipality: str | None = None
    capacity: str | None = None
    designated_activity: str | None = None
    uses_alias: bool | None = None


@dataclass(frozen=True, slots=True)
class ResidenceCard:
    """The card of the residence system that the person holds."""

    kind: CardKind | None = None
    delivered_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class MyNumberCard:
    """The My Number side: on which card, made when, printed end."""

    kind: MyNumberKind | None = None
    made_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """One electronic certificate on the card."""

    issued_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """A filing for a new stay, from its receipt to the new card.

    Attributes:
        path: where it stands among the facts, such as `events[0]`.
        decided_on: the day the permission took effect, that is, the day the new card
            was delivered (ICA 20(4), 21(4)); None while undecided.
        refused: whether the decision was a refusal.
        new_stay_ends_on: last day of the new stay.
        new_status: the status after it, where that changed.
        specified_request: whether the specified card was asked for in this filing.
        online: whether it was filed online.
        my_number_extended: whether the municipality has set the My Number side to the
            end of the special period.
    """

    path: str
    procedure: Procedure
    filed_on: date | None = None
    decided_on: date | None = None
    refused: bool = False
    new_stay_ends_on: date | None = None
    new_status: Status | None = None
    specified_request: bool | None = None
    online: bool | None = None
    my_number_extended: bool | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """One person's facts."""

    person: Person = field(default_factory=Person)
    residence_card: ResidenceCard = field(default_factory=ResidenceCard)
    my_number_card: MyNumberCard = field(default_factory=MyNumberCard)
    signature: Certificate | None = None
    user_authentication: Certificate | None = None
    filings: tuple[Filing, ...] = ()
    events: tuple[Event, ...] = ()
    specified_card_wished: bool | None = None
    express_wished: bool | None = None
    ignored: tuple[str, ...] = ()

    def events_of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """The events of that kind, in the order in which they are told."""
        return tuple(each for each in self.events if isinstance(each, kind))

    def certificate(self, use: CertificateUse) -> Certificate | None:
        """The certificate for that use, None where there is none or none is known."""
        if use is CertificateUse.SIGNATURE:
            return self.signature
        return self.user_authentication
