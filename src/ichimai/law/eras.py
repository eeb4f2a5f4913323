"""What is answered of days on which the law of a question was not there yet.

The sources begin with the residence cards of 9 July 2012. Of a day before it nothing is
known and nothing is answered; a card that came later did not exist until its first day.
"""

from ichimai.errors import msgid
from ichimai.law.card_numbers import FIRST_CARD
from ichimai.rules.graph import Day, N, Truth
from ichimai.rules.table import Item, when

NOT_YET = msgid("There was no such card yet.")


def before_cards(law_on: Day, nothing: N) -> Item[N]:
    """The first row of a table: before 9 July 2012 the value is not known.

    Args:
        law_on: the person's day that chooses the law.
        nothing: the absent value of the table's kind.
    """
    return when(
        law_on < FIRST_CARD,
        nothing,
        "ICA 19-3",
        key="sources-silent",
        says=msgid("The sources say nothing of days before 9 July 2012."),
        rules=("RC-001",),
    )


def before_first_day(not_yet: Truth, nothing: N, *cites: str, rule: str) -> Item[N]:
    """A row for cards, certificates or duties that were not there yet."""
    return when(
        not_yet, nothing, *cites, key="before-first-day", says=NOT_YET, rules=(rule,)
    )
