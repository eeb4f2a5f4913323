"""Answers that people do give to what they have not told yet, to try a plan with.

Each source yields the path of a fact and the facts as they would be with one answer.
Days are near enough to *today* to matter.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ichimai.model.procedure import Procedure
from ichimai.model.status import Status
from ichimai.planner.events import (
    Born,
    CardFiling,
    CardWaiting,
    Damaged,
    Destination,
    Event,
    Found,
    Held,
    Landed,
    Leaving,
    Lost,
    Moved,
    Parent,
    Reentry,
)
from ichimai.planner.facts import (
    Certificate,
    Facts,
    Filing,
    MyNumberCard,
    MyNumberKind,
    ResidenceCard,
)
from ichimai.planner.situation import Situation

_CHILD_DAYS = 3_000
_ADULT_DAYS = 12_000
_DAYS = timedelta(days=1)

Variants = Iterator[tuple[str, Facts]]


def variants_of(facts: Facts, situation: Situation) -> Variants:
    """Every answer worth trying, for every fact that nobody has stated."""
    for source in _SOURCES:
        yield from source(facts, situation)


def _having(facts: Facts, **values: Any) -> Facts:  # noqa: ANN401 - fields of a value
    return replace(facts, person=replace(facts.person, **values))


def _stay(facts: Facts, situation: Situation) -> Variants:
    if situation.newborn is not None:
        return
    person, as_of = facts.person, situation.as_of
    if person.stay_ends_on is None and situation.dated:
        for days in (30, 700):
            ends_on = as_of + days * _DAYS
            yield "person.stay_ends_on", _having(facts, stay_ends_on=ends_on)
    if person.status is None and person.standing is None and not situation.special:
        for status in _STATUSES:
            yield "person.status", _having(facts, status=status)
    if situation.dated and situation.six_months_or_more is None:
        # Whoever holds a card stays for more than three months (ICA 19-3(i)).
        short = (3,) if situation.event(Landed) else ()
        for months in (*short, 4, 12):
            yield "person.stay_months", _having(facts, stay_months=months)
    designated = person.status is Status.DESIGNATED_ACTIVITIES
    if designated and person.designated_activity is None:
        for activity in ("none", "digital-nomad"):
            path = "person.designated_activity"
            yield path, _having(facts, designated_activity=activity)


def _person(facts: Facts, situation: Situation) -> Variants:
    person, as_of = facts.person, situation.as_of
    if person.birth_date is None:
        for days in (_CHILD_DAYS, _ADULT_DAYS):
            birth_date = as_of - days * _DAYS
            yield "person.birth_date", _having(facts, birth_date=birth_date)
    if situation.special and person.uses_alias is None:
        yield "person.uses_alias", _having(facts, uses_alias=True)
    if person.capacity is None:
        yield "person.capacity", _having(facts, capacity="unable")
    if person.on_resident_register is None:
        for recorded in (True, False):
            path = "person.on_resident_register"
            yield path, _having(facts, on_resident_register=recorded)


_STATUSES = (
    Status.ENGINEER,
    Status.PERMANENT_RESIDENT,
    Status.SPECIAL_PERMANENT_RESIDENT,
    Status.TEMPORARY_VISITOR,
)


def _cards(facts: Facts, situation: Situation) -> Variants:
    if situation.newborn is not None:
        return
    card, as_of = facts.residence_card, situation.as_of
    if card.expires_on is None and not situation.dated:
        for days in (30, 700):
            held = replace(card, expires_on=as_of + days * _DAYS)
            yield "residence_card.expires_on", replace(facts, residence_card=held)
    if card.delivered_on is None:
        for days in (30, 900):
            held = ResidenceCard(card.kind, as_of - days * _DAYS, card.expires_on)
            yield "residence_card.delivered_on", replace(facts, residence_card=held)


def _my_number(facts: Facts, situation: Situation) -> Variants:
    if situation.newborn is not None:
        return
    side, as_of = facts.my_number_card, situation.as_of
    if side.kind is None:
        # On what it lives tells at once which card of the residence system is held.
        for carrier in MyNumberKind:
            other = replace(side, kind=carrier)
            yield "my_number_card.kind", replace(facts, my_number_card=other)
    if side.expires_on is None and side.kind is MyNumberKind.SEPARATE:
        for days in (-30, 60, 700):
            ends_on = as_of + days * _DAYS
            other = MyNumberCard(side.kind, side.made_on, ends_on)
            yield "my_number_card.expires_on", replace(facts, my_number_card=other)


def _certificates(facts: Facts, situation: Situation) -> Variants:
    if facts.my_number_card.kind not in {MyNumberKind.SEPARATE, MyNumberKind.SPECIFIED}:
        return
    near = Certificate(expires_on=situation.as_of + 45 * _DAYS)
    if facts.signature is None:
        yield "certificates.signature.expires_on", replace(facts, signature=near)
    if facts.user_authentication is None:
        yield (
            "certificates.user_authentication.expires_on",
            replace(facts, user_authentication=near),
        )


def _filings(facts: Facts, situation: Situation) -> Variants:
    as_of, ends_on = situation.as_of, situation.stay_ends_on
    opens_on = situation.extension_opens_on if situation.dated else None
    early = isinstance(opens_on, date) and as_of < opens_on
    if not facts.filings and isinstance(ends_on, date) and not early:
        filed = Filing("events[0]", Procedure.EXTENSION, min(as_of, ends_on))
        yield "events", replace(facts, filings=(filed,))
    for number, filing in enumerate(facts.filings):

        def having(place: int = number, **values: Any) -> Facts:  # noqa: ANN401 - fields of a value
            changed = list(facts.filings)
            changed[place] = replace(changed[place], **values)
            return replace(facts, filings=tuple(changed))

        if filing.filed_on is None:
            yield f"{filing.path}.filed_on", having(filed_on=as_of)
            continue
        if filing.decided_on is None and filing.filed_on <= as_of:
            yield f"{filing.path}.decided_on", having(decided_on=as_of)
        if filing.online is None and filing.specified_request is None:
            yield f"{filing.path}.online", having(online=True)
        if filing.specified_request is None and not filing.online:
            for asked in (True, False):
                yield (
                    f"{filing.path}.specified_request",
                    having(specified_request=asked),
                )
        if filing.decided_on and filing.new_stay_ends_on is None:
            later = max(as_of, filing.decided_on) + 700 * _DAYS
            yield f"{filing.path}.new_stay_ends_on", having(new_stay_ends_on=later)


def _start(facts: Facts, situation: Situation) -> Variants:
    """Nothing is told at all: what has happened is the first thing to know."""
    if facts != Facts(ignored=facts.ignored):
        return
    as_of = situation.as_of
    for event in (Landed("events[0]", as_of), Lost("events[0]", as_of)):
        yield "events", replace(facts, events=(event,))


_DETAILS: dict[type[Event], dict[str, tuple[Any, ...]]] = {
    Landed: {"card_later": (True, False)},
    Moved: {"destination": tuple(Destination)},
    Lost: {
        "what": tuple(Held),
        "abroad": (True, False),
        "blameless": (True, False),
    },
    Found: {"what": tuple(Held), "replaced": (True, False)},
    Damaged: {
        "what": tuple(Held),
        "ordered": (True, False),
        "blameless": (True, False),
    },
    Born: {
        "parents": (
            (Parent.JAPANESE,),
            (Parent.SPECIAL_PERMANENT,),
            (Parent.MID_TO_LONG_TERM,),
        ),
        "stays": (True, False),
    },
    Leaving: {"reentry": tuple(Reentry), "moves_out": (True, False)},
    CardFiling: {"specified_request": (True, False)},
}
_DAYS_OF: dict[type[Event], tuple[str, ...]] = {
    Landed: ("moved_in_on",),
    Lost: ("entered_on",),
    CardWaiting: ("until",),
    CardFiling: ("filed_on", "decided_on"),
}
"""What each kind of event may be asked for beside its day."""


def _with_event(facts: Facts, place: int, name: str, value: Any) -> Facts:  # noqa: ANN401 - of any field
    changed, answer = list(facts.events), {name: value}
    changed[place] = replace(changed[place], **answer)
    return replace(facts, events=tuple(changed))


def _events(facts: Facts, situation: Situation) -> Variants:
    for place, event in enumerate(facts.events):
        days = ("on", *_DAYS_OF.get(type(event), ()))
        answers = {
            **dict.fromkeys(days, (situation.as_of,)),
            **_DETAILS.get(type(event), {}),
        }
        for name, values in answers.items():
            if getattr(event, name) is None:
                for value in values:
                    path = f"{event.path}.{name}"
                    yield path, _with_event(facts, place, name, value)


def _wishes(facts: Facts, situation: Situation) -> Variants:
    del situation
    if facts.specified_card_wished is None:
        for wished in (True, False):
            yield "wishes.specified_card", replace(facts, specified_card_wished=wished)
    if facts.express_wished is None:
        yield "wishes.express", replace(facts, express_wished=True)


_SOURCES = (
    _start,
    _events,
    _filings,
    _stay,
    _person,
    _cards,
    _my_number,
    _wishes,
    _certificates,
)
