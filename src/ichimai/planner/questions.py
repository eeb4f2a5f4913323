"""Which facts are worth asking for: those whose answer would change the plan.

Nothing is listed by hand as interesting. For each fact that nobody has stated, the plan
is made again with answers that people do give; a fact is asked for only if one of these
plans differs, and the fact that moves most comes first.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ichimai.model.cards import CardKind
from ichimai.model.procedure import Procedure
from ichimai.model.status import Status
from ichimai.planner.facts import (
    Certificate,
    Facts,
    Filing,
    MyNumberCard,
    MyNumberKind,
    ResidenceCard,
)
from ichimai.planner.plan import Clock, NotKnown, Option, Task
from ichimai.planner.situation import Situation

Core = tuple[
    tuple[Clock, ...], tuple[Task, ...], tuple[Option, ...], tuple[NotKnown, ...]
]
"""The part of a plan that an answer can change."""

_CHILD_DAYS = 3_000
_ADULT_DAYS = 12_000
_DAYS = timedelta(days=1)

Variants = Iterator[tuple[str, Facts]]


def _person(facts: Facts, as_of: date) -> Variants:
    person = facts.person

    def having(**values: Any) -> Facts:  # noqa: ANN401 - fields of a value
        return replace(facts, person=replace(person, **values))

    if person.stay_ends_on is None:
        for days in (30, 700):
            ends_on = as_of + days * _DAYS
            yield "person.stay_ends_on", having(stay_ends_on=ends_on)
    if person.status is None:
        for status in (Status.ENGINEER, Status.PERMANENT_RESIDENT):
            yield "person.status", having(status=status)
    if person.birth_date is None:
        for days in (_CHILD_DAYS, _ADULT_DAYS):
            yield "person.birth_date", having(birth_date=as_of - days * _DAYS)
    if Situation(facts, as_of).six_months_or_more is None:
        for months in (4, 12):
            yield "person.stay_months", having(stay_months=months)


def _cards(facts: Facts, as_of: date) -> Variants:
    card, side = facts.residence_card, facts.my_number_card
    if card.kind is None:
        for kind in (CardKind.RESIDENCE, CardKind.SPECIFIED_RESIDENCE):
            held = replace(card, kind=kind)
            carried = side
            if kind.specified and side.kind is None:
                carried = replace(side, kind=MyNumberKind.SPECIFIED)
            yield (
                "residence_card.kind",
                replace(facts, residence_card=held, my_number_card=carried),
            )
    if card.delivered_on is None:
        for days in (30, 900):
            held = ResidenceCard(card.kind, as_of - days * _DAYS, card.expires_on)
            yield "residence_card.delivered_on", replace(facts, residence_card=held)
    if side.kind is None:
        for carrier in (MyNumberKind.SEPARATE, MyNumberKind.NONE):
            other = replace(side, kind=carrier)
            yield "my_number_card.kind", replace(facts, my_number_card=other)
    if side.expires_on is None and side.kind is MyNumberKind.SEPARATE:
        for days in (-30, 60, 700):
            ends_on = as_of + days * _DAYS
            other = MyNumberCard(side.kind, side.made_on, ends_on)
            yield "my_number_card.expires_on", replace(facts, my_number_card=other)


def _certificates(facts: Facts, as_of: date) -> Variants:
    if facts.my_number_card.kind not in {MyNumberKind.SEPARATE, MyNumberKind.SPECIFIED}:
        return
    near = Certificate(expires_on=as_of + 45 * _DAYS)
    if facts.signature is None:
        yield "certificates.signature.expires_on", replace(facts, signature=near)
    if facts.user_authentication is None:
        yield (
            "certificates.user_authentication.expires_on",
            replace(facts, user_authentication=near),
        )


def _filings(facts: Facts, as_of: date) -> Variants:
    situation = Situation(facts, as_of)
    ends_on = situation.stay_ends_on
    opens_on = situation.extension_opens_on
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
        if filing.specified_request is None and not filing.online:
            for asked in (True, False):
                yield (
                    f"{filing.path}.specified_request",
                    having(specified_request=asked),
                )
        if filing.decided_on and filing.new_stay_ends_on is None:
            later = max(as_of, filing.decided_on) + 700 * _DAYS
            yield f"{filing.path}.new_stay_ends_on", having(new_stay_ends_on=later)


def _wishes(facts: Facts, as_of: date) -> Variants:
    del as_of
    if facts.specified_card_wished is None:
        for wished in (True, False):
            yield "wishes.specified_card", replace(facts, specified_card_wished=wished)


_SOURCES = (_person, _cards, _filings, _wishes, _certificates)


def _difference(before: Core, after: Core) -> int:
    """How many entries of a plan one answer changes."""
    return sum(
        len(set(map(repr, old)) ^ set(map(repr, new)))
        for old, new in zip(before, after, strict=True)
    )


def questions_for(
    facts: Facts, situation: Situation, make: Callable[[Situation], Core]
) -> tuple[str, ...]:
    """Paths of the facts that would change the plan, the one that moves most first."""
    before = make(situation)
    moved: dict[str, int] = {}
    for source in _SOURCES:
        for path, variant in source(facts, situation.as_of):
            after = make(Situation(variant, situation.as_of))
            moved[path] = max(moved.get(path, 0), _difference(before, after))
    useful = [path for path, number in moved.items() if number]
    # Without the last day of stay there is no plan: that question always leads.
    return tuple(
        sorted(useful, key=lambda path: (path != "person.stay_ends_on", -moved[path]))
    )
