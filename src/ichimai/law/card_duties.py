"""What the holder owes on the street: carrying the card, showing it, the chip.

ICA 23 for mid- to long-term residents, SPA 17 for special permanent residents. The day
of looking decides the age; the day of delivery decides whether the chip may be read.
"""

from ichimai.errors import msgid
from ichimai.law.acting import is_special, standing
from ichimai.law.eras import known_from_first_card
from ichimai.law.facts import FIRST_DAY, as_of, birth_date
from ichimai.rules.calendar import reached
from ichimai.rules.fact import day_fact
from ichimai.rules.graph import FALSE, TRUE, Truth
from ichimai.rules.question import Goal, Question
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

card_delivered_on = day_fact(
    "card_delivered_on", msgid("On which day was the card delivered?")
)

_old_card = (as_of < FIRST_DAY) | (card_delivered_on < FIRST_DAY)


@rule(
    "ICA 23(2)",
    "ICA 23(5)",
    "SPA 17",
    ids=("RC-205", "RC-206"),
    title=msgid("Whether the card is carried at all times"),
    since="2012-07-09",
)
def carry() -> Table[Truth]:
    """From the 16th birthday; special permanent residents never."""
    return cases(
        when(
            is_special,
            FALSE,
            "SPA 17",
            key="special-permanent-resident",
            says=msgid("A special permanent resident need not carry it."),
            rules=("RC-206",),
        ),
        when(
            ~reached(birth_date, 16, as_of),
            FALSE,
            "ICA 23(5)",
            key="under-sixteen",
            says=msgid("Nobody under 16 has to carry it."),
            rules=("RC-205",),
        ),
        otherwise(
            TRUE,
            "ICA 23(2)",
            key="carried",
            says=msgid("The card is carried at all times."),
            rules=("RC-205",),
        ),
    )


@rule(
    "ICA 23(3)",
    "SPA 17(2)",
    ids="RC-207",
    title=msgid("Whether officials may check the chip"),
    since="2026-06-14",
)
def let_chip_be_checked() -> Table[Truth]:
    """Part of showing the card on demand, for cards of the amended law."""
    return cases(
        when(
            is_special & _old_card,
            FALSE,
            "SPA suppl. 59/2024 3(4)",
            key="old-certificate",
            says=msgid("Delivered before 14 June 2026: showing it is enough."),
        ),
        when(
            _old_card,
            FALSE,
            "ICA suppl. 59/2024 2(4)",
            key="old-card",
            says=msgid("Delivered before 14 June 2026: showing it is enough."),
        ),
        when(
            is_special,
            TRUE,
            "SPA 17(2)",
            key="new-certificate",
            says=msgid("Showing it includes letting officials check the chip."),
        ),
        otherwise(
            TRUE,
            "ICA 23(3)",
            key="new-card",
            says=msgid("Showing it includes letting officials check the chip."),
        ),
    )


QUESTION = Question(
    name="card-duties",
    title=msgid("What does the holder of a card owe to officials?"),
    facts=(standing, birth_date, card_delivered_on),
    goals=(
        Goal("carry", carry),
        Goal("let_chip_be_checked", let_chip_be_checked),
    ),
    era=known_from_first_card(as_of),
    reason=carry,
)
