"""The last day of each duty: the nominal, the legal and the safe one.

A limit for a filing that falls on a closed day can be met on the next open one (AGH 2,
LAA 4-2(4)); a lapse comes on its own day. The safe day is never after the nominal one.
Of a procedure without a limit there is no day.
"""

from ichimai.errors import msgid
from ichimai.law.eras import known_by
from ichimai.law.limits import (
    AFFILIATION,
    BIRTH_NOTICE,
    CARD_DUTY,
    EXPRESS,
    FOLLOW_UP,
    GRACE,
    HIRED,
    LEFT,
    NO_ADDRESS,
    PRESENT_CARD,
    RETURN,
    UNINSURED,
    counted,
    first_day_of,
)
from ichimai.law.office_days import (
    national,
    okinawan_municipality,
    own_holiday_prefecture,
)
from ichimai.model.procedure import Procedure
from ichimai.rules.calendar import first_open_day, last_open_day
from ichimai.rules.fact import choice_fact, code_fact, day_fact
from ichimai.rules.graph import NO_DAY, NO_WORD, Choice, Day, Truth, const, word
from ichimai.rules.question import Goal, Question, Remark
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

EMPLOYER = (HIRED, LEFT, UNINSURED)
"""What employers report about foreign workers, by whether these are insured."""

duty = choice_fact(
    "duty",
    msgid("Which duty is it?"),
    (
        *Procedure,
        RETURN,
        FOLLOW_UP,
        PRESENT_CARD,
        EXPRESS,
        GRACE,
        AFFILIATION,
        NO_ADDRESS,
        BIRTH_NOTICE,
        *EMPLOYER,
    ),
)
event_on = day_fact("event_on", msgid("From which day does it run?"))
municipality = code_fact(
    "municipality",
    msgid("Which municipality is it, by the six digits of its code?"),
    6,
    optional=True,
)

_MUNICIPAL = (
    Procedure.FIRST_ADDRESS,
    Procedure.ADDRESS_CHANGE,
    Procedure.MOVE_OUT,
    Procedure.SPR_PERMISSION,
    FOLLOW_UP,
    PRESENT_CARD,
    EXPRESS,
    GRACE,
    BIRTH_NOTICE,
)
"""Duties at a municipality; those of special permanent residents not among them."""

_WITHOUT_LIMIT = (
    Procedure.LANDING,
    Procedure.EARLY_RENEWAL,
    Procedure.DAMAGE,
    Procedure.EXCHANGE,
    Procedure.RETURN_OF_SPECIFIED,
)
_UNTIL_EVENT = (
    Procedure.EXTENSION,
    Procedure.CHANGE_OF_STATUS,
    Procedure.PERMANENT_RESIDENCE,
    Procedure.VALIDITY_RENEWAL,
)
_LAPSES = (FOLLOW_UP, PRESENT_CARD, GRACE, NO_ADDRESS)


def _counted(name: str) -> Day:
    return counted(name, event_on)


_too_early = (
    duty.one_of(FOLLOW_UP, PRESENT_CARD) & (event_on < const(first_day_of(FOLLOW_UP)))
) | (duty.one_of(EXPRESS, GRACE) & (event_on < const(first_day_of(EXPRESS))))
_silent = duty.is_(Procedure.MOVE_OUT) | (
    duty.one_of(*EMPLOYER) & (event_on < const(first_day_of(HIRED)))
)
_in_okinawa = (
    duty.one_of(*_MUNICIPAL)
    & municipality.exists()
    & municipality.present().starts_with(own_holiday_prefecture())
)


@rule(
    "CC 140",
    "CC 141",
    ids=("MN-294", "MN-295", "RC-043"),
    title=msgid("Last day by the count alone"),
    since="2012-07-09",
)
def nominal_last_day() -> Table[Day]:
    """Whether offices are open that day is another question."""
    return cases(
        when(
            duty.one_of(*_WITHOUT_LIMIT),
            NO_DAY,
            "ICA 19-13(1)",
            key="no-limit",
            says=msgid("The law sets no limit for it."),
            rules=("RC-043", "RC-171", "RC-187"),
        ),
        when(
            _silent,
            NO_DAY,
            "BRRA 24",
            key="sources-silent",
            says=msgid("The sources name no limit for it."),
            rules=("RC-035", "MN-216"),
        ),
        when(
            _too_early,
            NO_DAY,
            "MNA 17",
            key="before-first-day",
            says=msgid("There was no such limit yet."),
            rules=("MN-213", "MN-077", "RC-235"),
        ),
        when(
            duty.one_of(*_UNTIL_EVENT),
            event_on,
            "ICA 21(2)",
            "ICA 19-11(1)",
            key="last-day-itself",
            says=msgid("Until the stay or the card ends."),
            rules=("RC-043", "RC-126"),
        ),
        when(
            duty.is_(Procedure.ACQUISITION),
            _counted("acquisition"),
            "ICA 22-2(2)",
            key="thirty-days",
            says=msgid("Thirty days, the day itself left out."),
            rules=("RC-033", "MN-294"),
        ),
        when(
            duty.is_(Procedure.SPR_PERMISSION),
            _counted("spr-permission"),
            "SPA 4",
            key="sixty-days",
            says=msgid("Sixty days, the day itself left out."),
            rules=("RC-039", "MN-294"),
        ),
        when(
            duty.is_(FOLLOW_UP),
            _counted(FOLLOW_UP),
            "MNA-EO 14(ii)",
            key="move-in-after-move-out",
            says=msgid("Thirty days after the planned move; then the card ends."),
            rules=("MN-213", "MN-240", "RC-160"),
        ),
        when(
            duty.is_(PRESENT_CARD),
            _counted(PRESENT_CARD),
            "MNA-EO 14(iii)",
            key="card-after-move-in",
            says=msgid("Ninety days after the notice; then the card ends."),
            rules=("MN-212", "MN-241", "RC-160"),
        ),
        when(
            duty.is_(EXPRESS),
            _counted(EXPRESS),
            "MNA-MO 22-2",
            key="thirty-days-with-the-first",
            says=msgid("Thirty days, the day itself counted."),
            rules=("MN-077", "MN-295"),
        ),
        when(
            duty.is_(BIRTH_NOTICE),
            _counted(BIRTH_NOTICE),
            "FRA 43(1)",
            "FRA 49(1)",
            key="fourteen-days-with-the-first",
            says=msgid("Fourteen days, the day of birth counted."),
            rules=("MN-295",),
        ),
        when(
            duty.is_(GRACE),
            _counted(GRACE),
            "JPKI-MO 49",
            key="third-month-end",
            says=msgid("Until the end of the third month after the certificate's."),
            rules=("RC-235", "MN-254", "MN-260"),
        ),
        when(
            duty.is_(NO_ADDRESS),
            _counted(NO_ADDRESS),
            "ICA 22-4(1)(viii)",
            "ICA 22-4(1)(ix)",
            key="ninety-days-without-address",
            says=msgid("90 days; after them the status may be revoked."),
            rules=("RC-161",),
        ),
        when(
            duty.is_(AFFILIATION),
            _counted(CARD_DUTY),
            "ICA 19-16",
            key="affiliation-in-fourteen-days",
            says=msgid("Fourteen days, the day itself left out."),
            rules=("RC-162",),
        ),
        when(
            duty.is_(HIRED),
            _counted(HIRED),
            "ALM 28",
            key="tenth-of-next-month",
            says=msgid("Hired with insurance: until the 10th of the next month."),
            rules=("RC-225",),
        ),
        when(
            duty.is_(LEFT),
            _counted(LEFT),
            "ALM 28",
            key="ten-days-after-leaving",
            says=msgid("Left with insurance: ten days, the day itself left out."),
            rules=("RC-225",),
        ),
        when(
            duty.is_(UNINSURED),
            _counted(UNINSURED),
            "ALM 28",
            key="next-month-end",
            says=msgid("Without insurance: until the end of the next month."),
            rules=("RC-225",),
        ),
        when(
            duty.is_(RETURN),
            _counted(CARD_DUTY),
            "ICA 19-15(1)",
            "SPA 16(1)",
            key="return-in-fourteen-days",
            says=msgid("Fourteen days, the day itself left out."),
            rules=("RC-173", "RC-183", "RC-200", "MN-248"),
        ),
        when(
            duty.one_of(Procedure.FIRST_ADDRESS, Procedure.ADDRESS_CHANGE),
            _counted(CARD_DUTY),
            "ICA 19-7",
            "ICA 19-9",
            "SPA 10",
            key="address-in-fourteen-days",
            says=msgid("Fourteen days, the day itself left out."),
            rules=("RC-155", "MN-209"),
        ),
        otherwise(
            _counted(CARD_DUTY),
            "ICA 19-10",
            "ICA 19-12(1)",
            "ICA 19-13",
            key="fourteen-days",
            says=msgid("Fourteen days, the day itself left out."),
            rules=("RC-158", "RC-165", "RC-171", "MN-153", "MN-233"),
        ),
    )


_nominal = nominal_last_day.present()
# Where the table of holidays begins or ends, one way may be known and the other not.
_no_day_before = (
    nominal_last_day.exists() & ~last_open_day(_nominal, national()).exists()
)
_no_day_after = (
    nominal_last_day.exists() & ~first_open_day(_nominal, national()).exists()
)


@rule(
    "AGH 1(1)",
    "LAA 4-2(2)",
    ids="MN-297",
    title=msgid("Last open day not after it"),
    since="2012-07-09",
)
def safe_last_day() -> Table[Day]:
    """The day to plan with: nothing rests on an office being open later."""
    return cases(
        when(
            _silent | _no_day_before,
            NO_DAY,
            "AGH 1(1)",
            key="sources-silent",
            says=msgid("The holidays of that year are not published."),
        ),
        when(
            ~nominal_last_day.exists(),
            NO_DAY,
            "AGH 1(1)",
            key="no-day-to-keep",
            says=msgid("The law sets no limit for it."),
        ),
        when(
            _in_okinawa,
            last_open_day(_nominal, okinawan_municipality()),
            "LAA 4-2(3)",
            key="open-municipality-in-okinawa",
            says=msgid("Municipalities in Okinawa close on 23 June as well."),
        ),
        otherwise(
            last_open_day(_nominal, national()),
            "AGH 1(1)",
            "LAA 4-2(2)",
            key="open-office",
            says=msgid("The last day on which offices are open."),
        ),
    )


@rule(
    "AGH 2",
    "LAA 4-2(4)",
    ids="MN-297",
    title=msgid("Last day by law"),
    since="2012-07-09",
)
def legal_last_day() -> Table[Day]:
    """Limits for filings roll to the next open day, lapses never."""
    return cases(
        when(
            duty.one_of(*_LAPSES, EXPRESS) & ~_silent,
            nominal_last_day,
            "CC 141",
            key="does-not-roll",
            says=msgid("It ends on its own day, open or not."),
        ),
        when(
            _silent | _no_day_after,
            NO_DAY,
            "AGH 2",
            key="sources-silent",
            says=msgid("The holidays of that year are not published."),
        ),
        when(
            ~nominal_last_day.exists(),
            NO_DAY,
            "AGH 2",
            key="no-day-to-keep",
            says=msgid("The law sets no limit for it."),
        ),
        when(
            _in_okinawa,
            first_open_day(_nominal, okinawan_municipality()),
            "LAA 4-2(4)",
            key="rolls-in-okinawa",
            says=msgid("Municipalities in Okinawa close on 23 June as well."),
        ),
        when(
            duty.one_of(*_MUNICIPAL),
            first_open_day(_nominal, national()),
            "LAA 4-2(4)",
            key="rolls-at-the-municipality",
            says=msgid("A limit on a closed day moves to the next open one."),
        ),
        otherwise(
            first_open_day(_nominal, national()),
            "AGH 2",
            key="rolls",
            says=msgid("A limit on a closed day moves to the next open one."),
        ),
    )


@rule(
    "CC 140",
    ids=("MN-294", "MN-295"),
    title=msgid("Whether the day itself is counted"),
    since="2012-07-09",
    confidence="inferred",
)
def basis() -> Table[Choice]:
    """None where nothing is counted in days."""
    return cases(
        when(
            ~nominal_last_day.exists()
            | duty.one_of(GRACE, HIRED, UNINSURED, *_UNTIL_EVENT),
            NO_WORD,
            "CC 140",
            key="not-counted",
            says=msgid("No days are counted."),
        ),
        when(
            duty.is_(BIRTH_NOTICE),
            word("same-day"),
            "FRA 43(1)",
            key="from-the-day-of-birth",
            says=msgid("Fourteen days, the day of birth counted."),
            rules=("MN-295",),
        ),
        when(
            duty.is_(EXPRESS),
            word("same-day"),
            "MNA-MO 22-2",
            key="from-the-same-day",
            says=msgid("Thirty days, the day itself counted."),
            rules=("MN-077", "MN-295"),
        ),
        otherwise(
            word("next-day"),
            "CC 140",
            key="from-the-next-day",
            says=msgid("The count begins on the next day."),
            rules=("MN-294",),
        ),
    )


@rule(
    "LAA 4-2(4)",
    ids=("MN-077", "MN-297"),
    title=msgid("The last day of the express form is a closed one"),
    since="2024-12-02",
    confidence="inferred",
)
def express_open() -> Truth:
    """Whether offices let that window roll was not found."""
    return duty.is_(EXPRESS) & (safe_last_day.present() < _nominal)


QUESTION = Question(
    name="deadline",
    title=msgid("Until when is it to be done?"),
    facts=(duty, event_on, municipality),
    goals=(
        Goal("nominal_last_day", nominal_last_day),
        Goal("legal_last_day", legal_last_day),
        Goal("safe_last_day", safe_last_day),
        Goal("basis", basis, only_if=basis.exists()),
    ),
    era=known_by(event_on),
    reason=nominal_last_day,
    remarks=(
        Remark(
            express_open,
            "open",
            msgid("Whether offices accept the form on the next open day is open."),
        ),
    ),
)
