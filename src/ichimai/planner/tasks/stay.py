"""Tasks for a stay with a last day: filing, the one card, receiving it, permanence."""

from datetime import date

from ichimai.planner.asking import (
    OFFICE_DAYS,
    ROLL,
    basis_of,
    filing_until,
    state_in,
    until,
)
from ichimai.planner.facts import MyNumberKind
from ichimai.planner.fees import exchange_fee, expected_fee, filing_fee, request_fee
from ichimai.planner.plan import UNKNOWN, State, Task, Window
from ichimai.planner.situation import Situation
from ichimai.planner.steps import Details, task


def _extend_stay(situation: Situation) -> Task:
    ends_on = situation.stay_ends_on
    window = filing_until(ends_on, situation.extension_opens_on)
    state = state_in(window, situation.as_of)
    if situation.pending and situation.filed:
        state = State.DONE
    details = Details(
        fee=expected_fee(situation),
        bring=() if situation.is_baby else ("photo",),
        basis=ROLL + OFFICE_DAYS,
        values={"ends_on": ends_on},
    )
    return task(situation, "extend-stay", window, details, state)


def _request_specified(situation: Situation, extend: Task) -> Task | None:
    requested = situation.specified_requested
    if requested is None and situation.holds_specified_card and not situation.filed:
        # Silence loses the card (RC-042): whoever holds one is told, until they choose.
        requested = True
    if requested is not True:
        return None
    details = Details(fee=request_fee(situation), basis=OFFICE_DAYS)
    return task(
        situation, "request-specified-card", extend.window, details, extend.state
    )


def _receive(situation: Situation) -> Task | None:
    if not situation.pending or not situation.filed:
        return None
    special = situation.special_period_ends_on
    # Where no special period can follow, the stay's own end is the last day.
    last_day = special if special is not None else situation.stay_ends_on
    bring: tuple[str, ...] = ()
    if situation.specified_requested and situation.my_number is MyNumberKind.SEPARATE:
        bring = ("my-number-card",)
    past = isinstance(last_day, date) and last_day < situation.as_of
    details = Details(
        fee=expected_fee(situation),
        bring=bring,
        basis=basis_of(situation.special_period) + OFFICE_DAYS,
        values={"ends_on": last_day},
    )
    state = State.OVERDUE if past else State.WAITING
    return task(situation, "receive-card", until(last_day, UNKNOWN), details, state)


def _go_now(situation: Situation) -> Task | None:
    """Undecided although two months have passed, or filed after the end."""
    if not situation.pending or not situation.filed:
        return None
    stay_end = situation.stay_ends_on
    if not isinstance(stay_end, date) or situation.as_of <= stay_end:
        return None
    special = situation.special_period_ends_on
    if special == UNKNOWN or (isinstance(special, date) and special >= situation.as_of):
        return None
    last_day = special if isinstance(special, date) else stay_end
    details = Details(
        basis=basis_of(situation.special_period), values={"ends_on": last_day}
    )
    return task(situation, "go-to-bureau-now", until(last_day), details, State.OVERDUE)


def _hand_back(situation: Situation) -> Task | None:
    """The separate My Number card goes back when the one card comes."""
    requested = situation.specified_requested is True
    if not requested or situation.my_number is not MyNumberKind.SEPARATE:
        return None
    filing = situation.filing
    filed_on = filing.filed_on if situation.filed and filing else UNKNOWN
    state = State.WAITING if situation.filed else State.NOT_YET
    if situation.delivered:
        # It is due at delivery at the latest, and nothing is delivered without it.
        state = State.DONE
    return task(situation, "hand-back-my-number-card", Window(filed_on), state=state)


def _exchange(situation: Situation) -> Task | None:
    """Wished for, and the filing under way does not carry the request."""
    wished = situation.facts.specified_card_wished is True
    if not (wished and situation.filed) or situation.holds_specified_card:
        return None
    if situation.specified_requested is not False:
        return None
    filing = situation.filing
    opens_on = filing.decided_on if situation.delivered and filing else UNKNOWN
    return task(
        situation,
        "exchange-for-specified-card",
        Window(opens_on),
        Details(fee=exchange_fee(situation)),
        State.DO_NOW if situation.delivered else State.WAITING,
    )


def _after_refusal(situation: Situation) -> Task | None:
    """The latest filing was refused: a special period ends with the decision."""
    refused = [filing for filing in situation.facts.filings if filing.refused]
    if not refused:
        return None
    return task(
        situation,
        "ask-after-refusal",
        Window(refused[-1].decided_on),
        Details(values={"ends_on": situation.stay_ends_on}),
        State.DO_NOW,
    )


def _permanence(situation: Situation) -> Task | None:
    """A filing for permanent residence waits; the stay must last beside it."""
    filing = situation.permanent_filing
    if filing is None or filing.filed_on is None or situation.made_permanent:
        return None
    planned = filing.filed_on > situation.as_of
    return task(
        situation,
        "receive-permanent-residence",
        Window(UNKNOWN),
        Details(
            fee=filing_fee(
                situation,
                filing.procedure,
                filing.filed_on,
                specified_request=bool(filing.specified_request),
            ),
            values={"ends_on": situation.stay_ends_on},
        ),
        State.NOT_YET if planned else State.WAITING,
    )


def stay_tasks(situation: Situation) -> list[Task]:
    """Every task of a stay that has a last day, in no order."""
    extend = _extend_stay(situation)
    found = [
        extend,
        _request_specified(situation, extend),
        _receive(situation),
        _go_now(situation),
        _hand_back(situation),
        _exchange(situation),
        _after_refusal(situation),
        _permanence(situation),
    ]
    return [each for each in found if each is not None]
