"""The life of a specified card: from one state, by an event, into the next.

Section 4 of the residence-card file. A void card is never alive again: it is only
handed in. The My Number side ends with the residence side, never the other way round.
"""

from ichimai.errors import msgid
from ichimai.law.eras import known_from_first_card
from ichimai.law.facts import procedure
from ichimai.law.lifecycle import facts
from ichimai.law.lifecycle.effects import act_by, delivered, effect
from ichimai.law.lifecycle.facts import (
    PENDING,
    SPECIAL,
    Event,
    State,
    event,
    granted,
    law_on,
    state,
)
from ichimai.law.lifecycle.guards import refused
from ichimai.rules.graph import Choice, word
from ichimai.rules.question import Goal, Question, Remark
from ichimai.rules.rule import rule
from ichimai.rules.table import Item, Table, cases, otherwise, when


def _leads(
    of: tuple[Event, ...],
    to: Choice,
    *cites: str,
    key: str,
    says: str,
    rules: tuple[str, ...],
) -> Item[Choice]:
    return when(event.one_of(*of), to, *cites, key=key, says=says, rules=rules)


def _coming() -> tuple[Item[Choice], ...]:
    """E01 to E06: from the request to the card in the hand."""
    return (
        _leads(
            (Event.REQUEST,),
            word(State.REQUESTED),
            "ICA 19-15-2(1)",
            "SPA 16-2(1)",
            key="requested",
            says=msgid("The card is asked for."),
            rules=("RC-030", "RC-042", "RC-073"),
        ),
        when(
            event.is_(Event.PERMISSION_DECIDED) & ~granted,
            word(State.NONE),
            "ICA 19-15-2(4)",
            key="permission-refused",
            says=msgid("Without the permission there is no card; the old one stays."),
            rules=("RC-080",),
        ),
        _leads(
            (Event.PERMISSION_DECIDED, Event.REQUEST_ACCEPTED),
            word(State.IN_PRODUCTION),
            "ICA 19-15-2(4)",
            "MNA 18-5(2)",
            key="being-made",
            says=msgid("The card is being made."),
            rules=("RC-080",),
        ),
        _leads(
            (Event.CONFIRMATION,),
            word(State.READY),
            "MNA 18-5(4)",
            key="confirmed",
            says=msgid("The municipality has confirmed it; it can be delivered."),
            rules=("RC-081",),
        ),
        _leads(
            (Event.DECLINED,),
            word(State.NONE),
            "ICA 19-15-2(8)",
            "SPA 16-2(10)",
            key="declined",
            says=msgid("The bureau declines; an ordinary card is delivered."),
            rules=("RC-089", "RC-101"),
        ),
        _leads(
            (Event.DELIVERY,),
            word(State.ACTIVE),
            "ICA 19-15-2(5)",
            key="delivered",
            says=msgid("The card is delivered."),
            rules=("RC-076", "RC-088", "RC-090"),
        ),
    )


def _held() -> tuple[Item[Choice], ...]:
    """E07 to E10, E14 to E17: what happens while the card is alive."""
    extended = state.is_(State.SPECIAL_BOTH)
    return (
        _leads(
            (Event.ADDRESS_FILING, Event.EXTENSION_FILED),
            state,
            "ICA 19-9(2)",
            "ICA 20(6)",
            key="written-on-the-card",
            says=msgid("It is written on the card, which stays as it is."),
            rules=("RC-113", "RC-157", "RC-159"),
        ),
        when(
            event.one_of(Event.STAY_END_PASSES, Event.RENEWAL_LATE) & extended,
            word(State.SPECIAL_BOTH),
            "FORM 4(2)",
            key="both-sides-prolonged",
            says=msgid("Both sides are prolonged, one by law and one on request."),
            rules=("RC-135", "RC-146", "RC-147"),
        ),
        _leads(
            (Event.STAY_END_PASSES, Event.RENEWAL_LATE),
            word(State.SPECIAL_RESIDENCE),
            "ICA 19-5(2)",
            "ICA 19-15-3(2)",
            key="residence-side-prolonged",
            says=msgid("The law prolongs the residence side alone."),
            rules=("RC-134", "RC-135", "RC-146"),
        ),
        _leads(
            (Event.NEW_LAST_DAY_ASKED,),
            word(State.SPECIAL_BOTH),
            "FORM 4(2)",
            key="new-last-day",
            says=msgid("The municipality sets the new last day on request."),
            rules=("RC-147",),
        ),
        when(
            event.is_(Event.NUMBER_CAUSE) & extended,
            word(State.SPECIAL_RESIDENCE),
            "ICA 19-15-4(1)",
            "MNA 17(10)",
            key="number-side-ends-in-the-special-period",
            says=msgid("The My Number side ends; the residence side goes on."),
            rules=("RC-180", "RC-184", "RC-185"),
        ),
        _leads(
            (Event.NUMBER_CAUSE,),
            word(State.RESIDENCE_ONLY),
            "ICA 19-15-4(1)",
            "MNA 17(10)",
            key="number-side-ends",
            says=msgid("The My Number side ends; the residence side goes on."),
            rules=("RC-180", "RC-184", "RC-185"),
        ),
        _leads(
            (Event.PHONE_STOP,),
            word(State.STOPPED),
            "MNA-MO 23-2",
            key="stopped-by-telephone",
            says=msgid("It is stopped by telephone until the stop is lifted."),
            rules=("RC-167",),
        ),
        _leads(
            (Event.STOP_LIFTED,),
            word(State.ACTIVE),
            "MNA-MO 30",
            key="stop-lifted",
            says=msgid("The stop is lifted."),
            rules=("RC-167", "MN-229"),
        ),
        _leads(
            (Event.LOSS,),
            word(State.LOST),
            "ICA 19-12(1)",
            "SPA 13(1)",
            key="lost",
            says=msgid("A new card has to be asked for within fourteen days."),
            rules=("RC-165",),
        ),
    )


def _going() -> tuple[Item[Choice], ...]:
    """E11 to E13, E18 to E25: the ends of a card."""
    return (
        _leads(
            (
                Event.NEW_SPECIFIED_DELIVERED,
                Event.ORDINARY_DELIVERED,
                Event.REPLACEMENT_DELIVERED,
            ),
            word(State.VOID),
            "ICA 19-14(v)",
            "MNA 18-5(10)",
            key="replaced",
            says=msgid("Delivery of the new card ends the old one."),
            rules=("RC-042", "RC-169", "RC-181", "RC-182"),
        ),
        _leads(
            (Event.SPECIAL_PERIOD_ENDS, Event.VALIDITY_OVER),
            word(State.VOID),
            "ICA 19-14(ii)",
            key="validity-over",
            says=msgid("The last day of the card has passed."),
            rules=("RC-182",),
        ),
        _leads(
            (Event.VOID_CARD_HANDED_IN,),
            word(State.RETURNED),
            "ICA 19-15(3)",
            "SPA 16(4)",
            key="handed-in",
            says=msgid("The void card is handed in."),
            rules=("RC-173",),
        ),
        _leads(
            (Event.VOLUNTARY_RETURN,),
            word(State.RETURNED),
            "ICA 19-15-4(2)",
            "ICA 19-15-4(3)",
            "MNA-EO 15(4)",
            key="returned-at-wish",
            says=msgid("It is returned, and an ordinary card is handed out."),
            rules=("RC-187", "RC-188"),
        ),
        _leads(
            (Event.DEPARTURE_FOR_GOOD,),
            word(State.VOID),
            "ICA 19-14(iii)",
            key="left-without-permission",
            says=msgid("The departure without re-entry permission was confirmed."),
            rules=("RC-197",),
        ),
        _leads(
            (Event.RE_ENTRY_LAPSED,),
            word(State.VOID),
            "ICA 19-14(iv)",
            key="not-back-in-time",
            says=msgid("The re-entry permit ran out abroad."),
            rules=("RC-182", "RC-196"),
        ),
        _leads(
            (Event.STANDING_ENDED,),
            word(State.VOID),
            "ICA 19-14(i)",
            "SPA 15",
            key="no-longer-a-resident",
            says=msgid("The standing on which the card rested has ended."),
            rules=("RC-200", "RC-201"),
        ),
    )


@rule(
    "ICA 19-15-2",
    "ICA 19-14",
    "ICA 19-15",
    ids=("RC-080", "RC-182", "RC-183"),
    title=msgid("The state after the event"),
    since="2012-07-09",
)
def next_state() -> Table[Choice]:
    """What is refused changes nothing."""
    return cases(
        when(
            refused.exists(),
            state,
            key="refused",
            says=msgid("Something stands against it, and nothing changes."),
        ),
        *_coming(),
        *_held(),
        *_going(),
        otherwise(
            word(State.VOID),
            "ICA 19-14(vi)",
            key="death",
            says=msgid("It ends with the death of its holder."),
            rules=("RC-182", "RC-183"),
        ),
    )


_after = next_state
_PENDING_SAYS = msgid("The old cards are valid until the new one is delivered.")


def _sided(
    of: tuple[State, ...], side: str, cite: str, key: str, says: str
) -> Item[Choice]:
    return when(_after.one_of(*of), word(side), cite, key=key, says=says)


def _common() -> tuple[Item[Choice], ...]:
    return (
        _sided(
            (State.NONE,),
            "none",
            "ICA 19-15-2(1)",
            "no-card",
            msgid("There is no specified card."),
        ),
        _sided(PENDING, "old-card", "ICA 19-14(v)", "old-cards", _PENDING_SAYS),
        _sided(
            (State.VOID, State.RETURNED),
            "void",
            "ICA 19-14",
            "void",
            msgid("The card is void, and both sides with it."),
        ),
    )


@rule(
    "ICA 19-14",
    "ICA 19-5(2)",
    ids=("RC-146", "RC-180", "RC-182", "MN-152"),
    title=msgid("The residence side after the event"),
    since="2012-07-09",
)
def residence_side() -> Table[Choice]:
    """A lost or stopped card is still valid in law."""
    return cases(
        *_common(),
        when(
            event.is_(Event.NEW_LAST_DAY_ASKED) & _after.is_(State.SPECIAL_BOTH),
            word("valid"),
            "ICA 19-5(1)",
            key="printed-day-ahead",
            says=msgid("The printed day has not passed yet."),
        ),
        _sided(
            (State.LOST,),
            "valid",
            "ICA 19-14",
            "out-of-hand",
            msgid("Out of hand, it is still valid in law."),
        ),
        _sided(
            SPECIAL,
            "valid-by-law",
            "ICA 19-5(2)",
            "valid-by-law",
            msgid("The law prolongs it beyond the printed day."),
        ),
        otherwise(
            word("valid"),
            "ICA 19-5(1)",
            key="valid",
            says=msgid("It is valid until the printed day."),
        ),
    )


@rule(
    "MNA 17(10)",
    "MNA 18-5(10)",
    ids=("RC-147", "RC-181", "RC-184"),
    title=msgid("The My Number side after the event"),
    since="2012-07-09",
)
def my_number_side() -> Table[Choice]:
    """Never alive on a void card; lapsed, it stays so."""
    return cases(
        *_common(),
        _sided(
            (State.RESIDENCE_ONLY, State.SPECIAL_RESIDENCE),
            "lapsed",
            "MNA 17(10)",
            "lapsed",
            msgid("The My Number side has lapsed already."),
        ),
        _sided(
            (State.SPECIAL_BOTH,),
            "extended",
            "FORM 4(2)",
            "extended",
            msgid("The municipality set a new last day."),
        ),
        _sided(
            (State.STOPPED,),
            "stopped",
            "MNA-MO 23-2",
            "stopped",
            msgid("It is stopped by telephone until the stop is lifted."),
        ),
        _sided(
            (State.LOST,),
            "out-of-hand",
            "MNA 18-5(10)",
            "out-of-hand",
            msgid("It can be stopped by telephone; the replacement ends it."),
        ),
        otherwise(
            word("valid"),
            "FORM 4(1)",
            key="valid",
            says=msgid("It is valid until the printed day."),
        ),
    )


@rule(
    "ICA 19-15-2",
    "ICA 19-14",
    ids=("RC-080", "RC-182"),
    title=msgid("What the event comes to"),
    since="2012-07-09",
)
def outcome() -> Table[Choice]:
    """What stands against it, where something does; otherwise the next state."""
    return cases(
        when(
            refused.exists(),
            refused,
            key="refused",
            says=msgid("Something stands against it, and nothing changes."),
        ),
        otherwise(
            next_state,
            key="goes-on",
            says=msgid("Nothing stands against it."),
        ),
    )


_lapsed_and_asked = event.is_(Event.NEW_LAST_DAY_ASKED) & state.is_(
    State.SPECIAL_RESIDENCE
)

QUESTION = Question(
    name="card-state",
    title=msgid("What becomes of a specified card by an event?"),
    facts=(
        state,
        event,
        facts.event_on,
        facts.request_allowed,
        facts.in_person,
        facts.pin_filed,
        procedure,
        granted,
        facts.confirmed,
        facts.counter,
        facts.card_expires_on,
        facts.prolonged_until,
        facts.re_entry_permission,
    ),
    goals=(
        Goal("next_state", next_state),
        Goal("residence_side", residence_side),
        Goal("my_number_side", my_number_side),
        Goal("refused", refused, only_if=refused.exists()),
        Goal("delivered", delivered, only_if=delivered.exists()),
        Goal("effect", effect, only_if=effect.exists()),
        Goal("act_by", act_by, only_if=act_by.exists()),
    ),
    reason=outcome,
    era=known_from_first_card(law_on),
    remarks=(
        Remark(
            _lapsed_and_asked,
            "open",
            msgid("Whether a lapsed My Number side can come back is not settled."),
        ),
    ),
)
