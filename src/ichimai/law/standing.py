"""Who is given a residence card: the mid- to long-term resident (中長期在留者).

ICA 19-3 draws the class by what it leaves out, and so does this module: one row an
item, in the article's order. Special permanent residents stand outside it, under an
act of their own.
"""

from datetime import date

from ichimai.errors import msgid
from ichimai.law.eras import known_from_first_card
from ichimai.law.facts import as_of
from ichimai.model.procedure import Standing
from ichimai.model.status import Status
from ichimai.rules.fact import choice_fact, days_fact, months_fact, truth_fact
from ichimai.rules.graph import Choice, Truth, days, months, word
from ichimai.rules.question import Contradiction, Goal, Question
from ichimai.rules.rule import either, rule
from ichimai.rules.table import Table, cases, otherwise, when

status = choice_fact("status", msgid("Which status of residence is it?"), Status)
stay_days = days_fact("stay_days", msgid("How many days is the period of stay?"))
stay_months = months_fact(
    "stay_months", msgid("How many months is the period of stay?")
)
special_permanent = truth_fact(
    "special_permanent", msgid("Is the person a special permanent resident?")
)
designated_activity = choice_fact(
    "designated_activity",
    msgid("Which of these activities is designated, if any?"),
    (
        "taiwan-office",
        "palestine-mission",
        "digital-nomad",
        "digital-nomad-family",
        "none",
    ),
)

_SPR = Status.SPECIAL_PERMANENT_RESIDENT
_residence = status.one_of(*(s for s in Status if s is not _SPR))
_left_out = word(Standing.OTHER)
_NOMADS = ("digital-nomad", "digital-nomad-family")
_NOMADS_FROM = date(2024, 3, 31)
"""First day on which the ordinance leaves digital nomads and their families out."""


@rule(
    "SPA 3",
    ids="RC-003",
    title=msgid("Special permanent resident"),
    since="1991-11-01",
)
def is_special_permanent() -> Truth:
    """A legal standing, not a status: whoever has a status of residence has it not."""
    # Where no status is named, the word alone decides; both together contradict.
    without_status = ~_residence | ~status.given()
    return status.is_(_SPR) | (special_permanent & without_status)


@rule(
    "ICA 19-3(i)",
    ids="RC-002",
    title=msgid("A period of stay of three months or less"),
    since="2012-07-09",
)
def three_months_or_less() -> Truth:
    """A period granted in days is held against ninety of them (decision 0010)."""
    unlimited = status.one_of(Status.PERMANENT_RESIDENT, Status.HSP_2)
    return ~unlimited & either(stay_days <= days(90), stay_months <= months(3))


@rule(
    "ICA 19-3(iv)",
    "ICA-MO 19-5",
    ids="RC-002",
    title=msgid("A designated activity that the ordinance leaves out"),
    since="2012-07-09",
)
def excluded_activity() -> Truth:
    """Two offices and their households; since 2024 digital nomads and families too."""
    offices = designated_activity.one_of("taiwan-office", "palestine-mission")
    nomads = designated_activity.one_of(*_NOMADS) & (as_of >= _NOMADS_FROM)
    return status.is_(Status.DESIGNATED_ACTIVITIES) & (offices | nomads)


@rule(
    "ICA 19-3",
    ids="RC-001",
    title=msgid("Standing towards the residence-card system"),
    since="2012-07-09",
)
def standing() -> Table[Choice]:
    """Items (i) to (iv), and before them the special permanent resident."""
    return cases(
        when(
            is_special_permanent,
            word(Standing.SPECIAL_PERMANENT),
            "SPA 3",
            key="special-permanent-resident",
            says=msgid("The person is a special permanent resident."),
            rules=("RC-003",),
        ),
        when(
            three_months_or_less,
            _left_out,
            "ICA 19-3(i)",
            key="three-months-or-less",
            says=msgid("The period of stay is three months or less."),
            rules=("RC-002",),
        ),
        when(
            status.is_(Status.TEMPORARY_VISITOR),
            _left_out,
            "ICA 19-3(ii)",
            key="temporary-visitor",
            says=msgid("The status is Temporary Visitor."),
            rules=("RC-002",),
        ),
        when(
            status.one_of(Status.DIPLOMAT, Status.OFFICIAL),
            _left_out,
            "ICA 19-3(iii)",
            key="diplomat-or-official",
            says=msgid("The status is Diplomat or Official."),
            rules=("RC-002",),
        ),
        when(
            excluded_activity,
            _left_out,
            "ICA 19-3(iv)",
            "ICA-MO 19-5",
            key="excluded-by-ordinance",
            says=msgid("The designated activity is one that the ordinance leaves out."),
            rules=("RC-002",),
        ),
        otherwise(
            word(Standing.MID_TO_LONG_TERM),
            "ICA 19-3",
            key="mid-to-long-term-resident",
            says=msgid("The person stays with a status that no item leaves out."),
            rules=("RC-001",),
        ),
    )


QUESTION = Question(
    name="standing",
    title=msgid("Who is given which card?"),
    facts=(status, stay_days, stay_months, special_permanent, designated_activity),
    goals=(Goal("standing", standing),),
    era=known_from_first_card(as_of),
    reason=standing,
    contradictions=(
        Contradiction(
            _residence & special_permanent,
            "special_permanent",
            msgid("A special permanent resident has no status of residence."),
        ),
        Contradiction(
            status.is_(_SPR) & ~special_permanent,
            "special_permanent",
            msgid("The status given is that of a special permanent resident."),
        ),
        Contradiction(
            ~status.is_(Status.DESIGNATED_ACTIVITIES)
            & ~designated_activity.is_("none"),
            "designated_activity",
            msgid("Only the status Designated Activities has a designated activity."),
        ),
        Contradiction(
            ((stay_days <= days(90)) & (stay_months >= months(4)))
            | ((stay_days > days(92)) & (stay_months <= months(3))),
            "stay_days",
            msgid("The period of stay in days is not the one in months."),
        ),
    ),
)
