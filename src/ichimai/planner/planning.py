"""From facts to a plan: what runs out, what to do by when, what may be chosen.

Covered is a resident with a dated stay and a residence card, ordinary or specified,
with or without a separate My Number card. Whoever is not covered gets a plan that says
so by name; an empty plan without a word is never made.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from ichimai.errors import msgid
from ichimai.model.cards import CardKind
from ichimai.model.procedure import Procedure, Standing
from ichimai.model.status import Status
from ichimai.planner.clocks import clocks_of
from ichimai.planner.facts import (
    Facts,
    MyNumberKind,
    parse_facts,
    require_near,
    wrong_type,
)
from ichimai.planner.my_number_tasks import my_number_tasks
from ichimai.planner.options import options_of
from ichimai.planner.plan import UNKNOWN, NotKnown, Plan, State, Task
from ichimai.planner.questions import Core, questions_for
from ichimai.planner.situation import Situation
from ichimai.planner.stay_tasks import stay_tasks

_NOT_DATED = {
    Status.PERMANENT_RESIDENT,
    Status.HSP_2,
    Status.SPECIAL_PERMANENT_RESIDENT,
    Status.DIPLOMAT,
    Status.OFFICIAL,
    Status.TEMPORARY_VISITOR,
}
"""Statuses without a dated stay, or without a residence card (ICA 19-3)."""

_SPECIAL_PERMANENT = {
    CardKind.SPECIAL_PERMANENT,
    CardKind.SPECIFIED_SPECIAL_PERMANENT,
}
_SHORTEST_MONTHS = 4
_ONE_VISIT = timedelta(days=30)
_LATEST = date.max
_URGENCY = tuple(State)
_OPEN = {State.OVERDUE, State.DO_NOW, State.DO_BY, State.NOT_YET}


def make_plan(facts: Facts, as_of: date) -> Plan:
    """The plan of one person, as seen on *as_of*."""
    situation = Situation(facts, as_of)
    clocks, tasks, options, unknown = _core(situation)
    ignored = tuple(NotKnown(path, "ignored") for path in facts.ignored)
    return Plan(
        as_of=as_of,
        clocks=clocks,
        tasks=tasks,
        options=options,
        questions=questions_for(facts, situation, _core),
        unknown=unknown + ignored,
        claims=_claims(situation) if tasks else (),
    )


def answer(value: object, as_of: date, language: str = "en") -> dict[str, Any]:
    """The JSON answer to the JSON facts of a person, or of a family.

    Raises:
        Malformed: see `parse_facts`; `as_of` too far away to count from is
            `out-of-range`.
        NotFound: code `language`.
    """
    require_near(as_of, "as_of")
    if not (isinstance(value, Mapping) and "people" in value):
        return make_plan(parse_facts(value), as_of).to_json(language)
    people = value["people"]
    if isinstance(people, str) or not isinstance(people, Sequence):
        raise wrong_type("people", msgid("Write a list in square brackets."))
    plans = [make_plan(parse_facts(person), as_of) for person in people]
    return {
        "people": [plan.to_json(language) for plan in plans],
        "visits": visits_of(plans),
    }


def visits_of(plans: Sequence[Plan]) -> list[dict[str, Any]]:
    """Open tasks at one counter within 30 days, offered as one visit.

    The visit's day is the earliest safe day among them: everybody is in time.
    """
    due = sorted(
        (task.counter, task.window.safe_last_day, number, task.id)
        for number, plan in enumerate(plans)
        for task in plan.tasks
        if task.state in _OPEN and isinstance(task.window.safe_last_day, date)
    )
    visits: list[dict[str, Any]] = []
    first_day, first_counter = date.min, ""
    for counter, day, number, task_id in due:
        if counter != first_counter or day - first_day > _ONE_VISIT:
            first_day, first_counter = day, counter
            visits.append(
                {"counter": counter, "safe_last_day": day.isoformat(), "tasks": []}
            )
        visits[-1]["tasks"].append({"person": number, "task": task_id})
    return visits


def _core(situation: Situation) -> Core:
    not_covered = _not_covered(situation)
    blocked = [gap for gap in not_covered if not gap.what.startswith("events")]
    if blocked:
        return (), (), (), tuple(not_covered)
    clocks = tuple(clocks_of(situation))
    gaps = [
        NotKnown(f"clocks.{clock.what}", "not-settled")
        for clock in clocks
        if clock.ends_on == UNKNOWN
    ]
    if situation.person.stay_ends_on is None and not situation.delivered:
        missing = NotKnown("person.stay_ends_on", "fact-missing")
        return clocks, (), (), (missing, *not_covered, *gaps)
    tasks = _ordered([*stay_tasks(situation), *my_number_tasks(situation)])
    return (
        clocks,
        tuple(tasks),
        tuple(options_of(situation)),
        (*not_covered, *gaps),
    )


def _not_covered(situation: Situation) -> list[NotKnown]:
    """What is known of this person and not answered by this plan."""
    facts, person = situation.facts, situation.person
    kind = facts.residence_card.kind
    short = (person.stay_months or _SHORTEST_MONTHS) < _SHORTEST_MONTHS
    paths = [
        path
        for path, outside in (
            ("person.status", person.status in _NOT_DATED),
            (
                "person.standing",
                person.standing not in {None, Standing.MID_TO_LONG_TERM},
            ),
            ("residence_card.kind", kind in _SPECIAL_PERMANENT),
            ("person.stay_months", short),
            ("person.capacity", person.capacity == "unable"),
        )
        if outside
    ]
    paths += [f"{event.path} ({event.kind})" for event in facts.other_events]
    paths += [f"{each.path}.result (refused)" for each in facts.filings if each.refused]
    paths += [
        f"{each.path} ({each.procedure.value})"
        for each in facts.filings
        if each.procedure is Procedure.PERMANENT_RESIDENCE
    ]
    return [NotKnown(path, "not-covered") for path in paths]


def _ordered(tasks: list[Task]) -> list[Task]:
    """Overdue, then by last safe day, then undated; what is done comes last."""

    def place(task: Task) -> tuple[int, date, int, str, str]:
        safe = task.window.safe_last_day
        day = safe if isinstance(safe, date) else _LATEST
        group = {State.OVERDUE: 0, State.DONE: 2}.get(task.state, 1)
        if task.state is State.DO_NOW and day == _LATEST:
            # Undated and urgent: something has ended already.
            day = date.min
        return group, day, _URGENCY.index(task.state), task.counter, task.id

    return sorted(tasks, key=place)


def _claims(situation: Situation) -> tuple[str, ...]:
    """Claims that people in this situation meet, from the My Number law file."""
    claims = ["C-01"]
    if situation.my_number is MyNumberKind.SEPARATE:
        claims += ["C-10", "C-11"]
    if situation.pending:
        claims.append("C-12")
    if situation.holds_specified_card:
        claims.append("C-21")
    if situation.facts.specified_card_wished:
        claims.append("C-22")
    return tuple(claims)
