"""Who comes to the counter: facts and words of who may file and who may receive."""

from ichimai.errors import msgid
from ichimai.law.carriers import RESIDENT_CARRIERS, SPECIAL_CARRIERS
from ichimai.law.facts import procedure
from ichimai.model.procedure import Procedure, Standing
from ichimai.rules.fact import choice_fact, truth_fact
from ichimai.rules.graph import Truth, word

SELF = "self"
COHABITING_RELATIVE = "cohabiting-relative"
RELATIVE = "relative"
COHABITANT = "cohabitant"
LEGAL_REPRESENTATIVE = "legal-representative"
STAFF = "support-staff"
SUPPORTER_STAFF = "staff-of-supporters-institution"
PROFESSIONAL = "lawyer-or-scrivener"
ASKED = "asked-person"

ACTORS = (
    SELF,
    COHABITING_RELATIVE,
    RELATIVE,
    COHABITANT,
    LEGAL_REPRESENTATIVE,
    STAFF,
    SUPPORTER_STAFF,
    PROFESSIONAL,
    ASKED,
)
"""Who may come: the holder, family, whom the law names, whom one of these asked."""

YES, NO, MUST = word("yes"), word("no"), word("must")
IF_ACCEPTED = word("if-accepted")
"""Only where the head of the bureau finds it fit (相当と認めるとき)."""

ADULT_AGE = 16
"""From this age somebody files alone, and may file for another (ICA 61-8-3(2))."""

standing = choice_fact(
    "standing",
    msgid("How does the person stay?"),
    (Standing.MID_TO_LONG_TERM, Standing.SPECIAL_PERMANENT),
)
actor = choice_fact("actor", msgid("Who comes to the counter?"), ACTORS)
actor_is_sixteen = truth_fact(
    "actor_is_sixteen", msgid("Is whoever comes 16 years old or over?")
)
unable = truth_fact(
    "unable",
    msgid(
        "Does illness, disability or another compelling reason keep the holder away?"
    ),
)
is_special = standing.is_(Standing.SPECIAL_PERMANENT)
is_too_young_to_act = (
    actor.one_of(COHABITING_RELATIVE, RELATIVE, COHABITANT, ASKED) & ~actor_is_sixteen
)


def cannot_carry(special: Truth, resident: Truth) -> Truth:
    """Whether the filing of such a person carries no request (RC-030 to RC-039)."""
    under_spa_5 = procedure.is_(Procedure.SPR_PERMISSION)
    as_special = special & ~procedure.one_of(*SPECIAL_CARRIERS)
    as_resident = resident & ~procedure.one_of(*RESIDENT_CARRIERS) & ~under_spa_5
    return as_special | as_resident | (~special & ~resident)
