"""Whether the specified card may be asked for with a filing: ICA 19-15-2, SPA 16-2.

Rows stand in the order in which a counter turns people away: whether the law is there,
whether the filing carries, whether the person and the counter are the right ones. The
law only; whether a counter is open that day is another question.
"""

from collections.abc import Mapping

from ichimai.errors import msgid
from ichimai.law.carriers import (
    ADDRESS_FILINGS,
    ORDINARY_ORIGINS,
    PERMISSIONS,
    RESIDENT_CARRIERS,
    SPECIAL_CARRIERS,
    Carrier,
)
from ichimai.law.eras import known_from_first_card
from ichimai.law.facts import FIRST_DAY, as_of, procedure
from ichimai.law.holders import NOT_RESIDENT
from ichimai.model.cards import CardKind
from ichimai.model.procedure import Counter, Procedure, Standing
from ichimai.model.status import Status
from ichimai.rules.fact import choice_fact, day_fact, truth_fact
from ichimai.rules.graph import FALSE, NO_WORD, TRUE, Choice, Truth, word
from ichimai.rules.question import Contradiction, Goal, Question
from ichimai.rules.rule import rule, stand_in
from ichimai.rules.table import Item, Table, cases, otherwise, when

standing = choice_fact("standing", msgid("How does the person stay?"), Standing)
status_before = choice_fact(
    "status_before", msgid("Which status of residence is held now?"), Status
)
status_after = choice_fact(
    "status_after", msgid("Which status of residence is asked for?"), Status
)
on_register = truth_fact(
    "on_register", msgid("Is the person on the Basic Resident Register?")
)
counter = choice_fact("counter", msgid("At which counter is it filed?"), Counter)
filed_on = day_fact("filed_on", msgid("On which day is it filed?"))

DESCENT_STATUSES = (
    Status.SPOUSE_JAPANESE,
    Status.SPOUSE_PR,
    Status.LONG_TERM_RESIDENT,
)
"""Appended Table 2 without permanent residents, as SPA 5 has it (RC-038)."""

_mid_to_long_term = standing.is_(Standing.MID_TO_LONG_TERM)
_special = standing.is_(Standing.SPECIAL_PERMANENT)
_bureau = counter.is_(Counter.BUREAU)
_law_on = stand_in(filed_on, filed_on, as_of)
_address = procedure.one_of(*ADDRESS_FILINGS)
_no_residence_card_after = status_after.one_of(
    *NOT_RESIDENT, Status.SPECIAL_PERMANENT_RESIDENT
)
_leaves = procedure.is_(Procedure.CHANGE_OF_STATUS) & _no_residence_card_after


@rule(
    "SPA 16-2(3)",
    "SPA 5",
    ids="RC-038",
    title=msgid("A filing for the standing of special permanent resident that carries"),
    since="2026-06-14",
)
def becomes_special_at_bureau() -> Truth:
    """The one filing of theirs at the bureau; a first permission (SPA 4) is none."""
    return (
        procedure.is_(Procedure.SPR_PERMISSION)
        & _mid_to_long_term
        & _bureau
        & status_before.one_of(*DESCENT_STATUSES)
    )


_LISTED = msgid("The article lists this filing.")
_NOT_LISTED = msgid("The article does not list this filing.")


def _listed(
    whose: Truth, carriers: Mapping[Procedure, Carrier], key: str
) -> list[Item[Truth]]:
    return [
        when(
            whose & procedure.is_(filing),
            TRUE,
            *carrier.cites,
            key=f"{filing}-of-a-{key}",
            says=_LISTED,
            rules=(carrier.rule,),
        )
        for filing, carrier in carriers.items()
    ]


@rule(
    "ICA 19-15-2(1)",
    "ICA 19-15-2(2)",
    "SPA 16-2(1)",
    ids=(
        "RC-030",
        "RC-032",
        "RC-034",
        "RC-036",
        "RC-037",
        "MN-136",
        "MN-137",
        "MN-139",
    ),
    title=msgid("The filing may carry a request"),
    since="2026-06-14",
)
def is_carrier() -> Table[Truth]:
    """By standing, for the two acts list different filings."""
    return cases(
        *_listed(_mid_to_long_term, RESIDENT_CARRIERS, "resident"),
        *_listed(_special, SPECIAL_CARRIERS, "special-permanent-resident"),
        when(
            becomes_special_at_bureau,
            TRUE,
            key="becomes-special-permanent",
            says=_LISTED,
        ),
        when(
            _special,
            FALSE,
            "SPA 16-2",
            key="not-listed-for-special-permanent-residents",
            says=_NOT_LISTED,
            rules=("RC-036", "RC-037"),
        ),
        when(
            procedure.is_(Procedure.SPR_PERMISSION),
            FALSE,
            "SPA 16-2(3)",
            key="not-under-spa-5",
            says=_NOT_LISTED,
            rules=("RC-038", "RC-039"),
        ),
        otherwise(
            FALSE,
            "ICA 19-15-2(1)",
            "ICA 19-15-2(2)",
            key="not-listed",
            says=_NOT_LISTED,
            rules=("RC-031", "RC-033", "RC-035"),
        ),
    )


@rule(
    "ICA 19-15-2(1)",
    "ICA 19-15-2(2)",
    "SPA 16-2(1)",
    ids=("RC-030", "RC-034", "RC-036"),
    title=msgid("The counter is the one that takes this filing"),
    since="2026-06-14",
)
def right_counter() -> Table[Truth]:
    """Residents: the bureau, save address filings. Special ones: the municipality."""
    return cases(
        when(
            procedure.is_(Procedure.SPR_PERMISSION),
            _bureau,
            "SPA 16-2(3)",
            key="becomes-special-permanent",
            says=msgid("It rides on the filing under SPA 5 at the bureau."),
            rules=("RC-038",),
        ),
        when(
            _special & _address,
            ~_bureau,
            "SPA 16-2(2)",
            key="addresses-of-special-permanent-residents",
            says=msgid("Address filings are made at the municipality."),
            rules=("RC-037",),
        ),
        when(
            _special,
            ~_bureau,
            "SPA 16-2(1)",
            key="special-permanent-residents",
            says=msgid("Special permanent residents file at the municipality."),
            rules=("RC-036",),
        ),
        when(
            _address,
            ~_bureau,
            "ICA 19-15-2(2)",
            key="address-filings",
            says=msgid("Address filings are made at the municipality."),
            rules=("RC-034", "RC-050"),
        ),
        otherwise(
            _bureau,
            "ICA 61-8-3(1)",
            key="other-filings",
            says=msgid("Everything else is filed at the bureau."),
            rules=("RC-050",),
        ),
    )


# What the article lists, filed where it says.
_carried = is_carrier & right_counter


_NOT_YET = msgid("Nobody could ask for the specified card before 14 June 2026.")
_REGISTERED = msgid("The person must be on the Basic Resident Register already.")


@rule(
    "ICA 19-15-2(1)",
    "SPA 16-2(1)",
    ids=("RC-005", "RC-006"),
    title=msgid("Before the first day"),
    since="2026-06-14",
)
def before_first_day() -> Table[Truth]:
    """The day of filing; where none is named, the day of looking."""
    return cases(
        when(
            _special,
            _law_on < FIRST_DAY,
            "SPA 16-2(1)",
            key="special-permanent-residents",
            says=_NOT_YET,
            rules=("RC-006",),
        ),
        otherwise(
            _law_on < FIRST_DAY,
            "ICA 19-15-2(1)",
            key="others",
            says=_NOT_YET,
            rules=("RC-005",),
        ),
    )


@rule(
    "ICA 19-15-2(1)",
    "SPA 16-2(1)",
    ids="RC-022",
    title=msgid("On the Basic Resident Register"),
    since="2026-06-14",
)
def registered() -> Table[Truth]:
    """At the bureau already; an address filing may itself make the record."""
    return cases(
        when(
            _special,
            on_register,
            "SPA 16-2(1)",
            key="special-permanent-residents",
            says=_REGISTERED,
        ),
        otherwise(on_register, "ICA 19-15-2(1)", key="others", says=_REGISTERED),
    )


_TURNED_AWAY = (
    when(
        before_first_day,
        FALSE,
        key="before-first-day",
        says=_NOT_YET,
    ),
    when(
        standing.is_(Standing.OTHER),
        FALSE,
        "ICA 19-15-2(1)",
        key="not-eligible",
        says=msgid("Only mid- to long-term and special permanent residents may."),
        rules=("RC-001", "RC-004"),
    ),
    when(
        ~is_carrier,
        FALSE,
        key="not-a-carrier",
        says=msgid("This filing carries no request; ask with another one."),
    ),
    when(
        _leaves,
        FALSE,
        "ICA 19-15-2(1)(ii)",
        key="leaves-residence",
        says=msgid("After this change the person is no resident of that kind."),
        rules=("RC-032",),
    ),
    when(
        ~right_counter,
        FALSE,
        key="wrong-counter",
        says=msgid("This filing is made at the other counter."),
    ),
)
"""Whom a counter turns away, and for what, before anything else is looked at."""


@rule(
    "ICA 19-15-2",
    "SPA 16-2",
    ids=("RC-020", "RC-041"),
    title=msgid("The specified card may be asked for with this filing"),
    since="2026-06-14",
)
def allowed() -> Table[Truth]:
    """Together with the filing, at its counter, and in no other way."""
    return cases(
        *_TURNED_AWAY,
        when(
            _address,
            _carried,
            key="address-filing",
            says=msgid("It rides on an address filing at the municipality."),
        ),
        when(
            ~registered,
            FALSE,
            key="not-on-register",
            says=_REGISTERED,
        ),
        when(
            procedure.one_of(*PERMISSIONS),
            _carried,
            key="permission",
            says=msgid("It rides on the filing for a permission at the bureau."),
        ),
        when(
            becomes_special_at_bureau,
            _carried,
            key="special-permanent-permission",
            says=msgid("It rides on the filing under SPA 5 at the bureau."),
        ),
        otherwise(
            _carried,
            key="card-procedure",
            says=msgid("It rides on a card procedure."),
        ),
    )


_CERTIFICATES = (
    when(
        is_carrier & ~right_counter,
        NO_WORD,
        key="wrong-counter",
        says=msgid("This filing is made at the other counter."),
    ),
    when(
        procedure.is_(Procedure.SPR_PERMISSION),
        word(CardKind.SPECIAL_PERMANENT),
        "SPA 4",
        "SPA 5",
        key="special-permanent-permission",
        says=msgid("A certificate of a special permanent resident."),
        rules=("RC-039",),
    ),
    when(
        _special & procedure.one_of(*ORDINARY_ORIGINS[CardKind.SPECIAL_PERMANENT]),
        word(CardKind.SPECIAL_PERMANENT),
        "SPA 8",
        key="special-permanent-certificate",
        says=msgid("A certificate of a special permanent resident."),
        rules=("RC-003",),
    ),
)
"""Filings of special permanent residents, and those made at the wrong counter."""


@rule(
    "ICA 19-15-2",
    "SPA 16-2",
    ids=("RC-021", "RC-033"),
    title=msgid("The card without a request"),
    since="2012-07-09",
)
def ordinary_card() -> Table[Choice]:
    """What the filing alone leads to; nothing where it is made at a wrong counter."""
    becomes_resident = procedure.one_of(
        Procedure.LANDING, Procedure.ACQUISITION, Procedure.CHANGE_OF_STATUS
    )
    other = standing.is_(Standing.OTHER)
    return cases(
        *_CERTIFICATES,
        when(
            _special | _address,
            NO_WORD,
            "ICA 19-9",
            key="card-rewritten",
            says=msgid("No new card: the present one is rewritten, or none is needed."),
            rules=("RC-116",),
        ),
        when(
            other & ~becomes_resident,
            NO_WORD,
            "ICA 19-3",
            key="no-card",
            says=msgid("The person is given no card of the residence system."),
            rules=("RC-001",),
        ),
        when(
            (other | procedure.is_(Procedure.CHANGE_OF_STATUS))
            & _no_residence_card_after,
            NO_WORD,
            "ICA 19-3",
            key="status-without-card",
            says=msgid("Nobody is given a residence card with this status."),
            rules=("RC-002",),
        ),
        when(
            procedure.one_of(*ORDINARY_ORIGINS[CardKind.RESIDENCE]),
            word(CardKind.RESIDENCE),
            "ICA 19-3",
            key="residence-card",
            says=msgid("An ordinary residence card."),
            rules=("RC-021",),
        ),
        otherwise(
            NO_WORD,
            "ICA 19-3",
            key="no-delivery",
            says=msgid("This filing ends in no delivery of a card."),
            rules=("RC-035",),
        ),
    )


@rule(
    "ICA 19-15-2(1)",
    "SPA 16-2(1)",
    ids=("RC-005", "RC-006"),
    title=msgid("The card in which the filing ends"),
    since="2012-07-09",
)
def result_card() -> Table[Choice]:
    """The specified card where it may be asked for, else the ordinary one."""
    return cases(
        when(
            allowed & (_special | becomes_special_at_bureau),
            word(CardKind.SPECIFIED_SPECIAL_PERMANENT),
            key="specified-certificate",
            says=msgid("A specified special permanent resident certificate."),
        ),
        when(
            allowed,
            word(CardKind.SPECIFIED_RESIDENCE),
            key="specified-residence-card",
            says=msgid("A specified residence card."),
        ),
        otherwise(
            ordinary_card,
            key="ordinary-card",
            says=msgid("Without a request the filing ends as it always did."),
        ),
    )


QUESTION = Question(
    name="specified-card-request",
    title=msgid("May the specified card be asked for with this filing?"),
    facts=(
        standing,
        status_before,
        status_after,
        on_register,
        procedure,
        counter,
        filed_on,
    ),
    goals=(Goal("allowed", allowed), Goal("result_card", result_card)),
    era=known_from_first_card(_law_on),
    reason=allowed,
    contradictions=(
        Contradiction(
            procedure.is_(Procedure.PERMANENT_RESIDENCE)
            & ~status_after.is_(Status.PERMANENT_RESIDENT),
            "status_after",
            msgid("After permission for permanent residence the status is that one."),
        ),
    ),
)
