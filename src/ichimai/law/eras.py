"""What is answered of days on which the law of a question was not there yet.

The sources begin with the residence cards of 9 July 2012. Of a day before it nothing is
known and nothing is answered; a card that came later did not exist until its first day.
"""

from ichimai.errors import msgid
from ichimai.law.card_numbers import FIRST_CARD
from ichimai.law.facts import as_of
from ichimai.rules.graph import Day, N, Truth
from ichimai.rules.rule import rule, stand_in
from ichimai.rules.table import Item, when

NOT_YET = msgid("There was no such card yet.")


def known_from(law_on: Day, first: Day, cite: str, identifier: str) -> Truth:
    """The rule that the sources speak of the day *law_on*, which chooses the law.

    Args:
        first: the first day of which they speak.
        cite: the provision that began then, *identifier* its name in the law files.
    """

    @rule(
        cite,
        ids=identifier,
        title=msgid("The sources speak of that day"),
        since=first.args[0].isoformat(),
    )
    def sources_speak() -> Truth:
        """Of earlier days they say nothing about what is asked."""
        return law_on >= first

    found: Truth = sources_speak
    return found


def known_from_first_card(law_on: Day) -> Truth:
    """From the residence cards of 9 July 2012, with which the sources begin."""
    return known_from(law_on, FIRST_CARD, "ICA 19-3", "RC-001")


def known_by(day: Day) -> Truth:
    """The same of a fact; where nobody named that day, of the day of looking."""
    return known_from_first_card(stand_in(day, day, as_of))


def before_first_day(not_yet: Truth, nothing: N, *cites: str, rule: str) -> Item[N]:
    """A row for cards, certificates or duties that were not there yet."""
    return when(
        not_yet, nothing, *cites, key="before-first-day", says=NOT_YET, rules=(rule,)
    )
