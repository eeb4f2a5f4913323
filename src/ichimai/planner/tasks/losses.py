"""A card that is lost, found again or damaged; help comes before any question."""

from datetime import date

from ichimai.model.procedure import Procedure
from ichimai.planner.asking import state_in
from ichimai.planner.events import Damaged, Event, Found, Held, Lost
from ichimai.planner.facts import MyNumberKind
from ichimai.planner.fees import filing_fee, lapse_fee
from ichimai.planner.limits import limit
from ichimai.planner.plan import (
    FEE_UNKNOWN,
    NOTHING,
    UNKNOWN,
    Fee,
    State,
    Task,
    Window,
)
from ichimai.planner.requests import request
from ichimai.planner.situation import Situation
from ichimai.planner.steps import Details, task


def _has(day: date | None, situation: Situation) -> bool:
    return day is not None and day <= situation.as_of


def _card(situation: Situation, what: Held | None) -> bool:
    """Whether the card of the residence system is meant, as far as is known."""
    return what is not Held.MY_NUMBER_CARD or situation.holds_specified_card


def _my_number(situation: Situation, what: Held | None) -> bool:
    """Whether a separate My Number card is meant."""
    if what is None:
        return situation.my_number is MyNumberKind.SEPARATE
    named = what in {Held.MY_NUMBER_CARD, Held.BOTH}
    return named and not situation.holds_specified_card


def _replaced(situation: Situation, lost: Lost | None, found: Found) -> bool:
    """Whether a new card came before the lost one did, as far as is known."""
    if found.replaced is None and lost is not None and lost.decided_on:
        return _has(lost.decided_on, situation)
    return found.replaced is True


def _found_after(situation: Situation, lost: Lost) -> Found | None:
    """How everything that was lost came back, None where something has not."""
    found = situation.event(Found)
    if found is None or (found.on and found.on > situation.as_of):
        return None
    if found.on and lost.on and found.on < lost.on:
        return None
    whole = found.what in {None, Held.BOTH, lost.what} or lost.what is None
    return found if whole else None


def _first_help(situation: Situation, lost: Lost) -> list[Task]:
    filed = _has(lost.filed_on, situation) or _has(lost.decided_on, situation)
    done = filed or _found_after(situation, lost) is not None
    state = State.DONE if done else State.DO_NOW
    return [
        task(situation, step_id, Window(lost.on), state=state)
        for step_id in ("stop-by-telephone", "report-to-police")
    ]


def _replace(situation: Situation, lost: Lost) -> Task:
    # After a loss abroad the days run from the next entry (ICA 19-12(1)).
    event_on = lost.entered_on if lost.abroad else lost.on
    found = limit(situation, Procedure.LOSS, event_on)
    state = state_in(found.window, situation.as_of)
    if event_on is None:
        state = State.NOT_YET if lost.abroad else State.DO_NOW
    if _has(lost.filed_on, situation) or _has(lost.decided_on, situation):
        state = State.DONE
    if _found_after(situation, lost) is not None:
        state = State.DONE
    details = Details(
        fee=filing_fee(situation, Procedure.LOSS),
        bring=() if situation.is_baby else ("photo",),
        basis=found.basis,
    )
    return task(situation, "replace-lost-card", found.window, details, state)


def _exchange_fee(situation: Situation, lost: Lost, day: date | None) -> Fee:
    received = day is not None
    return filing_fee(
        situation,
        Procedure.EXCHANGE,
        situation.as_of,
        specified_request=True,
        blameless=lost.blameless,
        # What was told is a loss, and none of the other free cases.
        declined=False,
        lapsed_abroad=False,
        number_changed=False,
        no_space_left=False,
        first_certificate=False,
        on_delivery_day_of_ordinary=day == situation.as_of if received else True,
    )


def _one_card_again(situation: Situation, lost: Lost, replace: Task) -> Task | None:
    """Special permanent residents ask at once; others exchange the ordinary card."""
    if not situation.wants_one_card:
        return None
    if situation.special:
        if replace.state is State.DONE:
            return None
        return request(
            situation,
            Procedure.LOSS,
            replace.window,
            replace.state,
            blameless=lost.blameless,
        )
    received = _has(lost.decided_on, situation)
    day = lost.decided_on if received else None
    return task(
        situation,
        "exchange-after-loss",
        Window(day or UNKNOWN),
        Details(fee=_exchange_fee(situation, lost, day)),
        State.DO_NOW if received else State.WAITING,
    )


def _replace_my_number(
    situation: Situation, event: Event, step_id: str, *, blameless: bool | None
) -> Task:
    # What a municipality waives where nobody is at fault is its own (MN-085).
    fee = FEE_UNKNOWN if blameless else lapse_fee(situation)
    done = _has(event.decided_on, situation)
    return task(
        situation,
        step_id,
        Window(event.on),
        Details(fee=fee),
        State.DONE if done else State.DO_NOW,
    )


def _lost(situation: Situation) -> list[Task]:
    lost = situation.event(Lost)
    if lost is None:
        return []
    back = _found_after(situation, lost)
    filed = _has(lost.filed_on, situation) or _has(lost.decided_on, situation)
    if back is not None and not filed and not _replaced(situation, lost, back):
        # The card is in hand again and nothing was asked for: nothing is replaced.
        return []
    found = _first_help(situation, lost)
    if _card(situation, lost.what):
        replace = _replace(situation, lost)
        found.append(replace)
        again = _one_card_again(situation, lost, replace)
        found += [again] if again is not None else []
    if _my_number(situation, lost.what):
        found.append(
            _replace_my_number(
                situation,
                lost,
                "replace-lost-my-number-card",
                blameless=lost.blameless,
            )
        )
    return found


def _found(situation: Situation) -> list[Task]:
    event, lost = situation.event(Found), situation.event(Lost)
    if event is None:
        return []
    if not _replaced(situation, lost, event):
        return [task(situation, "tell-card-found", Window(event.on))]
    tasks = []
    if _card(situation, event.what):
        found = limit(situation, "return", event.on)
        state = State.DONE if _has(event.filed_on, situation) else None
        details = Details(basis=found.basis)
        tasks.append(task(situation, "return-found-card", found.window, details, state))
    if _my_number(situation, event.what):
        tasks.append(task(situation, "return-found-my-number-card", Window(event.on)))
    return tasks


def _replace_damaged(situation: Situation, event: Damaged) -> list[Task]:
    """A new card, by an order in fourteen days, and one card with it if wished."""
    ordered = event.ordered is True
    duty = Procedure.ORDERED_REISSUE if ordered else Procedure.DAMAGE
    until = limit(situation, duty, event.on) if ordered else None
    window = until.window if until else Window(event.on)
    state = state_in(window, situation.as_of)
    if _has(event.filed_on, situation):
        state = State.DONE
    details = Details(
        fee=filing_fee(situation, duty),
        bring=() if situation.is_baby else ("photo",),
        basis=until.basis if until else NOTHING,
    )
    found = [task(situation, "replace-damaged-card", window, details, state)]
    if situation.wants_one_card and state is not State.DONE:
        found.append(request(situation, duty, window, state, blameless=event.blameless))
    return found


def _damaged(situation: Situation) -> list[Task]:
    event = situation.event(Damaged)
    if event is None:
        return []
    found: list[Task] = []
    # Where nobody says which card, it is the card of the residence system.
    if _card(situation, event.what):
        found += _replace_damaged(situation, event)
    if event.what is not None and _my_number(situation, event.what):
        found.append(
            _replace_my_number(
                situation,
                event,
                "replace-damaged-my-number-card",
                blameless=event.blameless,
            )
        )
    return found


def loss_tasks(situation: Situation) -> list[Task]:
    """Every task of a lost, found or damaged card, in no order."""
    return [*_lost(situation), *_found(situation), *_damaged(situation)]
