"""How urgent somebody is: by the nearest day of what is still to be done."""

from datetime import date
from enum import StrEnum

from ichimai.errors import msgid
from ichimai.law.office_days import last_open_day
from ichimai.planner.plan import NotKnown, Plan, State

OPEN = frozenset({State.OVERDUE, State.DO_NOW, State.DO_BY, State.NOT_YET})


class Rank(StrEnum):
    """How urgent somebody's next day is; the order is that of the result."""

    OVERDUE = "overdue"
    IN_30 = "30"
    IN_90 = "90"
    IN_120 = "120"
    QUESTION = "question"
    NOTHING = "nothing"

    @property
    def sentence(self) -> str:
        """What it means, an English source string."""
        return _MEANS[self]


_MEANS = {
    Rank.OVERDUE: msgid("A last day has passed"),
    Rank.IN_30: msgid("Within 30 days"),
    Rank.IN_90: msgid("Within 90 days"),
    Rank.IN_120: msgid("Within 120 days"),
    Rank.QUESTION: msgid("A question is open"),
    Rank.NOTHING: msgid("Nothing due"),
}
_WITHIN = ((30, Rank.IN_30), (90, Rank.IN_90), (120, Rank.IN_120))

_ASKED_OF_NOBODY = frozenset({"clocks.my-number-side"})
"""A roster need not tell them: whether somebody has a My Number Card is their own."""


def next_day(plan: Plan) -> date | None:
    """The nearest last safe day: of an open task, or before a special period ends."""
    days = [
        task.window.safe_last_day
        for task in plan.tasks
        if task.state in OPEN and isinstance(task.window.safe_last_day, date)
    ]
    special = special_period_ends_on(plan)
    if special is not None:
        days.append(last_open_day(special) or special)
    return min(days, default=None)


def rank_of(plan: Plan, due_on: date | None) -> Rank:
    """How urgent a plan is whose nearest day is *due_on*."""
    if any(task.state is State.OVERDUE for task in plan.tasks):
        return Rank.OVERDUE
    if due_on is not None:
        left = (due_on - plan.as_of).days
        for days, rank in _WITHIN:
            if left <= days:
                return rank
    if open_questions(plan):
        return Rank.QUESTION
    return Rank.NOTHING if plan.tasks or plan.notices else Rank.QUESTION


def open_questions(plan: Plan) -> tuple[NotKnown, ...]:
    """What a roster must tell before somebody's days are known.

    A card in a dated stay ends with the stay, but for children (ICA 19-5(1)): a roster
    that tells the stay need not tell the card.
    """
    stays = (each.ends_on for each in plan.clocks if each.what == "stay")
    dated = any(isinstance(day, date) for day in stays)
    passed_over = {*_ASKED_OF_NOBODY, *(["clocks.residence-card"] if dated else [])}
    return tuple(gap for gap in plan.unknown if gap.what not in passed_over)


def special_period_ends_on(plan: Plan) -> date | None:
    """The end of the special period that runs, None where none does."""
    ends = (each.ends_on for each in plan.clocks if each.what == "special-period")
    return next((day for day in ends if isinstance(day, date)), None)
