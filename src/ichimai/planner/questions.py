"""Which facts are worth asking for: those whose answer would change the plan.

Nothing is listed by hand as interesting. For each fact that nobody has stated, the plan
is made again with answers that people do give; a fact is asked for only if one of these
plans differs, and the fact that moves most comes first.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ichimai.errors import Malformed
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

_ALWAYS_EARLY = "person.status"
_LEADING = ("events", _ALWAYS_EARLY, "person.standing", "person.stay_ends_on")
"""Where nothing is told yet, these lead: on them it turns which plan it is at all."""

_NEXT = ("my_number_card.kind", "wishes.specified_card")
"""Which cards are held, and which are wanted: asked as soon as there is a plan."""

_RARE = ("person.capacity", "person.on_resident_register")
"""Nearly everybody can go, and is on the register: asked last."""

_Weight = tuple[int, int, int]


def _duties(core: Core) -> set[tuple[object, ...]]:
    return {
        (task.id, task.window, task.state, task.fee, task.bring) for task in core.tasks
    }


def _difference(before: Core, after: Core) -> _Weight:
    """How many tasks one answer changes, how many days and fees, how many entries."""
    known, then = _duties(before), _duties(after)
    entries = sum(
        len(
            set(map(repr, getattr(before, name))) ^ set(map(repr, getattr(after, name)))
        )
        for name in _PARTS
    )
    return len(known - then), len(known ^ then), entries


def questions_for(
    facts: Facts, situation: Situation, make: Callable[[Situation], Core]
) -> tuple[Question, ...]:
    """The facts that would change the plan, the one that moves most first."""
    before = make(situation)
    moved: dict[str, list[_Weight]] = {}
    for path, variant in variants_of(facts, situation):
        try:
            after = make(Situation(variant, situation.as_of))
        except Malformed:
            continue  # an answer that contradicts what is known is none
        moved.setdefault(path, []).append(_difference(before, after))
    useful = [
        (path, weights) for path, weights in moved.items() if any(map(any, weights))
    ]
    start = not before.tasks
    useful.sort(key=lambda each: _rank(*each, start=start))
    return tuple(Question(path, situation.terms) for path, _ in useful)


def _rank(path: str, weights: list[_Weight], *, start: bool) -> tuple[float, ...]:
    """What happened comes first, then what changes a task that is there already.

    By the mean of the answers: one that is rare, such as a stay too short for a card,
    would otherwise push its question before those on which every plan turns.
    """
    means = [sum(column) / len(weights) for column in zip(*weights, strict=True)]
    place = len(_LEADING) + 1
    if path in _RARE:
        place += 1
    if path in _NEXT and not start:
        place = len(_LEADING)
    if path.startswith("events[") and means[1]:
        place = 0
    elif path in _LEADING and (start or path == _ALWAYS_EARLY):
        place = 1 + _LEADING.index(path)
    return place, *(-mean for mean in means)
