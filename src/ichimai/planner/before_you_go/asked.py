"""What is asked: who goes where, for what, on which day, and with what in hand.

    {"person": {"standing", "status", "stay_months", "stay_ends_on", "birth_date",
                "on_resident_register", "municipality", "unable"},
     "card": {"kind", "delivered_on", "expires_on"},
     "office": {"counter", "municipality"},
     "visit": {"procedure", "on", "specified_request", "express", "status_after",
               "actor", "actor_is_sixteen", "booked"},
     "have": ["photo", "passport", ...]}

Every value may be left out or be `"unknown"`, but for the procedure and the day.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from ichimai.errors import Malformed, msgid
from ichimai.law.acting import ACTORS, SELF
from ichimai.model.cards import CardKind
from ichimai.model.days import parse_day
from ichimai.model.procedure import Counter, Procedure, Standing
from ichimai.model.status import Status
from ichimai.planner.places.municipalities import Place, get_place

PAPERS = ("photo", "passport", "written-reason", "present-card", "proof", "pins")
"""What a person can have in hand; forms are filled in at the counter."""

_UNKNOWN = "unknown"
_MOST_MONTHS = 60
_Word = TypeVar("_Word", bound=StrEnum)
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Asked:
    """One visit of one person; None is what nobody has said.

    Attributes:
        municipality: where the person lives, or will after the filing.
        stay_months: of the period that is running.
        card: the card that is in hand.
        counter: of the office that is visited, with its municipality where it is one.
        status_after: the status that is asked for; else the one that is held.
        have: what is in hand, None where it was not said.
    """

    procedure: Procedure
    on: date
    standing: Standing | None = None
    status: Status | None = None
    stay_months: int | None = None
    stay_ends_on: date | None = None
    birth_date: date | None = None
    on_register: bool | None = None
    municipality: Place | None = None
    unable: bool | None = None
    card: CardKind | None = None
    card_delivered_on: date | None = None
    card_expires_on: date | None = None
    counter: Counter | None = None
    office: Place | None = None
    specified_request: bool | None = None
    express: bool | None = None
    status_after: Status | None = None
    actor: str = SELF
    actor_is_sixteen: bool | None = None
    booked: bool | None = None
    have: frozenset[str] | None = None


def read_asked(given: object) -> Asked:
    """The visit that JSON values describe.

    Raises:
        Malformed: with the `field` that cannot be read; code `type`, `format`,
            `unknown-value` or `missing`.
        NotFound: a code of a municipality that is in use no more.
    """
    whole = _Part("", given)
    person, card, office, visit = (
        whole.part(name) for name in ("person", "card", "office", "visit")
    )
    procedure = visit.word("procedure", Procedure)
    on = visit.day("on")
    if procedure is None or on is None:
        raise _wrong("visit.procedure" if procedure is None else "visit.on", "missing")
    return Asked(
        procedure=procedure,
        on=on,
        standing=person.word("standing", Standing),
        status=person.word("status", Status),
        stay_months=person.read("stay_months", _months),
        stay_ends_on=person.day("stay_ends_on"),
        birth_date=person.day("birth_date"),
        on_register=person.truth("on_resident_register"),
        municipality=person.place("municipality"),
        unable=person.truth("unable"),
        card=card.word("kind", CardKind),
        card_delivered_on=card.day("delivered_on"),
        card_expires_on=card.day("expires_on"),
        counter=office.word("counter", Counter),
        office=office.place("municipality"),
        specified_request=visit.truth("specified_request"),
        express=visit.truth("express"),
        status_after=visit.word("status_after", Status),
        actor=visit.read("actor", _actor) or SELF,
        actor_is_sixteen=visit.truth("actor_is_sixteen"),
        booked=visit.truth("booked"),
        have=whole.read("have", _papers),
    )


class _Part:
    """An object of the JSON values, which knows its path."""

    def __init__(self, path: str, given: object) -> None:
        if not isinstance(given, Mapping):
            raise _wrong(path or "facts", "type")
        self._path, self._given = path, given

    def part(self, name: str) -> "_Part":
        return _Part(name, self._given.get(name, {}))

    def read(self, name: str, reader: Callable[[Any], _Value]) -> _Value | None:
        value = self._given.get(name)
        if value is None or value == _UNKNOWN:
            return None
        try:
            return reader(value)
        except (TypeError, ValueError) as error:
            code = "type" if isinstance(error, TypeError) else "unknown-value"
            raise _wrong(self._named(name), code) from None

    def word(self, name: str, kind: type[_Word]) -> _Word | None:
        return self.read(name, kind)

    def truth(self, name: str) -> bool | None:
        return self.read(name, _truth)

    def day(self, name: str) -> date | None:
        path = self._named(name)
        return self.read(name, lambda value: parse_day(_text(value), path))

    def place(self, name: str) -> Place | None:
        return self.read(name, lambda value: get_place(_text(value)))

    def _named(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _months(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    if not 0 < value <= _MOST_MONTHS:
        raise ValueError
    return value


def _actor(value: object) -> str:
    if value not in ACTORS:
        raise ValueError
    return str(value)


def _papers(value: object) -> frozenset[str]:
    if not isinstance(value, list):
        raise TypeError
    found = frozenset(_text(each) for each in value)
    if found - set(PAPERS):
        raise ValueError
    return found


def _wrong(path: str, code: str) -> Malformed:
    return Malformed(
        msgid("{field} cannot be read."),
        repair=msgid("Compare it with the example in docs/before-you-go.md."),
        code=code,
        field=path,
    )
