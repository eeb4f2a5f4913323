"""What the holder has to do after an event, and by which day.

Immigration law for whoever holds a residence side, the Number Act for a separate card
(MNA 18-5(9) lets the former stand for the latter on a specified card).
"""

from ichimai.errors import msgid
from ichimai.law.events.ends import by_extension
from ichimai.law.events.facts import (
    Event,
    card_expires_on,
    event,
    event_on,
    has_number,
    in_force,
    moved_on,
    ordinary,
)
from ichimai.law.limits import CARD_DUTY, RETURN, counted
from ichimai.model.procedure import Procedure
from ichimai.rules.graph import NO_DAY, NO_WORD, Choice, Day, word
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

_moves = event.one_of(Event.MOVE_WITHIN, Event.MOVE_OUT)
_lost = event.one_of(Event.LOSS_REPORTED, Event.LOSS_REISSUE)
_RETURN_IN_TIME = (
    Event.STAY_EXPIRY,
    Event.FOUND_AFTER_REISSUE,
    Event.DEATH,
    Event.NATURALISATION,
)
_NUMBER_LAPSES = event.one_of(Event.MOVE_ABROAD, Event.NUMBER_CHANGE)

REPORT_CHANGE, PRESENT = "report-change", "present-card"
NEW_LAST_DAY, REPORT_LOSS = "ask-for-new-last-day", "report-loss"


@rule(
    "ICA 19-15",
    "MNA 17",
    ids=("RC-183", "MN-153", "MN-247"),
    title=msgid("What the holder has to do"),
    since="2012-07-09",
)
def duty() -> Table[Choice]:
    """None where the event asks for nothing."""
    return cases(
        *in_force(NO_WORD),
        when(
            has_number & by_extension,
            word(NEW_LAST_DAY),
            "MNA-MO 27(2)",
            "FORM 4(2)",
            key="new-last-day",
            says=msgid("The municipality sets the new last day on request."),
            rules=("MN-116", "MN-122", "RC-147"),
        ),
        when(
            ordinary & event.is_(Event.MOVE_OUT),
            word(PRESENT),
            "MNA 17(6)",
            "MNA 17(7)",
            key="present-the-card",
            says=msgid("The card is presented with the move-in."),
            rules=("MN-211", "MN-212"),
        ),
        when(
            ordinary
            & event.one_of(Event.MOVE_WITHIN, Event.NAME_CHANGE, Event.NATURALISATION),
            word(REPORT_CHANGE),
            "MNA 17(8)",
            key="report-the-change",
            says=msgid("The change is reported with the card within fourteen days."),
            rules=("MN-215", "MN-219"),
        ),
        when(
            ordinary & _lost,
            word(REPORT_LOSS),
            "MNA 17(9)",
            key="report-the-loss",
            says=msgid("The loss is reported at once."),
            rules=("MN-226", "RC-174"),
        ),
        when(
            _moves,
            word(Procedure.ADDRESS_CHANGE),
            "ICA 19-9(1)",
            "SPA 10",
            key="file-the-address",
            says=msgid("The address is filed with the card within fourteen days."),
            rules=("RC-155", "RC-156", "MN-153"),
        ),
        when(
            event.is_(Event.NAME_CHANGE),
            word(Procedure.ITEM_CHANGE),
            "ICA 19-10(1)",
            "SPA 11(1)",
            key="file-the-change",
            says=msgid("The change is filed within fourteen days."),
            rules=("RC-158", "MN-219"),
        ),
        when(
            _lost,
            word(Procedure.LOSS),
            "ICA 19-12(1)",
            "SPA 13(1)",
            key="ask-for-a-new-card",
            says=msgid("A new card has to be asked for within fourteen days."),
            rules=("RC-165", "RC-166", "MN-233"),
        ),
        when(
            ordinary & event.is_(Event.DEATH),
            NO_WORD,
            "MNA-EO 15",
            key="no-duty-of-relatives",
            says=msgid("Nobody has to return the My Number card of the dead."),
            rules=("MN-248",),
        ),
        when(
            event.one_of(*_RETURN_IN_TIME, Event.DEPARTURE_FOR_GOOD)
            | (has_number & _NUMBER_LAPSES),
            word(RETURN),
            "ICA 19-15",
            "ICA 19-15-4(2)",
            "SPA 16",
            "MNA 17(11)",
            key="return-the-card",
            says=msgid("The card goes back."),
            rules=("RC-183", "RC-185", "MN-247", "MN-250"),
        ),
        otherwise(
            NO_WORD,
            "ICA 19-15",
            key="nothing-to-do",
            says=msgid("Nothing has to be done."),
        ),
    )


@rule(
    "ICA 19-15",
    "MNA 17",
    ids=("RC-183", "MN-215", "MN-294"),
    title=msgid("Last day for it, before any closed day is thought of"),
    since="2012-07-09",
)
def act_by() -> Table[Day]:
    """None where the law says at once or without delay and names no number."""
    return cases(
        *in_force(NO_DAY),
        when(
            has_number & by_extension,
            card_expires_on,
            "MNA 17(10)",
            key="while-the-card-is-alive",
            says=msgid("Only while the card is alive."),
            rules=("MN-118", "RC-148"),
        ),
        when(
            ~ordinary & event.is_(Event.MOVE_OUT) & moved_on.exists(),
            counted(CARD_DUTY, moved_on.present()),
            "ICA 19-9(1)",
            "SPA 10",
            key="fourteen-days-from-the-move",
            says=msgid("Fourteen days, the day itself left out."),
            rules=("RC-155",),
        ),
        when(
            event.one_of(Event.MOVE_WITHIN, Event.NAME_CHANGE)
            | (ordinary & event.is_(Event.NATURALISATION))
            | (~ordinary & (_lost | event.one_of(*_RETURN_IN_TIME))),
            counted(CARD_DUTY, event_on),
            "ICA 19-15(1)",
            "ICA 19-10(1)",
            "SPA 16(1)",
            "MNA 17(8)",
            key="fourteen-days",
            says=msgid("Fourteen days, the day itself left out."),
        ),
        when(
            ~ordinary & event.is_(Event.DEPARTURE_FOR_GOOD),
            event_on,
            "ICA 19-15(2)",
            key="at-the-port",
            says=msgid("It is handed in at the port."),
            rules=("RC-183", "RC-197"),
        ),
        otherwise(
            NO_DAY,
            "MNA 17(11)",
            key="no-number-of-days",
            says=msgid("The law names no number of days for it."),
        ),
    )
