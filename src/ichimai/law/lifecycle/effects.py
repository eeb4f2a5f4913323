"""What an event brings beside the next state: a card, an effect, a day to keep."""

from ichimai.errors import msgid
from ichimai.law.lifecycle.facts import Event, event, event_on
from ichimai.law.lifecycle.guards import refused
from ichimai.law.limits import CARD_DUTY, counted
from ichimai.rules.graph import NO_DAY, NO_WORD, Choice, Day, word
from ichimai.rules.rule import rule
from ichimai.rules.table import Item, Table, cases, otherwise, when

_REFUSED = msgid("Something stands against it, and nothing changes.")
_HAPPENS = ~refused.exists()


def _brings(
    of: tuple[Event, ...], what: str, *cites: str, says: str, rules: tuple[str, ...]
) -> Item[Choice]:
    return when(
        _HAPPENS & event.one_of(*of),
        word(what),
        *cites,
        key=what,
        says=says,
        rules=rules,
    )


@rule(
    "ICA 19-15-2",
    "ICA 19-15-4(3)",
    ids=("RC-076", "RC-089", "RC-169", "RC-187"),
    title=msgid("The card that is delivered with the event"),
    since="2026-06-14",
)
def delivered() -> Table[Choice]:
    """None where no card changes hands."""
    return cases(
        _brings(
            (Event.DELIVERY, Event.NEW_SPECIFIED_DELIVERED),
            "specified",
            "ICA 19-15-2(5)",
            says=msgid("A specified card is delivered."),
            rules=("RC-076",),
        ),
        _brings(
            (
                Event.DECLINED,
                Event.ORDINARY_DELIVERED,
                Event.REPLACEMENT_DELIVERED,
                Event.VOLUNTARY_RETURN,
            ),
            "ordinary",
            "ICA 19-15-2(8)",
            "ICA 19-15-4(3)",
            says=msgid("An ordinary card is delivered."),
            rules=("RC-089", "RC-169", "RC-187", "RC-189"),
        ),
        otherwise(
            NO_WORD,
            "ICA 19-14",
            key="no-card",
            says=msgid("No card is delivered."),
        ),
    )


@rule(
    "ICA 19-15-2",
    "JPKI 12",
    ids=("RC-088", "RC-113", "RC-159", "RC-190"),
    title=msgid("What else the event brings"),
    since="2026-06-14",
)
def effect() -> Table[Choice]:
    """None where it is the next state alone."""
    return cases(
        _brings(
            (Event.DECLINED,),
            "free-exchange-that-day",
            "ICA-EO 3-3(2)(iv)",
            says=msgid("A holder may exchange the ordinary card free of charge then."),
            rules=("RC-089", "RC-101"),
        ),
        _brings(
            (Event.DELIVERY,),
            "old-cards-void",
            "ICA 19-14(v)",
            "MNA 18-5(8)",
            says=msgid("The old cards are void and given back."),
            rules=("RC-076", "RC-088", "RC-090", "MN-143"),
        ),
        _brings(
            (Event.ADDRESS_FILING,),
            "signature-void",
            "JPKI 12",
            says=msgid("What it says of its holder has changed."),
            rules=("RC-157", "RC-159"),
        ),
        _brings(
            (Event.EXTENSION_FILED,),
            "pending-mark",
            "ICA 20(6)",
            says=msgid("The card is marked: a filing is pending."),
            rules=("RC-113",),
        ),
        _brings(
            (Event.NUMBER_CAUSE,),
            "return-to-the-bureau",
            "ICA 19-15-4(2)",
            says=msgid("A specified card is returned at the bureau."),
            rules=("RC-185",),
        ),
        _brings(
            (Event.LOSS, Event.REPLACEMENT_DELIVERED, Event.VOLUNTARY_RETURN),
            "municipality-told",
            "MNA 18-5(7)",
            says=msgid("The bureau tells the municipality."),
            rules=("RC-166", "RC-190"),
        ),
        otherwise(
            NO_WORD,
            "ICA 19-14",
            key="nothing-else",
            says=msgid("The event brings nothing else."),
        ),
    )


@rule(
    "ICA 19-15",
    "ICA 19-12(1)",
    "SPA 16",
    ids=("RC-165", "RC-183"),
    title=msgid("Last day for what the event asks for"),
    since="2026-06-14",
)
def act_by() -> Table[Day]:
    """The day itself where the law says at once; none where it names no day."""
    return cases(
        when(
            refused.exists(),
            NO_DAY,
            key="refused",
            says=_REFUSED,
        ),
        when(
            event.is_(Event.LOSS),
            counted(CARD_DUTY, event_on),
            "ICA 19-12(1)",
            "SPA 13(1)",
            key="ask-for-a-new-card",
            says=msgid("A new card has to be asked for within fourteen days."),
            rules=("RC-165", "RC-172"),
        ),
        when(
            event.one_of(
                Event.SPECIAL_PERIOD_ENDS,
                Event.VALIDITY_OVER,
                Event.RE_ENTRY_LAPSED,
                Event.STANDING_ENDED,
                Event.DEATH,
            ),
            counted(CARD_DUTY, event_on),
            "ICA 19-15(1)",
            "ICA 19-15(4)",
            "SPA 16(1)",
            key="return-in-fourteen-days",
            says=msgid("Fourteen days, the day itself left out."),
            rules=("RC-183", "RC-200"),
        ),
        when(
            event.one_of(
                Event.DELIVERY,
                Event.NEW_SPECIFIED_DELIVERED,
                Event.ORDINARY_DELIVERED,
                Event.DEPARTURE_FOR_GOOD,
            ),
            event_on,
            "ICA 19-15(2)",
            key="at-once",
            says=msgid("The old card is given back at once."),
            rules=("RC-088", "RC-183", "RC-197"),
        ),
        otherwise(
            NO_DAY,
            "ICA 19-15",
            key="no-number-of-days",
            says=msgid("The law names no number of days for it."),
        ),
    )
