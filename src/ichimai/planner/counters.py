"""What the law and a city say of one filing at a counter: who goes, what is shown.

The questions `who-may-file` and `documents` answer for the filings of law; where they
answer, their word holds over that of the planner's own tables. A booking is what a city
says of it, else unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ichimai.law.acting import COHABITING_RELATIVE, SELF
from ichimai.model.finding import Finding
from ichimai.model.procedure import Counter, Procedure, Standing
from ichimai.planner.asking import basis_of, find_answer
from ichimai.planner.cities.city import city_at
from ichimai.planner.guides.changes import CHANGED_ON
from ichimai.planner.places.municipalities import find_place
from ichimai.planner.plan import NOTHING, UNKNOWN, Basis
from ichimai.planner.situation import Situation

FILINGS: Mapping[str, tuple[Procedure, bool]] = {
    "register-first-address": (Procedure.FIRST_ADDRESS, False),
    "request-with-first-address": (Procedure.FIRST_ADDRESS, True),
    "report-move": (Procedure.ADDRESS_CHANGE, False),
    "request-with-move": (Procedure.ADDRESS_CHANGE, True),
    "report-item-change": (Procedure.ITEM_CHANGE, False),
    "renew-card": (Procedure.VALIDITY_RENEWAL, False),
    "replace-lost-card": (Procedure.LOSS, False),
    "replace-damaged-card": (Procedure.DAMAGE, False),
    "exchange-at-wish": (Procedure.EXCHANGE, True),
    "exchange-for-specified-card": (Procedure.EXCHANGE, True),
    "extend-stay": (Procedure.EXTENSION, False),
    "acquire-status": (Procedure.ACQUISITION, False),
}
"""The tasks that are one filing of law, and whether they ask for the one card."""

_ADDRESS = frozenset({"register-first-address", "report-move", "report-move-out"})
_PICK_UP = "pick-up-my-number-card"
_NEW_NUMBER_CARD = frozenset({"apply-for-my-number-card", "new-my-number-card"})
_AGE_OF_NO_RULE = 17
"""From this age no question here turns on the birth date (16; 1 for the photo)."""

_AN_ADULT = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Word:
    """What the law says of a filing; None and empty where it does not say.

    Attributes:
        by_another: whether somebody else has to file for this person.
        bring: what has to be shown, keys of `words/visits.toml`.
        leave: what is not needed.
    """

    by_another: bool | None = None
    bring: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    basis: Basis = NOTHING


SILENT = Word()


def law_on(step_id: str, situation: Situation) -> Word:
    """What the law says of that task for this person on the day of the plan."""
    if step_id not in FILINGS:
        return SILENT
    standing = (situation.standing or Standing.MID_TO_LONG_TERM).value
    who = (step_id, standing, situation.as_of, situation.unable)
    born = situation.person.birth_date
    if born is None or situation.under(_AGE_OF_NO_RULE):
        return _asked(*who, born)  # not kept: a birth date must not outlive its plan
    return _of_an_adult(*who)


@lru_cache(maxsize=1024)
def _of_an_adult(step_id: str, standing: str, as_of: date, unable: bool) -> Word:  # noqa: FBT001
    """The same for everybody of that age: nobody's own facts are in it."""
    return _asked(step_id, standing, as_of, unable, _AN_ADULT)


def _asked(
    step_id: str,
    standing: str,
    as_of: date,
    unable: bool,  # noqa: FBT001 - one of five facts, by place
    born: date | None,
) -> Word:
    procedure, specified = FILINGS[step_id]
    if specified:
        # Before the law is there, what it will ask for on its first day.
        as_of = max(as_of, CHANGED_ON)
    facts = {
        "standing": standing,
        "procedure": procedure.value,
        "specified_request": specified,
        "birth_date": born,
        "filed_on": as_of,
    }
    papers = find_answer("documents", facts, as_of)
    filer = find_answer(
        "who-may-file",
        {
            **facts,
            "express": False if specified else None,
            "unable": unable,
            "actor": COHABITING_RELATIVE if unable else SELF,
            "actor_is_sixteen": True,
        },
        as_of,
    )
    bring, leave = _papers(papers)
    answer = filer.answer["may_file"] if filer else UNKNOWN
    if answer == UNKNOWN:
        return Word(None, bring, leave, basis_of(papers))
    by_another = answer in ("yes", "must") if unable else answer == "no"
    return Word(by_another, bring, leave, basis_of(papers) + basis_of(filer))


def _papers(finding: Finding | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the law wants to see, and which photo it does not want."""
    if finding is None:
        return (), ()
    answer = finding.answer
    wanted = {
        "photo": answer.get("photo") is True,
        "passport": answer.get("passport") == "show",
        "residence-card": answer.get("present_card") == "show",
        "pins": answer.get("pin") is True,
    }
    leave = ("photo",) if answer.get("photo") is False else ()
    return tuple(key for key, shown in wanted.items() if shown), leave


def booking_of(step_id: str, counter: str, situation: Situation) -> str:
    """`needed`, `not-needed` or `possible` where the city says it, else `unknown`."""
    code = situation.person.municipality
    if counter != Counter.MUNICIPALITY.value or code is None:
        return UNKNOWN
    return _booked(code, _purpose(step_id))


def _purpose(step_id: str) -> str:
    if step_id == _PICK_UP:
        return "my-number-pick-up"
    if step_id in _NEW_NUMBER_CARD:
        return "my-number-application"
    return "address-filing" if step_id in _ADDRESS else "card-procedure"


@lru_cache(maxsize=4096)
def _booked(code: str, purpose: str) -> str:
    place = find_place(code)
    fact = city_at(place).fact("booking", purpose) if place else None
    return fact.value if fact else UNKNOWN
