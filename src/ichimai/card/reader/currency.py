"""Currency: does the card still count, by its days, its mark and the void list.

The printed day alone decides nothing. A card in the special period counts on after it
(ICA 19-5(2), RC-146), a card that was lost or replaced ends before it (ICA 19-14), and
a permission takes effect only with the delivery (RC-090).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from ichimai.card.reader.moments import day_in_japan, fresh
from ichimai.card.reader.verdict import Answer, Json, Word
from ichimai.model.cards import CardNumber
from ichimai.model.void_cards import VoidCards

_SPECIAL_PERIOD_MONTHS: Final = 2
"""ICA 20(6) and 21(4) (RC-145); the same length in ICA 19-15-3(2) (RC-135)."""

_SHORTEST_STAY_DAYS: Final = 30
"""A stay of thirty days or less has no special period (ICA 20(6))."""


@dataclass(frozen=True, slots=True)
class CardDays:
    """What the card itself says about its time.

    Attributes:
        valid_until: last day of the card, inclusive.
        permitted_on: day from which the permission recorded on the card counts.
        stay_ends_on: last day of the stay; None where the stay is unlimited.
        period_of_stay: `YYMM` or `DDD` as the chip writes it, `0000` unlimited.
        pending: whether the card bears the mark of a pending filing (RC-113).
    """

    valid_until: date
    permitted_on: date | None = None
    stay_ends_on: date | None = None
    period_of_stay: str = "0000"
    pending: bool = False

    @property
    def last_day(self) -> date:
        """The last day by the print: the card's, or the stay's where it is first."""
        if self.stay_ends_on is None:
            return self.valid_until
        return min(self.valid_until, self.stay_ends_on)

    @property
    def short_stay(self) -> bool:
        """Whether the stay is too short for a special period."""
        days = self.period_of_stay
        in_days = len(days) == len("DDD") and days.isdigit()
        return in_days and 0 < int(days) <= _SHORTEST_STAY_DAYS


def judge_currency(
    days: CardDays, number: CardNumber, void: VoidCards | None, at: datetime
) -> Answer:
    """Whether the card counts at that moment, which is a day in Japan.

    A card found on the list has lapsed, whatever its days say and however old the list
    is: no number comes back from it. That a number is *not* listed is said only by a
    list that is fresh; without one the days speak alone, and a reason says so.
    """
    as_of = day_in_japan(at)
    details: dict[str, Json] = {
        "as_of": as_of.isoformat(),
        "valid_until": days.last_day.isoformat(),
    }
    on_list = listed(number, void, at)
    if on_list == "number-void":
        details["basis"] = "void-list"
        return Answer(Word.LAPSED, (on_list,), _LIMITS, details)
    word, reason = _by_the_days(days, as_of)
    details["basis"] = "days"
    if word in {Word.LAPSED, Word.NOT_YET}:
        return Answer(word, (reason,), _LIMITS, details)
    limits: tuple[str, ...] = _LIMITS
    if word is Word.SPECIAL_PERIOD:
        details["special_period_ends_on"] = special_period_end(
            days.last_day
        ).isoformat()
        limits = ("pending-mark-unsigned", "special-period-may-have-ended", *_LIMITS)
    if on_list == "not-on-void-list":
        details["basis"] = "days-and-void-list"
    return Answer(word, (reason, on_list), limits, details)


def listed(number: CardNumber, void: VoidCards | None, at: datetime) -> str:
    """What the list of void cards says of *number* at that moment, as a reason."""
    void_on = void.find(number) if void else None
    if void_on is not None and void_on <= day_in_japan(at):
        return "number-void"
    if void is None:
        return "void-list-missing"
    if not fresh(void.issued_at, void.next_at, at):
        return "void-list-stale"
    return "not-on-void-list"


_LIMITS: Final = ("not-proof-of-origin", "face-may-differ")


def _by_the_days(days: CardDays, as_of: date) -> tuple[Word, str]:
    """What the days on the card alone say."""
    if days.permitted_on is not None and as_of < days.permitted_on:
        return Word.NOT_YET, "counts-from-later-day"
    if as_of <= days.last_day:
        return Word.CONFIRMED, "within-dates"
    if not days.pending:
        return Word.LAPSED, "expired"
    if days.short_stay:
        return Word.LAPSED, "stay-too-short-for-special-period"
    if as_of > special_period_end(days.last_day):
        return Word.LAPSED, "special-period-over"
    reason = "filing-pending" if days.stay_ends_on else "renewal-pending"
    return Word.SPECIAL_PERIOD, reason


def special_period_end(last_day: date) -> date:
    """The day on which two months have passed from *last_day* (ICA 20(6)).

    Counted from the day after, as CC 140 and 143(2) say: the period ends on the day
    before the day of the same number, and where there is none with its month. 30 June
    gives 31 August. The law's own text stands in the house's law, which a reader does
    not know; a test holds the two together.
    """
    first = last_day + timedelta(days=1)
    ahead = first.month - 1 + _SPECIAL_PERIOD_MONTHS
    year, month = first.year + ahead // 12, ahead % 12 + 1
    length = monthrange(year, month)[1]
    if first.day > length:
        return date(year, month, length)
    return date(year, month, first.day) - timedelta(days=1)
