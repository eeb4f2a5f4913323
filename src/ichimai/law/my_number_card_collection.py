"""Who picks up an ordinary My Number Card, and when it comes by mail: MNA-EO 13.

The holder, in person. Somebody else only where the holder can hardly come; what counts
as such is in the guideline that municipalities publish. Specified cards follow the
immigration law: question `who-may-receive`.
"""

from ichimai.errors import msgid
from ichimai.law.card_numbers import FIRST_CERTIFICATES
from ichimai.law.eras import known_from
from ichimai.law.facts import as_of
from ichimai.rules.fact import choice_fact, truth_fact
from ichimai.rules.graph import FALSE, TRUE, Truth
from ichimai.rules.question import Goal, Question
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

BUSY, NOTHING = "busy-at-work", "nothing"
HINDRANCES = (
    "adult-ward",
    "junior-high-school-or-younger",
    "high-school-pupil",
    "seventy-five-or-older",
    "ill-or-in-hospital",
    "disabled",
    "in-a-facility",
    "certified-for-care",
    "pregnant",
    "long-trip-or-at-sea",
    "studying-abroad",
    "withdrawn-from-society",
)
"""What counts as hard to come, as Koka City cites the national guideline (MN-064)."""

collector = choice_fact(
    "collector", msgid("Who comes for the card?"), ("self", "somebody-else")
)
hindrance = choice_fact(
    "hindrance",
    msgid("What keeps the holder from coming?"),
    (*HINDRANCES, BUSY, NOTHING),
)
checked_when_applying = truth_fact(
    "checked_when_applying",
    msgid("Was identity checked in person when the card was applied for?"),
)

_self = collector.is_("self")


@rule(
    "MNA-EO 13(6)",
    "MNA-EO 13(7)",
    ids=("MN-059", "MN-063"),
    title=msgid("This person may pick up the card"),
    since="2016-01-01",
)
def may_collect() -> Table[Truth]:
    """Being busy at work is no reason, whatever the distance."""
    return cases(
        when(
            _self,
            TRUE,
            "MNA-EO 13(6)",
            key="in-person",
            says=msgid("The holder picks it up in person."),
            rules=("MN-059", "MN-061"),
        ),
        when(
            hindrance.is_(BUSY),
            FALSE,
            "MNA-EO 13(7)",
            key="busy-at-work",
            says=msgid("Being busy at work is no reason."),
            rules=("MN-064",),
        ),
        when(
            hindrance.is_(NOTHING),
            FALSE,
            "MNA-EO 13(7)",
            key="no-hindrance",
            says=msgid("Nobody else may come without a reason."),
            rules=("MN-063",),
        ),
        otherwise(
            TRUE,
            "MNA-EO 13(7)",
            "MNA-R 4",
            key="hindered",
            says=msgid("For one who can hardly come, somebody else may."),
            rules=("MN-063", "MN-064"),
        ),
    )


@rule(
    "MNA-R 4",
    "MNA-MO 33",
    ids=("MN-063", "MN-172"),
    title=msgid("Reply letter and sealed PINs are needed"),
    since="2016-01-01",
)
def reply_letter() -> Truth:
    """Whoever comes for another brings them, with proofs and two IDs of the holder."""
    return ~_self


@rule(
    "MNA-EO 13(6)",
    "MNA-MO 23-4",
    ids=("MN-060", "MN-038"),
    title=msgid("The card comes by mail instead"),
    since="2016-01-01",
)
def by_mail() -> Truth:
    """Only to those whom an office saw when they applied."""
    return checked_when_applying


QUESTION = Question(
    name="my-number-card-collection",
    title=msgid("Who may pick up the My Number Card?"),
    facts=(collector, hindrance, checked_when_applying),
    goals=(
        Goal("may_collect", may_collect),
        Goal("reply_letter", reply_letter),
        Goal("by_mail", by_mail),
    ),
    era=known_from(as_of, FIRST_CERTIFICATES, "MNA 17(1)", "MN-059"),
    reason=may_collect,
)
