"""How an ordinary My Number Card is applied for: who, and by which routes.

Only the registered are given one (MNA 16-2(1)). Whoever has a form with an application
ID can use phone, computer, booth or the printed form; without it the municipality
prints one, or a form is written by hand and sent by post.
"""

from ichimai.errors import msgid
from ichimai.law.eras import before_first_day, known_by
from ichimai.law.facts import birth_date
from ichimai.law.services import SERVICES
from ichimai.rules.calendar import months_before, period_end, reached
from ichimai.rules.fact import day_fact, truth_fact
from ichimai.rules.graph import (
    FALSE,
    NO_WORD,
    TRUE,
    Choice,
    Day,
    Truth,
    const,
    days,
    months,
    word,
)
from ichimai.rules.question import Contradiction, Goal, Question
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

_NUMBERS = SERVICES["application"]

filed_on = day_fact("filed_on", msgid("On which day is it filed?"))
on_register = truth_fact(
    "on_register", msgid("Is the person on the Basic Resident Register?")
)
adult_ward = truth_fact(
    "adult_ward", msgid("Is the person an adult under guardianship?")
)
has_application_id = truth_fact(
    "has_application_id", msgid("Is there a form with an application ID?")
)
form_is_current = truth_fact(
    "form_is_current",
    msgid("Are name, address and period of stay on the form still right?"),
)
stay_ends_on = day_fact(
    "stay_ends_on",
    msgid("What is the last day of the period of stay, if it has one?"),
    optional=True,
)

_not_yet = filed_on < const(_NUMBERS["from"])


@rule(
    "MNA 16-2(1)",
    ids=("MN-020", "MN-030", "MN-033"),
    title=msgid("Who applies for the card"),
    since="2015-10-05",
)
def applicant() -> Table[Choice]:
    """None where no card is given at all."""
    return cases(
        before_first_day(_not_yet, NO_WORD, "MNA 16-2(1)", rule="MN-020"),
        when(
            ~on_register,
            NO_WORD,
            "MNA 16-2(1)",
            key="no-record",
            says=msgid("Nobody outside the resident register is given one."),
            rules=("MN-030", "MN-032"),
        ),
        when(
            adult_ward
            | ~reached(birth_date, _NUMBERS["represented_below_age"], filed_on),
            word("legal-representative"),
            "MNA 16-2(1)",
            key="represented",
            says=msgid("A legal representative applies and signs."),
            rules=("MN-040",),
        ),
        otherwise(
            word("self"),
            "MNA 16-2(1)",
            key="by-oneself",
            says=msgid("The person applies."),
            rules=("MN-033",),
        ),
    )


@rule(
    "MNA-MO 20",
    ids=("MN-013", "MN-034", "MN-035", "MN-036"),
    title=msgid("Phone, computer, booth and the printed form can be used"),
    since="2015-10-05",
)
def form_serves() -> Table[Truth]:
    """All of them go by the application ID of a form whose data are right."""
    return cases(
        when(
            ~applicant.exists(),
            FALSE,
            key="no-card",
            says=msgid("No card can be applied for."),
        ),
        when(
            ~has_application_id,
            FALSE,
            "MNA-MO 20",
            key="no-form",
            says=msgid("The municipality prints a form on showing an ID."),
            rules=("MN-042",),
        ),
        when(
            ~form_is_current,
            FALSE,
            "MNA-MO 20",
            key="old-form",
            says=msgid("The municipality prints a new form with the right data."),
            rules=("MN-015",),
        ),
        otherwise(
            TRUE,
            "MNA-MO 20",
            key="form-serves",
            says=msgid("The application ID on the form opens every route."),
            rules=("MN-034", "MN-037"),
        ),
    )


@rule(
    "MNA-MO 20",
    "MNA-EO 13(6)",
    ids=("MN-037", "MN-038"),
    title=msgid("The counter, or a form written by hand, can be used"),
    since="2015-10-05",
)
def counter_serves() -> Truth:
    """By hand the My Number is written as well, and it goes by post only."""
    return applicant.exists()


@rule(
    "MNA-MO 27(1)",
    ids=("MN-044", "MN-045"),
    title=msgid("Better to renew the stay first"),
    since="2015-10-05",
    confidence="secondary",
)
def renew_stay_first() -> Truth:
    """Advice, no bar: the card would carry the old last day."""
    near = months_before(
        stay_ends_on.present(), months(_NUMBERS["renew_stay_first_months"])
    )
    return stay_ends_on.exists() & (near <= filed_on)


@rule(
    "MNA-MO 20",
    ids="MN-043",
    title=msgid("The state is shown from about this day"),
    since="2015-10-05",
)
def state_shown_from() -> Day:
    """Two or three days after sending; the later is taken."""
    return filed_on + days(_NUMBERS["state_shown_after_days"])


@rule(
    "MNA-MO 20",
    "CC 143(2)",
    ids="MN-043",
    title=msgid("The state is shown until about this day"),
    since="2015-10-05",
)
def state_shown_until() -> Day:
    """About six months."""
    return period_end(filed_on, months(_NUMBERS["state_shown_months"]))


QUESTION = Question(
    name="my-number-card-application",
    title=msgid("How is the My Number Card applied for?"),
    facts=(
        filed_on,
        on_register,
        birth_date,
        adult_ward,
        has_application_id,
        form_is_current,
        stay_ends_on,
    ),
    goals=(
        Goal("applicant", applicant),
        Goal("form_serves", form_serves),
        Goal("counter_serves", counter_serves),
        Goal("renew_stay_first", renew_stay_first, only_if=applicant.exists()),
        Goal("state_shown_from", state_shown_from, only_if=form_serves),
        Goal("state_shown_until", state_shown_until, only_if=form_serves),
    ),
    era=known_by(filed_on),
    reason=applicant,
    contradictions=(
        Contradiction(
            birth_date > filed_on,
            "birth_date",
            msgid("The birth is later than the filing."),
        ),
        Contradiction(
            stay_ends_on.exists() & (stay_ends_on.present() < filed_on),
            "stay_ends_on",
            msgid("The stay ended before the day of filing."),
        ),
    ),
)
