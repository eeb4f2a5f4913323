"""The bridge over a late delivery: ICA 19-15-3(2).

A permanent resident or highly skilled professional (ii) renews the card's validity in
the window and asks for a specified card; it is not ready when the old card ends. The
old card then stays valid until delivery, at the latest until two months have passed.
"""

from ichimai.errors import msgid
from ichimai.law.eras import known_by
from ichimai.law.facts import FIRST_DAY, filed_on
from ichimai.rules.calendar import earliest, period_end
from ichimai.rules.fact import day_fact
from ichimai.rules.graph import Day, months
from ichimai.rules.question import Goal, Question
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

old_expires_on = day_fact(
    "old_expires_on", msgid("What is the last day printed on the old card?")
)
delivered_on = day_fact(
    "delivered_on",
    msgid("On which day is the new card delivered, if it is?"),
    optional=True,
    not_before="filed_on",
)


@rule(
    "ICA 19-15-3(2)",
    "CC 140",
    "CC 143(2)",
    ids=("RC-135", "RC-150"),
    title=msgid("The day on which two months have passed from the old last day"),
    since="2026-06-14",
    confidence="inferred",
)
def bridge_limit() -> Day:
    """Counted from the day after the old card's last day."""
    return period_end(old_expires_on, months(2))


@rule(
    "ICA 19-15-3(2)",
    ids=("RC-135", "MN-149"),
    title=msgid("Last day of the old card"),
    since="2012-07-09",
)
def old_card_ends_on() -> Table[Day]:
    """Delivery ends the old card in any case; the bridge carries it to there."""
    delivered = delivered_on.exists()
    return cases(
        when(
            filed_on > old_expires_on,
            old_expires_on,
            "ICA 19-15-3(2)",
            key="filed-late",
            says=msgid("It was filed after the old card had ended."),
        ),
        when(
            delivered & (delivered_on.present() <= old_expires_on),
            delivered_on.present(),
            "ICA 19-14(v)",
            key="delivered-in-time",
            says=msgid("Delivery of the new card ends the old one."),
            rules=("RC-182",),
        ),
        when(
            filed_on < FIRST_DAY,
            old_expires_on,
            "ICA 19-5(1)",
            key="before-first-day",
            says=msgid("No specified card could be asked for before 14 June 2026."),
        ),
        when(
            delivered,
            earliest(delivered_on.present(), bridge_limit),
            "ICA 19-15-3(2)",
            key="bridged",
            says=msgid("Until delivery, at the latest until two months have passed."),
        ),
        otherwise(
            bridge_limit,
            "ICA 19-15-3(2)",
            key="bridged-to-the-limit",
            says=msgid("Not delivered yet: until two months have passed."),
        ),
    )


QUESTION = Question(
    name="renewal-bridge",
    title=msgid("How long does the old card last while a renewal is late?"),
    facts=(old_expires_on, filed_on, delivered_on),
    goals=(Goal("old_card_ends_on", old_card_ends_on),),
    era=known_by(filed_on),
    reason=old_card_ends_on,
)
