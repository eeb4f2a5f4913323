"""Days as people and spreadsheets write them: never guessed, a doubtful one refused.

Read are a year, month and day in this order (with `-`, `/`, `.` or 年月日, or eight
digits), years of an era (令和8年10月5日, R8.10.5, 令和元年), and serials of Excel, in
any width of digits. `4/7/26` and `31/12/2026` could be several days, and are none here.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ichimai.errors import msgid
from ichimai.model.eras import ERAS, Era
from ichimai.planner.roster.table import Cell

_YMD = re.compile(
    r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)"
    r"(?:[T ]*0?0:00(?::00(?:\.0+)?)?)?"
)
_EIGHT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_ERA = re.compile(
    r"(令和|平成|昭和|大正|明治|令|平|昭|大|明|[RHSTM])\.?([0-9]{1,3}|元)"
    r"(?:([-/.])([0-9]{1,2})\3([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"([0-9]{5})(?:\.0+)?")
_DAY_ZERO = date(1899, 12, 30)
"""Excel counts from 1 January 1900 as 1, and counts a 29 February 1900 too."""
_SERIALS = range(10_000, 110_000)
_NEAR = range(1900, 2200)
_BY_LETTER = {era.english[0]: era for era in ERAS} | {
    name: era for era in ERAS for name in (era.japanese, era.japanese[0])
}

NO_DAY = msgid('"{value}" is not a day that exists.')
DOUBTFUL = msgid('"{value}" could be several days, or is none.')
BEFORE_ERA = msgid('"{value}" lies before the first day of its era.')
WRITE_A_DAY = msgid("Write it like {iso} or {era}.")


@dataclass(frozen=True, slots=True)
class NoDay:
    """Why what is written is no day: a sentence that names `{value}`."""

    problem: str


@dataclass(frozen=True, slots=True)
class ReadDay:
    """A day; *past_era* if its era had ended by then (平成31年5月1日)."""

    day: date
    past_era: bool = False


def read_day(cell: Cell) -> ReadDay | NoDay:
    """The day in a cell that is not empty."""
    if isinstance(cell, datetime):
        return ReadDay(cell.date()) if cell.time() == time() else NoDay(DOUBTFUL)
    if isinstance(cell, date):
        return ReadDay(cell)
    return _written(cell)


def _written(cell: Cell) -> ReadDay | NoDay:
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    if match := _YMD.fullmatch(text):
        return _of(int(match[1]), match[3] or match[5], match[4] or match[6])
    if match := _ERA.fullmatch("".join(text.split())):
        return _of_era(match)
    if match := _EIGHT.fullmatch(text):
        return _of(int(match[1]), match[2], match[3])
    if (match := _SERIAL.fullmatch(text)) and int(match[1]) in _SERIALS:
        return ReadDay(_DAY_ZERO + timedelta(days=int(match[1])))
    return NoDay(DOUBTFUL)


def _of(year: int, month: str, day: str) -> ReadDay | NoDay:
    try:
        found = date(year, int(month), int(day))
    except ValueError:
        return NoDay(NO_DAY)
    return ReadDay(found) if year in _NEAR else NoDay(NO_DAY)


def _of_era(match: re.Match[str]) -> ReadDay | NoDay:
    era = _BY_LETTER[match[1].upper()]
    year = 1 if match[2] == "元" else int(match[2])
    found = _of(
        era.first_day.year + year - 1, match[4] or match[6], match[5] or match[7]
    )
    if isinstance(found, NoDay) or year == 0:
        return NoDay(NO_DAY)
    if found.day < era.first_day:
        return NoDay(BEFORE_ERA)
    return ReadDay(found.day, past_era=_ended(era, found.day))


def _ended(era: Era, day: date) -> bool:
    return any(era.first_day < other.first_day <= day for other in ERAS)
