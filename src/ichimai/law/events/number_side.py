"""What an event does to the My Number side: MNA 17(10), MNA-EO 14, MNA 18-5(10).

The rows of both matrices in one table: a separate My Number card lapses by the decree's
list, a specified card by the same list and with its residence side.
"""

from typing import Any

from ichimai.errors import msgid
from ichimai.law.events.ends import by_extension, extended_to, lapsed_by_move_on
from ichimai.law.events.facts import (
    Effect,
    Event,
    card_expires_on,
    event,
    event_on,
    has_number,
    in_force,
    number_rows,
    of_special_permanent,
    ordinary,
    permitted,
    presented_on,
    row,
    specified,
    specified_request,
)
from ichimai.law.limits import CARD_DUTY, counted
from ichimai.law.office_days import national
from ichimai.rules.calendar import first_open_day
from ichimai.rules.graph import NO_DAY, Choice, Day, Truth, days, word
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when


@rule(
    "MNA 17(8)",
    "LAA 4-2(4)",
    ids=("MN-215", "MN-297"),
    title=msgid("The change was reported with the card within fourteen days"),
    since="2015-10-05",
)
def reported_in_time() -> Truth:
    """A limit on a closed day moves to the next open one."""
    limit = counted(CARD_DUTY, event_on)
    rolled = first_open_day(limit, national())
    reported = presented_on.present()
    return presented_on.exists() & (
        (reported <= limit) | (rolled.exists() & (reported <= rolled.present()))
    )


@rule(
    "ICA 19-15-2(1)",
    "SPA 16-2(1)",
    ids=("MN-156", "RC-042", "RC-172"),
    title=msgid("A new specified card takes over"),
    since="2026-06-14",
)
def goes_on() -> Truth:
    """Only where it was asked for again; after a loss, special residents alone."""
    carries = permitted | event.one_of(Event.NAME_CHANGE, Event.DAMAGE)
    lost = of_special_permanent & event.is_(Event.LOSS_REISSUE)
    return specified & (carries | lost) & specified_request


_REPLACED = msgid("An ordinary card takes the place of the specified one.")
_WITH_RESIDENCE = msgid("The residence side ends, and the My Number side with it.")


@rule(
    "MNA 17(10)",
    "MNA-EO 14",
    "MNA 18-5(10)",
    ids=("MN-239", "RC-184", "RC-181"),
    title=msgid("What becomes of the My Number card or side"),
    since="2015-10-05",
)
def my_number() -> Table[Choice]:
    """What lapses stays lapsed; only a stop by telephone can be lifted."""
    reports = event.one_of(Event.MOVE_WITHIN, Event.NAME_CHANGE)
    return number_rows(
        when(
            ordinary & reports & ~reported_in_time,
            word(Effect.OVERDUE),
            "MNA 17(8)",
            key="report-overdue",
            says=msgid("The report is overdue; the law lets no card lapse for it."),
            rules=("MN-215",),
        ),
        when(
            event.is_(Event.MOVE_OUT) & lapsed_by_move_on.exists(),
            word(Effect.VOID),
            key="lapsed-by-the-move",
            says=msgid("The move was not followed up, and the card lapses."),
        ),
        when(
            goes_on,
            word(Effect.NEW_CARD),
            key="new-specified-card",
            says=msgid("The new specified card carries the My Number side on."),
        ),
        when(
            specified & (permitted | event.is_(Event.NAME_CHANGE)),
            word(Effect.VOID),
            "ICA 19-14(v)",
            "MNA 18-5(10)",
            key="ordinary-card-delivered",
            says=_REPLACED,
            rules=("MN-155", "RC-189"),
        ),
        when(
            specified & event.one_of(Event.LOSS_REISSUE, Event.DAMAGE),
            word(Effect.UNTIL_REPLACED),
            "ICA 19-14(v)",
            "MNA 18-5(10)",
            key="until-the-replacement",
            says=msgid("It ends when the ordinary card is delivered."),
            rules=("RC-169", "MN-138"),
        ),
        when(
            by_extension & extended_to.exists(),
            word(Effect.OK),
            key="extended",
            says=msgid("The municipality set a new last day."),
        ),
        when(
            by_extension & ~extended_to.exists(),
            word(Effect.VOID),
            key="not-extended",
            says=msgid("It ends on the printed day, because no new one was set."),
        ),
        row(
            (Event.STAY_EXPIRY,),
            Effect.VOID,
            "MNA 17(10)",
            key="stay-over",
            says=msgid("The stay is over, and so is the card that follows it."),
            rules=("MN-106", "MN-239"),
        ),
        row(
            (Event.LOSS_REPORTED,),
            Effect.SUSPENDED,
            "MNA-MO 23-2",
            key="stopped-by-telephone",
            says=msgid("It is stopped by telephone until the stop is lifted."),
            rules=("MN-223", "MN-234", "RC-167"),
        ),
        row(
            (Event.LOSS_REISSUE,),
            Effect.VOID,
            "MNA-MO 28(4)",
            key="reissue-requested",
            says=msgid("The request for a new card ends the lost one."),
            rules=("MN-227",),
        ),
        row(
            (Event.FOUND_BEFORE_REISSUE,),
            Effect.LIFT_IN_PERSON,
            "MNA-MO 30",
            key="stop-lifted-in-person",
            says=msgid("The stop is lifted in person, never by telephone."),
            rules=("MN-229", "MN-230"),
        ),
        row(
            (Event.FOUND_AFTER_REISSUE,),
            Effect.VOID,
            "MNA-MO 28(6)",
            key="found-too-late",
            says=msgid("A stop cannot be lifted any more; the old card goes back."),
            rules=("MN-231",),
        ),
        row(
            (Event.DAMAGE,),
            Effect.REISSUE,
            "MNA-MO 28(1)",
            key="damaged",
            says=msgid("It shows who one is while it can be read; a new one is made."),
            rules=("MN-235",),
        ),
        row(
            (Event.MOVE_ABROAD,),
            Effect.VOID,
            "MNA-EO 14(i)",
            key="moved-abroad",
            says=msgid("It ends on the day of the move abroad."),
            rules=("MN-221", "MN-242", "RC-198", "RC-199"),
        ),
        when(
            specified & event.one_of(Event.DEPARTURE_FOR_GOOD, Event.NATURALISATION),
            word(Effect.VOID),
            "MNA 18-5(10)",
            key="with-the-residence-side",
            says=_WITH_RESIDENCE,
            rules=("MN-151", "RC-181"),
        ),
        row(
            (Event.DEPARTURE_FOR_GOOD,),
            Effect.VOID,
            "MNA-EO 14(xii)",
            key="left-the-register",
            says=msgid("The person leaves the resident register."),
            rules=("MN-245",),
        ),
        row(
            (Event.DEATH,),
            Effect.VOID,
            "MNA-EO 14(xi)",
            key="death",
            says=msgid("It ends with the death of its holder."),
            rules=("MN-245",),
        ),
        row(
            (Event.NATURALISATION,),
            Effect.OK,
            "MNA-EO 14(iv)",
            "BRRA-EO 8-2",
            key="carved-out",
            says=msgid("The list of lapses leaves out who becomes Japanese."),
            rules=("MN-243",),
        ),
        row(
            (Event.NUMBER_CHANGE,),
            Effect.VOID,
            "MNA-EO 14(v)",
            "MNA-EO 14(vi)",
            key="number-replaced",
            says=msgid("The My Number or the resident record code was replaced."),
            rules=("MN-244",),
        ),
        cite="MNA 17(10)",
        rule="MN-239",
    )


@rule(
    "MNA 17(10)",
    "MNA 18-5(10)",
    ids=("MN-239", "MN-132"),
    title=msgid("Day from which the My Number side is void"),
    since="2015-10-05",
)
def my_number_void_from() -> Table[Day]:
    """None where no day is decided, or none ends it."""
    same_day = event.one_of(Event.MOVE_ABROAD, Event.DEATH, Event.NUMBER_CHANGE)
    of_specified = event.one_of(Event.DEPARTURE_FOR_GOOD, Event.NATURALISATION)
    replaced = permitted & ~specified_request
    at_once = (
        same_day
        | (specified & (of_specified | replaced))
        | (ordinary & event.is_(Event.LOSS_REISSUE))
    )
    return cases(
        *in_force(NO_DAY),
        when(
            has_number & event.is_(Event.MOVE_OUT),
            lapsed_by_move_on,
            key="after-the-move",
            says=msgid("The move was not followed up, and the card lapses."),
        ),
        when(
            has_number & by_extension & extended_to.exists(),
            extended_to.present() + days(1),
            key="after-the-new-last-day",
            says=msgid("The municipality set a new last day."),
        ),
        when(
            has_number & by_extension,
            card_expires_on + days(1),
            "MNA 17(10)",
            key="after-the-printed-day",
            says=msgid("It ends on the printed day, because no new one was set."),
            rules=("MN-118", "MN-132"),
        ),
        when(
            has_number & event.is_(Event.STAY_EXPIRY),
            event_on + days(1),
            "MNA 17(10)",
            key="after-the-stay",
            says=msgid("The stay is over, and so is the card that follows it."),
            rules=("MN-106",),
        ),
        when(
            has_number & at_once,
            event_on,
            "MNA 17(10)",
            "MNA 18-5(10)",
            key="that-day",
            says=msgid("It ends on the day of the event."),
            rules=("MN-221", "MN-227", "MN-245", "MN-151"),
        ),
        otherwise(
            NO_DAY,
            "MNA 17(10)",
            key="no-day",
            says=msgid("No day is decided by this event."),
        ),
    )


is_void: Any = my_number.present().is_(Effect.VOID)
"""Whether the My Number side lapses, and with it all that rests on it."""
