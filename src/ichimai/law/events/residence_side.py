"""What an event does to the residence side: ICA 19-14 and SPA 15.

The same for an ordinary and for a specified card: the My Number side on it changes
nothing here (ICA 19-15-4(1)).
"""

from ichimai.errors import msgid
from ichimai.law.events.facts import (
    AS_IT_IS,
    Effect,
    Event,
    event,
    event_on,
    in_force,
    of_special_permanent,
    ordinary,
    permitted,
    residence_rows,
    row,
)
from ichimai.law.special_period import special_period_ends_on, stay_ends_on
from ichimai.rules.graph import NO_DAY, Choice, Day, days, word
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

_ENDS_AT_ONCE = (Event.DEPARTURE_FOR_GOOD, Event.DEATH, Event.NATURALISATION)
_special = event.is_(Event.SPECIAL_PERIOD)


@rule(
    "ICA 19-14",
    "SPA 15",
    ids=("RC-180", "RC-182"),
    title=msgid("What becomes of the residence side"),
    since="2012-07-09",
)
def residence_card() -> Table[Choice]:
    """In the order of a stay: changes, its end, loss and damage, leaving."""
    return residence_rows(
        when(
            permitted | event.is_(Event.NAME_CHANGE),
            word(Effect.NEW_CARD),
            "ICA 19-10(2)",
            "ICA 20(4)(i)",
            "SPA 11(2)",
            key="new-card-delivered",
            says=msgid("A new card is delivered in its place."),
            rules=("RC-158", "RC-090"),
        ),
        row(
            (Event.MOVE_WITHIN, Event.MOVE_OUT),
            Effect.OK,
            "ICA 19-7(2)",
            "ICA 19-9(2)",
            "SPA 10(3)",
            key="address-written-on-the-card",
            says=msgid("The new address is written on the same card."),
            rules=("RC-155", "RC-157", "RC-116"),
        ),
        when(
            _special & special_period_ends_on.exists(),
            word(Effect.OK),
            "ICA 19-5(2)",
            key="prolonged-by-law",
            says=msgid("The law itself carries the card through the special period."),
            rules=("RC-134", "RC-146", "MN-127"),
        ),
        when(
            _special | event.is_(Event.STAY_EXPIRY),
            word(Effect.VOID),
            "ICA 19-14(ii)",
            key="validity-over",
            says=msgid("The last day of the card has passed."),
            rules=("RC-182",),
        ),
        row(
            (Event.LOSS_REPORTED, Event.LOSS_REISSUE),
            Effect.REISSUE,
            "ICA 19-12(1)",
            "SPA 13(1)",
            key="lost",
            says=msgid("A new card has to be asked for within fourteen days."),
            rules=("RC-165", "RC-172", "MN-233"),
        ),
        row(
            (Event.FOUND_AFTER_REISSUE,),
            Effect.VOID,
            "ICA 19-14(v)",
            "SPA 15",
            key="replaced",
            says=msgid("The new card has ended the one that was lost."),
            rules=("RC-169", "RC-173"),
        ),
        row(
            (Event.DAMAGE,),
            Effect.REISSUE,
            "ICA 19-13(1)",
            "SPA 14(1)",
            key="damaged",
            says=msgid("A new card may be asked for."),
            rules=("RC-171", "MN-236"),
        ),
        when(
            of_special_permanent & event.one_of(*_ENDS_AT_ONCE),
            word(Effect.VOID),
            "SPA 15",
            key="special-standing-ends",
            says=msgid("The reason for the certificate is gone."),
            rules=("RC-182", "RC-200"),
        ),
        row(
            (Event.DEPARTURE_FOR_GOOD,),
            Effect.VOID,
            "ICA 19-14(iii)",
            key="left-without-permission",
            says=msgid("The departure without re-entry permission was confirmed."),
            rules=("RC-197",),
        ),
        row(
            (Event.DEATH,),
            Effect.VOID,
            "ICA 19-14(vi)",
            key="death",
            says=msgid("It ends with the death of its holder."),
            rules=("RC-182",),
        ),
        row(
            (Event.NATURALISATION,),
            Effect.VOID,
            "ICA 19-14(i)",
            key="no-longer-a-resident",
            says=msgid("The holder is no mid- to long-term resident any more."),
            rules=("RC-200", "RC-201"),
        ),
        otherwise(
            word(Effect.OK),
            "ICA 19-15-4(1)",
            "ICA 19-14",
            key="unaffected",
            says=AS_IT_IS,
            rules=("RC-180",),
        ),
    )


@rule(
    "ICA 19-14",
    "SPA 15",
    ids="RC-182",
    title=msgid("Day from which the residence side is void"),
    since="2012-07-09",
)
def residence_void_from() -> Table[Day]:
    """None where no day is decided, or none ends it."""
    return cases(
        *in_force(NO_DAY),
        when(
            ~ordinary & _special & special_period_ends_on.exists(),
            special_period_ends_on.present() + days(1),
            "ICA 19-5(2)",
            key="after-the-special-period",
            says=msgid("The law itself carries the card through the special period."),
            rules=("RC-134", "RC-146"),
        ),
        when(
            ~ordinary & _special,
            stay_ends_on + days(1),
            "ICA 19-14(ii)",
            key="after-the-stay",
            says=msgid("The last day of the card has passed."),
        ),
        when(
            ~ordinary & event.is_(Event.STAY_EXPIRY),
            event_on + days(1),
            "ICA 19-14(ii)",
            key="after-that-day",
            says=msgid("The last day of the card has passed."),
        ),
        when(
            ~ordinary & (permitted | event.one_of(*_ENDS_AT_ONCE)),
            event_on,
            "ICA 19-14",
            "SPA 15",
            key="that-day",
            says=msgid("It ends on the day of the event."),
        ),
        otherwise(
            NO_DAY,
            "ICA 19-14",
            key="no-day",
            says=msgid("No day is decided by this event."),
        ),
    )
