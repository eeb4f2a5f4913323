"""Whether somebody is given a signature certificate, and so the card on a telephone.

The act sets no age; people under 15 and adult wards are left out by the practice of
every office (decision 0116).
"""

from ichimai.errors import msgid
from ichimai.law.card_numbers import FIRST_CERTIFICATES
from ichimai.law.eras import before_first_day, known_from
from ichimai.law.facts import as_of, birth_date
from ichimai.law.services import SERVICES
from ichimai.rules.calendar import reached
from ichimai.rules.fact import day_fact, truth_fact
from ichimai.rules.graph import FALSE, TRUE, Truth, const
from ichimai.rules.question import Contradiction, Goal, Question
from ichimai.rules.rule import rule, stand_in
from ichimai.rules.table import Table, cases, otherwise, when

_NUMBERS = SERVICES["signature"]

requested_on = day_fact(
    "requested_on", msgid("On which day is the certificate asked for?")
)
adult_ward = truth_fact(
    "adult_ward", msgid("Is the person an adult under guardianship?")
)
without_pins = truth_fact("without_pins", msgid("Is it a card without PINs?"))


@rule(
    "JPKI 3",
    ids=("MN-175", "MN-183"),
    title=msgid("A signature certificate may be given"),
    since="2016-01-01",
    confidence="secondary",
)
def may_be_given() -> Table[Truth]:
    """To whoever asks, except by age, guardianship or a card without PINs."""
    return cases(
        when(
            without_pins,
            FALSE,
            "JPKI-MO 42(3)",
            key="without-pins",
            says=msgid("A card without PINs has no signature certificate."),
            rules=("MN-171",),
        ),
        when(
            adult_ward,
            FALSE,
            "JPKI 3",
            key="adult-ward",
            says=msgid("Adults under guardianship are given none."),
            rules=("MN-183",),
        ),
        when(
            ~reached(birth_date, _NUMBERS["from_age"], requested_on),
            FALSE,
            "JPKI 3",
            key="too-young",
            says=msgid("Nobody under 15 is given one."),
            rules=("MN-183", "MN-184"),
        ),
        otherwise(
            TRUE,
            "JPKI 3",
            key="on-request",
            says=msgid("It is given to whoever asks for it."),
            rules=("MN-175", "MN-184"),
        ),
    )


@rule(
    "MNA 18-2(2)",
    ids=("MN-204", "MN-205"),
    title=msgid("The My Number Card may be kept on a telephone"),
    since="2025-06-24",
    confidence="inferred",
)
def on_telephone() -> Table[Truth]:
    """The record that takes the card's place needs a signature certificate."""
    return cases(
        before_first_day(
            requested_on < const(_NUMBERS["telephone_record_from"]),
            FALSE,
            "MNA 18-2(2)",
            rule="MN-200",
        ),
        when(
            ~may_be_given,
            FALSE,
            "MNA 18-2(2)",
            key="no-signature-certificate",
            says=msgid("It rests on the signature certificate."),
            rules=("MN-205",),
        ),
        otherwise(
            TRUE,
            "MNA 18-2(2)",
            key="with-signature-certificate",
            says=msgid("With a signature certificate it can be set up."),
            rules=("MN-201", "MN-204"),
        ),
    )


_law_on = stand_in(requested_on, requested_on, as_of)

QUESTION = Question(
    name="signature-certificate",
    title=msgid("Is a signature certificate given?"),
    facts=(birth_date, requested_on, adult_ward, without_pins),
    goals=(
        Goal("may_be_given", may_be_given),
        Goal("on_telephone", on_telephone),
    ),
    era=known_from(_law_on, FIRST_CERTIFICATES, "JPKI 3", "MN-175"),
    reason=may_be_given,
    contradictions=(
        Contradiction(
            birth_date > requested_on,
            "birth_date",
            msgid("The birth is later than the request."),
        ),
    ),
)
