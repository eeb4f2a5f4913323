"""The facts of one person, parsed strictly at the edge into frozen values.

No name, number or address is among them, and none is asked for. What is absent or says
`"unknown"` is None here. Fields that the planner does not know are kept by their path
in `Facts.ignored`, so that a misspelt one is told and not lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from ichimai.errors import Malformed, msgid
from ichimai.model.cards import CardKind
from ichimai.model.days import parse_day
from ichimai.model.filing import CertificateUse
from ichimai.model.procedure import Procedure, Standing
from ichimai.model.status import Status

UNKNOWN = "unknown"
_MOST_MONTHS = 60
_MOST_DAYS = 1830
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


class MyNumberKind(StrEnum):
    """On what the My Number side of a person lives."""

    SEPARATE = "separate"
    """A My Number card of its own (個人番号カード)."""
    SPECIFIED = "specified"
    """The My Number function of a specified card."""
    NONE = "none"


# Other words that people write for the separate card.
_KIND_ALIASES = {"ordinary": "separate", "my-number": "separate"}

STAY_FILINGS = {
    Procedure.EXTENSION,
    Procedure.CHANGE_OF_STATUS,
    Procedure.PERMANENT_RESIDENCE,
}
"""Filings that ask for a new stay."""

_LIFE_EVENTS = frozenset({"landed", "born", "moved", "lost", "found", "renamed"})
_CAPACITIES = ("myself", "guardian", "helper", "unable")


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
    specified_request: bool | None = None
    online: bool | None = None
    my_number_extended: bool | None = None


@dataclass(frozen=True, slots=True)
class OtherEvent:
    """Something else that happened: a move, a loss, a birth."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Facts:
    """One person's facts."""

    person: Person = field(default_factory=Person)
    residence_card: ResidenceCard = field(default_factory=ResidenceCard)
    my_number_card: MyNumberCard = field(default_factory=MyNumberCard)
    signature: Certificate | None = None
    user_authentication: Certificate | None = None
    filings: tuple[Filing, ...] = ()
    other_events: tuple[OtherEvent, ...] = ()
    specified_card_wished: bool | None = None
    ignored: tuple[str, ...] = ()

    def certificate(self, use: CertificateUse) -> Certificate | None:
        """The certificate for that use, None where there is none or none is known."""
        if use is CertificateUse.SIGNATURE:
            return self.signature
        return self.user_authentication


Word = TypeVar("Word", bound=StrEnum)


class _Reader:
    """Reads the members of one JSON object, each once; what is left is ignored."""

    def __init__(self, value: object, path: str, ignored: list[str]) -> None:
        if not isinstance(value, Mapping):
            raise wrong_type(path or "facts", msgid("Write an object in braces."))
        self._left = dict(value)
        self._path = path
        self._ignored = ignored

    def close(self) -> None:
        """Remember what nobody asked for."""
        self._ignored.extend(self._at(str(name)) for name in self._left)

    def _at(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def take(self, name: str) -> object:
        """The member, None where it is absent or unknown; null is another thing."""
        value = self._left.pop(name, UNKNOWN)
        if value is None:
            raise wrong_type(self._at(name), msgid("Write a value, or leave it out."))
        return None if value == UNKNOWN else value

    def take_nullable(self, name: str) -> tuple[bool, object]:
        """Whether the member says null, and its value where it says something."""
        value = self._left.pop(name, UNKNOWN)
        return value is None, None if value == UNKNOWN else value

    def day(self, name: str) -> date | None:
        """A strict ISO day."""
        value = self.take(name)
        if value is None:
            return None
        if not isinstance(value, str):
            raise wrong_type(
                self._at(name),
                msgid('Write a day in quotes, for example "2026-12-31".'),
            )
        day = parse_day(value, self._at(name))
        require_near(day, self._at(name))
        return day

    def day_or_null(self, name: str) -> date | None:
        """A strict ISO day, or null for *it has not happened*."""
        if self._left.get(name, UNKNOWN) is None:
            self._left.pop(name)
            return None
        return self.day(name)

    def truth(self, name: str) -> bool | None:
        """True or false."""
        value = self.take(name)
        if value is not None and not isinstance(value, bool):
            raise wrong_type(self._at(name), msgid("Write true or false."))
        return value

    def count(self, name: str, most: int) -> int | None:
        """A whole number from 1 to *most*."""
        value = self.take(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise wrong_type(self._at(name), msgid("Write a whole number."))
        if not 1 <= value <= most:
            raise Malformed(
                msgid("{field} is out of range."),
                repair=msgid("Write a whole number from 1 to {most}."),
                code="out-of-range",
                field=self._at(name),
                most=most,
            )
        return value

    def text(self, name: str) -> str | None:
        """A text."""
        value = self.take(name)
        if value is not None and not isinstance(value, str):
            raise wrong_type(self._at(name), msgid("Write a text in quotes."))
        return value

    def word(self, name: str, words: type[Word]) -> Word | None:
        """One of the words of *words*."""
        value = self.text(name)
        if value is None:
            return None
        try:
            return words(value)
        except ValueError:
            raise _unknown_word(self._at(name), tuple(words)) from None

    def member(self, name: str) -> "_Reader":
        """An object inside, empty where it is absent or unknown."""
        value = self.take(name)
        return _Reader({} if value is None else value, self._at(name), self._ignored)


def require_near(day: date, path: str) -> None:
    """Let a day of our own time through.

    Raises:
        Malformed: code `out-of-range`; a day before 1900 or after 2199 is a slip.
    """
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Malformed(
            msgid("{field} is out of range."),
            repair=msgid("Write a day between the years {first} and {last}."),
            code="out-of-range",
            field=path,
            first=_FIRST_YEAR,
            last=_LAST_YEAR,
        )


def wrong_type(path: str, repair: str) -> Malformed:
    """The error for a member of another type, with the sentence that repairs it."""
    return Malformed(
        msgid("{field} has the wrong type."), repair=repair, code="type", field=path
    )


def _unknown_word(path: str, words: Sequence[str]) -> Malformed:
    return Malformed(
        msgid("{field} is a word that is not known here."),
        repair=msgid("Write one of: {words}."),
        code="unknown-value",
        field=path,
        words=", ".join(words),
    )


def _contradiction(first: str, second: str) -> Malformed:
    return Malformed(
        msgid("{field} comes before {other}, which cannot be."),
        repair=msgid("Compare both days with the papers."),
        code="contradiction",
        field=first,
        other=second,
    )


def parse_facts(value: object) -> Facts:
    """The facts that the JSON *value* states.

    Raises:
        Malformed: code `type`, `format`, `unknown-value`, `out-of-range` or
            `contradiction`; `field` is the path of the fact.
    """
    ignored: list[str] = []
    reader = _Reader(value, "", ignored)
    residence_card = _residence_card(reader.member("residence_card"))
    certificates = reader.member("certificates")
    filings, others = _events(reader.take("events"), ignored)
    wishes = reader.member("wishes")
    facts = Facts(
        person=_person(reader.member("person")),
        residence_card=residence_card,
        my_number_card=_my_number_card(reader, residence_card, ignored),
        signature=_certificate(certificates, "signature", ignored),
        user_authentication=_certificate(certificates, "user_authentication", ignored),
        filings=filings,
        other_events=others,
        specified_card_wished=wishes.truth("specified_card"),
    )
    for inner in (certificates, wishes, reader):
        inner.close()
    _check_order(facts)
    return replace(facts, ignored=tuple(ignored))


def _person(reader: _Reader) -> Person:
    person = Person(
        birth_date=reader.day("birth_date"),
        standing=reader.word("standing", Standing),
        status=reader.word("status", Status),
        stay_ends_on=reader.day("stay_ends_on"),
        stay_months=reader.count("stay_months", _MOST_MONTHS),
        stay_days=reader.count("stay_days", _MOST_DAYS),
        on_resident_register=reader.truth("on_resident_register"),
        municipality=reader.text("municipality"),
        capacity=reader.text("capacity"),
    )
    reader.close()
    if person.capacity is not None and person.capacity not in _CAPACITIES:
        raise _unknown_word("person.capacity", _CAPACITIES)
    return person


def _residence_card(reader: _Reader) -> ResidenceCard:
    card = ResidenceCard(
        kind=reader.word("kind", CardKind),
        delivered_on=reader.day("delivered_on"),
        expires_on=reader.day("expires_on"),
    )
    reader.close()
    return card


def _my_number_card(
    reader: _Reader, residence_card: ResidenceCard, ignored: list[str]
) -> MyNumberCard:
    """The My Number side; null says that there is none."""
    absent, value = reader.take_nullable("my_number_card")
    if absent:
        return MyNumberCard(MyNumberKind.NONE)
    specified = residence_card.kind is not None and residence_card.kind.specified
    if value is None:
        # A specified card holds the My Number side itself: nothing more to ask.
        return MyNumberCard(MyNumberKind.SPECIFIED if specified else None)
    inner = _Reader(value, "my_number_card", ignored)
    written = inner.text("kind")
    written = _KIND_ALIASES.get(written, written) if written else None
    if written is not None and written not in set(MyNumberKind):
        raise _unknown_word("my_number_card.kind", tuple(MyNumberKind))
    kind = MyNumberKind(written) if written else None
    if kind is None and specified:
        kind = MyNumberKind.SPECIFIED
    card = MyNumberCard(
        kind=kind,
        made_on=inner.day("made_on"),
        expires_on=inner.day("expires_on"),
    )
    inner.close()
    return card


def _certificate(reader: _Reader, name: str, ignored: list[str]) -> Certificate | None:
    _, value = reader.take_nullable(name)
    if value is None:
        return None
    inner = _Reader(value, f"certificates.{name}", ignored)
    certificate = Certificate(inner.day("issued_on"), inner.day("expires_on"))
    inner.close()
    return certificate


def _events(
    value: object, ignored: list[str]
) -> tuple[tuple[Filing, ...], tuple[OtherEvent, ...]]:
    if value is None:
        return (), ()
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise wrong_type("events", msgid("Write a list in square brackets."))
    filings: list[Filing] = []
    others: list[OtherEvent] = []
    for number, item in enumerate(value):
        path = f"events[{number}]"
        reader = _Reader(item, path, ignored)
        kind = reader.text("kind")
        if kind in set(STAY_FILINGS):
            filings.append(_filing(reader, path, Procedure(str(kind))))
        elif kind in _LIFE_EVENTS or kind in set(Procedure):
            others.append(OtherEvent(path, str(kind)))
        else:
            raise _unknown_word(
                f"{path}.kind", (*tuple(Procedure), *sorted(_LIFE_EVENTS))
            )
    return tuple(filings), tuple(others)


def _filing(reader: _Reader, path: str, procedure: Procedure) -> Filing:
    on, filed_on = reader.day("on"), reader.day("filed_on")
    decided_on = reader.day_or_null("decided_on")
    delivered_on = reader.day_or_null("delivered_on")
    result = reader.text("result")
    if result not in {None, "permitted", "refused"}:
        raise _unknown_word(f"{path}.result", ("permitted", "refused"))
    filing = Filing(
        path=path,
        procedure=procedure,
        filed_on=filed_on or on,
        decided_on=delivered_on or decided_on,
        refused=result == "refused",
        new_stay_ends_on=reader.day("new_stay_ends_on"),
        specified_request=reader.truth("specified_request"),
        online=reader.truth("online"),
        my_number_extended=reader.truth("my_number_extended"),
    )
    reader.close()
    return filing


def _check_order(facts: Facts) -> None:
    """Refuse days that cannot have followed each other."""
    person, card = facts.person, facts.my_number_card
    pairs = [
        ("person.stay_ends_on", person.stay_ends_on, "person.birth_date"),
        (
            "residence_card.delivered_on",
            facts.residence_card.delivered_on,
            "person.birth_date",
        ),
        ("my_number_card.made_on", card.made_on, "person.birth_date"),
    ]
    for path, day, other in pairs:
        if day and person.birth_date and day < person.birth_date:
            raise _contradiction(path, other)
    for filing in facts.filings:
        if filing.filed_on is None:
            continue
        for name, after in (
            ("decided_on", filing.decided_on),
            ("new_stay_ends_on", filing.new_stay_ends_on),
        ):
            if after and after < filing.filed_on:
                raise _contradiction(f"{filing.path}.{name}", f"{filing.path}.filed_on")
