"""What happens to a card, and what the effects of it turn on.

The events are the rows of the two matrices of section 4 of the My Number file. A card
is one piece of plastic: whoever holds two of them asks twice.
"""

from enum import StrEnum

from ichimai.errors import msgid
from ichimai.law.eras import before_first_day
from ichimai.law.facts import FIRST_DAY, as_of
from ichimai.law.my_number_holders import FIRST_DAY as FIRST_MY_NUMBER_CARD
from ichimai.model.cards import CardKind
from ichimai.rules.fact import choice_fact, day_fact, truth_fact
from ichimai.rules.graph import NO_WORD, Choice, N, word
from ichimai.rules.rule import stand_in
from ichimai.rules.table import Item, Table, cases, otherwise, when


class Event(StrEnum):
    """What can happen to a card or its holder."""

    MOVE_WITHIN = "move-within"
    MOVE_OUT = "move-out"
    NAME_CHANGE = "name-change"
    RENEWAL_GRANTED = "renewal-granted"
    CHANGE_GRANTED = "change-granted"
    SPECIAL_PERIOD = "special-period"
    STAY_EXPIRY = "stay-expiry"
    LOCK_SIGNATURE = "lock-signature"
    LOCK_USER_AUTHENTICATION = "lock-user-authentication"
    LOCK_SURFACE = "lock-surface"
    LOSS_REPORTED = "loss-reported"
    LOSS_REISSUE = "loss-reissue"
    FOUND_BEFORE_REISSUE = "found-before-reissue"
    FOUND_AFTER_REISSUE = "found-after-reissue"
    DAMAGE = "damage"
    SHORT_TRIP = "short-trip"
    MOVE_ABROAD = "move-abroad"
    DEPARTURE_FOR_GOOD = "departure-for-good"
    DEATH = "death"
    NATURALISATION = "naturalisation"
    FIFTEENTH_BIRTHDAY = "fifteenth-birthday"
    EIGHTEENTH_BIRTHDAY = "eighteenth-birthday"
    NUMBER_CHANGE = "number-change"


class Effect(StrEnum):
    """What becomes of a side or a use of the card."""

    OK = "ok"
    UPDATE = "update"
    """Valid, and to be rewritten."""
    OVERDUE = "overdue"
    """Valid, though a duty to report is overdue."""
    REISSUE = "reissue"
    """It ends or has ended, and is issued anew on request."""
    NEW_CARD = "new-card"
    """A new card takes its place and goes on with it."""
    UNTIL_REPLACED = "until-replaced"
    SUSPENDED = "suspended"
    LOCKED = "locked"
    LIFT_IN_PERSON = "lift-in-person"
    ON_REQUEST = "on-request"
    VOID = "void"
    STOPS = "stops"
    STOPS_UNTIL_REISSUE = "stops-until-reissue"
    STOPS_UNTIL_MOVE_IN = "stops-until-move-in"
    GRACE = "grace"
    """Health care: eligibility only, for some months."""
    QUALIFICATION_CERTIFICATE = "qualification-certificate"
    ENDS = "ends"
    NOT_APPLICABLE = "not-applicable"


MY_NUMBER = "my-number"

card = choice_fact(
    "card", msgid("Which card does it happen to?"), (MY_NUMBER, *CardKind)
)
event = choice_fact("event", msgid("What happened?"), Event)
event_on = day_fact(
    "event_on",
    msgid("On which day did it happen, or is the move planned, or does the stay end?"),
)
moved_on = day_fact(
    "moved_on",
    msgid("On which day did the person move in, if that has happened?"),
    optional=True,
)
notified_on = day_fact(
    "notified_on",
    msgid("On which day was the move-in notified, if it was?"),
    optional=True,
)
presented_on = day_fact(
    "presented_on",
    msgid("On which day was the card presented at the municipality, if it was?"),
    optional=True,
)
left_again_on = day_fact(
    "left_again_on",
    msgid("On which day did the person move out of there again, if that happened?"),
    optional=True,
)
extended_on = day_fact(
    "extended_on",
    msgid("On which day did the municipality set the new last day, if it did?"),
    optional=True,
)
card_expires_on = day_fact(
    "card_expires_on", msgid("What is the last day printed for the My Number side?")
)
new_stay_ends_on = day_fact(
    "new_stay_ends_on",
    msgid("What is the last day of the new stay, if it has one?"),
    optional=True,
)
hypothetical_ends_on = day_fact(
    "hypothetical_ends_on",
    msgid("What is the hypothetical last day of the My Number card?"),
)
signature_ends_on = day_fact(
    "signature_ends_on", msgid("What is the last day of the signature certificate?")
)
user_authentication_ends_on = day_fact(
    "user_authentication_ends_on",
    msgid("What is the last day of the user authentication certificate?"),
)
specified_request = truth_fact(
    "specified_request", msgid("Was the specified card asked for with the filing?")
)

ordinary = card.is_(MY_NUMBER)
specified = card.one_of(
    CardKind.SPECIFIED_RESIDENCE, CardKind.SPECIFIED_SPECIAL_PERMANENT
)
of_special_permanent = card.one_of(
    CardKind.SPECIAL_PERMANENT, CardKind.SPECIFIED_SPECIAL_PERMANENT
)
has_number = ordinary | specified
permitted = event.one_of(Event.RENEWAL_GRANTED, Event.CHANGE_GRANTED)
law_on = stand_in(event_on, event_on, as_of)

not_yet = (specified & (law_on < FIRST_DAY)) | (
    ordinary & (law_on < FIRST_MY_NUMBER_CARD)
)


def in_force(nothing: N) -> tuple[Item[N], ...]:
    """The row for days on which there was no such card; *nothing* is its value."""
    return (
        before_first_day(
            not_yet, nothing, "ICA 19-15-2(1)", "MNA 16-2(1)", rule="RC-005"
        ),
    )


AS_IT_IS = msgid("This event leaves it as it is.")
_NO_SUCH_SIDE = msgid("This card has no such side.")


def residence_rows(*rows: Item[Choice]) -> Table[Choice]:
    """A table about the residence side, which a My Number card has not."""
    return cases(
        *in_force(NO_WORD),
        when(
            ordinary,
            word(Effect.NOT_APPLICABLE),
            "ICA 19-3",
            key="no-residence-side",
            says=_NO_SUCH_SIDE,
            rules=("RC-001",),
        ),
        *rows,
    )


def number_rows(
    *rows: Item[Choice],
    cite: str,
    rule: str,
    opening: tuple[Item[Choice], ...] = in_force(NO_WORD),
) -> Table[Choice]:
    """A table about what rests on the My Number side, ended by what stays as it is."""
    return cases(
        *opening,
        when(
            ~has_number,
            word(Effect.NOT_APPLICABLE),
            "MNA 18-5(9)",
            key="no-my-number-side",
            says=_NO_SUCH_SIDE,
            rules=("RC-008",),
        ),
        *rows,
        otherwise(
            word(Effect.OK), cite, key="unaffected", says=AS_IT_IS, rules=(rule,)
        ),
    )


def row(
    of: tuple[Event, ...],
    effect: Effect,
    *cites: str,
    key: str,
    says: str,
    rules: tuple[str, ...],
) -> Item[Choice]:
    """The row of some events that have one effect on a side."""
    return when(
        event.one_of(*of), word(effect), *cites, key=key, says=says, rules=rules
    )
