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
from ichimai.planner.facts import Filing, MyNumberKind
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
from ichimai.planner.steps import Details, task

SPECIAL_SEPARATE = Basis(
    ("MN-087", "MN-124", "MN-126", "MN-128", "MN-130", "MN-131"),
    ("MNA-MO 27(2)(ii)", "ICA 20(6)", "ICA 21(4)"),
)
SPECIAL_SPECIFIED = Basis(
    ("RC-147", "RC-148", "MN-148"), ("FORM 4(2)", "ICA 20(6)", "ICA 21(4)")
)
BRIDGED = Basis(("RC-135", "RC-147", "RC-148"), ("FORM 4(2)", "ICA 19-15-3(2)"))


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
    details = Details(
        # No source says what the visit costs for a specified card.
        fee=FREE if separate else FEE_UNKNOWN,
        bring=("my-number-card", "residence-card") if separate else ("specified-card",),
        basis=(SPECIAL_SEPARATE if separate else SPECIAL_SPECIFIED)
        + basis_of(situation.special_period)
        + OFFICE_DAYS,
        values={"ends_on": last_day, "special_ends_on": special},
    )
    state = State.DONE if extended else state_in(window, situation.as_of)
    return task(situation, "keep-my-number-side", window, details, state)


def _keep_over_the_bridge(situation: Situation) -> Task | None:
    """The renewed one card is late: the old one lasts on, its My Number side not."""
    bridge = day_in(situation.bridge, "old_card_ends_on")
    ends_on = situation.my_number_ends_on
    if situation.my_number is not MyNumberKind.SPECIFIED or situation.renewal is None:
        return None
    if not (isinstance(bridge, date) and isinstance(ends_on, date)):
        return None
    if bridge <= ends_on or situation.my_number_lapsed:
        return None
    details = Details(
        fee=FEE_UNKNOWN,
        bring=("specified-card",),
        basis=BRIDGED + basis_of(situation.bridge) + OFFICE_DAYS,
        values={"ends_on": ends_on, "bridge_ends_on": bridge},
    )
    window = until(ends_on, situation.renewal.filed_on)
    return task(situation, "keep-my-number-side-over-renewal", window, details)


def _settling(situation: Situation) -> Filing | None:
    """The filing whose new stay a separate My Number card has to learn of."""
    return situation.permanent_filing if situation.unlimited else situation.filing


def _new_my_number_end(situation: Situation) -> Day:
    """The end after the new stay, as the law computes it; unknown where it cannot."""
    card, person = situation.facts.my_number_card, situation.person
    filing = _settling(situation)
    if filing is None or not (filing.new_stay_ends_on or situation.unlimited):
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
            "new_status": situation.status.value if situation.status else None,
        },
        situation.as_of,
    )
    return day_in(finding, "expires_on") or UNKNOWN


def _extend_after_stay(situation: Situation) -> Task | None:
    """The separate card learns of the new stay only at the municipality."""
    if situation.my_number is not MyNumberKind.SEPARATE or situation.my_number_lapsed:
        return None
    if situation.special or situation.specified_requested is True:
        return None
    filing = _settling(situation)
    settled = situation.made_permanent if situation.unlimited else situation.delivered
    ends_on = situation.my_number_ends_on
    if situation.unlimited and ends_on != situation.person.stay_ends_on:
        return None
    state: State
    if not settled or filing is None:
        window = until(ends_on, UNKNOWN)
        state = State.WAITING if situation.filed else State.NOT_YET
    else:
        window = until(ends_on, filing.decided_on)
        new_end = situation.stay_ends_on
        reached = isinstance(ends_on, date) and ends_on == new_end
        state = State.DONE if reached else state_in(window, situation.as_of)
    details = Details(
        basis=OFFICE_DAYS,
        values={"ends_on": ends_on, "new_ends_on": _new_my_number_end(situation)},
    )
    return task(situation, "extend-my-number-card", window, details, state)


def _renew_card(situation: Situation) -> Task | None:
    """Where the stay has no last day, the separate card has a window of its own."""
    ends_on = situation.my_number_ends_on
    if situation.my_number is not MyNumberKind.SEPARATE or situation.dated:
        return None
    if not isinstance(ends_on, date) or situation.my_number_lapsed:
        return None
    if situation.made_permanent and ends_on == situation.person.stay_ends_on:
        return None
    finding = find_answer(
        "renewal-window",
        {
            "card": "my-number",
            "expires_on": ends_on,
            "old_card": None,
            "birth_date": situation.person.birth_date,
            "status": situation.status_word,
        },
        situation.as_of,
    )
    window = until(ends_on, day_in(finding, "opens_on"))
    details = Details(
        bring=() if situation.is_baby else ("photo",),
        basis=basis_of(finding) + OFFICE_DAYS,
        values={"ends_on": ends_on},
    )
    return task(situation, "renew-my-number-card", window, details)


def _after_lapse(situation: Situation) -> Task | None:
    # Without a right to stay there is no new card to apply for.
    if not situation.my_number_lapsed or situation.stay_is_over:
        return None
    values = {"ends_on": situation.my_number_ends_on}
    if situation.my_number is MyNumberKind.SEPARATE:
        if situation.specified_requested is True and situation.dated:
            return None
        return task(
            situation,
            "new-my-number-card",
            Window(),
            Details(fee=lapse_fee(situation), values=values),
            State.DO_NOW,
        )
    waiting = situation.pending and situation.specified_requested is True
    return task(
        situation,
        "restore-my-number-function",
        Window(),
        Details(fee=FEE_UNKNOWN, values=values),
        State.WAITING if waiting else State.DO_NOW,
    )


def _after_ordinary_card(situation: Situation) -> Task | None:
    """A specified card that is not asked for again takes its My Number side along."""
    if situation.my_number is not MyNumberKind.SPECIFIED or not situation.dated:
        return None
    if situation.specified_requested is not False:
        return None
    if situation.delivered and situation.filing:
        window, state = Window(situation.filing.decided_on), State.DO_NOW
    else:
        window = Window(UNKNOWN)
        state = State.WAITING if situation.filed else State.NOT_YET
    details = Details(fee=FEE_UNKNOWN)
    return task(situation, "apply-for-my-number-card", window, details, state)


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
    details = Details(
        basis=basis_of(finding) + OFFICE_DAYS, values={"ends_on": ends_on}
    )
    # Nobody must hold a certificate: an old one is replaced, not overdue.
    state = State.DO_NOW if state is State.OVERDUE else state
    return task(situation, f"renew-{use.value}-certificate", window, details, state)


def my_number_tasks(situation: Situation) -> list[Task]:
    """Every task for the My Number side, in no order."""
    found = [
        _keep_alive(situation),
        _keep_over_the_bridge(situation),
        _extend_after_stay(situation) if not situation.special else None,
        _renew_card(situation),
        _after_lapse(situation),
        _after_ordinary_card(situation),
        *(_renew_certificate(situation, use) for use in CertificateUse),
    ]
    return [each for each in found if each is not None]
