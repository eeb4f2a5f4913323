"""Tasks joined into visits: one trip to one counter, for one person or a family."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ichimai.planner.plan import Plan, State, Task, Visit

ONE_VISIT = timedelta(days=30)
"""Tasks whose safe days lie no further apart are offered as one visit."""

_OPEN = {State.OVERDUE, State.DO_NOW, State.DO_BY, State.NOT_YET}
_COUNTERS = ("bureau", "municipality", "old-municipality")


@dataclass(frozen=True, slots=True)
class _Errand:
    """One task of one person, and the days between which a trip suits it.

    What has no last day is done within thirty days of the day on which it can be done.
    """

    person: int
    task: Task
    opens_on: date
    last_day: date


def _errands(plans: Iterable[Plan]) -> Iterator[_Errand]:
    for person, plan in enumerate(plans):
        for task in plan.tasks:
            window = task.window
            opens = window.opens_on if isinstance(window.opens_on, date) else date.min
            known = isinstance(window.safe_last_day, date) or opens > date.min
            if task.state not in _OPEN:
                continue
            if not known and task.state is State.NOT_YET:
                # What opens on a day that nobody knows cannot be planned into a trip.
                continue
            safe = window.safe_last_day
            if not isinstance(safe, date):
                safe = max(plan.as_of, opens) + ONE_VISIT
            yield _Errand(person, task, opens, safe)


def _joined(due: Iterable[_Errand]) -> Iterator[list[_Errand]]:
    """Errands at one counter, cut wherever one day does not suit all of them."""
    trip: list[_Errand] = []
    for errand in due:
        first = min((each.last_day for each in trip), default=errand.last_day)
        opens = max(each.opens_on for each in (*trip, errand))
        if trip and (opens > first or errand.last_day - first > ONE_VISIT):
            yield trip
            trip = []
        trip.append(errand)
    if trip:
        yield trip


def _visit(counter: str, trip: Sequence[_Errand]) -> Visit:
    safe = [each.task.window.safe_last_day for each in trip]
    opens = max(each.opens_on for each in trip)
    things = ((each.person, thing) for each in trip for thing in each.task.bring)
    return Visit(
        counter=counter,
        opens_on=None if opens == date.min else opens,
        safe_last_day=min((day for day in safe if isinstance(day, date)), default=None),
        tasks=tuple((each.person, each.task.id) for each in trip),
        bring=tuple(dict.fromkeys(things)),
    )


def joined_visits(plans: Iterable[Plan]) -> tuple[Visit, ...]:
    """The trips that these people make, by the day until which each is safe.

    A visit lies between the last opening day and the first safe day of its tasks, so
    that everybody is in time for everything.
    """
    found: list[Visit] = []
    errands = list(_errands(plans))
    for counter in _COUNTERS:
        due = sorted(
            (each for each in errands if each.task.counter == counter),
            key=lambda each: (each.last_day, each.person, each.task.id),
        )
        found += [_visit(counter, trip) for trip in _joined(due)]
    return tuple(sorted(found, key=lambda each: each.safe_last_day or date.max))
