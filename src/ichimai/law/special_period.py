"""The special period (特例期間): staying on while a filing is undecided.

ICA 20(6), applied to extensions by ICA 21(4). Not to permission for permanent
residence: ICA 22 does not refer to it. The residence card stays valid through the
period by itself (ICA 19-5(2)); the My Number function does not (FORM 4).
"""

from ichimai.errors import msgid
from ichimai.law.eras import NOT_YET, known_by
from ichimai.law.facts import FIRST_DAY
from ichimai.law.my_number_holders import FIRST_DAY as FIRST_MY_NUMBER_CARD
from ichimai.model.procedure import Procedure
from ichimai.rules.calendar import earliest, period_end
from ichimai.rules.fact import choice_fact, day_fact, days_fact, months_fact, truth_fact
from ichimai.rules.graph import NO_DAY, Day, days, months
from ichimai.rules.question import Contradiction, Goal, Question
from ichimai.rules.rule import either, rule
from ichimai.rules.table import Table, cases, otherwise, when

procedure = choice_fact(
    "procedure",
    msgid("What was filed?"),
    (
        Procedure.EXTENSION,
        Procedure.CHANGE_OF_STATUS,
        Procedure.PERMANENT_RESIDENCE,
    ),
)
filed_on = day_fact(
    "filed_on", msgid("On which day was it filed?"), not_after="decided_on"
)
stay_ends_on = day_fact(
    "stay_ends_on", msgid("What is the last day of the period of stay?")
)
stay_days = days_fact("stay_days", msgid("How many days is the period of stay?"))
stay_months = months_fact(
    "stay_months", msgid("How many months is the period of stay?")
)
decided_on = day_fact(
    "decided_on",
    msgid("On which day was it decided, if it was?"),
    optional=True,
    not_before="filed_on",
)
my_number_extended = truth_fact(
    "my_number_extended",
    msgid("Did the municipality set the My Number side to the special period?"),
)


@rule(
    "ICA 20(6)",
    "CC 140",
    "CC 143(2)",
    ids=("RC-150", "MN-296"),
    title=msgid("The day on which two months have passed from the last day of stay"),
    since="2012-07-09",
    confidence="inferred",
)
def two_months_on() -> Day:
    """Counted from the day after the last day: 30 June gives 31 August."""
    return period_end(stay_ends_on, months(2))


@rule(
    "ICA 20(6)",
    ids=("RC-145", "RC-134"),
    title=msgid("Last day of the special period"),
    since="2012-07-09",
)
def special_period_ends_on() -> Table[Day]:
    """None where there is no special period; otherwise the earlier of two days."""
    # A period granted in months is never one of thirty days or less (decision 0010).
    short = either(stay_days <= days(30), stay_months <= months(0))
    decided_in_time = decided_on.exists() & (decided_on.present() <= stay_ends_on)
    return cases(
        when(
            procedure.is_(Procedure.PERMANENT_RESIDENCE),
            NO_DAY,
            "ICA 22(1)",
            key="permanent-residence",
            says=msgid("A filing for permanent residence opens no special period."),
        ),
        when(
            short,
            NO_DAY,
            "ICA 20(6)",
            key="thirty-days-or-less",
            says=msgid("The period of stay is thirty days or less."),
        ),
        when(
            filed_on > stay_ends_on,
            NO_DAY,
            "ICA 20(6)",
            key="filed-late",
            says=msgid("It was filed after the period of stay had ended."),
        ),
        when(
            decided_in_time,
            NO_DAY,
            "ICA 20(6)",
            key="decided-in-time",
            says=msgid("It was decided by the last day of the period of stay."),
        ),
        when(
            decided_on.exists(),
            earliest(decided_on.present(), two_months_on),
            "ICA 20(6)",
            "ICA 21(4)",
            key="until-decision",
            says=msgid("Until the decision, at the latest until two months on."),
        ),
        otherwise(
            two_months_on,
            "ICA 20(6)",
            "ICA 21(4)",
            key="two-months",
            says=msgid("Undecided: until two months have passed."),
        ),
    )


@rule(
    "FORM 4(2)",
    ids=("RC-146", "RC-147"),
    title=msgid("Last day of the My Number side"),
    since="2015-10-05",
)
def my_number_ends_on() -> Table[Day]:
    """The end of stay, unless the municipality was asked for more.

    Until 13 June 2026 of a separate My Number card, without its hypothetical day.
    """
    separate = stay_ends_on < FIRST_DAY
    return cases(
        when(
            stay_ends_on < FIRST_MY_NUMBER_CARD,
            NO_DAY,
            "MNA 16-2(1)",
            key="before-first-day",
            says=NOT_YET,
            rules=("MN-001",),
        ),
        when(
            separate & my_number_extended & special_period_ends_on.exists(),
            special_period_ends_on.present(),
            "MNA-MO 27(2)(ii)",
            key="my-number-card-extended",
            says=msgid("The municipality set it to the end of the special period."),
            rules=("MN-128", "MN-131"),
        ),
        when(
            separate,
            stay_ends_on,
            "MNA-MO 27(1)",
            key="my-number-card-not-extended",
            says=msgid("It ends on the printed day unless the holder asks for more."),
            rules=("MN-099", "MN-128"),
        ),
        when(
            ~special_period_ends_on.exists(),
            stay_ends_on,
            "FORM 4(1)",
            key="no-special-period",
            says=msgid("There is no special period to extend it to."),
        ),
        when(
            my_number_extended,
            special_period_ends_on.present(),
            "FORM 4(2)",
            key="extended-on-request",
            says=msgid("The municipality set it to the end of the special period."),
        ),
        otherwise(
            stay_ends_on,
            "FORM 4(1)",
            key="not-extended",
            says=msgid("It ends on the printed day unless the holder asks for more."),
        ),
    )


QUESTION = Question(
    name="special-period",
    title=msgid("How long may one stay while a filing is undecided?"),
    facts=(
        procedure,
        filed_on,
        stay_ends_on,
        stay_days,
        stay_months,
        decided_on,
        my_number_extended,
    ),
    goals=(
        Goal("ends_on", special_period_ends_on),
        Goal("my_number_ends_on", my_number_ends_on),
    ),
    era=known_by(stay_ends_on),
    reason=special_period_ends_on,
    contradictions=(
        Contradiction(
            (stay_days <= days(30)) & (stay_months >= months(2)),
            "stay_days",
            msgid("The period of stay in days is not the one in months."),
        ),
    ),
)
