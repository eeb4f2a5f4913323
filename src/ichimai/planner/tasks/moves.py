"""A move inside Japan: the notices, the cards of the movers, the certificate."""

from datetime import date

from ichimai.model.finding import Finding
from ichimai.model.procedure import Procedure
from ichimai.planner.asking import basis_of, day_in, find_answer, state_in
from ichimai.planner.events import Destination, Moved
from ichimai.planner.fees import filing_fee
from ichimai.planner.limits import limit
from ichimai.planner.plan import UNKNOWN, State, Task, Window
from ichimai.planner.requests import request
from ichimai.planner.situation import Situation
from ichimai.planner.steps import Details, task

_SIGNATURE_FROM = 15
"""Under this age no signature certificate is given (MN-183)."""


def _filed(situation: Situation, moved: Moved) -> bool:
    return moved.filed_on is not None and moved.filed_on <= situation.as_of


def _report(situation: Situation, moved: Moved) -> Task:
    found = limit(situation, Procedure.ADDRESS_CHANGE, moved.on)
    state = state_in(found.window, situation.as_of)
    if moved.on is None:
        state = State.NOT_YET
    if _filed(situation, moved):
        state = State.DONE
    details = Details(
        fee=filing_fee(situation, Procedure.ADDRESS_CHANGE),
        bring=("my-number-side", "pin-four-digits")
        if situation.holds_my_number_side
        else (),
        basis=found.basis,
    )
    return task(situation, "report-move", found.window, details, state)


def _online_from(situation: Situation, moved: Moved) -> Finding | None:
    """The law on filing the move-out online, for whoever holds a My Number side."""
    if not situation.holds_my_number_side or moved.on is None:
        return None
    return find_answer(
        "online-move-out",
        {
            "moves_on": moved.on,
            "filed_on": situation.as_of,
            "within_japan": True,
            "pins_known": True,
        },
        situation.as_of,
    )


def _move_out(situation: Situation, moved: Moved) -> Task | None:
    """The old municipality is told beforehand; the law names no last day of it."""
    if moved.destination is not Destination.OTHER_MUNICIPALITY:
        return None
    found = limit(situation, Procedure.MOVE_OUT, moved.on)
    online = _online_from(situation, moved)
    opens_on = day_in(online, "first_day") or UNKNOWN
    window = Window(opens_on, found.window.safe_last_day, found.window.legal_last_day)
    state = State.DO_NOW
    if isinstance(opens_on, date) and situation.as_of < opens_on:
        state = State.NOT_YET
    if _filed(situation, moved):
        state = State.DONE
    details = Details(basis=found.basis + basis_of(online))
    return task(situation, "report-move-out", window, details, state)


def _show_side(situation: Situation, moved: Moved) -> Task | None:
    """The My Number side lapses where a move to another municipality is not followed.

    First the days after the planned move-out run, then those after the move-in.
    """
    elsewhere = moved.destination is Destination.OTHER_MUNICIPALITY
    if not elsewhere or not situation.holds_my_number_side:
        return None
    filed = _filed(situation, moved)
    found = (
        limit(situation, "present-card-after-move-in", moved.filed_on)
        if filed
        else limit(situation, "move-out-follow-up", moved.on)
    )
    details = Details(
        basis=found.basis, values={"ends_on": found.window.legal_last_day}
    )
    return task(situation, "show-my-number-side", found.window, details)


def _certificate(situation: Situation, moved: Moved) -> Task | None:
    """The signature certificate ends with the old address (RC-159)."""
    if not situation.holds_my_number_side or situation.under(_SIGNATURE_FROM):
        return None
    state = State.DO_NOW
    if isinstance(moved.on, date) and situation.as_of < moved.on:
        state = State.NOT_YET
    if _filed(situation, moved):
        state = State.DONE
    return task(situation, "new-signature-certificate", Window(moved.on), state=state)


def move_tasks(situation: Situation) -> list[Task]:
    """Every task of a move that stays in Japan, in no order."""
    moved = situation.event(Moved)
    if moved is None or moved.destination is Destination.ABROAD:
        return []
    report = _report(situation, moved)
    found = [
        _move_out(situation, moved),
        report,
        _show_side(situation, moved),
        _certificate(situation, moved),
    ]
    if situation.wants_one_card and report.state is not State.DONE:
        asked = request(
            situation, Procedure.ADDRESS_CHANGE, report.window, report.state
        )
        # A holder keeps the card, rewritten: a new one is for whoever wishes it.
        if not situation.holds_specified_card:
            found.append(asked)
    return [each for each in found if each is not None]
