"""What an event does to a card: every cell of the two matrices, and the days with it.

The residence side, the My Number side, both certificates, the face, and the uses that
rest on them; what the holder has to do, and by when. Null with the reason
`before-first-day` says that there was no such card yet.
"""

from ichimai.errors import msgid
from ichimai.law import special_period
from ichimai.law.eras import known_from_first_card
from ichimai.law.events import facts
from ichimai.law.events.certificates import (
    signature,
    signature_void_from,
    user_authentication,
    user_authentication_void_from,
)
from ichimai.law.events.duties import act_by, duty
from ichimai.law.events.ends import extended_to, lapsed_by_move_on
from ichimai.law.events.facts import Event, event, law_on
from ichimai.law.events.number_side import goes_on, my_number, my_number_void_from
from ichimai.law.events.residence_side import residence_card, residence_void_from
from ichimai.law.events.uses import (
    convenience_store,
    health_insurance,
    insurance_until,
    log_in,
    signing,
    surface,
)
from ichimai.law.limits import FOLLOW_UP, PRESENT_CARD, counted
from ichimai.rules.graph import Choice, Day, Truth, day
from ichimai.rules.question import Contradiction, Goal, Question, Remark
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

_STAY_EVENTS = (
    Event.RENEWAL_GRANTED,
    Event.CHANGE_GRANTED,
    Event.SPECIAL_PERIOD,
    Event.STAY_EXPIRY,
)


@rule(
    "ICA 19-14",
    "MNA 17(10)",
    ids=("RC-180", "RC-181"),
    title=msgid("What the event comes to"),
    since="2012-07-09",
)
def outcome() -> Table[Choice]:
    """The My Number side speaks first, because it ends more easily."""
    return cases(
        when(
            facts.has_number,
            my_number,
            key="my-number-side",
            says=msgid("The card has a My Number side."),
        ),
        otherwise(
            residence_card,
            key="residence-side",
            says=msgid("The card has a residence side only."),
        ),
    )


def _dated(name: str, value: Day) -> Goal:
    return Goal(name, value, only_if=value.exists())


@rule(
    "MNA-EO 14(iii)",
    ids="MN-154",
    title=msgid("The ninety days are held against a specified card"),
    since="2026-06-14",
    confidence="inferred",
)
def ninety_days_open() -> Truth:
    """Its presentation is a duty of immigration law; the decree names no such card."""
    moved = facts.specified & event.is_(Event.MOVE_OUT)
    after_limit = lapsed_by_move_on.present() > counted(
        PRESENT_CARD, facts.notified_on.present()
    )
    in_time = facts.notified_on.present() <= counted(FOLLOW_UP, facts.event_on)
    return moved & in_time & lapsed_by_move_on.exists() & after_limit


_online_blocked = (
    event.is_(Event.SPECIAL_PERIOD)
    & facts.has_number
    & ~extended_to.exists()
    & (law_on >= day("2026-01-01"))
)

QUESTION = Question(
    name="event-effects",
    title=msgid("What does an event do to a card?"),
    facts=(
        facts.card,
        event,
        facts.event_on,
        facts.moved_on,
        facts.notified_on,
        facts.presented_on,
        facts.left_again_on,
        facts.specified_request,
        facts.extended_on,
        facts.card_expires_on,
        facts.new_stay_ends_on,
        facts.hypothetical_ends_on,
        facts.signature_ends_on,
        facts.user_authentication_ends_on,
        special_period.procedure,
        special_period.filed_on,
        special_period.stay_ends_on,
        special_period.stay_days,
        special_period.stay_months,
        special_period.decided_on,
    ),
    goals=(
        Goal("residence_card", residence_card),
        Goal("my_number", my_number),
        Goal("signature", signature),
        Goal("user_authentication", user_authentication),
        Goal("surface", surface),
        Goal("health_insurance", health_insurance),
        Goal("convenience_store", convenience_store),
        Goal("log_in", log_in),
        Goal("signing", signing),
        Goal("duty", duty),
        _dated("residence_void_from", residence_void_from),
        _dated("my_number_void_from", my_number_void_from),
        _dated("signature_void_from", signature_void_from),
        _dated("user_authentication_void_from", user_authentication_void_from),
        _dated("insurance_until", insurance_until),
        _dated("act_by", act_by),
    ),
    reason=outcome,
    era=known_from_first_card(law_on),
    contradictions=(
        Contradiction(
            facts.of_special_permanent & event.one_of(*_STAY_EVENTS),
            "event",
            msgid("A special permanent resident has no period of stay."),
        ),
        Contradiction(
            event.is_(Event.MOVE_OUT)
            & (facts.notified_on.present() < facts.moved_on.present()),
            "notified_on",
            msgid("The move-in was notified before it happened."),
        ),
    ),
    remarks=(
        Remark(
            ninety_days_open,
            "open",
            msgid("Whether the ninety days bind a specified card is not settled."),
        ),
        Remark(
            facts.has_number & event.one_of(Event.LOSS_REPORTED),
            "open",
            msgid("Cities differ on whether a stop ends the user certificate as well."),
        ),
        Remark(
            goes_on,
            "open",
            msgid("Whether the insurance registration carries over was not found."),
        ),
        Remark(_online_blocked, "note", "no-documents-online"),
        Remark(event.is_(Event.LOCK_SURFACE), "note", "no-move-out-online"),
        Remark(event.is_(Event.FIFTEENTH_BIRTHDAY), "note", "kiosk-age-by-city"),
        Remark(event.is_(Event.EIGHTEENTH_BIRTHDAY), "note", "no-legal-representative"),
    ),
)
