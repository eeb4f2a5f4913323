"""How long an ordinary My Number card is valid: MNA-MO 26 and 27(1).

The items of MNA-MO 27(1) in their order: whose stay has no end keeps the general rule;
all others end with the stay, the permit, or sixty days after birth or loss of
nationality. A child's card never outlives its fifth birthday.
"""

from ichimai.errors import msgid
from ichimai.law.card_numbers import MY_NUMBER_CARD
from ichimai.law.eras import known_by
from ichimai.law.facts import stay_ends_on
from ichimai.law.my_number_holders import (
    CONTRADICTIONS,
    FACTS,
    REMARKS,
    adult,
    birth_date,
    event_on,
    general_holder,
    hypothetical_ends_on,
    in_transition,
    made_on,
    no_card,
    on_permit,
    without_record,
)
from ichimai.rules.calendar import common_year, earliest, falls_on
from ichimai.rules.graph import Day, Truth, days
from ichimai.rules.question import Goal, Question, Remark
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when


@rule(
    "MNA-MO 27(1)",
    ids=("MN-098", "MN-099", "MN-100", "MN-101", "RC-141"),
    title=msgid("Last day of the card"),
    since="2015-10-05",
)
def expires_on() -> Table[Day]:
    """None where there is no card; the day itself is still valid."""
    return cases(
        *no_card(),
        when(
            general_holder,
            hypothetical_ends_on,
            "MNA-MO 26(1)",
            key="general-rule",
            says=msgid("The stay has no end: the general rule."),
            rules=("MN-098",),
        ),
        when(
            on_permit,
            stay_ends_on,
            "MNA-MO 27(1)",
            key="end-of-permit",
            says=msgid("It ends with the permitted period."),
            rules=("MN-100",),
        ),
        when(
            in_transition,
            event_on + days(MY_NUMBER_CARD["transition_days"]),
            "MNA-MO 27(1)",
            "ICA 22-2(1)",
            "CC 140",
            key="sixty-days",
            says=msgid("Sixty days after the birth or the loss of nationality."),
            rules=("MN-101",),
        ),
        when(
            adult,
            stay_ends_on,
            "MNA-MO 27(1)",
            key="end-of-stay",
            says=msgid("It ends with the stay."),
            rules=("MN-099",),
        ),
        otherwise(
            earliest(stay_ends_on, hypothetical_ends_on),
            "MNA-MO 27(1)",
            key="end-of-stay-or-fifth-birthday",
            says=msgid("A child's: the end of stay or the 5th birthday, if earlier."),
            rules=("MN-099",),
        ),
    )


@rule(
    "MNA-MO 27(2)",
    ids="MN-102",
    title=msgid("The hypothetical last day"),
    since="2015-10-05",
)
def capped_on() -> Table[Day]:
    """The day that caps every later extension; none where there is no card."""
    return cases(
        *no_card(),
        otherwise(
            hypothetical_ends_on,
            "MNA-MO 27(2)",
            key="general-rule-for-comparison",
            says=msgid("What the general rule would give this card."),
        ),
    )


@rule(
    "MNA-MO 26(2)",
    ids="MN-099",
    title=msgid("A child's card that ends on a birthday of 29 February"),
    since="2015-10-05",
    confidence="inferred",
)
def leap_day_open() -> Truth:
    """Whether that birthday is 28 February in common years is not said here."""
    follows_stay = ~(without_record | general_holder | on_permit | in_transition)
    binds = common_year(hypothetical_ends_on) & (hypothetical_ends_on < stay_ends_on)
    return follows_stay & ~adult & falls_on(birth_date, (2, 29)) & binds


QUESTION = Question(
    name="my-number-card-validity",
    title=msgid("How long is a My Number card valid?"),
    facts=FACTS,
    goals=(
        Goal("expires_on", expires_on),
        Goal("hypothetical_ends_on", capped_on),
    ),
    era=known_by(made_on),
    reason=expires_on,
    contradictions=CONTRADICTIONS,
    remarks=(
        *REMARKS,
        Remark(
            leap_day_open,
            "open",
            msgid("The order does not say when that 29 February birthday falls."),
        ),
    ),
)
