"""Who may receive the card: ICA 61-8-3 at the bureau, ICA-MO 59-4(3) elsewhere.

Through the municipality the circle is wider for representatives; agents who may collect
an ordinary card for others never collect a specified one. `filed_at` is the counter at
which it was asked for, for the card is handed out there.
"""

from ichimai.errors import msgid
from ichimai.law import acting
from ichimai.law.acting import (
    ADULT_AGE,
    MUST,
    NO,
    YES,
    actor,
    actor_is_sixteen,
    is_too_young_to_act,
    unable,
)
from ichimai.law.eras import NOT_YET, known_by
from ichimai.law.facts import FIRST_DAY, birth_date, card
from ichimai.model.cards import CardKind
from ichimai.model.procedure import Counter
from ichimai.rules.calendar import birthday, reached
from ichimai.rules.fact import choice_fact, day_fact, truth_fact
from ichimai.rules.graph import NO_WORD, Choice, Truth
from ichimai.rules.question import Contradiction, Goal, Question
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

filed_at = choice_fact("filed_at", msgid("At which counter was it filed?"), Counter)
received_on = day_fact("received_on", msgid("On which day is the card received?"))
is_renewal = truth_fact(
    "is_renewal", msgid("Was the renewal of the card's validity filed?")
)

_in_person = actor.is_(acting.SELF)
_family = actor.is_(acting.COHABITING_RELATIVE)
_specified = card.one_of(*(kind for kind in CardKind if kind.specified))
_SILENT = msgid("The sources do not say whether this person may receive it.")


@rule(
    "ICA 61-8-3(2)",
    ids="RC-051",
    title=msgid("Under 16, or receiving a renewal on the 16th birthday"),
    since="2012-07-09",
)
def is_under_sixteen() -> Truth:
    """The day of receipt decides, not the day of filing."""
    on_the_day = received_on.is_(birthday(birth_date, ADULT_AGE))
    return ~reached(birth_date, ADULT_AGE, received_on) | (is_renewal & on_the_day)


_ward = is_under_sixteen | unable


@rule(
    "ICA 19-15-2(9)",
    "ICA 19-15-2(10)",
    "ICA-MO 59-4(3)",
    ids=("RC-058", "MN-142"),
    title=msgid("Receiving at the municipality"),
    since="2026-06-14",
)
def at_municipality() -> Table[Choice]:
    """Representatives always; family where the holder is under 16 or unable."""
    return cases(
        when(
            actor.is_(acting.LEGAL_REPRESENTATIVE),
            YES,
            "ICA-MO 59-4(3)",
            key="representative",
            says=msgid("The legal representative may receive it."),
        ),
        when(
            _ward & _family,
            YES,
            "ICA-MO 59-4(3)",
            key="family-of-one-who-cannot-come",
            says=msgid("A relative in the same home may for one who cannot come."),
        ),
        when(
            _ward & actor.one_of(acting.RELATIVE, acting.COHABITANT),
            NO_WORD,
            "ICA-MO 59-4(3)",
            key="sources-silent",
            says=_SILENT,
        ),
        otherwise(
            NO,
            "ICA 19-15-2(9)",
            key="in-person-at-municipality",
            says=msgid("It is received in person at the municipality."),
        ),
    )


@rule(
    "ICA 61-8-3(2)",
    "ICA 61-8-3(3)",
    ids=("RC-051", "RC-052"),
    title=msgid("Receiving at the bureau"),
    since="2012-07-09",
)
def at_bureau() -> Table[Choice]:
    """As for filings; no agent collects a specified card."""
    agent = actor.one_of(acting.STAFF, acting.SUPPORTER_STAFF, acting.PROFESSIONAL)
    return cases(
        when(
            _ward & _family,
            MUST,
            "ICA 61-8-3(2)",
            key="family-must",
            says=msgid("A relative in the same home must go for one who cannot."),
            rules=("RC-051",),
        ),
        when(
            _family,
            YES,
            "ICA 61-8-3(3)",
            key="family-may",
            says=msgid("A relative in the same home may go when asked to."),
            rules=("RC-052",),
        ),
        when(
            _specified & agent,
            NO,
            "ICA-MO 59-4(2)",
            "ICA-MO 59-4(4)",
            key="no-agent-for-specified-card",
            says=msgid("Agents do not collect specified cards."),
            rules=("RC-087",),
        ),
        otherwise(NO_WORD, "ICA 61-8-3(3)", key="sources-silent", says=_SILENT),
    )


@rule(
    "ICA 61-8-3(1)",
    ids="RC-050",
    title=msgid("Whether this person may receive the card"),
    since="2012-07-09",
)
def may_receive() -> Table[Choice]:
    """The holder first, then by the counter at which it was filed."""
    return cases(
        when(
            _in_person & is_under_sixteen,
            NO,
            "ICA 61-8-3(2)",
            key="under-sixteen",
            says=msgid("Under 16, somebody with whom the child lives must go."),
            rules=("RC-051",),
        ),
        when(
            _in_person,
            YES,
            "ICA 61-8-3(1)",
            key="in-person",
            says=msgid("The holder receives it in person."),
            rules=("RC-050",),
        ),
        when(
            is_too_young_to_act,
            NO,
            "ICA 61-8-3(2)",
            key="actor-under-sixteen",
            says=msgid("Nobody under 16 receives it for another."),
            rules=("RC-051",),
        ),
        when(
            filed_at.is_(Counter.MUNICIPALITY),
            at_municipality,
            key="at-municipality",
            says=msgid("It was filed at the municipality."),
        ),
        otherwise(
            at_bureau,
            key="at-bureau",
            says=msgid("It was filed at the bureau."),
        ),
    )


@rule(
    "FORM 3",
    "FORM-S 3",
    ids="RC-059",
    title=msgid("Whether the reply letter is needed"),
    since="2026-06-14",
)
def reply_letter() -> Truth:
    """Sent by mail that is not forwarded; a legal representative need not show it."""
    proxy = ~actor.one_of(acting.SELF, acting.LEGAL_REPRESENTATIVE)
    return _specified & proxy


QUESTION = Question(
    name="who-may-receive",
    title=msgid("Who may receive the card?"),
    facts=(
        card,
        filed_at,
        is_renewal,
        birth_date,
        received_on,
        unable,
        actor,
        actor_is_sixteen,
    ),
    goals=(
        Goal("may_receive", may_receive),
        Goal("reply_letter", reply_letter),
    ),
    era=known_by(received_on),
    reason=may_receive,
    contradictions=(
        Contradiction(
            _specified & (received_on < FIRST_DAY),
            "card",
            NOT_YET,
        ),
        Contradiction(
            _in_person & unable,
            "unable",
            msgid("Whoever comes in person is able to come."),
        ),
    ),
)
