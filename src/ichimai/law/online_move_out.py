"""When a move-out can be filed through MynaPortal: thirty days before to ten after.

Inside Japan only, and with the signature, the user and the surface PIN of a live card.
The move-in stays a visit (BRRA 22).
"""

from ichimai.errors import msgid
from ichimai.law.eras import before_first_day, known_by
from ichimai.law.services import SERVICES
from ichimai.rules.fact import day_fact, truth_fact
from ichimai.rules.graph import FALSE, TRUE, Day, Truth, const, days
from ichimai.rules.question import Goal, Question
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

_NUMBERS = SERVICES["online_move_out"]

moves_on = day_fact("moves_on", msgid("On which day is the move?"))
filed_on = day_fact("filed_on", msgid("On which day is it filed?"))
within_japan = truth_fact("within_japan", msgid("Is the new home in Japan?"))
pins_known = truth_fact(
    "pins_known", msgid("Are the card valid and its three PINs known?")
)

_begun = filed_on >= const(_NUMBERS["from"])


@rule(
    "BRRA 24",
    ids="MN-216",
    title=msgid("First day for filing it online"),
    since="2023-02-06",
)
def first_day() -> Day:
    """Thirty days before the move."""
    return moves_on - days(_NUMBERS["days_before"])


@rule(
    "BRRA 24",
    ids="MN-216",
    title=msgid("Last day for filing it online"),
    since="2023-02-06",
)
def last_day() -> Day:
    """Ten days after the move."""
    return moves_on + days(_NUMBERS["days_after"])


@rule(
    "BRRA 24",
    ids="MN-216",
    title=msgid("The move-out can be filed online"),
    since="2023-02-06",
)
def is_accepted() -> Table[Truth]:
    """Else at the counter or by post."""
    return cases(
        before_first_day(~_begun, FALSE, "BRRA 24", rule="MN-216"),
        when(
            ~within_japan,
            FALSE,
            "BRRA 24",
            key="abroad",
            says=msgid("A move abroad is filed at the counter."),
            rules=("MN-216", "MN-221"),
        ),
        when(
            ~pins_known,
            FALSE,
            "BRRA 24",
            key="no-card-or-pin",
            says=msgid("It takes a valid card and three PINs."),
        ),
        when(
            filed_on < first_day,
            FALSE,
            "BRRA 24",
            key="too-early",
            says=msgid("It opens thirty days before the move."),
        ),
        when(
            filed_on > last_day,
            FALSE,
            "BRRA 24",
            key="too-late",
            says=msgid("It closes ten days after the move."),
        ),
        otherwise(
            TRUE,
            "BRRA 24",
            key="open",
            says=msgid("It can be filed online; the move-in is a visit."),
            rules=("MN-216", "MN-217"),
        ),
    )


QUESTION = Question(
    name="online-move-out",
    title=msgid("Can the move-out be filed online?"),
    facts=(moves_on, filed_on, within_japan, pins_known),
    goals=(
        Goal("accepted", is_accepted),
        Goal("first_day", first_day, only_if=within_japan & _begun),
        Goal("last_day", last_day, only_if=within_japan & _begun),
    ),
    era=known_by(filed_on),
    reason=is_accepted,
)
