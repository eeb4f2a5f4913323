"""From when one card can be asked for: the day of the law, and that of the counters.

The law is in force on a Sunday; bureaus take requests from the Monday after it. Each
municipality begins on a day of its own, of which nothing is known here (M03).
"""

from dataclasses import replace
from datetime import date

from ichimai.errors import Malformed, msgid
from ichimai.law.office_days import first_open_day
from ichimai.model.procedure import Counter
from ichimai.planner.events import CardFiling
from ichimai.planner.facts import Facts, Filing
from ichimai.planner.guides.changes import CHANGED_ON
from ichimai.planner.plan import UNKNOWN, Day, State, Task

BUREAUS_FROM = first_open_day(CHANGED_ON) or CHANGED_ON
"""The first day on which a bureau takes a request: Monday 15 June 2026."""

ASKS_FOR_ONE_CARD = frozenset(
    {
        "request-specified-card",
        "request-with-first-address",
        "request-with-move",
        "request-with-renewal",
        "request-with-item-change",
        "request-with-damage",
        "request-with-loss",
        "exchange-at-wish",
        "exchange-for-specified-card",
        "exchange-after-loss",
        "exchange-for-a-newborn",
        "give-back-specified-card",
    }
)
"""The tasks that nobody could do before the specified card was there."""


def opening(opens_on: Day, counter: str) -> Day:
    """*opens_on*, or where it is too early, the first day of that counter."""
    if not isinstance(opens_on, date) or opens_on >= BUREAUS_FROM:
        return opens_on
    return BUREAUS_FROM if counter == Counter.BUREAU else UNKNOWN


def not_before_first_day(tasks: list[Task], as_of: date) -> list[Task]:
    """*tasks* without a request on a day on which there was no specified card.

    A request that would have to be made before that day is left out; one that can
    wait for it waits.
    """
    moved = (_moved(each, as_of) for each in tasks)
    return [each for each in moved if each is not None]


def _moved(task: Task, as_of: date) -> Task | None:
    window, state = task.window, task.state
    if task.id not in ASKS_FOR_ONE_CARD:
        return task
    if isinstance(window.legal_last_day, date) and window.legal_last_day < CHANGED_ON:
        return None
    opens_on = window.opens_on
    if as_of < BUREAUS_FROM and state not in (State.DONE, State.WAITING):
        opens_on, state = opens_on or CHANGED_ON, State.NOT_YET
    opens_on = opening(opens_on, task.counter)
    return replace(task, window=replace(window, opens_on=opens_on), state=state)


def refuse_earlier(facts: Facts) -> None:
    """Refuse a specified card, or a request for one, of a day before there was any.

    Raises:
        Malformed: code `contradiction`.
    """
    card = facts.residence_card
    if card.kind and card.kind.specified and _early(card.delivered_on):
        raise _too_early("residence_card.delivered_on")
    filings: tuple[Filing | CardFiling, ...] = facts.filings
    for filing in filings + facts.events_of(CardFiling):
        if filing.specified_request and _early(filing.filed_on):
            raise _too_early(f"{filing.path}.specified_request")


def _early(day: date | None) -> bool:
    return day is not None and day < CHANGED_ON


def _too_early(path: str) -> Malformed:
    return Malformed(
        msgid("Nobody could ask for the specified card before 14 June 2026."),
        repair=msgid("Compare {field} with the papers and correct what is wrong."),
        code="contradiction",
        field=path,
    )
