"""Tasks for a card that ends although the stay does not: PR, HSP (ii), special PR."""

from datetime import date

from ichimai.model.procedure import Procedure
from ichimai.planner.asking import basis_of, day_in, find_answer, state_in, until
from ichimai.planner.fees import exchange_fee
from ichimai.planner.limits import limit
from ichimai.planner.plan import FEE_UNKNOWN, UNKNOWN, Day, State, Task, Window
from ichimai.planner.requests import event_that_carries, request
from ichimai.planner.situation import Situation
from ichimai.planner.steps import Details, task


def _window(situation: Situation, ends_on: date) -> tuple[Window, Details]:
    """From the opening of the window to the last day of the card."""
    finding = situation.renewal_window
    found = limit(situation, Procedure.VALIDITY_RENEWAL, ends_on)
    window = Window(
        day_in(finding, "opens_on"),
        found.window.safe_last_day,
        found.window.legal_last_day,
    )
    values = {"ends_on": ends_on, "new_ends_on": _new_end(situation, ends_on, window)}
    return window, Details(basis=basis_of(finding) + found.basis, values=values)


def _new_end(situation: Situation, ends_on: date, window: Window) -> Day:
    """The last day of the new card, filed for today or when the window opens."""
    opens_on = window.opens_on
    filed_on = situation.as_of
    if isinstance(opens_on, date):
        filed_on = max(filed_on, opens_on)
    if filed_on > ends_on:
        return UNKNOWN
    finding = find_answer(
        "card-validity",
        {
            "card": situation.card_kind.value,
            "status": situation.status_word,
            "birth_date": situation.person.birth_date,
            "procedure": Procedure.VALIDITY_RENEWAL.value,
            "filed_on": filed_on,
            "old_card": situation.held_card,
        },
        situation.as_of,
    )
    return day_in(finding, "expires_on") or UNKNOWN


def _renewal(situation: Situation) -> list[Task]:
    ends_on = situation.card_ends_on
    if not isinstance(ends_on, date):
        return []
    window, details = _window(situation, ends_on)
    state = state_in(window, situation.as_of)
    if situation.renewal_pending:
        state = State.DONE
    renew = task(
        situation,
        "renew-card",
        window,
        Details(
            bring=() if situation.is_baby else ("photo",),
            basis=details.basis,
            values=details.values,
        ),
        state,
    )
    found = [renew]
    filed = situation.renewal
    # Before the window opens the way is an exchange, or the filing of an event.
    carried = situation.wants_one_card and (
        situation.holds_specified_card or state is not State.NOT_YET
    )
    if situation.renewal_pending and filed:
        carried = filed.specified_request is True
    if carried:
        found.append(
            request(situation, Procedure.VALIDITY_RENEWAL, renew.window, renew.state)
        )
    if situation.renewal_pending:
        found.append(_receive(situation, ends_on))
    return found


def _receive(situation: Situation, ends_on: date) -> Task:
    bridge = day_in(situation.bridge, "old_card_ends_on")
    last_day = bridge if isinstance(bridge, date) else ends_on
    return task(
        situation,
        "receive-renewed-card",
        until(last_day, UNKNOWN),
        Details(
            fee=FEE_UNKNOWN,
            basis=basis_of(situation.bridge),
            values={"ends_on": last_day},
        ),
        State.WAITING,
    )


def _exchange(situation: Situation, renewal: list[Task]) -> Task | None:
    """One card is wished for, and the window is not open: an exchange at any time."""
    wished = situation.facts.specified_card_wished is True
    if not wished or situation.holds_specified_card or situation.renewal_pending:
        return None
    if event_that_carries(situation) is not None:
        return None
    if any(each.state is not State.NOT_YET for each in renewal):
        return None
    return task(
        situation,
        "exchange-at-wish",
        Window(),
        Details(fee=exchange_fee(situation)),
        State.DO_NOW,
    )


def _give_back(situation: Situation) -> Task | None:
    """Two cards are wished for by somebody who holds one (RC-187, RC-188)."""
    if situation.facts.specified_card_wished is not False:
        return None
    if not situation.holds_specified_card or situation.renewal_pending:
        return None
    return task(
        situation,
        "give-back-specified-card",
        Window(),
        Details(fee=FEE_UNKNOWN),
        State.DO_NOW,
    )


def renewal_tasks(situation: Situation) -> list[Task]:
    """Every task for a card with a last day of its own, in no order."""
    renewal = _renewal(situation)
    at_wish = [_exchange(situation, renewal), _give_back(situation)]
    return [*renewal, *(each for each in at_wish if each is not None)]
