"""The answer to "will this visit succeed?": yes, no, or unknown with its reasons.

Yes means that no rule that is written here refuses the filing and no paper is missing:
the filing is taken in. Whether a permission is granted is for the Minister (ICA 21(3)).
Opening hours and bookings are a counter's own; they are told beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ichimai.law.carriers import PERMISSIONS
from ichimai.model.procedure import Counter, Procedure
from ichimai.planner.before_you_go.asked import Asked
from ichimai.planner.before_you_go.checks import (
    ADDRESS_FILINGS,
    Check,
    Outcome,
    booking_of,
    checks,
    standing_of,
)
from ichimai.planner.before_you_go.holding import holding_checks
from ichimai.planner.before_you_go.papers import Paper, papers
from ichimai.planner.before_you_go.words import PAPERS, SENTENCES
from ichimai.planner.cities.city import city_at
from ichimai.planner.knowledge.lines import national_lines
from ichimai.planner.options import PRODUCTION_DAYS
from ichimai.texts.in_words import day_in_words
from ichimai.texts.language import translator

_UNKNOWN = "unknown"
_DECIDED_FIRST = (*PERMISSIONS, Procedure.ACQUISITION, Procedure.SPR_PERMISSION)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a visit before it is made.

    Attributes:
        outcome: no where a check says no; else unknown where one is; else yes.
        bring: everything to have in hand.
        missing: what of it is not there; None where that is not known.
        pick_up_days: least and most days from the visit until the card is ready; None
            where nobody can say or the answer is no; (0, 0) where the card is given
            back at once.
        booking: as the city says it, else `unknown`.
        hours: the same.
    """

    asked: Asked
    as_of: date
    outcome: Outcome
    checks: tuple[Check, ...]
    bring: tuple[Paper, ...]
    missing: tuple[Paper, ...] | None
    pick_up_days: tuple[int, int] | None
    booking: str
    hours: str

    def to_json(self, language: str) -> dict[str, Any]:
        """The verdict as JSON values, sentences in *language*."""
        missing = self.missing
        return {
            "on": self.asked.on.isoformat(),
            "as_of": self.as_of.isoformat(),
            "procedure": self.asked.procedure.value,
            "verdict": self.outcome.value,
            "sentence": translator(language)(SENTENCES[f"verdict-{self.outcome}"]),
            "checks": [check_json(each, language) for each in self.checks],
            "bring": [paper_json(each, language) for each in self.bring],
            "missing": _UNKNOWN
            if missing is None
            else [paper_json(each, language) for each in missing],
            "open": _open(self.checks),
            "hours": self.hours,
            "booking": self.booking,
            "pick_up": self._pick_up(),
            "ask": [line.to_json(language) for line in self._lines()],
        }

    def _pick_up(self) -> dict[str, Any] | str:
        if self.pick_up_days is None:
            return _UNKNOWN
        least, most = self.pick_up_days
        return {
            "least_days": least,
            "most_days": most,
            "from": (self.asked.on + timedelta(least)).isoformat(),
            "until": (self.asked.on + timedelta(most)).isoformat(),
        }

    def _lines(self) -> tuple[Any, ...]:
        """Whom to ring: the municipality's own lines first."""
        own = city_at(self.asked.office).own_lines if self.asked.office else ()
        return (*own, *national_lines()[:2])


def judge(asked: Asked, as_of: date) -> Verdict:
    """The verdict on that visit, as seen on the day *as_of*."""
    standing = standing_of(asked)
    found = papers(asked, standing)
    held = holding_checks(asked, standing)
    all_checks = (*checks(asked, as_of), *held, found.check)
    outcomes = {each.outcome for each in all_checks}
    worst = (Outcome.NO, Outcome.UNKNOWN, Outcome.YES)
    outcome = next(each for each in worst if each in outcomes)
    return Verdict(
        asked=asked,
        as_of=as_of,
        outcome=outcome,
        checks=all_checks,
        bring=found.bring,
        missing=found.missing,
        pick_up_days=None if outcome is Outcome.NO else _pick_up_days(asked),
        booking=booking_of(asked),
        hours=_hours(asked),
    )


def _pick_up_days(asked: Asked) -> tuple[int, int] | None:
    """Until a specified card is made, as read at second hand (RC-091); else not told.

    A permission is decided first, and nobody says when.
    """
    if asked.procedure in ADDRESS_FILINGS and asked.specified_request is False:
        return (0, 0)
    if asked.specified_request and asked.procedure not in _DECIDED_FIRST:
        return PRODUCTION_DAYS
    return None


def _hours(asked: Asked) -> str:
    if asked.counter is not Counter.MUNICIPALITY or asked.office is None:
        return _UNKNOWN
    fact = city_at(asked.office).fact("hours", "")
    return fact.value if fact else _UNKNOWN


def _open(found: tuple[Check, ...]) -> bool | str:
    check = next(each for each in found if each.name == "open")
    return (
        _UNKNOWN if check.outcome is Outcome.UNKNOWN else check.outcome is Outcome.YES
    )


def check_json(check: Check, language: str) -> dict[str, Any]:
    """A check as JSON values, its sentence in *language*."""
    return {
        "check": check.name,
        "outcome": check.outcome.value,
        "key": check.key,
        "sentence": check_sentence(check, language),
        "rules": list(check.basis.rules),
        "cites": list(check.basis.cites),
    }


def check_sentence(check: Check, language: str) -> str:
    """What the check says, in *language*."""
    values: Mapping[str, Any] = {
        name: day_in_words(value, language) if isinstance(value, date) else value
        for name, value in check.values.items()
    }
    return translator(language)(SENTENCES[check.key]).format(**values)


def paper_json(paper: Paper, language: str) -> dict[str, Any]:
    """A paper as JSON values, its name in *language*."""
    return {
        "id": paper.key,
        "text": translator(language)(PAPERS[paper.key]),
        "detail": paper.detail or None,
        "instead": list(paper.instead),
        "at_counter": paper.at_counter,
    }
