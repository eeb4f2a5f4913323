"""A new name, a locked PIN, a card that waits to be picked up."""

from datetime import date

from ichimai.model.procedure import Procedure
from ichimai.planner.asking import OFFICE_DAYS, state_in, until
from ichimai.planner.events import CardWaiting, PinLocked, Renamed
from ichimai.planner.facts import MyNumberKind
from ichimai.planner.fees import filing_fee
from ichimai.planner.limits import limit
from ichimai.planner.plan import UNKNOWN, State, Task, Window
from ichimai.planner.requests import request
from ichimai.planner.situation import Situation
from ichimai.planner.steps import Details, task


def _has(day: date | None, situation: Situation) -> bool:
    return day is not None and day <= situation.as_of


def _renamed(situation: Situation) -> list[Task]:
    event = situation.event(Renamed)
    if event is None:
        return []
    found = limit(situation, Procedure.ITEM_CHANGE, event.on)
    state = state_in(found.window, situation.as_of)
    if _has(event.filed_on, situation):
        state = State.DONE
    details = Details(
        fee=filing_fee(situation, Procedure.ITEM_CHANGE),
        bring=() if situation.is_baby else ("photo",),
        basis=found.basis,
    )
    report = task(situation, "report-item-change", found.window, details, state)
    tasks = [report]
    if situation.wants_one_card and state is not State.DONE:
        tasks.append(request(situation, Procedure.ITEM_CHANGE, found.window, state))
    if situation.my_number is MyNumberKind.SEPARATE:
        # The register follows the residence side; the card is changed after it.
        received = _has(event.decided_on, situation)
        tasks.append(
            task(
                situation,
                "update-my-number-card",
                Window(event.decided_on if received else UNKNOWN),
                state=State.DO_NOW if received else State.WAITING,
            )
        )
    return tasks


def _pin(situation: Situation) -> list[Task]:
    event = situation.event(PinLocked)
    if event is None or _has(event.filed_on, situation):
        return []
    return [task(situation, "reset-pin", Window(event.on))]


def _waiting(situation: Situation) -> list[Task]:
    event = situation.event(CardWaiting)
    if event is None or _has(event.decided_on, situation):
        return []
    last_day = event.until or UNKNOWN
    details = Details(basis=OFFICE_DAYS, values={"ends_on": last_day})
    return [task(situation, "pick-up-my-number-card", until(last_day), details)]


def change_tasks(situation: Situation) -> list[Task]:
    """Every task of a new name, a locked PIN or a waiting card, in no order."""
    return [*_renamed(situation), *_pin(situation), *_waiting(situation)]
