"""Whether papers of the municipality come out at a convenience store on a day.

The user certificate and its PIN open the kiosk, every day but the turn of the year and
maintenance. Whether children may is each municipality's own choice, so it is unknown.
"""

from ichimai.errors import msgid
from ichimai.law.card_numbers import FIRST_CERTIFICATES
from ichimai.law.eras import known_from
from ichimai.law.facts import as_of, birth_date
from ichimai.law.services import SERVICES
from ichimai.rules.calendar import falls_on, reached
from ichimai.rules.fact import choice_fact, day_fact, truth_fact
from ichimai.rules.graph import NO_WORD, Choice, word
from ichimai.rules.question import Contradiction, Goal, Question
from ichimai.rules.rule import rule, stand_in
from ichimai.rules.table import Table, cases, otherwise, when

_NUMBERS = SERVICES["store"]
NO, YES = word("no"), word("yes")

wanted_on = day_fact("wanted_on", msgid("On which day are the papers wanted?"))
certificate_ends_on = day_fact(
    "user_certificate_ends_on", msgid("What is the last day of the user certificate?")
)
pin_works = truth_fact("pin_works", msgid("Is the PIN of the user certificate known?"))
move = choice_fact(
    "move",
    msgid("Is a move under way?"),
    ("none", "moved-out", "moved-in", "card-updated"),
)


@rule(
    "JPKI 22",
    ids="MN-264",
    title=msgid("Papers come out at a convenience store"),
    since="2016-01-01",
    confidence="secondary",
)
def works() -> Table[Choice]:
    """From 6:30 to 23:00, where the municipality takes part."""
    return cases(
        when(
            falls_on(wanted_on, *(tuple(pair) for pair in _NUMBERS["closed"])),
            NO,
            "JPKI 22",
            key="turn-of-the-year",
            says=msgid("Kiosks are closed from 29 December to 3 January."),
        ),
        when(
            wanted_on > certificate_ends_on,
            NO,
            "JPKI 22",
            key="certificate-over",
            says=msgid("The user certificate is over."),
        ),
        when(
            ~pin_works,
            NO,
            "JPKI 22",
            key="pin-unknown",
            says=msgid("The kiosk asks for the PIN of the user certificate."),
        ),
        when(
            move.one_of("moved-out", "moved-in"),
            NO,
            "BRRA 24",
            key="between-two-municipalities",
            says=msgid("After a move-out it works again once the card is updated."),
            rules=("MN-266",),
        ),
        when(
            ~reached(birth_date, _NUMBERS["usual_age"], wanted_on),
            NO_WORD,
            "JPKI 22",
            key="sources-silent",
            says=msgid("Whether children may is each municipality's own choice."),
            rules=("MN-265",),
        ),
        otherwise(
            YES,
            "JPKI 22",
            key="kiosk-works",
            says=msgid("It works where the municipality takes part."),
        ),
    )


_law_on = stand_in(wanted_on, wanted_on, as_of)

QUESTION = Question(
    name="papers-at-a-store",
    title=msgid("Do papers come out at a convenience store?"),
    facts=(wanted_on, birth_date, certificate_ends_on, pin_works, move),
    goals=(Goal("works", works),),
    era=known_from(_law_on, FIRST_CERTIFICATES, "JPKI 38", "MN-264"),
    reason=works,
    contradictions=(
        Contradiction(
            birth_date > wanted_on,
            "birth_date",
            msgid("The birth is later than the day of the papers."),
        ),
    ),
)
