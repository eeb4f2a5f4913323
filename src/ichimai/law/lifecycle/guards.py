"""What stands against an event: the state, the day, or what the law asks for first."""

from ichimai.errors import msgid
from ichimai.law.carriers import PERMISSIONS
from ichimai.law.facts import FIRST_DAY, procedure
from ichimai.law.lifecycle.facts import (
    Event,
    State,
    card_expires_on,
    confirmed,
    counter,
    event,
    event_on,
    in_person,
    known_here,
    law_on,
    pin_filed,
    prolonged_until,
    re_entry_permission,
    request_allowed,
    state,
)
from ichimai.model.procedure import Counter
from ichimai.rules.graph import NO_WORD, Choice, Truth, word
from ichimai.rules.rule import rule
from ichimai.rules.table import Item, Table, cases, otherwise, when

_needs_permission = procedure.one_of(*PERMISSIONS)
_printed_day_ahead = event_on <= card_expires_on
_passes = event.one_of(Event.STAY_END_PASSES, Event.RENEWAL_LATE)
_carried = prolonged_until.exists() & (event_on <= prolonged_until.present())


def _against(
    where: Truth, reason: str, *cites: str, says: str, rules: tuple[str, ...]
) -> Item[Choice]:
    return when(where, word(reason), *cites, key=reason, says=says, rules=rules)


def _of_requests() -> tuple[Item[Choice], ...]:
    """E01 to E04: asking, deciding, confirming."""
    asked = event.is_(Event.REQUEST)
    return (
        _against(
            asked & ~request_allowed,
            "no-request-with-this-filing",
            "ICA 19-15-2(1)",
            "SPA 16-2(1)",
            says=msgid("This filing cannot carry a request."),
            rules=("RC-022", "RC-030"),
        ),
        _against(
            asked & ~in_person,
            "not-in-person",
            "ICA 61-8-3(1)",
            says=msgid("It has to be done in person."),
            rules=("RC-049",),
        ),
        _against(
            asked & ~pin_filed,
            "no-pin",
            "FORM 2",
            says=msgid("The PIN is filed with the request."),
            rules=("RC-073",),
        ),
        _against(
            event.is_(Event.PERMISSION_DECIDED) & ~_needs_permission,
            "no-permission-needed",
            "MNA 18-5(2)",
            says=msgid("This filing needs no permission."),
            rules=("RC-080",),
        ),
        _against(
            event.is_(Event.REQUEST_ACCEPTED) & _needs_permission,
            "permission-first",
            "ICA 19-15-2(4)",
            says=msgid("The card is made only after the permission is decided."),
            rules=("RC-080",),
        ),
        _against(
            event.is_(Event.CONFIRMATION) & ~confirmed,
            "not-confirmed",
            "ICA 19-15-2(5)",
            says=msgid("Without the municipality's confirmation it is not delivered."),
            rules=("RC-081",),
        ),
    )


def _of_days() -> tuple[Item[Choice], ...]:
    """E09, E10, E13, E14, E21: printed days and what the law makes of them."""
    asked = event.is_(Event.NEW_LAST_DAY_ASKED)
    over = event.is_(Event.VALIDITY_OVER)
    return (
        _against(
            asked & state.is_(State.SPECIAL_RESIDENCE),
            "side-has-lapsed",
            "FORM 4(2)",
            says=msgid("The My Number side has lapsed already."),
            rules=("RC-148",),
        ),
        _against(
            asked & ~_printed_day_ahead,
            "too-late",
            "FORM 4(2)",
            says=msgid("It is asked for before the printed day has passed."),
            rules=("RC-148",),
        ),
        _against(
            (_passes | over) & _printed_day_ahead,
            "printed-day-ahead",
            "ICA 19-5(1)",
            says=msgid("The printed day has not passed yet."),
            rules=("RC-125",),
        ),
        _against(
            (asked & ~prolonged_until.exists()) | (_passes & ~_carried),
            "not-prolonged",
            "ICA 19-5(2)",
            "ICA 19-15-3(2)",
            says=msgid("The law does not prolong the card."),
            rules=("RC-134", "RC-135"),
        ),
        _against(
            (over | event.is_(Event.SPECIAL_PERIOD_ENDS)) & _carried,
            "prolonged-by-law",
            "ICA 19-5(2)",
            "ICA 19-15-3(2)",
            says=msgid("The law still prolongs the card."),
            rules=("RC-134", "RC-135"),
        ),
    )


@rule(
    "ICA 19-15-2",
    "ICA 19-14",
    ids=("RC-080", "RC-182"),
    title=msgid("What stands against the event"),
    since="2012-07-09",
)
def refused() -> Table[Choice]:
    """None where nothing does. A refused event leaves the state as it is."""
    return cases(
        _against(
            law_on < FIRST_DAY,
            "before-first-day",
            "ICA 19-15-2(1)",
            says=msgid("There was no such card yet."),
            rules=("RC-005",),
        ),
        _against(
            ~known_here(),
            "unknown-in-this-state",
            "ICA 19-14",
            says=msgid("In this state that does not happen."),
            rules=("RC-182",),
        ),
        *_of_requests(),
        *_of_days(),
        _against(
            event.is_(Event.STOP_LIFTED) & ~in_person,
            "stop-lifted-in-person",
            "MNA-MO 30",
            says=msgid("The stop is lifted in person, never by telephone."),
            rules=("MN-229", "RC-167"),
        ),
        _against(
            event.is_(Event.VOLUNTARY_RETURN) & ~counter.is_(Counter.BUREAU),
            "wrong-counter",
            "ICA 19-15-4(2)",
            "SPA 16-3(3)",
            says=msgid("A specified card is returned at the bureau."),
            rules=("RC-187", "RC-188"),
        ),
        _against(
            event.is_(Event.DEPARTURE_FOR_GOOD) & re_entry_permission,
            "re-entry-permission",
            "ICA 19-14(iii)",
            says=msgid("With re-entry permission the card lives on."),
            rules=("RC-195", "RC-198"),
        ),
        otherwise(
            NO_WORD,
            "ICA 19-14",
            key="nothing-against-it",
            says=msgid("Nothing stands against it."),
        ),
    )
