"""Tasks at the bureau: filing for the new stay, the one card, receiving it."""

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
from ichimai.planner.fees import exchange_fee, expected_fee, request_fee
from ichimai.planner.plan import FREE, UNKNOWN, Basis, State, Task, Window
from ichimai.planner.situation import Situation

EXTENSION = Basis(
    ("RC-032", "RC-043", "RC-050"), ("ICA 21(2)", "ICA-MO 21(1)", "ICA 61-8-3(1)")
)
REQUEST = Basis(
    (
        "RC-020",
        "RC-032",
        "RC-041",
        "RC-042",
        "RC-049",
        "RC-054",
        "RC-065",
        "RC-073",
        "RC-074",
    ),
    ("ICA 19-15-2(1)(ii)", "APP 1(1)", "APP 1(3)", "FORM 2"),
)
RECEIPT = Basis(
    ("RC-082", "RC-088", "RC-090", "RC-106"),
    ("ICA 19-15(2)", "ICA 19-15-2(5)", "ICA 21(4)", "ICA-MO 61(2)"),
)
LATE = Basis(("RC-145", "RC-182"), ("ICA 20(6)", "ICA 19-14"))
HAND_BACK = Basis(("RC-076", "MN-143"), ("MNA 18-5(8)", "MNA-EO 18-3(1)"))
EXCHANGE = Basis(
    ("RC-030", "RC-095"), ("ICA 19-13(1)", "ICA 19-15-2(1)(i)", "ICA-EO 3-3(1)")
)

_PAPERS = ("extension-form", "passport", "residence-card", "evidence")
_REQUEST_PAPERS = ("form-1", "pins")


def _who(situation: Situation) -> str:
    return "bureau-child" if situation.is_child else "bureau-filing"


def _extend_stay(situation: Situation) -> Task:
    ends_on = situation.stay_ends_on
    window = filing_until(ends_on, situation.extension_opens_on)
    bring = _PAPERS if situation.is_baby else (*_PAPERS, "photo")
    state = state_in(window, situation.as_of)
    if situation.pending and situation.filed:
        state = State.DONE
    return Task(
        id="extend-stay",
        window=window,
        state=state,
        counter="bureau",
        bring=bring,
        fee=expected_fee(situation),
        who_may_go=_who(situation),
        basis=EXTENSION + ROLL + OFFICE_DAYS,
        values={"ends_on": ends_on},
    )


def _request_specified(situation: Situation, extend: Task) -> Task | None:
    requested = situation.specified_requested
    if requested is None and situation.holds_specified_card and not situation.filed:
        # Silence loses the card (RC-042): whoever holds one is told, until they choose.
        requested = True
    if requested is not True:
        return None
    return Task(
        id="request-specified-card",
        window=extend.window,
        state=extend.state,
        counter="bureau",
        bring=_REQUEST_PAPERS,
        fee=request_fee(situation),
        who_may_go=_who(situation),
        basis=REQUEST + OFFICE_DAYS,
    )


def _receive(situation: Situation) -> Task | None:
    if not situation.pending or not situation.filed:
        return None
    special = situation.special_period_ends_on
    # Where no special period can follow, the stay's own end is the last day.
    last_day = special if special is not None else situation.stay_ends_on
    bring = ["passport", "residence-card", "notice", "revenue-stamps"]
    if situation.specified_requested and situation.my_number is MyNumberKind.SEPARATE:
        bring.append("my-number-card")
    past = isinstance(last_day, date) and last_day < situation.as_of
    return Task(
        id="receive-card",
        window=until(last_day, UNKNOWN),
        state=State.OVERDUE if past else State.WAITING,
        counter="bureau",
        bring=tuple(bring),
        fee=expected_fee(situation),
        who_may_go="bureau-receipt",
        basis=RECEIPT + basis_of(situation.special_period) + OFFICE_DAYS,
        values={"ends_on": last_day},
    )


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
    return Task(
        id="go-to-bureau-now",
        window=until(last_day),
        state=State.OVERDUE,
        counter="bureau",
        bring=("passport", "residence-card", "proof-of-filing"),
        fee=FREE,
        who_may_go=_who(situation),
        basis=LATE + basis_of(situation.special_period),
        values={"ends_on": last_day},
    )


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
    return Task(
        id="hand-back-my-number-card",
        window=Window(filed_on),
        state=state,
        counter="bureau",
        bring=("my-number-card",),
        fee=FREE,
        who_may_go="bureau-receipt",
        basis=HAND_BACK,
    )


def _exchange(situation: Situation) -> Task | None:
    """Wished for, and the filing under way does not carry the request."""
    wished = situation.facts.specified_card_wished is True
    if not (wished and situation.filed) or situation.holds_specified_card:
        return None
    if situation.specified_requested is not False:
        return None
    return Task(
        id="exchange-for-specified-card",
        window=Window(
            situation.filing.decided_on
            if situation.delivered and situation.filing
            else UNKNOWN
        ),
        state=State.DO_NOW if situation.delivered else State.WAITING,
        counter="bureau",
        bring=(
            "exchange-form",
            "passport",
            "residence-card",
            "photo",
            *_REQUEST_PAPERS,
        ),
        fee=exchange_fee(situation),
        who_may_go=_who(situation),
        basis=EXCHANGE + REQUEST,
    )


def stay_tasks(situation: Situation) -> list[Task]:
    """Every task at the bureau, in no order."""
    extend = _extend_stay(situation)
    found = [
        extend,
        _request_specified(situation, extend),
        _receive(situation),
        _go_now(situation),
        _hand_back(situation),
        _exchange(situation),
    ]
    return [task for task in found if task is not None]
