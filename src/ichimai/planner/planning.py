"""From facts to a plan: what runs out, what to do by when, what may be chosen.

Everybody gets a plan: residents with a dated stay, permanent residents, special
permanent residents, newborns; and whoever is given no card is told why. What a plan
does not know it names; an empty plan without a word is never made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ichimai.errors import Malformed, msgid
from ichimai.planner.asking import remembering
from ichimai.planner.clocks import clocks_of
from ichimai.planner.facts import Facts, MyNumberKind
from ichimai.planner.first_day import not_before_first_day
from ichimai.planner.notices import notices_of, outside
from ichimai.planner.options import options_of
from ichimai.planner.plan import (
    UNKNOWN,
    Clock,
    NotKnown,
    Option,
    Plan,
    Question,
    State,
    Task,
)
from ichimai.planner.questions import Core, questions_for
from ichimai.planner.reader import require_lawful, wrong_type
from ichimai.planner.reading import parse_facts
from ichimai.planner.situation import Situation
from ichimai.planner.standpoint import SPECIAL_KINDS
from ichimai.planner.tasks.arrival import arrival_tasks
from ichimai.planner.tasks.births import birth_tasks
from ichimai.planner.tasks.changes import change_tasks
from ichimai.planner.tasks.leaving import (
    ending_tasks,
    leaves_for_good,
    leaving_tasks,
)
from ichimai.planner.tasks.losses import loss_tasks
from ichimai.planner.tasks.moves import move_tasks
from ichimai.planner.tasks.my_number import my_number_tasks
from ichimai.planner.tasks.renewals import renewal_tasks
from ichimai.planner.tasks.stay import stay_tasks
from ichimai.planner.visits import joined_visits

_LATEST = date.max
_URGENCY = tuple(State)


def make_plan(facts: Facts, as_of: date) -> Plan:
    """The plan of one person, as seen on *as_of*.

    Raises:
        Malformed: code `contradiction`; the facts cannot be of one person.
    """
    situation = Situation(facts, as_of)
    plan, core = _planned(situation)
    asked = _questions(situation) if core.asks else ()
    return replace(_with_choices(situation, plan, core), questions=asked)


def make_told_plan(facts: Facts, as_of: date) -> Plan:
    """The plan without questions, for somebody who is written to and cannot answer.

    It costs a tenth of `make_plan`, and raises as that does.
    """
    situation = Situation(facts, as_of)
    return _with_choices(situation, *_planned(situation))


def make_outline(facts: Facts, as_of: date) -> Plan:
    """The part of the plan that a list of many people shows: clocks, tasks, notices.

    Every fee is unknown in it; options, questions, claims and visits are left out,
    which together cost more than ten times the rest. Raises as `make_plan` does.
    """
    return _planned(Situation(facts, as_of, in_full=False))[0]


def _with_choices(situation: Situation, plan: Plan, core: Core) -> Plan:
    return replace(
        plan,
        options=core.options,
        claims=_claims(situation) if core.options else (),
        visits=joined_visits([plan]),
    )


def _planned(situation: Situation) -> tuple[Plan, Core]:
    require_lawful(situation.as_of)
    _refuse_contradictions(situation)
    core = _core(situation)
    ignored = tuple(NotKnown(path, "ignored") for path in situation.facts.ignored)
    plan = Plan(
        as_of=situation.as_of,
        clocks=core.clocks,
        tasks=core.tasks,
        unknown=core.unknown + ignored,
        notices=core.notices,
    )
    return plan, core


def _questions(situation: Situation) -> tuple[Question, ...]:
    """What to ask. One answer changes little: most of the law is asked once."""
    with remembering():
        return questions_for(situation.facts, situation, _core)


def answer(value: object, as_of: date, language: str = "en") -> dict[str, Any]:
    """The JSON answer to the JSON facts of a person, or of a family.

    Raises:
        Malformed: see `parse_facts` and `make_plan`; `as_of` too far away to count
            from is `out-of-range`.
        NotFound: code `language`.
    """
    if not is_family(value):
        return make_plan(parse_facts(value), as_of).to_json(language)
    plans = family_plans(value, as_of)
    return {
        "people": [plan.to_json(language) for plan in plans],
        "visits": [visit.to_json(language) for visit in joined_visits(plans)],
    }


def is_family(value: object) -> bool:
    """Whether the JSON facts are those of several people."""
    return isinstance(value, Mapping) and "people" in value


def family_plans(value: object, as_of: date) -> list[Plan]:
    """The plans of the people of a family, in their order. Raises as `answer` does."""
    people = value["people"] if isinstance(value, Mapping) else None
    if isinstance(people, str) or not isinstance(people, Sequence):
        raise wrong_type("people", msgid("Write a list in square brackets."))
    return [
        _plan_of_one(person, f"people[{place}]", as_of)
        for place, person in enumerate(people)
    ]


def _plan_of_one(person: object, path: str, as_of: date) -> Plan:
    """The plan of one of a family; a slip is named with the person's place."""
    try:
        return make_plan(parse_facts(person), as_of)
    except Malformed as error:
        field = error.values.get("field")
        if field in (None, "as_of"):
            raise
        where = path if field == "facts" else f"{path}.{field}"
        raise Malformed(
            error.problem,
            repair=error.repair,
            code=error.code,
            **{**error.values, "field": where},
        ) from error


def _refuse_contradictions(situation: Situation) -> None:
    person, finding = situation.person, situation.law_on_standing
    derived = finding.answer["standing"] if finding is not None else None
    if derived and person.standing and derived != person.standing:
        raise _other_standing("person.standing")
    kind = situation.facts.residence_card.kind
    certificate = kind in SPECIAL_KINDS
    if kind and situation.standing and situation.special is not certificate:
        raise _other_standing("residence_card.kind")


def _other_standing(path: str) -> Malformed:
    return Malformed(
        msgid("{field} does not go with the status of residence."),
        repair=msgid("Compare the status with the card."),
        code="contradiction",
        field=path,
    )


def _core(situation: Situation) -> Core:
    why_not = outside(situation)
    if why_not is not None:
        return Core(notices=(why_not,), asks=False)
    ending = ending_tasks(situation)
    if ending is not None:
        return Core(tasks=tuple(_ordered(ending)))
    clocks = tuple(_clocks(situation))
    tasks = not_before_first_day(_tasks(situation), situation.as_of)
    return Core(
        clocks=clocks,
        tasks=tuple(_ordered(tasks)),
        options=tuple(_options(situation)) if situation.in_full else (),
        unknown=tuple(_gaps(situation, clocks, tasks)),
        notices=tuple(notices_of(situation, tasks)),
    )


def _clocks(situation: Situation) -> list[Clock]:
    """What runs; of somebody who tells an event only, what is known of it."""
    found = clocks_of(situation)
    if not situation.facts.events or not situation.dated or _stay_known(situation):
        return found
    return [clock for clock in found if clock.ends_on != UNKNOWN]


def _stay_known(situation: Situation) -> bool:
    return situation.person.stay_ends_on is not None or situation.delivered


def _tasks(situation: Situation) -> list[Task]:
    """Every task, those of events first; ids are unique, as each part has its own."""
    found = [
        *loss_tasks(situation),
        *arrival_tasks(situation),
        *birth_tasks(situation),
        *move_tasks(situation),
        *leaving_tasks(situation),
        *change_tasks(situation),
    ]
    if situation.newborn is not None or leaves_for_good(situation):
        return found
    if not situation.dated:
        return [
            *found,
            *renewal_tasks(situation),
            *my_number_tasks(situation),
        ]
    if _stay_known(situation):
        found += [*stay_tasks(situation), *my_number_tasks(situation)]
    return found


def _options(situation: Situation) -> list[Option]:
    """The choices, where there is a next filing that could carry one."""
    if leaves_for_good(situation) or (situation.dated and situation.stay_is_over):
        return []
    newborn = situation.newborn
    if newborn is not None:
        waits = situation.special or situation.child_needs_status
        return options_of(situation) if waits else []
    known = not situation.dated or _stay_known(situation)
    return options_of(situation) if known or situation.facts.events else []


def _gaps(
    situation: Situation, clocks: tuple[Clock, ...], tasks: list[Task]
) -> list[NotKnown]:
    """What is needed, or runs, and is not known."""
    gaps = [
        NotKnown(f"clocks.{clock.what}", "not-settled", situation.terms)
        for clock in clocks
        if clock.ends_on == UNKNOWN
    ]
    missing = []
    undated = situation.dated and situation.newborn is None
    if undated and not tasks and not _stay_known(situation):
        missing.append("person.stay_ends_on")
    if situation.newborn is not None and not situation.parents:
        missing.append(f"{situation.newborn.path}.parents")
    leaving = situation.leaving
    if leaving is not None and leaving.reentry is None:
        missing.append(f"{leaving.path}.reentry")
    return [*(NotKnown(path, "fact-missing") for path in missing), *gaps]


def _ordered(tasks: list[Task]) -> list[Task]:
    """Overdue, then by last safe day, then undated; what is done comes last.

    Help after a loss comes before everything.
    """

    def place(task: Task) -> tuple[int, date, int, str, str]:
        safe = task.window.safe_last_day
        day = safe if isinstance(safe, date) else _LATEST
        group = {State.OVERDUE: 1, State.DONE: 3}.get(task.state, 2)
        if task.counter in FIRST_HELP and task.state is not State.DONE:
            group = 0
        if task.state is State.DO_NOW and day == _LATEST and task.id in _ENDED:
            # Undated and urgent: something has ended already.
            day = date.min
        order = FIRST_HELP.get(task.counter, _URGENCY.index(task.state))
        return group, day, order, task.counter, task.id

    return sorted(tasks, key=place)


FIRST_HELP = {"telephone": 0, "police": 1}
_ENDED = {
    "new-my-number-card",
    "restore-my-number-function",
    "apply-for-my-number-card",
    "ask-after-refusal",
    "replace-lost-card",
    "replace-lost-my-number-card",
}


def _claims(situation: Situation) -> tuple[str, ...]:
    """Claims that people in this situation meet, from the My Number law file."""
    claims = ["C-01"]
    if situation.special:
        return tuple(claims)
    if situation.my_number is MyNumberKind.SEPARATE and situation.dated:
        claims += ["C-10", "C-11"]
    if situation.pending and situation.dated:
        claims.append("C-12")
    if situation.holds_specified_card:
        claims.append("C-21")
    if situation.facts.specified_card_wished:
        claims.append("C-22")
    return tuple(claims)
