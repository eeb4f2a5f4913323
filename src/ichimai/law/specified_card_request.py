"""Whether the specified card may be asked for with a filing: ICA 19-15-2, SPA 16-2.

Rows stand in the order in which a counter turns people away: whether the law is there,
whether the filing carries, whether the person and the counter are the right ones. The
law only; whether a counter is open that day is another question.
"""

from typing import Any

from ichimai.errors import msgid
from ichimai.law.carriers import (
    ADDRESS_FILINGS,
    CARD_PROCEDURES,
    CERTIFICATE_PROCEDURES,
    ORDINARY_ORIGINS,
    PERMISSIONS,
)
from ichimai.law.facts import FIRST_DAY, as_of, procedure
from ichimai.law.holders import NOT_RESIDENT
from ichimai.model.cards import CardKind
from ichimai.model.procedure import Counter, Procedure, Standing
from ichimai.model.status import Status
from ichimai.rules.graph import (
    FALSE,
    NO_WORD,
    TRUE,
    Table,
    cases,
    choice_fact,
    day_fact,
    otherwise,
    truth_fact,
    when,
    word,
)
from ichimai.rules.question import Contradiction, Goal, Question
from ichimai.rules.rule import rule, stand_in

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
_leaves = procedure.is_(Procedure.CHANGE_OF_STATUS) & status_after.one_of(*NOT_RESIDENT)


@rule(
    "SPA 16-2(3)",
    "SPA 5",
    ids=("RC-038", "RC-039"),
    title=msgid("A filing for the standing of special permanent resident that carries"),
    since="2026-06-14",
)
def becomes_special_at_bureau() -> Any:
    """The one filing of theirs at the bureau; a first permission (SPA 4) is none."""
    return (
        procedure.is_(Procedure.SPR_PERMISSION)
        & _mid_to_long_term
        & _bureau
        & status_before.one_of(*DESCENT_STATUSES)
    )


@rule(
    "ICA 19-15-2(1)",
    "ICA 19-15-2(2)",
    "SPA 16-2(1)",
    ids=("RC-030", "RC-032", "RC-034", "RC-036", "RC-037"),
    title=msgid("The filing may carry a request"),
    since="2026-06-14",
)
def is_carrier() -> Any:
    """By standing, for the two acts list different filings."""
    resident = _mid_to_long_term & procedure.one_of(
        *CARD_PROCEDURES, *PERMISSIONS, *ADDRESS_FILINGS
    )
    special = _special & procedure.one_of(*CERTIFICATE_PROCEDURES, *ADDRESS_FILINGS)
    return resident | special | becomes_special_at_bureau


@rule(
    "ICA 19-15-2(1)",
    "ICA 19-15-2(2)",
    "SPA 16-2(1)",
    ids=("RC-030", "RC-034", "RC-036"),
    title=msgid("The counter is the one that takes this filing"),
    since="2026-06-14",
)
def right_counter() -> Any:
    """Residents: the bureau, save address filings. Special ones: the municipality."""
    municipal = _address | _special
    return (municipal & ~_bureau) | (~municipal & _bureau)


_TURNED_AWAY = (
    when(
        _law_on < FIRST_DAY,
        FALSE,
        "ICA 19-15-2(1)",
        key="before-first-day",
        says=msgid("Nobody could ask for the specified card before 14 June 2026."),
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
        "ICA 19-15-2(1)",
        "SPA 16-2(1)",
        key="not-a-carrier",
        says=msgid("This filing carries no request; ask with another one."),
        rules=("RC-031", "RC-033", "RC-035", "RC-039"),
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
        "ICA 19-15-2(1)",
        "SPA 16-2(1)",
        key="wrong-counter",
        says=msgid("This filing is made at the other counter."),
        rules=("RC-030", "RC-034", "RC-036"),
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
def allowed() -> Table:
    """Together with the filing, at its counter, and in no other way."""
    return cases(
        *_TURNED_AWAY,
        when(
            _address,
            TRUE,
            "ICA 19-15-2(2)",
            "SPA 16-2(2)",
            key="address-filing",
            says=msgid("It rides on an address filing at the municipality."),
            rules=("RC-034", "RC-037"),
        ),
        when(
            ~on_register,
            FALSE,
            "ICA 19-15-2(1)",
            "SPA 16-2(1)",
            key="not-on-register",
            says=msgid("The person must be on the Basic Resident Register already."),
            rules=("RC-022",),
        ),
        when(
            procedure.one_of(*PERMISSIONS),
            TRUE,
            "ICA 19-15-2(1)(ii)",
            key="permission",
            says=msgid("It rides on the filing for a permission at the bureau."),
            rules=("RC-032",),
        ),
        when(
            becomes_special_at_bureau,
            TRUE,
            "SPA 16-2(3)",
            key="special-permanent-permission",
            says=msgid("It rides on the filing under SPA 5 at the bureau."),
            rules=("RC-038",),
        ),
        otherwise(
            TRUE,
            "ICA 19-15-2(1)(i)",
            "SPA 16-2(1)",
            key="card-procedure",
            says=msgid("It rides on a card procedure."),
            rules=("RC-030", "RC-036"),
        ),
    )


_CERTIFICATES = (
    when(
        is_carrier & ~right_counter,
        NO_WORD,
        "ICA 61-8-3(1)",
        key="wrong-counter",
        says=msgid("This filing is made at the other counter."),
        rules=("RC-050",),
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
def ordinary_card() -> Table:
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
            & status_after.one_of(*NOT_RESIDENT),
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
    since="2026-06-14",
)
def result_card() -> Table:
    """The specified card where it may be asked for, else the ordinary one."""
    return cases(
        when(
            ~allowed,
            ordinary_card,
            "ICA 19-15-2",
            key="ordinary-card",
            says=msgid("Without a request the filing ends as it always did."),
        ),
        when(
            _special | becomes_special_at_bureau,
            word(CardKind.SPECIFIED_SPECIAL_PERMANENT),
            "SPA 16-2",
            key="specified-certificate",
            says=msgid("A specified special permanent resident certificate."),
            rules=("RC-006",),
        ),
        otherwise(
            word(CardKind.SPECIFIED_RESIDENCE),
            "ICA 19-15-2",
            key="specified-residence-card",
            says=msgid("A specified residence card."),
            rules=("RC-005",),
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
