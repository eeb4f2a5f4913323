"""Setting a My Number card to a new last day: MNA-MO 27(2).

A permission never changes an ordinary card by itself; the municipality does, while the
card is alive. The new last day is that of the new stay or of the special period, never
later than the hypothetical day; that day itself where the new stay has no end.
"""

from dataclasses import replace

from ichimai.errors import msgid
from ichimai.law.eras import known_by
from ichimai.law.holders import NOT_RESIDENT
from ichimai.law.my_number_holders import (
    CAP_REMARKS,
    CONTRADICTIONS,
    FACTS,
    UNLIMITED,
    event_on,
    general_holder,
    hypothetical_ends_on,
    made_on,
    no_card,
    without_record,
)
from ichimai.model.status import Status
from ichimai.rules.fact import choice_fact, day_fact
from ichimai.rules.graph import NO_DAY, Day, Truth
from ichimai.rules.question import Contradiction, Goal, Question
from ichimai.rules.rule import either, rule
from ichimai.rules.table import Table, cases, otherwise, when

present_expires_on = day_fact(
    "present_expires_on", msgid("What is the card's last day before the request?")
)
requested_on = day_fact(
    "requested_on", msgid("On which day is the municipality asked?")
)
new_stay_ends_on = day_fact(
    "new_stay_ends_on", msgid("What is the last day of the new stay?")
)
special_period_ends_on = day_fact(
    "special_period_ends_on", msgid("What is the last day of the special period?")
)
new_status = choice_fact(
    "new_status", msgid("Which status of residence was granted?"), Status
)

# A status that was not named leaves the question to the new last day.
_now_unlimited = new_status.given() & new_status.one_of(*UNLIMITED)
_now_outside = new_status.given() & new_status.one_of(*NOT_RESIDENT)
_beyond_cap = either(
    new_stay_ends_on > hypothetical_ends_on,
    special_period_ends_on > hypothetical_ends_on,
)


@rule(
    "MNA-MO 27(2)",
    ids=("MN-116", "MN-117", "MN-119"),
    title=msgid("New last day of the card"),
    since="2015-10-05",
)
def expires_on() -> Table[Day]:
    """None where the card cannot be extended; then a new card is applied for."""
    return cases(
        *no_card(),
        when(
            general_holder,
            NO_DAY,
            "MNA-MO 27(2)",
            key="not-stay-linked",
            says=msgid("The card does not follow a stay, so there is no extension."),
            rules=("MN-117", "MN-098"),
        ),
        when(
            requested_on > present_expires_on,
            NO_DAY,
            "MNA 17(10)",
            "MNA-MO 27(2)",
            key="too-late",
            says=msgid("The card had ended before the request: a new one is needed."),
            rules=("MN-118", "MN-132", "MN-086"),
        ),
        when(
            _now_outside,
            NO_DAY,
            "MNA 16-2(1)",
            key="no-resident-record-after",
            says=msgid("With the new status there is no resident record."),
            rules=("MN-032",),
        ),
        when(
            present_expires_on >= hypothetical_ends_on,
            NO_DAY,
            "MNA-MO 27(2)",
            "MNA-MO 29",
            key="cap-reached",
            says=msgid("The card has reached its hypothetical day: replace it."),
            rules=("MN-121",),
        ),
        when(
            _now_unlimited,
            hypothetical_ends_on,
            "MNA-MO 27(2)(i)",
            key="hypothetical-day",
            says=msgid("The new stay has no end: the hypothetical day."),
            rules=("MN-120",),
        ),
        when(
            _beyond_cap,
            hypothetical_ends_on,
            "MNA-MO 27(2)",
            key="capped",
            says=msgid("Never later than the hypothetical day."),
            rules=("MN-119", "MN-129"),
        ),
        when(
            new_stay_ends_on.given(),
            new_stay_ends_on,
            "MNA-MO 27(2)(i)",
            key="new-stay",
            says=msgid("The last day of the new stay."),
            rules=("MN-119",),
        ),
        otherwise(
            special_period_ends_on,
            "MNA-MO 27(2)(ii)",
            key="special-period",
            says=msgid("The last day of the special period."),
            rules=("MN-128", "MN-131"),
        ),
    )


@rule(
    "MNA-MO 27(2)",
    ids=("MN-119", "MN-121"),
    title=msgid("The new last day turns on the hypothetical day"),
    since="2015-10-05",
)
def turns_on_cap() -> Truth:
    """Only then does an answer share what is open about the hypothetical day."""
    extended = (
        ~without_record
        & ~general_holder
        & (requested_on <= present_expires_on)
        & ~_now_outside
    )
    at_cap = present_expires_on >= hypothetical_ends_on
    return extended & (_now_unlimited | at_cap | _beyond_cap)


QUESTION = Question(
    name="my-number-card-extension",
    title=msgid("To which day can a My Number card be extended?"),
    facts=(
        *(fact for fact in FACTS if fact is not event_on),
        present_expires_on,
        requested_on,
        new_stay_ends_on,
        special_period_ends_on,
        new_status,
    ),
    goals=(Goal("expires_on", expires_on),),
    era=known_by(requested_on),
    reason=expires_on,
    contradictions=(
        *CONTRADICTIONS,
        Contradiction(
            requested_on < made_on,
            "requested_on",
            msgid("The request is earlier than the making of the card."),
        ),
        Contradiction(
            present_expires_on < made_on,
            "present_expires_on",
            msgid("The card's last day is earlier than its making."),
        ),
    ),
    remarks=tuple(
        replace(remark, where=remark.where & turns_on_cap) for remark in CAP_REMARKS
    ),
    ignored=("event_on",),
    outermost=True,
)
