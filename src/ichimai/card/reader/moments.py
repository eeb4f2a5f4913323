"""The moment about which a verdict speaks, handed in; the reader has no clock."""

from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from ichimai.errors import Malformed, msgid

_JAPAN: Final = timezone(timedelta(hours=9), "JST")


def moment_of(as_of: date | datetime) -> datetime:
    """The moment meant by *as_of*: itself, or the last second of that day in Japan.

    The last second, because what was issued during the day counts on it, and what ends
    on a day ends with it.

    Raises:
        Malformed: code `moment`; a moment without a time zone.
    """
    if not isinstance(as_of, datetime):
        return datetime.combine(as_of, time(23, 59, 59), _JAPAN)
    if as_of.tzinfo is None:
        raise Malformed(
            msgid("The moment carries no time zone."),
            repair=msgid("Write it with its offset, for example +09:00."),
            code="moment",
        )
    return as_of


def day_in_japan(at: datetime) -> date:
    """The day in Japan on which the aware moment *at* falls."""
    return at.astimezone(_JAPAN).date()


def fresh(issued_at: datetime, next_at: datetime | None, at: datetime) -> bool:
    """Whether a list made at one moment, with the next due at another, speaks for *at*.

    A list that names no next one is never fresh.
    """
    return next_at is not None and issued_at <= at <= next_at
