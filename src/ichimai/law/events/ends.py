"""Days on which an event ends the My Number side: moves and stays.

MNA-EO 14(ii) and (iii) let a card lapse that does not follow a move; MNA-MO 27(2) and
FORM 4(2) let the municipality set a new last day, but only while the card is alive.
"""

from ichimai.errors import msgid
from ichimai.law.events.facts import (
    Event,
    card_expires_on,
    event,
    event_on,
    extended_on,
    hypothetical_ends_on,
    left_again_on,
    moved_on,
    new_stay_ends_on,
    notified_on,
    ordinary,
    permitted,
    presented_on,
    specified,
)
from ichimai.law.limits import CARD_DUTY, FOLLOW_UP, PRESENT_CARD, counted
from ichimai.law.special_period import special_period_ends_on
from ichimai.rules.calendar import earliest
from ichimai.rules.graph import NO_DAY, Day, days
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when


@rule(
    "MNA-EO 14(ii)",
    ids=("MN-213", "MN-240"),
    title=msgid("Last day on which the move-in can be notified without a lapse"),
    since="2015-10-05",
)
def move_in_limit() -> Table[Day]:
    """Whichever comes first of the two counts, where both run."""
    from_plan = counted(FOLLOW_UP, event_on)
    return cases(
        when(
            moved_on.exists(),
            earliest(from_plan, counted(CARD_DUTY, moved_on.present())),
            "MNA-EO 14(ii)",
            key="from-plan-or-move",
            says=msgid("Thirty days from the planned move or fourteen from the real."),
        ),
        otherwise(
            from_plan,
            "MNA-EO 14(ii)",
            key="from-plan",
            says=msgid("Thirty days after the planned move."),
        ),
    )


@rule(
    "MNA-EO 14(ii)",
    "MNA-EO 14(iii)",
    ids=("RC-160", "MN-154"),
    title=msgid("Day from which the card is void because the move was not followed up"),
    since="2015-10-05",
)
def lapsed_by_move_on() -> Table[Day]:
    """None where the move-in was notified and the card presented in time."""
    present_limit = counted(PRESENT_CARD, notified_on.present())
    presented = presented_on.exists()
    before_leaving = presented & (presented_on.present() <= left_again_on.present())
    return cases(
        when(
            ~notified_on.exists() | (notified_on.present() > move_in_limit),
            move_in_limit + days(1),
            "MNA-EO 14(ii)",
            key="no-move-in",
            says=msgid("The move-in was not notified in time."),
            rules=("MN-213", "MN-240"),
        ),
        when(
            left_again_on.exists()
            & (left_again_on.present() <= present_limit)
            & ~before_leaving,
            left_again_on.present(),
            "MNA-EO 14(iii)",
            key="moved-on",
            says=msgid("The person moved on before the card was presented."),
            rules=("MN-214", "MN-241"),
        ),
        when(
            ~presented | (presented_on.present() > present_limit),
            present_limit + days(1),
            "MNA-EO 14(iii)",
            key="not-presented",
            says=msgid("The card was not presented within ninety days."),
            rules=("MN-212", "MN-241"),
        ),
        otherwise(
            NO_DAY,
            "MNA 17(7)",
            key="followed-up",
            says=msgid("The move-in was notified and the card presented in time."),
            rules=("MN-211",),
        ),
    )


by_extension = (ordinary & permitted) | event.is_(Event.SPECIAL_PERIOD)
"""The last day moves only if the municipality is asked."""


@rule(
    "MNA-MO 27(2)",
    "FORM 4(2)",
    ids=("MN-116", "MN-118", "RC-147"),
    title=msgid("Last day that the municipality set"),
    since="2015-10-05",
)
def extended_to() -> Table[Day]:
    """None where it was not asked, not in time, or has no later day to set."""
    in_time = extended_on.exists() & (extended_on.present() <= card_expires_on)
    special = event.is_(Event.SPECIAL_PERIOD)
    special_end = special_period_ends_on.present()
    return cases(
        when(
            ~in_time,
            NO_DAY,
            "MNA 17(10)",
            key="not-asked-in-time",
            says=msgid("The municipality was not asked while the card was alive."),
            rules=("MN-118", "RC-148"),
        ),
        when(
            special & ~special_period_ends_on.exists(),
            NO_DAY,
            key="no-special-period",
            says=msgid("There is no special period to extend it to."),
        ),
        when(
            special & specified,
            special_end,
            "FORM 4(2)",
            key="special-period-of-a-specified-card",
            says=msgid("The municipality set it to the end of the special period."),
            rules=("RC-147", "MN-148"),
        ),
        when(
            special,
            earliest(special_end, hypothetical_ends_on),
            "MNA-MO 27(2)(ii)",
            key="special-period-of-a-my-number-card",
            says=msgid("The end of the special period or the hypothetical day."),
            rules=("MN-128", "MN-129", "MN-131"),
        ),
        when(
            ~new_stay_ends_on.exists(),
            hypothetical_ends_on,
            "MNA-MO 27(2)(i)",
            key="stay-without-end",
            says=msgid("The new stay has no end: the hypothetical day."),
            rules=("MN-120",),
        ),
        otherwise(
            earliest(new_stay_ends_on.present(), hypothetical_ends_on),
            "MNA-MO 27(2)(i)",
            key="new-stay",
            says=msgid("The end of the new stay or the hypothetical day."),
            rules=("MN-119",),
        ),
    )
