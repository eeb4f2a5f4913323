"""Tasks for the My Number side: nothing about it follows from the stay by itself."""

from datetime import date

from ichimai.model.filing import CertificateUse
from ichimai.planner.asking import (
    OFFICE_DAYS,
    basis_of,
    day_in,
    find_answer,
    state_in,
    until,
)
from ichimai.planner.facts import MyNumberKind
from ichimai.planner.fees import lapse_fee
from ichimai.planner.plan import (
    FEE_UNKNOWN,
    FREE,
    UNKNOWN,
    Basis,
    Day,
    State,
    Task,
    Window,
)
from ichimai.planner.situation import Situation

SPECIAL_SEPARATE = Basis(
    ("MN-087", "MN-124", "MN-126", "MN-128", "MN-130", "MN-131"),
    ("MNA-MO 27(2)(ii)", "ICA 20(6)", "ICA 21(4)"),
)
SPECIAL_SPECIFIED = Basis(
    ("RC-147", "RC-148", "MN-148"), ("FORM 4(2)", "ICA 20(6)", "ICA 21(4)")
)
AFTER_STAY = Basis(
    ("MN-087", "MN-116", "MN-117", "MN-118", "MN-119", "MN-122", "MN-123", "MN-125"),
    ("MNA-MO 27(2)(i)", "MNA 17(10)"),
)
LAPSED = Basis(("MN-083", "MN-086", "MN-106", "MN-190"), ("MNA 17(10)", "MNA 17(11)"))
LAPSED_FUNCTION = Basis(
    ("RC-180", "RC-184", "RC-185", "MN-152"), ("ICA 19-15-4(1)", "ICA 19-15-4(2)")
)
FUNCTION_GONE = Basis(
    ("RC-042", "RC-181", "RC-182", "RC-187"), ("ICA 19-14(v)", "MNA 18-5(10)")
)
CERTIFICATE = Basis(
    ("MN-180", "MN-181", "MN-192", "MN-193"), ("JPKI-MO 13", "JPKI-MO 49")
)


def _who(situation: Situation) -> str:
    return "city-child" if situation.is_child else "city"


def _keep_alive(situation: Situation) -> Task | None:
    """Exists from the moment that a filing day is given, until the decision."""
    special = situation.special_period_ends_on
    if not situation.pending or not situation.holds_my_number_side:
        return None
    if not isinstance(special, date) or situation.filing is None:
        return None
    extended = situation.my_number_extended
    if situation.my_number_lapsed and not extended:
        return None
    separate = situation.my_number is MyNumberKind.SEPARATE
    last_day = situation.my_number_printed_end
    if extended or not isinstance(last_day, date):
        last_day = situation.person.stay_ends_on
    window = until(last_day, situation.filing.filed_on)
    bring = ("my-number-card", "residence-card") if separate else ("specified-card",)
    return Task(
        id="keep-my-number-side",
        window=window,
        state=State.DONE if extended else state_in(window, situation.as_of),
        counter="municipality",
        bring=(*bring, "proof-of-filing", "pin-four-digits"),
        # No source says what the visit costs for a specified card.
        fee=FREE if separate else FEE_UNKNOWN,
        who_may_go=_who(situation),
        basis=(SPECIAL_SEPARATE if separate else SPECIAL_SPECIFIED)
        + basis_of(situation.special_period)
        + OFFICE_DAYS,
        values={"ends_on": last_day, "special_ends_on": special},
    )


def _new_my_number_end(situation: Situation) -> Day:
    """The end after the new stay, as the law computes it; unknown where it cannot."""
    card, person, filing = (
        situation.facts.my_number_card,
        situation.person,
        situation.filing,
    )
    if filing is None or filing.new_stay_ends_on is None:
        return UNKNOWN
    finding = find_answer(
        "my-number-card-extension",
        {
            "status": person.status.value if person.status else None,
            "birth_date": person.birth_date,
            "made_on": card.made_on,
            "stay_ends_on": person.stay_ends_on,
            "replaces": None,
            "present_expires_on": card.expires_on,
            "requested_on": situation.as_of,
            "new_stay_ends_on": filing.new_stay_ends_on,
        },
        situation.as_of,
    )
    return day_in(finding, "expires_on") or UNKNOWN


def _extend_after_stay(situation: Situation) -> Task | None:
    """The separate card learns of the new stay only at the municipality."""
    if situation.my_number is not MyNumberKind.SEPARATE or situation.my_number_lapsed:
        return None
    if situation.specified_requested is True:
        return None
    filing = situation.filing
    ends_on = situation.my_number_ends_on
    state: State
    if not situation.delivered or filing is None:
        window = until(ends_on, UNKNOWN)
        state = State.WAITING if situation.filed else State.NOT_YET
    else:
        window = until(ends_on, filing.decided_on)
        new_end = situation.stay_ends_on
        reached = isinstance(ends_on, date) and ends_on == new_end
        state = State.DONE if reached else state_in(window, situation.as_of)
    return Task(
        id="extend-my-number-card",
        window=window,
        state=state,
        counter="municipality",
        bring=(
            "my-number-card",
            "new-residence-card",
            "pin-four-digits",
            "pin-signature",
        ),
        fee=FREE,
        who_may_go=_who(situation),
        basis=AFTER_STAY + OFFICE_DAYS,
        values={"ends_on": ends_on, "new_ends_on": _new_my_number_end(situation)},
    )


def _after_lapse(situation: Situation) -> Task | None:
    # Without a right to stay there is no new card to apply for.
    if not situation.my_number_lapsed or situation.stay_is_over:
        return None
    values = {"ends_on": situation.my_number_ends_on}
    if situation.my_number is MyNumberKind.SEPARATE:
        if situation.specified_requested is True:
            return None
        return Task(
            id="new-my-number-card",
            window=Window(),
            state=State.DO_NOW,
            counter="municipality",
            bring=("residence-card", "photo", "lapsed-my-number-card"),
            fee=lapse_fee(situation),
            who_may_go="city-child" if situation.is_child else "city-new-card",
            basis=LAPSED,
            values=values,
        )
    waiting = situation.pending and situation.specified_requested is True
    return Task(
        id="restore-my-number-function",
        window=Window(),
        state=State.WAITING if waiting else State.DO_NOW,
        counter="bureau",
        bring=("passport", "specified-card", "photo"),
        fee=FEE_UNKNOWN,
        who_may_go="bureau-filing",
        basis=LAPSED_FUNCTION,
        values=values,
    )


def _after_ordinary_card(situation: Situation) -> Task | None:
    """A specified card that is not asked for again takes its My Number side along."""
    if situation.my_number is not MyNumberKind.SPECIFIED:
        return None
    if situation.specified_requested is not False:
        return None
    if situation.delivered and situation.filing:
        window, state = Window(situation.filing.decided_on), State.DO_NOW
    else:
        window = Window(UNKNOWN)
        state = State.WAITING if situation.filed else State.NOT_YET
    return Task(
        id="apply-for-my-number-card",
        window=window,
        state=state,
        counter="municipality",
        bring=("new-residence-card", "photo"),
        fee=FEE_UNKNOWN,
        who_may_go="city-child" if situation.is_child else "city-new-card",
        basis=FUNCTION_GONE,
    )


def _renew_certificate(situation: Situation, use: CertificateUse) -> Task | None:
    ends_on = situation.certificate_ends_on(use)
    if not isinstance(ends_on, date) or situation.my_number_lapsed:
        return None
    if ends_on == situation.my_number_ends_on:
        # It ends with the card and is made again in that visit (MN-125).
        return None
    finding = find_answer(
        "renewal-window",
        {"card": "certificate", "expires_on": ends_on, "old_card": None},
        situation.as_of,
    )
    window = until(ends_on, day_in(finding, "opens_on"))
    state = state_in(window, situation.as_of)
    return Task(
        id=f"renew-{use.value}-certificate",
        window=window,
        # Nobody must hold a certificate: an old one is replaced, not overdue.
        state=State.DO_NOW if state is State.OVERDUE else state,
        counter="municipality",
        bring=("my-number-side", "pin-four-digits", "pin-signature"),
        fee=FREE,
        who_may_go=_who(situation),
        basis=CERTIFICATE + basis_of(finding) + OFFICE_DAYS,
        values={"ends_on": ends_on},
    )


def my_number_tasks(situation: Situation) -> list[Task]:
    """Every task for the My Number side, in no order."""
    found = [
        _keep_alive(situation),
        _extend_after_stay(situation),
        _after_lapse(situation),
        _after_ordinary_card(situation),
        *(_renew_certificate(situation, use) for use in CertificateUse),
    ]
    return [task for task in found if task is not None]
