"""A child born in Japan: the notice, a status or a standing of its own, the card."""

from ichimai.model.procedure import Procedure
from ichimai.planner.asking import state_in
from ichimai.planner.events import Born, Parent
from ichimai.planner.fees import filing_fee
from ichimai.planner.limits import limit
from ichimai.planner.plan import UNKNOWN, State, Task, Window
from ichimai.planner.situation import Situation
from ichimai.planner.steps import Details, task


def _done(situation: Situation, born: Born) -> State | None:
    filed = born.filed_on is not None and born.filed_on <= situation.as_of
    return State.DONE if filed else None


def _filing(situation: Situation, born: Born, duty: Procedure, step_id: str) -> Task:
    found = limit(situation, duty, born.on)
    return task(
        situation,
        step_id,
        found.window,
        Details(fee=filing_fee(situation, duty), basis=found.basis),
        _done(situation, born) or state_in(found.window, situation.as_of),
    )


def _one_card(situation: Situation) -> Task | None:
    """By exchange on the day of the first card, free for the time being (P16, P20)."""
    if situation.facts.specified_card_wished is not True:
        return None
    fee = filing_fee(
        situation,
        Procedure.EXCHANGE,
        specified_request=True,
        first_certificate=True,
        on_delivery_day_of_ordinary=True,
    )
    return task(
        situation,
        "exchange-for-a-newborn",
        Window(UNKNOWN),
        Details(fee=fee),
        State.WAITING,
    )


def birth_tasks(situation: Situation) -> list[Task]:
    """Every task of a newborn without a status yet, in no order."""
    born = situation.newborn
    if born is None:
        return []
    notice = limit(situation, "birth-notice", born.on)
    found: list[Task | None] = [
        task(
            situation,
            "report-birth",
            notice.window,
            Details(basis=notice.basis),
            _done(situation, born),
        )
    ]
    if Parent.JAPANESE in situation.parents:
        return [each for each in found if each is not None]
    if Parent.SPECIAL_PERMANENT in situation.parents:
        duty = Procedure.SPR_PERMISSION
        found += [
            _filing(situation, born, duty, "ask-for-special-permanence"),
            _one_card(situation),
        ]
    elif situation.child_needs_status and born.stays is not False:
        duty = Procedure.ACQUISITION
        found += [
            _filing(situation, born, duty, "acquire-status"),
            _one_card(situation),
        ]
    return [each for each in found if each is not None]
