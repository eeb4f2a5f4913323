"""Which facts are worth asking for: those whose answer would change the plan.

Nothing is listed by hand as interesting. For each fact that nobody has stated, the plan
is made again with answers that people do give; a fact is asked for only if one of these
plans differs, and the fact that moves most comes first.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ichimai.planner.answers import variants_of
from ichimai.planner.facts import Facts
from ichimai.planner.plan import Clock, Notice, NotKnown, Option, Question, Task
from ichimai.planner.situation import Situation


@dataclass(frozen=True, slots=True)
class Core:
    """The part of a plan that an answer can change; *asks* if any answer can."""

    clocks: tuple[Clock, ...] = ()
    tasks: tuple[Task, ...] = ()
    options: tuple[Option, ...] = ()
    unknown: tuple[NotKnown, ...] = ()
    notices: tuple[Notice, ...] = ()
    asks: bool = True


_PARTS = ("clocks", "tasks", "options", "unknown", "notices")

_LEADING = (
    "events",
    "person.status",
    "person.standing",
    "person.stay_ends_on",
)
"""Where nothing is told yet, these lead: on them it turns which plan it is at all."""


def _difference(before: Core, after: Core) -> tuple[int, int]:
    """How many days, states and fees one answer changes, and how many entries."""
    duties = [
        {(task.id, task.window, task.state, task.fee) for task in core.tasks}
        for core in (before, after)
    ]
    entries = sum(
        len(
            set(map(repr, getattr(before, name))) ^ set(map(repr, getattr(after, name)))
        )
        for name in _PARTS
    )
    return len(duties[0] ^ duties[1]), entries


def questions_for(
    facts: Facts, situation: Situation, make: Callable[[Situation], Core]
) -> tuple[Question, ...]:
    """The facts that would change the plan, the one that moves most first."""
    before = make(situation)
    moved: dict[str, tuple[int, int]] = {}
    for path, variant in variants_of(facts, situation):
        after = make(Situation(variant, situation.as_of))
        moved[path] = max(moved.get(path, (0, 0)), _difference(before, after))
    useful = [path for path, (_, entries) in moved.items() if entries]
    start = not before.tasks
    useful.sort(key=lambda path: moved[path], reverse=True)
    useful.sort(key=lambda path: _place(path, start=start))
    return tuple(Question(path, situation.terms) for path in useful)


def _place(path: str, *, start: bool) -> int:
    """What happened is told to the end first; then what moves most."""
    if path.startswith("events["):
        return 0
    if start and path in _LEADING:
        return 1 + _LEADING.index(path)
    return len(_LEADING) + 1
