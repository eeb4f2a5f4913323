"""The one Clock: the day in Japan and the moment in UTC, real or virtual.

Every part that needs the time is handed a `Clock`; nothing else reads the system's,
and the linter says so. A virtual clock moves certificates, journal and plans together,
because all of them ask the same object.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone
from threading import Lock
from typing import Protocol

JAPAN = timezone(timedelta(hours=9), "JST")
"""Japan Standard Time. No daylight saving time has been kept since 1951."""


class Clock(Protocol):
    """Whoever can say what time it is."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    def today(self) -> date:
        """The present day in Japan."""
        ...


def day_in_japan(moment: datetime) -> date:
    """The day in Japan on which the aware *moment* falls.

    Days of the law are days in Japan, and what ends on a day ends with it (MN-299).
    """
    return moment.astimezone(JAPAN).date()


def morning_in_japan(day: date, hour: int = 9) -> datetime:
    """The moment at which *hour* o'clock of *day* strikes in Japan, in UTC."""
    return datetime.combine(day, time(hour), JAPAN).astimezone(UTC)


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The present day in Japan."""
        return day_in_japan(self.now())


class VirtualClock:
    """A clock that stands until it is moved, or let go. Safe to share between threads.

    Raises:
        ValueError: the start carries no time zone, or the clock is moved backwards.
    """

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("a moment carries its time zone")
        self._now = start.astimezone(UTC)
        self._running = False
        self._lock = Lock()

    def now(self) -> datetime:
        """The moment at which this clock stands, in UTC."""
        with self._lock:
            return datetime.now(UTC) if self._running else self._now

    def today(self) -> date:
        """The day in Japan on which this clock stands."""
        return day_in_japan(self.now())

    def move_to(self, moment: datetime) -> None:
        """Stand at *moment* from now on. Time does not run backwards."""
        with self._lock:
            if self._running or moment < self._now:
                raise ValueError("a virtual clock does not run backwards")
            self._now = moment.astimezone(UTC)

    def let_go(self) -> None:
        """Run with the machine's own time from now on, as a story's clock that ends.

        Raises:
            ValueError: the clock stands in the machine's future.
        """
        self.move_to(datetime.now(UTC))
        self._running = True

    def advance(self, by: timedelta) -> None:
        """Stand *by* later from now on."""
        self.move_to(self.now() + by)
