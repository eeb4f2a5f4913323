"""The first weeks in Japan: the first address, the number, and one card if wished."""

from ichimai.model.procedure import Procedure
from ichimai.planner.asking import state_in
from ichimai.planner.events import Landed
from ichimai.planner.facts import MyNumberKind
from ichimai.planner.fees import filing_fee
from ichimai.planner.limits import limit
from ichimai.planner.plan import UNKNOWN, State, Task, Window
from ichimai.planner.requests import request
from ichimai.planner.situation import Situation
from ichimai.planner.steps import Details, task


def _registered(situation: Situation, landed: Landed) -> bool:
    return landed.filed_on is not None and landed.filed_on <= situation.as_of


def _register(situation: Situation, landed: Landed) -> Task:
    found = limit(situation, Procedure.FIRST_ADDRESS, landed.moved_in_on)
    state = state_in(found.window, situation.as_of)
    if landed.moved_in_on is None:
        state = State.NOT_YET
    if _registered(situation, landed):
        state = State.DONE
    # A card that comes later is stood for by the note in the passport (RC-246).
    later = landed.card_later is True
    details = Details(
        fee=filing_fee(situation, Procedure.FIRST_ADDRESS),
        bring=("passport-with-note",) if later else (),
        leave=("residence-card", "passport") if later else (),
        basis=found.basis,
    )
    return task(situation, "register-first-address", found.window, details, state)


def _number(situation: Situation, landed: Landed) -> list[Task]:
    """The letter with the number, and the card of its own that may follow."""
    held = situation.my_number in {MyNumberKind.SEPARATE, MyNumberKind.SPECIFIED}
    if held or situation.wants_one_card:
        return []
    registered = _registered(situation, landed)
    filed_on = landed.filed_on or UNKNOWN
    return [
        task(
            situation,
            "await-number-letter",
            Window(filed_on),
            state=State.WAITING,
        ),
        task(
            situation,
            "apply-for-first-my-number-card",
            Window(filed_on),
            state=State.DO_NOW if registered else State.NOT_YET,
        ),
    ]


def arrival_tasks(situation: Situation) -> list[Task]:
    """Every task of somebody who has landed, in no order."""
    landed = situation.event(Landed)
    if landed is None:
        return []
    register = _register(situation, landed)
    found = [register, *_number(situation, landed)]
    if situation.wants_one_card and not _registered(situation, landed):
        found.append(
            request(situation, Procedure.FIRST_ADDRESS, register.window, register.state)
        )
    return found
