"""The common workload W as a rule text: the model of `ichimai.bench.w_plain`.

The provisions are those that the model simplifies. W counts months as calendars do, by
the same number; the law does not, and `ichimai.law` is the place for the law.
"""

from ichimai.bench.w_plain import (
    MOVE_DAYS,
    NOTICE_DAYS,
    SPECIAL_MONTHS,
    STATUSES,
    TIME_LIMITED,
    WINDOW_MONTHS,
)
from ichimai.rules.calendar import (
    day_of_month,
    days_from,
    earliest,
    month_of,
    months_before,
    nth_birthday_after,
    on_day,
    reached,
)
from ichimai.rules.fact import choice_fact, day_fact
from ichimai.rules.graph import (
    NO_DAY,
    Day,
    Days,
    MonthOfEra,
    Node,
    Truth,
    days,
    make,
    months,
)
from ichimai.rules.question import AS_OF
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

as_of = day_fact(AS_OF, "On which day?")
birth_date = day_fact("birth_date", "When were you born?")
status = choice_fact("status", "What is your status?", STATUSES)
stay_until = day_fact("stay_until", "When does your stay end?", optional=True)
card_issued_on = day_fact("card_issued_on", "When was your card issued?")
moved_on = day_fact("moved_on", "When did you move?", optional=True)
applied_renewal_on = day_fact(
    "applied_renewal_on", "When did you ask for an extension?", optional=True
)


def _same_number(of: Day, later: int) -> Day:
    month = month_of(of) + make(MonthOfEra, "const", later)
    return on_day(month, day_of_month(of))


def _within(of: Day, first: Day, last: Day) -> Truth:
    return (first <= of) & (of <= last)


@rule("ICA 19-5(1)", ids="W-1", title="Fifth birthday after issue", since="2012-07-09")
def fifth_birthday() -> Day:
    """The limit of a minor's card, and of every certificate."""
    return nth_birthday_after(birth_date, card_issued_on, 5)


@rule("ICA 19-5(1)", ids="W-2", title="Birthday that limits it", since="2012-07-09")
def birthday_limit() -> Table[Day]:
    """The tenth birthday, for minors the fifth."""
    return cases(
        when(
            reached(birth_date, 18, card_issued_on),
            nth_birthday_after(birth_date, card_issued_on, 10),
            "ICA 19-5(1)",
            key="adult",
            says="An adult's card.",
        ),
        otherwise(fifth_birthday, "ICA 19-5(1)", key="minor", says="A minor's card."),
    )


@rule("ICA 20(6)", ids="W-3", title="Day on which the stay ends", since="2012-07-09")
def stay_limit() -> Table[Day]:
    """With the months that an application in time adds."""
    until = stay_until.present()
    in_time = applied_renewal_on.exists() & (applied_renewal_on.present() <= until)
    return cases(
        when(
            in_time,
            _same_number(until, SPECIAL_MONTHS),
            "ICA 20(6)",
            key="asked-in-time",
            says="An extension was asked for in time.",
        ),
        otherwise(until, "ICA 20(6)", key="stay", says="The period of stay."),
    )


@rule("ICA 19-5(1)", ids="W-4", title="Last day of the card", since="2012-07-09")
def card_end() -> Table[Day]:
    """The birthday, or the end of stay where that is earlier."""
    return cases(
        when(
            status.is_(TIME_LIMITED),
            earliest(birthday_limit, stay_limit),
            "ICA 19-5(1)",
            key="limited",
            says="A status with a period of stay.",
        ),
        otherwise(
            birthday_limit, "ICA 19-5(1)", key="unlimited", says="No period of stay."
        ),
    )


@rule("ICA 19-5(1)", ids="W-5", title="Last day of certificates", since="2012-07-09")
def cert_end() -> Day:
    """Never later than the card."""
    return earliest(fifth_birthday, card_end)


@rule("ICA 19-5(1)", ids="W-6", title="First day to renew", since="2012-07-09")
def window_opens() -> Day:
    """Some months before the end."""
    return months_before(card_end, months(WINDOW_MONTHS))


@rule("ICA 19-5(1)", ids="W-7", title="Last day to tell a move", since="2012-07-09")
def move_told_by() -> Day:
    """Counted from the move, where there was one."""
    return moved_on.present() + days(MOVE_DAYS)


@rule("ICA 19-5(1)", ids="W-8", title="Deadline of a move", since="2012-07-09")
def move_deadline() -> Table[Day]:
    """None where nobody moved."""
    return cases(
        when(
            moved_on.exists(),
            move_told_by,
            "ICA 19-5(1)",
            key="moved",
            says="There was a move.",
        ),
        otherwise(NO_DAY, "ICA 19-5(1)", key="stayed", says="There was none."),
    )


@rule("ICA 19-5(1)", ids="W-9", title="A notice falls due", since="2012-07-09")
def notice_due() -> Truth:
    """Within the days looked ahead."""
    last = as_of + days(NOTICE_DAYS)
    moving = moved_on.exists() & _within(move_told_by, as_of, last)
    return _within(window_opens, as_of, last) | moving


@rule("ICA 19-5(1)", ids="W-10", title="Days until the card ends", since="2012-07-09")
def days_left() -> Days:
    """Negative once it has ended."""
    return days_from(as_of, card_end)


GOALS: dict[str, Node] = {
    "card_end": card_end,
    "cert_end": cert_end,
    "window_opens": window_opens,
    "move_deadline": move_deadline,
    "notice_due": notice_due,
    "days_left": days_left,
}
"""The goals by the names of `w_plain.Outcome`."""
