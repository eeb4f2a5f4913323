"""From the JSON facts of one person to frozen values, strictly."""

from collections.abc import Sequence
from dataclasses import replace

from ichimai.errors import msgid
from ichimai.model.cards import CardKind
from ichimai.model.procedure import Procedure, Standing
from ichimai.model.status import Status
from ichimai.planner.event_reading import EVENT_KINDS, read_event
from ichimai.planner.events import Born, Event
from ichimai.planner.facts import (
    STAY_FILINGS,
    Certificate,
    Facts,
    Filing,
    MyNumberCard,
    MyNumberKind,
    Person,
    ResidenceCard,
)
from ichimai.planner.first_day import refuse_earlier
from ichimai.planner.reader import Reader, unknown_word, wrong_order, wrong_type

_MOST_MONTHS = 60
_MOST_DAYS = 1830
_CAPACITIES = ("myself", "guardian", "helper", "unable")
_ACTIVITIES = (
    "taiwan-office",
    "palestine-mission",
    "digital-nomad",
    "digital-nomad-family",
    "none",
)

# Other words that people write for the separate card.
_KIND_ALIASES = {"ordinary": "separate", "my-number": "separate"}


def parse_facts(value: object) -> Facts:
    """The facts that the JSON *value* states.

    Raises:
        Malformed: code `type`, `format`, `unknown-value`, `out-of-range` or
            `contradiction`; `field` is the path of the fact.
    """
    ignored: list[str] = []
    reader = Reader(value, "", ignored)
    residence_card = _residence_card(reader.member("residence_card"))
    certificates = reader.member("certificates")
    filings, events = _events(reader.take("events"), ignored)
    wishes = reader.member("wishes")
    facts = Facts(
        person=_person(reader.member("person")),
        residence_card=residence_card,
        my_number_card=_my_number_card(reader, residence_card, ignored),
        signature=_certificate(certificates, "signature", ignored),
        user_authentication=_certificate(certificates, "user_authentication", ignored),
        filings=filings,
        events=events,
        specified_card_wished=wishes.truth("specified_card"),
        express_wished=wishes.truth("express"),
    )
    for inner in (certificates, wishes, reader):
        inner.close()
    _check_order(facts)
    refuse_earlier(facts)
    return replace(facts, person=_with_birth(facts), ignored=tuple(ignored))


def _with_birth(facts: Facts) -> Person:
    """The person; a birth among the events tells the day of birth."""
    births = [each.on for each in facts.events_of(Born) if each.on]
    if facts.person.birth_date or not births:
        return facts.person
    return replace(facts.person, birth_date=births[-1])


def _person(reader: Reader) -> Person:
    person = Person(
        birth_date=reader.day("birth_date"),
        standing=reader.word("standing", Standing),
        status=reader.word("status", Status),
        stay_ends_on=reader.day("stay_ends_on"),
        stay_months=reader.count("stay_months", _MOST_MONTHS),
        stay_days=reader.count("stay_days", _MOST_DAYS),
        on_resident_register=reader.truth("on_resident_register"),
        municipality=reader.code("municipality"),
        capacity=reader.text("capacity"),
        designated_activity=reader.text("designated_activity"),
        uses_alias=reader.truth("uses_alias"),
    )
    reader.close()
    if person.capacity is not None and person.capacity not in _CAPACITIES:
        raise unknown_word("person.capacity", _CAPACITIES)
    if person.designated_activity not in {None, *_ACTIVITIES}:
        raise unknown_word("person.designated_activity", _ACTIVITIES)
    return person


def _residence_card(reader: Reader) -> ResidenceCard:
    card = ResidenceCard(
        kind=reader.word("kind", CardKind),
        delivered_on=reader.day("delivered_on"),
        expires_on=reader.day("expires_on"),
    )
    reader.close()
    return card


def _my_number_card(
    reader: Reader, residence_card: ResidenceCard, ignored: list[str]
) -> MyNumberCard:
    """The My Number side; null says that there is none."""
    absent, value = reader.take_nullable("my_number_card")
    if absent:
        return MyNumberCard(MyNumberKind.NONE)
    specified = residence_card.kind is not None and residence_card.kind.specified
    if value is None:
        # A specified card holds the My Number side itself: nothing more to ask.
        return MyNumberCard(MyNumberKind.SPECIFIED if specified else None)
    inner = Reader(value, "my_number_card", ignored)
    written = inner.text("kind")
    written = _KIND_ALIASES.get(written, written) if written else None
    if written is not None and written not in set(MyNumberKind):
        raise unknown_word("my_number_card.kind", tuple(MyNumberKind))
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


def _certificate(reader: Reader, name: str, ignored: list[str]) -> Certificate | None:
    _, value = reader.take_nullable(name)
    if value is None:
        return None
    inner = Reader(value, f"certificates.{name}", ignored)
    certificate = Certificate(inner.day("issued_on"), inner.day("expires_on"))
    inner.close()
    return certificate


def _events(
    value: object, ignored: list[str]
) -> tuple[tuple[Filing, ...], tuple[Event, ...]]:
    if value is None:
        return (), ()
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise wrong_type("events", msgid("Write a list in square brackets."))
    filings: list[Filing] = []
    events: list[Event] = []
    for number, item in enumerate(value):
        path = f"events[{number}]"
        reader = Reader(item, path, ignored)
        kind = reader.text("kind")
        if kind in set(STAY_FILINGS):
            filings.append(_filing(reader, path, Procedure(str(kind))))
        elif kind is not None and kind in EVENT_KINDS:
            events.append(read_event(reader, path, kind))
        else:
            raise unknown_word(
                f"{path}.kind", (*sorted(STAY_FILINGS), *sorted(EVENT_KINDS))
            )
        reader.close()
    return tuple(filings), tuple(events)


def _filing(reader: Reader, path: str, procedure: Procedure) -> Filing:
    on, filed_on = reader.day("on"), reader.day("filed_on")
    decided_on = reader.day_or_null("decided_on")
    delivered_on = reader.day_or_null("delivered_on")
    result = reader.text("result")
    if result not in {None, "permitted", "refused"}:
        raise unknown_word(f"{path}.result", ("permitted", "refused"))
    return Filing(
        path=path,
        procedure=procedure,
        filed_on=filed_on or on,
        decided_on=delivered_on or decided_on,
        refused=result == "refused",
        new_stay_ends_on=reader.day("new_stay_ends_on"),
        new_status=reader.word("new_status", Status),
        specified_request=reader.truth("specified_request"),
        online=reader.truth("online"),
        my_number_extended=reader.truth("my_number_extended"),
    )


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
            raise wrong_order(path, other)
    for event in facts.events:
        if event.on and person.birth_date and event.on < person.birth_date:
            raise wrong_order(f"{event.path}.on", "person.birth_date")
        if event.filed_on and event.decided_on and event.decided_on < event.filed_on:
            raise wrong_order(f"{event.path}.decided_on", f"{event.path}.filed_on")
    for filing in facts.filings:
        if filing.filed_on is None:
            continue
        for name, after in (
            ("decided_on", filing.decided_on),
            ("new_stay_ends_on", filing.new_stay_ends_on),
        ):
            if after and after < filing.filed_on:
                raise wrong_order(f"{filing.path}.{name}", f"{filing.path}.filed_on")
