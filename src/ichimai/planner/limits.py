"""Until when a duty is to be done, as the law's question `deadline` answers."""

from dataclasses import dataclass
from datetime import date

from ichimai.planner.asking import basis_of, day_in, find_answer
from ichimai.planner.plan import NOTHING, UNKNOWN, Basis, Day, Window
from ichimai.planner.situation import Situation


@dataclass(frozen=True, slots=True)
class Limit:
    """The window of a duty, and what its last days rest on."""

    window: Window
    basis: Basis


NOT_SETTLED = Limit(Window(UNKNOWN, UNKNOWN, UNKNOWN), NOTHING)
"""Nobody has said from which day it runs: no day is invented."""


def limit(situation: Situation, duty: str, event_on: Day) -> Limit:
    """The window of that duty, open from the day on which its event falls."""
    if not isinstance(event_on, date):
        return NOT_SETTLED
    finding = find_answer(
        "deadline",
        {
            "duty": duty,
            "event_on": event_on,
            "municipality": situation.person.municipality,
        },
        situation.as_of,
    )
    window = Window(
        event_on,
        day_in(finding, "safe_last_day"),
        day_in(finding, "legal_last_day"),
    )
    return Limit(window, basis_of(finding))
