"""How often somebody comes to have a last day or an address written on the card.

The holder comes once. A member of the household comes once with the four-digit PIN, for
the card alone; whoever else, or for certificates, comes twice, with the letter of
inquiry between. Offices say so; no provision does.
"""

from ichimai.errors import msgid
from ichimai.law.card_numbers import FIRST_CERTIFICATES
from ichimai.law.eras import known_from
from ichimai.law.facts import as_of
from ichimai.rules.fact import choice_fact, truth_fact
from ichimai.rules.graph import Choice, Truth, word
from ichimai.rules.question import Goal, Question
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

ONE, TWO = word("one"), word("two")

comes = choice_fact(
    "comes",
    msgid("Who comes to the municipality?"),
    ("self", "legal-representative", "household-member", "agent"),
)
pin_known = truth_fact(
    "pin_known", msgid("Does whoever comes know the card's four-digit PIN?")
)
certificates = truth_fact(
    "certificates", msgid("Are electronic certificates asked for as well?")
)


@rule(
    "MNA-MO 27(2)",
    "MNA 17(8)",
    ids=("MN-124", "MN-218"),
    title=msgid("How many visits it takes"),
    since="2016-01-01",
    confidence="secondary",
)
def visits() -> Table[Choice]:
    """Always at the municipality of residence, never at the bureau (MN-122)."""
    return cases(
        when(
            comes.is_("self"),
            ONE,
            "MNA-MO 27(2)",
            key="holder",
            says=msgid("The holder needs one visit; a forgotten PIN is set anew."),
            rules=("MN-124", "MN-167"),
        ),
        when(
            comes.is_("legal-representative"),
            ONE,
            "MNA-MO 27(2)",
            key="representative-visits",
            says=msgid("The legal representative needs one visit."),
        ),
        when(
            comes.is_("household-member") & pin_known & ~certificates,
            ONE,
            "MNA-MO 27(2)",
            key="household-with-pin",
            says=msgid("With the PIN, the household needs one visit for the card."),
        ),
        when(
            comes.is_("household-member"),
            TWO,
            "MNA-MO 27(2)",
            key="household-with-letter",
            says=msgid("Without the PIN, or for certificates, a letter comes between."),
        ),
        otherwise(
            TWO,
            "MNA-MO 27(2)",
            key="agent-with-letter",
            says=msgid("An agent comes twice, with the letter of inquiry between."),
        ),
    )


@rule(
    "JPKI-MO 13",
    "JPKI-MO 49",
    ids=("MN-123", "MN-125"),
    title=msgid("Certificate PINs are needed as well"),
    since="2016-01-01",
    confidence="secondary",
)
def certificate_pins() -> Truth:
    """The extension does not prolong certificates; they are issued anew."""
    return certificates


QUESTION = Question(
    name="card-visits",
    title=msgid("How many visits does writing on the My Number Card take?"),
    facts=(comes, pin_known, certificates),
    goals=(
        Goal("visits", visits),
        Goal("certificate_pins", certificate_pins),
    ),
    era=known_from(as_of, FIRST_CERTIFICATES, "MNA 17(1)", "MN-059"),
    reason=visits,
)
