"""Going abroad, and the end of a stay by naturalisation or death."""

from datetime import date

from ichimai.planner.asking import OFFICE_DAYS, until
from ichimai.planner.events import Died, Event, Leaving, Naturalised, Reentry
from ichimai.planner.facts import MyNumberKind
from ichimai.planner.limits import limit
from ichimai.planner.plan import FEE_UNKNOWN, Day, State, Task, Window
from ichimai.planner.situation import Situation
from ichimai.planner.steps import Details, task


def _done(situation: Situation, event: Event) -> State | None:
    filed = event.filed_on is not None and event.filed_on <= situation.as_of
    return State.DONE if filed else None


def _since(situation: Situation, day: Day) -> State:
    """Not before that day, and then at once."""
    early = isinstance(day, date) and situation.as_of < day
    return State.NOT_YET if early else State.DO_NOW


def _at_the_port(situation: Situation, leaving: Leaving) -> Task | None:
    window = until(leaving.on, leaving.on)
    past = leaving.on is not None and leaving.on < situation.as_of
    state = State.DONE if past else _since(situation, leaving.on)
    if leaving.reentry is Reentry.NONE:
        # Handed in at the departure check itself: ports do not close (RC-197).
        window = Window(leaving.on, leaving.on, leaving.on)
        return task(situation, "hand-in-card-at-port", window, state=state)
    if leaving.reentry is None:
        return None
    return task(
        situation,
        "leave-and-return",
        Window(leaving.on, leaving.on, leaving.on),
        state=state,
    )


def _move_out(situation: Situation, leaving: Leaving) -> list[Task]:
    if not leaving.moves_out:
        return []
    found = [
        task(
            situation,
            "move-out-abroad",
            until(leaving.on),
            Details(basis=OFFICE_DAYS),
            _done(situation, leaving),
        )
    ]
    state = _since(situation, leaving.on)
    if situation.my_number is MyNumberKind.SEPARATE:
        found.append(
            task(situation, "return-my-number-card", Window(leaving.on), state=state)
        )
    goes_for_good = leaving.reentry is Reentry.NONE
    if situation.holds_specified_card and not goes_for_good:
        details = Details(fee=FEE_UNKNOWN)
        found.append(
            task(
                situation,
                "return-card-after-move-abroad",
                Window(leaving.on),
                details,
                state,
            )
        )
    return found


def leaving_tasks(situation: Situation) -> list[Task]:
    """Every task of a departure, in no order."""
    leaving = situation.leaving
    if leaving is None:
        return []
    at_the_port = _at_the_port(situation, leaving)
    return [
        *_move_out(situation, leaving),
        *([at_the_port] if at_the_port is not None else []),
    ]


def _return(situation: Situation, event: Event, step_id: str) -> Task:
    found = limit(situation, "return", event.on)
    return task(
        situation,
        step_id,
        found.window,
        Details(basis=found.basis),
        _done(situation, event),
    )


def ending_tasks(situation: Situation) -> list[Task] | None:
    """What is left to do where the person is no foreign resident any more, else None.

    Nothing else of the plan goes on: no stay is extended and no card renewed.
    """
    died = situation.event(Died)
    if died is not None:
        return [_return(situation, died, "return-card-after-death")]
    naturalised = situation.event(Naturalised)
    if naturalised is None:
        return None
    found = [_return(situation, naturalised, "return-card-after-naturalisation")]
    if situation.my_number is not MyNumberKind.NONE:
        found.append(
            task(situation, "my-number-side-as-japanese", Window(naturalised.on))
        )
    return found


def leaves_for_good(situation: Situation) -> bool:
    """Whether the person has left, or is leaving, without permission to return."""
    leaving = situation.leaving
    return leaving is not None and leaving.reentry is Reentry.NONE
