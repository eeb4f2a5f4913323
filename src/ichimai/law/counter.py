"""At which counter a filing is made: ICA 61-8-3(1), SPA 16-2, SPA 16-3.

Addresses go to the municipality, nearly everything else of residents to the bureau and
of special permanent residents to the municipality. Giving a specified card back is the
one step that takes everybody to the bureau.
"""

from ichimai.errors import msgid
from ichimai.law.carriers import ADDRESS_FILINGS, SPECIAL_CARRIERS
from ichimai.law.eras import known_from_first_card
from ichimai.law.facts import as_of, procedure
from ichimai.model.procedure import Counter, Procedure, Standing
from ichimai.rules.fact import choice_fact
from ichimai.rules.graph import FALSE, NO_WORD, TRUE, Choice, Truth, word
from ichimai.rules.question import Goal, Question
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

NO_GROUND = "none"
GROUNDS = (
    "collected-with-others",
    "evacuee-of-2011",
    "victim-living-elsewhere",
    "under-one",
    "accepted-by-the-agency",
    NO_GROUND,
)
"""SPA 16-2(11), APP-S 4: why another municipality may take the filing (RC-040)."""

standing = choice_fact("standing", msgid("How does the person stay?"), Standing)
ground = choice_fact(
    "ground",
    msgid("Which ground is there to file at another municipality, if any?"),
    GROUNDS,
)

_special = standing.is_(Standing.SPECIAL_PERMANENT)
_spr_permission = procedure.is_(Procedure.SPR_PERMISSION)
_address = procedure.one_of(*ADDRESS_FILINGS, Procedure.MOVE_OUT)
_group_a = procedure.one_of(
    *(filing for filing in SPECIAL_CARRIERS if filing not in ADDRESS_FILINGS)
)
_BUREAU, _MUNICIPALITY = word(Counter.BUREAU), word(Counter.MUNICIPALITY)


@rule(
    "ICA 61-8-3(1)",
    "SPA 16-2(1)",
    ids=("RC-050", "RC-188"),
    title=msgid("Counter at which the filing is made"),
    since="2012-07-09",
)
def counter() -> Table[Choice]:
    """None at a port of entry, where no counter is chosen."""
    return cases(
        when(
            procedure.is_(Procedure.LANDING),
            NO_WORD,
            "ICA 19-3",
            key="at-the-port",
            says=msgid("The inspector at the port makes the card."),
            rules=("RC-033",),
        ),
        when(
            procedure.is_(Procedure.RETURN_OF_SPECIFIED),
            _BUREAU,
            "ICA 19-15-4(2)",
            "SPA 16-3(3)",
            key="return-at-the-bureau",
            says=msgid("A specified card is returned at the bureau by everybody."),
            rules=("RC-187", "RC-188"),
        ),
        when(
            _spr_permission & standing.is_(Standing.MID_TO_LONG_TERM),
            _BUREAU,
            "SPA 5",
            key="under-spa-5",
            says=msgid("Holders of a status of residence file under SPA 5."),
            rules=("RC-038",),
        ),
        when(
            _spr_permission,
            _MUNICIPALITY,
            "SPA 4",
            key="under-spa-4",
            says=msgid("A first permission is asked for at the municipality."),
            rules=("RC-039",),
        ),
        when(
            _address,
            _MUNICIPALITY,
            "ICA 61-8-3(1)",
            key="addresses",
            says=msgid("Address filings are made at the municipality."),
            rules=("RC-034", "RC-037", "RC-050"),
        ),
        when(
            _special,
            _MUNICIPALITY,
            "SPA 16-2(1)",
            key="special-permanent-residents",
            says=msgid("Special permanent residents file at the municipality."),
            rules=("RC-036",),
        ),
        otherwise(
            _BUREAU,
            "ICA 61-8-3(1)",
            key="bureau",
            says=msgid("Everything else is filed at the bureau."),
            rules=("RC-030", "RC-032", "RC-050"),
        ),
    )


@rule(
    "SPA 16-2(11)",
    "APP-S 4",
    ids="RC-040",
    title=msgid("Another municipality may take the filing"),
    since="2026-06-14",
)
def other_municipality() -> Table[Truth]:
    """Only what special permanent residents file about their certificate itself."""
    return cases(
        when(
            ~_special | ~_group_a,
            FALSE,
            "ICA 61-8-3(1)",
            key="municipality-of-residence",
            says=msgid("It is made where the person lives."),
            rules=("RC-050",),
        ),
        when(
            ground.is_(NO_GROUND),
            FALSE,
            "SPA 16-2(11)",
            key="no-ground",
            says=msgid("There is none of the grounds that the ordinance lists."),
        ),
        otherwise(
            TRUE,
            "SPA 16-2(11)",
            "APP-S 4",
            key="listed-ground",
            says=msgid("The ordinance lists this ground."),
        ),
    )


QUESTION = Question(
    name="counter",
    title=msgid("At which counter is it filed?"),
    facts=(standing, procedure, ground),
    goals=(
        Goal("counter", counter),
        Goal("other_municipality", other_municipality),
    ),
    era=known_from_first_card(as_of),
    reason=counter,
)
