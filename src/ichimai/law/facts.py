"""Facts that several questions ask for, by the names that the interfaces fix."""

from ichimai.errors import msgid
from ichimai.law.card_numbers import AMENDED
from ichimai.model.cards import CardKind
from ichimai.model.procedure import Procedure
from ichimai.model.status import Status
from ichimai.rules.fact import choice_fact, day_fact, days_fact, months_fact
from ichimai.rules.question import AS_OF

FIRST_DAY = AMENDED
"""First day of the amended law: new validity, specified cards (act 59 of 2024)."""

as_of = day_fact(AS_OF, msgid("On which day is the question looked at?"))
card = choice_fact("card", msgid("Which card is it?"), CardKind)
status = choice_fact("status", msgid("Which status of residence is it?"), Status)
procedure = choice_fact("procedure", msgid("What is filed?"), Procedure)
birth_date = day_fact("birth_date", msgid("On which day was the person born?"))
filed_on = day_fact(
    "filed_on", msgid("On which day is it filed?"), not_after="delivered_on"
)
delivered_on = day_fact(
    "delivered_on", msgid("On which day is the card delivered?"), not_before="filed_on"
)
stay_ends_on = day_fact(
    "stay_ends_on", msgid("What is the last day of the period of stay?")
)
stay_days = days_fact("stay_days", msgid("How many days is the period of stay?"))
stay_months = months_fact(
    "stay_months", msgid("How many months is the period of stay?")
)
old_card_delivered_on = day_fact(
    "old_card.delivered_on",
    msgid("On which day was the card that is being replaced delivered?"),
    optional=True,
    not_after="old_card.expires_on",
)
old_card_expires_on = day_fact(
    "old_card.expires_on",
    msgid("What is the last day of the card that is being replaced?"),
    optional=True,
    not_before="old_card.delivered_on",
)
