"""What each task consists of: its counter, its papers, who may go, on what it rests.

Knowledge of procedures, kept as data in `steps/*.toml` beside the sentences of the
task. When a task is there, and until when, is said by the modules of `tasks`, with the
days that the law answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from ichimai.model.procedure import Counter, Procedure, Standing
from ichimai.planner.asking import find_answer, state_in
from ichimai.planner.counters import Word, booking_of, law_on
from ichimai.planner.plan import FREE, NOTHING, Basis, Fee, State, Task, Window
from ichimai.planner.situation import Situation
from ichimai.planner.wording import ids_of, tables

OFFICE = "office"
"""The counter that looks after the person's card: by standing, bureau or municipality
(ICA 61-8-3(1), SPA 11 to 14; RC-036, RC-050)."""

_BUREAU_CARD, _CITY_CARD = "bureau-card", "city-card"
_FOR_A_CHILD = {
    "bureau-filing": "bureau-child",
    _BUREAU_CARD: "bureau-child",
    "city": "city-child",
    "city-new-card": "city-child",
    "city-address": "city-child",
    _CITY_CARD: "city-unable",
    "city-specified": "city-unable",
}
_FOR_SOMEBODY_UNABLE = {
    "bureau-filing": "bureau-unable",
    "bureau-receipt": "bureau-unable",
    _BUREAU_CARD: "bureau-unable",
    "city": "city-unable",
    "city-new-card": "city-unable",
    "city-address": "city-unable",
    _CITY_CARD: "city-unable",
    "city-specified": "city-unable",
}
"""Who goes in place of the person: RC-051 to RC-055, RC-057, MN-063, MN-124."""

_LETTER = ("city-new-card", _CITY_CARD, "city-specified")
_PROXY_PAPERS = (
    "proxy-reason",
    "reply-letter",
    "proxy-authority",
    "proxy-identity",
    "holder-identity",
)
_PROXY = Basis(("RC-055", "RC-057", "RC-059", "MN-063"), ("FORM 3", "FORM-S 3"))

_SHOWN_AS = {
    "passport-of-child": "passport",
    "passport-with-note": "passport",
    "new-residence-card": "residence-card",
    "specified-card": "residence-card",
}
"""Under which word of the law a thing to bring is counted."""

_OF_SPECIAL = {
    "residence-card": "special-certificate",
    "new-residence-card": "new-special-certificate",
    "specified-card": "specified-certificate",
    "form-1": "application-form",
    "form-2": "application-form",
    "exchange-form": "exchange-form-of-special",
}
"""What a special permanent resident holds in place of it (RC-003, RC-006)."""


@dataclass(frozen=True, slots=True)
class Step:
    """The part of a task that is the same for everybody.

    Attributes:
        counter: where it is done: `bureau`, `municipality`, `police`, `telephone`,
            `port`, `post`, or `office`.
        bring: keys of `words/visits.toml`.
        who_may_go: key of the same file, or `office`.
    """

    id: str
    counter: str
    bring: tuple[str, ...]
    who_may_go: str
    basis: Basis


@cache
def _steps() -> Mapping[str, Step]:
    return {
        step_id: Step(
            id=step_id,
            counter=row["counter"],
            bring=tuple(row["bring"]),
            who_may_go=row["who_may_go"],
            basis=Basis(tuple(row["rules"]), tuple(row["cites"])),
        )
        for table in tables("steps")
        for row in table["task"]
        for step_id in ids_of(row)
    }


def step(step_id: str) -> Step:
    """The step by that id, of which the planner has one for each of its tasks."""
    return _steps()[step_id]


@dataclass(frozen=True, slots=True)
class Details:
    """What a task has of its own beside its step.

    Attributes:
        bring: papers before those of the step.
        leave: papers of the step that this person does not need.
        basis: on top of the step's.
        values: that its sentences name.
    """

    fee: Fee = FREE
    bring: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    basis: Basis = NOTHING
    values: Mapping[str, Any] = field(default_factory=dict)


_NOTHING_OWN = Details()


def task(
    situation: Situation,
    step_id: str,
    window: Window,
    details: Details = _NOTHING_OWN,
    state: State | None = None,
) -> Task:
    """The task of that step for this person; its state by the window if none is told.

    Whoever is under sixteen or unable to go is told who goes, and with what.
    """
    found = step(step_id)
    who = found.who_may_go
    if who == OFFICE:
        who = _CITY_CARD if situation.special else _BUREAU_CARD
    law = law_on(step_id, situation)
    basis = own_law(situation, found.basis + law.basis) + details.basis
    bring = _to_bring(found, details, law)
    if situation.unable:
        if who in _LETTER:
            bring, basis = (*bring, *_PROXY_PAPERS), basis + _PROXY
        who = _FOR_SOMEBODY_UNABLE.get(who, who)
    elif situation.is_child or law.by_another:
        who = _FOR_A_CHILD.get(who, who)
    if situation.special:
        bring = tuple(_OF_SPECIAL.get(each, each) for each in bring)
    values = details.values
    counter = office_of(situation) if found.counter == OFFICE else found.counter
    return Task(
        id=found.id,
        window=window,
        state=state or state_in(window, situation.as_of),
        counter=counter,
        bring=_once(bring),
        fee=details.fee,
        who_may_go=who,
        basis=basis,
        values={**situation.terms, **values} if values else situation.terms,
        booking=booking_of(step_id, counter, situation),
    )


def _to_bring(found: Step, details: Details, law: Word) -> tuple[str, ...]:
    """What the task wants, and whatever else the law wants to see; no more than it."""
    leave = {*details.leave, *law.leave}
    wanted = [each for each in (*details.bring, *found.bring) if each not in leave]
    shown = {_SHOWN_AS.get(each, each) for each in wanted}
    more = (each for each in law.bring if each not in shown | set(details.leave))
    return (*wanted, *more)


@lru_cache(maxsize=1024)
def _once(things: tuple[str, ...]) -> tuple[str, ...]:
    """Each thing once; thousands of tasks that ask for the same share one list."""
    return tuple(dict.fromkeys(things))


_ACTS_OF_RESIDENTS = frozenset({"ICA", "ICA-EO", "ICA-MO", "APP", "FORM"})
_ACTS_OF_SPECIAL = frozenset({"SPA", "SPA-EO", "SPA-MO", "APP-S", "FORM-S"})


def own_law(situation: Situation, basis: Basis) -> Basis:
    """The provisions for this person, where two acts say the same of two standings.

    Special permanent residents have an act of their own (RC-003).
    """
    return _law_of(basis, special=situation.special)


@lru_cache(maxsize=1024)
def _law_of(basis: Basis, *, special: bool) -> Basis:
    others = _ACTS_OF_RESIDENTS if special else _ACTS_OF_SPECIAL
    own = tuple(each for each in basis.cites if each.split()[0] not in others)
    return Basis(basis.rules, own or basis.cites)


def office_of(situation: Situation) -> str:
    """Where this person's card is looked after, as the law's question `counter` says.

    Every card procedure of a person is filed at one counter (RC-036, RC-050); whose
    standing is not told is taken to be a mid- to long-term resident.
    """
    finding = find_answer(
        "counter",
        {
            "standing": (situation.standing or Standing.MID_TO_LONG_TERM).value,
            "procedure": Procedure.EXCHANGE.value,
            "ground": "none",
        },
        situation.as_of,
    )
    named = finding.answer.get("counter") if finding else None
    return str(named or Counter.BUREAU.value)
