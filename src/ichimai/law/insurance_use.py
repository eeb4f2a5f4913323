"""What the card shows at the doctor's on a day: the My Number Card as insurance card.

Needs the user certificate, and a registration once. After the certificate's end the
insurance alone is confirmed until the third end of a month; then, and for everybody
without a usable card, the insurer's qualification certificate takes its place.
"""

from ichimai.errors import msgid
from ichimai.law.eras import known_by
from ichimai.law.limits import GRACE, counted
from ichimai.law.services import SERVICES
from ichimai.rules.calendar import months_before
from ichimai.rules.fact import choice_fact, day_fact, truth_fact
from ichimai.rules.graph import NO_WORD, Choice, Truth, const, months, word
from ichimai.rules.question import Goal, Question
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

_NUMBERS = SERVICES["insurance"]
HELD, NONE, LOST, RETURNED = "held", "none", "lost", "returned"
CERTIFICATE = word("qualification-certificate")

used_on = day_fact("used_on", msgid("On which day is the doctor seen?"))
card_state = choice_fact(
    "my_number_card",
    msgid("Does the person have the My Number Card?"),
    (HELD, NONE, LOST, RETURNED),
)
registered = truth_fact(
    "registered", msgid("Was the card registered as insurance card?")
)
certificate_ends_on = day_fact(
    "user_certificate_ends_on", msgid("What is the last day of the user certificate?")
)


@rule(
    "JPKI 38",
    ids=("MN-252", "MN-254"),
    title=msgid("What is shown at the doctor's"),
    since="2024-12-02",
)
def shown() -> Table[Choice]:
    """The insurance itself never ends with card or certificate (MN-259)."""
    return cases(
        when(
            used_on < const(_NUMBERS["from"]),
            NO_WORD,
            "JPKI 38",
            key="sources-silent",
            says=msgid("Old insurance cards were still issued; the sources stop here."),
            rules=("MN-251",),
        ),
        when(
            card_state.is_(NONE),
            CERTIFICATE,
            "JPKI 38",
            key="no-card",
            says=msgid("The insurer sends the qualification certificate unasked."),
            rules=("MN-257", "MN-258"),
        ),
        when(
            card_state.one_of(LOST, RETURNED),
            CERTIFICATE,
            "JPKI 38",
            key="lost-or-returned",
            says=msgid("The qualification certificate is asked for at the insurer."),
            rules=("MN-237", "MN-258"),
        ),
        when(
            ~registered,
            CERTIFICATE,
            "JPKI 38",
            key="not-registered",
            says=msgid("The card was never registered as insurance card."),
            rules=("MN-252", "MN-258"),
        ),
        when(
            used_on <= certificate_ends_on,
            word("card"),
            "JPKI 38",
            key="certificate-valid",
            says=msgid("The user certificate is valid."),
            rules=("MN-252",),
        ),
        when(
            used_on <= counted(GRACE, certificate_ends_on),
            word("card-for-eligibility"),
            "JPKI 38",
            key="three-month-ends",
            says=msgid("For three ends of months the insurance alone is confirmed."),
            rules=("MN-254", "MN-255", "MN-260"),
        ),
        otherwise(
            CERTIFICATE,
            "JPKI 38",
            key="grace-over",
            says=msgid("The insurer has sent the qualification certificate unasked."),
            rules=("MN-257",),
        ),
    )


@rule(
    "JPKI 38",
    ids="MN-256",
    title=msgid("The reader warns of the certificate's end"),
    since="2024-12-02",
)
def is_warned() -> Truth:
    """From three months before the end until the grace is over."""
    first_on = months_before(
        certificate_ends_on, months(_NUMBERS["warned_months_before"])
    )
    last_on = counted(GRACE, certificate_ends_on)
    return (first_on <= used_on) & (used_on <= last_on)


QUESTION = Question(
    name="insurance-use",
    title=msgid("What is shown at the doctor's?"),
    facts=(used_on, card_state, registered, certificate_ends_on),
    goals=(
        Goal("shown", shown),
        Goal(
            "warned",
            is_warned,
            only_if=card_state.is_(HELD) & registered,
        ),
    ),
    era=known_by(used_on),
    reason=shown,
)
