"""The states of a specified card and the events between them.

Section 4 of the residence-card file: states S-REQ to S-RETURNED, events E01 to E25. The
state is that of one card; where a holder asks for another one, it is the other one's.
"""

from enum import StrEnum

from ichimai.errors import msgid
from ichimai.law.facts import as_of
from ichimai.model.procedure import Counter
from ichimai.rules.fact import choice_fact, day_fact, truth_fact
from ichimai.rules.graph import Truth
from ichimai.rules.rule import stand_in


class State(StrEnum):
    """Where a specified card stands."""

    NONE = "none"
    """No such card, and none asked for."""
    REQUESTED = "requested"
    """S-REQ."""
    IN_PRODUCTION = "in-production"
    """S-PROD."""
    READY = "ready"
    """S-READY."""
    ACTIVE = "active"
    """S-ACTIVE."""
    RESIDENCE_ONLY = "residence-only"
    """S-RC-ONLY."""
    SPECIAL_RESIDENCE = "special-residence"
    """S-SPECIAL-RC."""
    SPECIAL_BOTH = "special-both"
    """S-SPECIAL-BOTH."""
    STOPPED = "stopped"
    """S-STOPPED."""
    LOST = "lost"
    """S-LOST."""
    VOID = "void"
    """S-VOID."""
    RETURNED = "returned"
    """S-RETURNED."""


class Event(StrEnum):
    """What happens to it."""

    REQUEST = "request"
    """E01."""
    PERMISSION_DECIDED = "permission-decided"
    """E02."""
    REQUEST_ACCEPTED = "request-accepted"
    """E03."""
    CONFIRMATION = "confirmation"
    """E04."""
    DECLINED = "declined"
    """E05."""
    DELIVERY = "delivery"
    """E06."""
    ADDRESS_FILING = "address-filing"
    """E07."""
    EXTENSION_FILED = "extension-filed"
    """E08."""
    STAY_END_PASSES = "stay-end-passes"
    """E09."""
    NEW_LAST_DAY_ASKED = "new-last-day-asked"
    """E10."""
    NEW_SPECIFIED_DELIVERED = "new-specified-delivered"
    """E11."""
    ORDINARY_DELIVERED = "ordinary-delivered"
    """E12."""
    SPECIAL_PERIOD_ENDS = "special-period-ends"
    """E13."""
    RENEWAL_LATE = "renewal-late"
    """E14."""
    NUMBER_CAUSE = "number-cause"
    """E15."""
    PHONE_STOP = "phone-stop"
    """E16, one way."""
    STOP_LIFTED = "stop-lifted"
    """E16, the other way."""
    LOSS = "loss"
    """E17."""
    REPLACEMENT_DELIVERED = "replacement-delivered"
    """E18."""
    VOID_CARD_HANDED_IN = "void-card-handed-in"
    """E19."""
    VOLUNTARY_RETURN = "voluntary-return"
    """E20."""
    VALIDITY_OVER = "validity-over"
    """E21."""
    DEPARTURE_FOR_GOOD = "departure-for-good"
    """E22."""
    RE_ENTRY_LAPSED = "re-entry-lapsed"
    """E23."""
    STANDING_ENDED = "standing-ended"
    """E24."""
    DEATH = "death"
    """E25."""


PENDING = (State.REQUESTED, State.IN_PRODUCTION, State.READY)
IN_HAND = (
    State.ACTIVE,
    State.RESIDENCE_ONLY,
    State.SPECIAL_RESIDENCE,
    State.SPECIAL_BOTH,
    State.STOPPED,
)
LIVE = (*IN_HAND, State.LOST)
SPECIAL = (State.SPECIAL_RESIDENCE, State.SPECIAL_BOTH)
BEFORE_LAST_DAY = (State.ACTIVE, State.RESIDENCE_ONLY, State.STOPPED)

KNOWN_IN: dict[Event, tuple[State, ...]] = {
    Event.REQUEST: (State.NONE, *LIVE),
    Event.PERMISSION_DECIDED: (State.REQUESTED,),
    Event.REQUEST_ACCEPTED: (State.REQUESTED,),
    Event.CONFIRMATION: (State.IN_PRODUCTION,),
    Event.DECLINED: PENDING,
    Event.DELIVERY: (State.READY,),
    Event.ADDRESS_FILING: IN_HAND,
    Event.EXTENSION_FILED: BEFORE_LAST_DAY,
    Event.STAY_END_PASSES: (*BEFORE_LAST_DAY, State.SPECIAL_BOTH),
    Event.NEW_LAST_DAY_ASKED: (State.ACTIVE, State.SPECIAL_RESIDENCE),
    Event.NEW_SPECIFIED_DELIVERED: LIVE,
    Event.ORDINARY_DELIVERED: LIVE,
    Event.SPECIAL_PERIOD_ENDS: SPECIAL,
    Event.RENEWAL_LATE: (*BEFORE_LAST_DAY, State.SPECIAL_BOTH),
    Event.NUMBER_CAUSE: (State.ACTIVE, State.STOPPED, State.SPECIAL_BOTH),
    Event.PHONE_STOP: (State.ACTIVE,),
    Event.STOP_LIFTED: (State.STOPPED,),
    Event.LOSS: IN_HAND,
    Event.REPLACEMENT_DELIVERED: (State.LOST,),
    Event.VOID_CARD_HANDED_IN: (State.VOID,),
    Event.VOLUNTARY_RETURN: IN_HAND,
    Event.VALIDITY_OVER: LIVE,
    Event.DEPARTURE_FOR_GOOD: (*PENDING, *LIVE),
    Event.RE_ENTRY_LAPSED: (*PENDING, *LIVE),
    Event.STANDING_ENDED: (*PENDING, *LIVE),
    Event.DEATH: (*PENDING, *LIVE),
}
"""The states in which an event can happen (decision 0121)."""

state = choice_fact("state", msgid("In which state is the specified card?"), State)
event = choice_fact("event", msgid("What happened?"), Event)
event_on = day_fact("event_on", msgid("On which day did it happen?"))
request_allowed = truth_fact(
    "request_allowed",
    msgid("Does the law allow a request for the specified card with this filing?"),
)
in_person = truth_fact("in_person", msgid("Did the holder come in person?"))
pin_filed = truth_fact("pin_filed", msgid("Was the four-digit PIN filed with it?"))
granted = truth_fact("granted", msgid("Was the permission granted?"))
confirmed = truth_fact(
    "confirmed", msgid("Did the municipality confirm person and My Number?")
)
counter = choice_fact("counter", msgid("At which counter is it filed?"), Counter)
card_expires_on = day_fact(
    "card_expires_on", msgid("What is the last day printed on the card?")
)
prolonged_until = day_fact(
    "prolonged_until",
    msgid("To which day does the law prolong the card, if it does?"),
    optional=True,
)
re_entry_permission = truth_fact(
    "re_entry_permission", msgid("Did the holder leave with re-entry permission?")
)

law_on = stand_in(event_on, event_on, as_of)


def known_here() -> Truth:
    """Whether the event is one that can happen in the state."""
    first, *others = (
        event.is_(each) & state.one_of(*states) for each, states in KNOWN_IN.items()
    )
    found = first
    for other in others:
        found |= other
    return found
