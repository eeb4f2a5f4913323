"""Whose My Number card it is, and the day that the general rule would give it.

MNA-MO 26 is the general rule: a birthday after the day on which the card was made.
MNA-MO 27 lets the cards of most foreign residents follow their stay; the general rule
then gives the hypothetical day (仮定の有効期間満了日), beyond which no extension goes.
"""

from ichimai.errors import msgid
from ichimai.law.card_numbers import MY_NUMBER_CARD, MY_NUMBER_WINDOW
from ichimai.law.facts import stay_ends_on
from ichimai.law.holders import NOT_RESIDENT
from ichimai.model.procedure import Standing
from ichimai.model.status import Status
from ichimai.rules.calendar import (
    birthday,
    eve,
    months_before,
    nth_birthday_after,
    period_end,
    reached,
)
from ichimai.rules.fact import choice_fact, day_fact
from ichimai.rules.graph import NO_DAY, Day, Truth, const, days
from ichimai.rules.question import Contradiction, Remark
from ichimai.rules.rule import either, rule, versions
from ichimai.rules.table import Item, Table, cases, otherwise, when

_BIRTHDAYS = MY_NUMBER_CARD["birthdays"]
_OLD_LINE, _LINE = (row["age"] for row in MY_NUMBER_CARD["adult_age"])
FIRST_DAY = const(MY_NUMBER_CARD["first_day"])

UNLIMITED = (
    Status.PERMANENT_RESIDENT,
    Status.HSP_2,
    Status.SPECIAL_PERMANENT_RESIDENT,
)
"""Whose cards do not follow a stay, because it has no end (MNA-MO 27(1))."""

REFUGE, PROVISIONAL = "temporary-refuge", "provisional-stay"
TRANSITION = "birth-or-nationality-loss"
_WITHOUT_STATUS = (REFUGE, PROVISIONAL, TRANSITION)

status = choice_fact("status", msgid("Which status of residence is it?"), Status)
standing = choice_fact(
    "standing",
    msgid("How does the person stand to the resident register?"),
    (*Standing, *_WITHOUT_STATUS),
)
birth_date = day_fact(
    "birth_date",
    msgid("On which day was the person born?"),
)
made_on = day_fact("made_on", msgid("On which day was the card made?"))
event_on = day_fact(
    "event_on", msgid("On which day was the birth or the loss of nationality?")
)
replaced_made_on = day_fact(
    "replaces.made_on",
    msgid("On which day was the card made that is being replaced?"),
    optional=True,
    not_after="replaces.expires_on",
)
replaced_expires_on = day_fact(
    "replaces.expires_on",
    msgid("What is the last day of the card that is being replaced?"),
    optional=True,
    not_before="replaces.made_on",
)

FACTS = (
    status,
    standing,
    birth_date,
    made_on,
    stay_ends_on,
    event_on,
    replaced_made_on,
    replaced_expires_on,
)

on_permit = standing.given() & standing.one_of(REFUGE, PROVISIONAL)
in_transition = standing.given() & standing.is_(TRANSITION)


@rule(
    "MNA 16-2(1)",
    ids=("MN-030", "MN-032"),
    title=msgid("Without a resident record"),
    since="2015-10-05",
)
def without_record() -> Truth:
    """Nobody outside the register is given a card."""
    by_status = status.given() & status.one_of(*NOT_RESIDENT)
    return by_status | (standing.given() & standing.is_(Standing.OTHER))


@rule(
    "MNA-MO 27(1)",
    ids=("MN-098", "MN-031"),
    title=msgid("Holder under the general rule, whose stay has no end"),
    since="2015-10-05",
)
def general_holder() -> Truth:
    """By status; a mid- to long-term resident whose stay ends is none of these."""
    unlimited = status.one_of(*UNLIMITED)
    # Whoever names the last day of the stay has said that it has one.
    undecided = standing.is_(Standing.MID_TO_LONG_TERM) & ~stay_ends_on.given()
    by_standing = standing.is_(Standing.SPECIAL_PERMANENT) | (undecided & unlimited)
    return either(unlimited, by_standing)


@rule(
    "MNA-MO 26(1)",
    ids=("MN-093", "MN-094", "MN-107"),
    title=msgid("Of age on the day on which the card was made"),
    since="2015-10-05",
)
def adult() -> Truth:
    """The line ran at 20 for cards made until 31 March 2022, and runs at 18."""
    return versions(
        (
            MY_NUMBER_CARD["adult_age"][1]["from"].isoformat(),
            reached(birth_date, _LINE, made_on),
        ),
        by=made_on,
        before=reached(birth_date, _OLD_LINE, made_on),
    )


@rule(
    "MNA-MO 29",
    ids=("MN-103", "MN-104", "MN-025"),
    title=msgid("Made in place of a live card with less than three months left"),
    since="2015-10-05",
    confidence="secondary",
)
def replaces_in_window() -> Truth:
    """From the day after the day three months before, as offices count."""
    ends_on = replaced_expires_on.present()
    opens_on = months_before(ends_on, MY_NUMBER_WINDOW) + days(1)
    return replaced_expires_on.exists() & (opens_on <= made_on) & (made_on <= ends_on)


@rule(
    "MNA-MO 26",
    ids=("MN-093", "MN-095", "MN-096", "MN-097", "MN-102"),
    title=msgid("The day that the general rule gives the card"),
    since="2015-10-05",
)
def hypothetical_ends_on() -> Table[Day]:
    """A birthday on the making day itself does not count; the last day is valid."""
    in_window = general_holder & replaces_in_window
    return cases(
        when(
            in_window & adult,
            nth_birthday_after(birth_date, made_on, _BIRTHDAYS["adult_in_window"]),
            "MNA-MO 29",
            key="eleventh-birthday",
            says=msgid("Replaced in its last three months: 11th birthday."),
            rules=("MN-103",),
        ),
        when(
            in_window,
            nth_birthday_after(birth_date, made_on, _BIRTHDAYS["minor_in_window"]),
            "MNA-MO 29",
            key="sixth-birthday",
            says=msgid("A child's, replaced in its last three months: 6th birthday."),
            rules=("MN-103",),
        ),
        when(
            adult,
            nth_birthday_after(birth_date, made_on, _BIRTHDAYS["adult"]),
            "MNA-MO 26(1)",
            key="tenth-birthday",
            says=msgid("Of age when it was made: 10th birthday after that day."),
        ),
        otherwise(
            nth_birthday_after(birth_date, made_on, _BIRTHDAYS["minor"]),
            "MNA-MO 26(1)",
            key="fifth-birthday",
            says=msgid("Under age when it was made: 5th birthday after that day."),
        ),
    )


@rule(
    "AGE 1",
    "CC 143(2)",
    ids=("MN-298", "MN-093"),
    title=msgid("The card was made on the eve of coming of age"),
    since="2015-10-05",
    confidence="inferred",
)
def eve_of_age() -> Truth:
    """Open: statute completes an age at the end of the eve, the order tests a day."""
    new_line: Truth = made_on >= MY_NUMBER_CARD["adult_age"][1]["from"]
    on_eve = (new_line & made_on.is_(eve(birthday(birth_date, _LINE)))) | (
        ~new_line & made_on.is_(eve(birthday(birth_date, _OLD_LINE)))
    )
    return ~without_record & on_eve


@rule(
    "CC 140",
    "CC 143(2)",
    ids="MN-104",
    title=msgid("Whether less than three months were left is counted in two ways"),
    since="2015-10-05",
    confidence="inferred",
)
def window_open() -> Truth:
    """The practice of offices and Civil Code counting part on this making day."""
    ends_on = replaced_expires_on.present()
    by_code = period_end(made_on, MY_NUMBER_WINDOW) > ends_on
    apart = (replaces_in_window & ~by_code) | (~replaces_in_window & by_code)
    before_end = replaced_expires_on.exists() & (made_on <= ends_on)
    return ~without_record & general_holder & before_end & apart


@rule(
    "MNA-MO 27(4)",
    ids="MN-103",
    title=msgid("Replaced in its last three months although it follows the stay"),
    since="2015-10-05",
    confidence="inferred",
)
def cap_open() -> Truth:
    """What caps the extensions of such a card is not said."""
    return ~without_record & ~general_holder & replaces_in_window


def no_card() -> tuple[Item[Day], ...]:
    """The rows under which there is no card at all, first in every table."""
    return (
        when(
            without_record,
            NO_DAY,
            "MNA 16-2(1)",
            key="no-resident-record",
            says=msgid("Without a resident record there is no card."),
            rules=("MN-030", "MN-032"),
        ),
        when(
            made_on < FIRST_DAY,
            NO_DAY,
            "MNA 16-2(1)",
            key="before-first-day",
            says=msgid("There were no such cards before 5 October 2015."),
            rules=("MN-001",),
        ),
    )


CONTRADICTIONS = (
    Contradiction(
        birth_date > made_on,
        "birth_date",
        msgid("The birth is later than the making of the card."),
    ),
    Contradiction(
        replaced_made_on.present() > made_on,
        "replaces.made_on",
        msgid("The card that is being replaced was made after the new one."),
    ),
    Contradiction(
        (status.is_(Status.SPECIAL_PERMANENT_RESIDENT))
        & ~standing.is_(Standing.SPECIAL_PERMANENT),
        "standing",
        msgid("The status given is that of a special permanent resident."),
    ),
    Contradiction(
        ~status.is_(Status.SPECIAL_PERMANENT_RESIDENT)
        & standing.one_of(Standing.SPECIAL_PERMANENT, *_WITHOUT_STATUS),
        "standing",
        msgid("A person of that standing has no status of residence."),
    ),
)

CAP_REMARKS = (
    Remark(eve_of_age, "reason", "eve-of-age"),
    Remark(
        eve_of_age,
        "open",
        msgid("Whether an age is reached on the eve of the birthday is open."),
    ),
    Remark(
        cap_open,
        "open",
        msgid("The law does not say what caps the extensions of such a card."),
    ),
)
"""What is open about the hypothetical day of a card that follows a stay."""

REMARKS = (
    *CAP_REMARKS,
    Remark(
        window_open,
        "open",
        msgid("Civil Code counting and the practice of offices differ here."),
    ),
)
