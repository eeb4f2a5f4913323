"""The story of the demonstration: who is in it, and on which days it plays.

The person is invented. The days hang on the last one, on which the card is verified,
so that it counts on the day on which somebody looks at it. Counters are open on theirs.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ichimai.errors import Refused, msgid
from ichimai.law.office_days import last_open_day
from ichimai.model.filing import CertificateUse
from ichimai.model.people import Sex
from ichimai.model.status import Status

_MONTHS_OF_YEAR: Final = 12
_STAY_MONTHS: Final = 36

FIRST_END: Final = date(2026, 7, 20)
"""The first day on which the story can end: counters opened on 2026-06-15 (M03)."""


@dataclass(frozen=True, slots=True)
class Hero:
    """The invented resident whose card is made.

    Attributes:
        stay_months: the period that the hero has, and asks for again.
        signature_pin: None where the hero declines the signature certificate.
        name_kanji: printed beside the name where the hero has asked for it.
        alias: the name used in daily life (通称), on the My Number side alone.
    """

    name: str = "MINH TEST"
    birth_date: date = date(1995, 3, 3)
    sex: Sex = Sex.MALE
    nationality: str = "VNM"
    address: str = "TEST 1-2-3 Kita-Shinjuku, Shinjuku-ku, Tokyo"
    municipality: str = "131041"
    status: Status = Status.ENGINEER
    stay_months: int = _STAY_MONTHS
    user_authentication_pin: str = "1234"
    signature_pin: str | None = "ABC123"
    name_kanji: str | None = None
    alias: str | None = None

    @property
    def certificates(self) -> frozenset[CertificateUse]:
        """The certificates that the hero asks for."""
        if self.signature_pin is None:
            return frozenset({CertificateUse.USER_AUTHENTICATION})
        return frozenset(CertificateUse)

    def __repr__(self) -> str:
        return "Hero(invented)"


@dataclass(frozen=True, slots=True)
class Days:
    """The days of the story, in the order in which they come.

    Attributes:
        permitted_on: the stay that the hero has was permitted on this day.
        stay_ends_on: and ends on this one.
        made_on: the card is prepared and issued.
        next_stay_ends_on: last day of the stay that is asked for.
    """

    permitted_on: date
    stay_ends_on: date
    filed_on: date
    decided_on: date
    made_on: date
    confirmed_on: date
    delivered_on: date
    verified_on: date
    next_stay_ends_on: date


def days_until(last: date, stay_months: int = _STAY_MONTHS) -> Days:
    """The days of a story that ends on *last*: four weeks from the counter to the card.

    The stay is extended by *stay_months*, counted from the last day of the one before.

    Raises:
        Refused: code `too-early`; the counters were not open in time for it, or it is
            not known which days they are open on.
    """
    if last < FIRST_END:
        raise _no_story(last)
    delivered_on = _open_day(last)
    confirmed_on = _open_day(delivered_on - timedelta(days=4))
    made_on = _open_day(confirmed_on - timedelta(days=9))
    decided_on = _open_day(made_on - timedelta(days=1))
    filed_on = _open_day(decided_on - timedelta(days=14))
    stay_ends_on = filed_on + timedelta(days=60)
    return Days(
        permitted_on=_months_on(stay_ends_on, -stay_months) + timedelta(days=1),
        stay_ends_on=stay_ends_on,
        filed_on=filed_on,
        decided_on=decided_on,
        made_on=made_on,
        confirmed_on=confirmed_on,
        delivered_on=delivered_on,
        verified_on=last,
        next_stay_ends_on=_months_on(stay_ends_on, stay_months),
    )


def _open_day(day: date) -> date:
    found = last_open_day(day)
    if found is None:
        raise _no_story(day)
    return found


def _no_story(day: date) -> Refused:
    return Refused(
        msgid(
            "The story cannot end on {day}: its counters are not open, or not known."
        ),
        repair=msgid("Choose a day from {first} to the end of 2036."),
        code="too-early",
        day=day.isoformat(),
        first=FIRST_END.isoformat(),
    )


def _months_on(day: date, months: int) -> date:
    """The same day some months on or back; where there is none, the month's last."""
    count = day.year * _MONTHS_OF_YEAR + day.month - 1 + months
    year, month = count // _MONTHS_OF_YEAR, count % _MONTHS_OF_YEAR + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
