"""Leaving Japan and coming back: until when, and what becomes of the card.

ICA 26 (permit), ICA 26-2 (deemed permission, みなし再入国) and ICA 19-14(iii); for
special permanent residents SPA 23. How the years are counted is our reading: the day
of departure left out, as Civil Code 140 has it.
"""

from ichimai.errors import msgid
from ichimai.law.acting import is_special, standing
from ichimai.law.eras import known_by
from ichimai.rules.calendar import earliest, period_end
from ichimai.rules.fact import choice_fact, day_fact, truth_fact
from ichimai.rules.graph import FALSE, NO_DAY, TRUE, Day, Truth, months
from ichimai.rules.question import Contradiction, Goal, Question
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

NONE, DEEMED, PERMIT = "none", "deemed", "permit"

re_entry = choice_fact(
    "re_entry",
    msgid("With which permission to come back does the person leave?"),
    (NONE, DEEMED, PERMIT),
)
left_on = day_fact("left_on", msgid("On which day does the person leave Japan?"))
stay_ends_on = day_fact(
    "stay_ends_on",
    msgid("What is the last day of the period of stay, if it has one?"),
    optional=True,
)
permit_issued_on = day_fact(
    "permit.issued_on",
    msgid("On which day was the re-entry permit given?"),
    optional=True,
    not_after="permit.ends_on",
)
permit_ends_on = day_fact(
    "permit.ends_on",
    msgid("What is the last day of the re-entry permit?"),
    optional=True,
    not_before="permit.issued_on",
)
permit_extended = truth_fact(
    "permit_extended", msgid("Was the re-entry permit extended abroad?")
)

_with_permit = re_entry.is_(PERMIT)
_deemed = re_entry.is_(DEEMED)


@rule(
    "ICA 26(3)",
    "ICA 26(5)",
    "SPA 23(1)",
    ids="RC-196",
    title=msgid("The latest day that a re-entry permit may name"),
    since="2012-07-09",
    confidence="inferred",
)
def permit_at_most() -> Table[Day]:
    """Five years and six with an extension abroad; one more for special residents."""
    issued = permit_issued_on.present()
    return cases(
        when(
            is_special & permit_extended,
            period_end(issued, months(84)),
            "SPA 23(1)",
            key="seven-years",
            says=msgid("Seven years in all, extended abroad."),
        ),
        when(
            is_special,
            period_end(issued, months(72)),
            "SPA 23(1)",
            key="six-years",
            says=msgid("Six years for a special permanent resident."),
        ),
        when(
            permit_extended,
            period_end(issued, months(72)),
            "ICA 26(5)",
            key="six-years-extended",
            says=msgid("Six years in all, extended abroad."),
        ),
        otherwise(
            period_end(issued, months(60)),
            "ICA 26(3)",
            key="five-years",
            says=msgid("Five years."),
        ),
    )


@rule(
    "ICA 26-2",
    "ICA 26(3)",
    "SPA 23(2)",
    ids=("RC-195", "RC-196"),
    title=msgid("Last day to come back"),
    since="2012-07-09",
    confidence="inferred",
)
def return_by() -> Table[Day]:
    """None where the person leaves without permission to come back."""
    return cases(
        when(
            re_entry.is_(NONE),
            NO_DAY,
            "ICA 19-14(iii)",
            key="no-permission",
            says=msgid("The person leaves without permission to come back."),
            rules=("RC-197",),
        ),
        when(
            _with_permit,
            permit_ends_on.present(),
            "ICA 26(3)",
            "SPA 23(1)",
            key="permit",
            says=msgid("Until the last day of the permit."),
            rules=("RC-196",),
        ),
        when(
            is_special,
            period_end(left_on, months(24)),
            "SPA 23(2)",
            key="two-years",
            says=msgid("Two years from leaving; nobody extends it abroad."),
            rules=("RC-195",),
        ),
        when(
            stay_ends_on.exists(),
            earliest(period_end(left_on, months(12)), stay_ends_on.present()),
            "ICA 26-2",
            key="one-year-or-end-of-stay",
            says=msgid("One year from leaving, or the end of stay if it is earlier."),
            rules=("RC-195",),
        ),
        otherwise(
            period_end(left_on, months(12)),
            "ICA 26-2",
            key="one-year",
            says=msgid("One year from leaving; nobody extends it abroad."),
            rules=("RC-195",),
        ),
    )


@rule(
    "ICA 19-14(iii)",
    "ICA 19-15(2)",
    ids=("RC-197", "MN-222"),
    title=msgid("Whether the card ends at departure"),
    since="2012-07-09",
)
def card_ends() -> Table[Truth]:
    """At the departure check, where it is handed over at once."""
    return cases(
        when(
            re_entry.is_(NONE),
            TRUE,
            "ICA 19-14(iii)",
            "ICA 19-15(2)",
            key="void-at-departure",
            says=msgid("The card is void at the departure check and handed over."),
        ),
        otherwise(
            FALSE,
            "ICA 19-14(iii)",
            key="kept",
            says=msgid("The card stays valid while the permission lasts."),
            rules=("RC-195", "RC-196"),
        ),
    )


QUESTION = Question(
    name="re-entry",
    title=msgid("Until when may one come back?"),
    facts=(
        standing,
        re_entry,
        left_on,
        stay_ends_on,
        permit_issued_on,
        permit_ends_on,
        permit_extended,
    ),
    goals=(
        Goal("return_by", return_by),
        Goal("card_ends", card_ends),
        Goal("permit_at_most", permit_at_most, only_if=_with_permit),
    ),
    era=known_by(left_on),
    reason=return_by,
    contradictions=(
        Contradiction(
            _with_permit & (permit_ends_on.present() < left_on),
            "permit.ends_on",
            msgid("The re-entry permit ended before the person left."),
        ),
        Contradiction(
            _with_permit & (permit_ends_on.present() > permit_at_most),
            "permit.ends_on",
            msgid("No re-entry permit runs that long."),
        ),
        Contradiction(
            _deemed & (stay_ends_on.present() < left_on),
            "stay_ends_on",
            msgid("The period of stay ended before the person left."),
        ),
    ),
)
