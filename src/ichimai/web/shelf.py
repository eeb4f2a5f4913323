"""Results kept for a few minutes, in memory alone, for whoever holds their token."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from fastapi import Request

from ichimai.clock import Clock
from ichimai.errors import NotFound, msgid
from ichimai.planner.roster.result import Roster
from ichimai.randomness import Randomness

KEPT_FOR = timedelta(minutes=15)
_MOST_KEPT = 3
"""Results at a time; the oldest goes first."""
_TOKEN_BYTES = 16


@dataclass(frozen=True, slots=True)
class _Kept:
    roster: Roster
    until: datetime


class Shelf:
    """Rosters by tokens that nobody can guess; gone when their time is over."""

    def __init__(self, clock: Clock, randomness: Randomness) -> None:
        self._clock, self._randomness = clock, randomness
        self._kept: dict[str, _Kept] = {}
        self._lock = Lock()

    def keep(self, roster: Roster) -> str:
        """The token under which *roster* is found for `KEPT_FOR`."""
        token = self._randomness(_TOKEN_BYTES).hex()
        with self._lock:
            self._clear(_MOST_KEPT - 1)
            self._kept[token] = _Kept(roster, self._clock.now() + KEPT_FOR)
        return token

    def get(self, token: str) -> Roster:
        """The roster of that token.

        Raises:
            NotFound: code `result-gone`; its time is over, or there never was one.
        """
        with self._lock:
            self._clear(_MOST_KEPT)
            found = self._kept.get(token)
        if found is None:
            raise NotFound(
                msgid("This result is no longer there."),
                repair=msgid("Send the file again."),
                code="result-gone",
            )
        return found.roster

    def forget(self, token: str) -> None:
        """Keep the roster of that token no longer."""
        with self._lock:
            self._kept.pop(token, None)

    def _clear(self, most: int) -> None:
        """Forget what is over, and the oldest until no more than *most* are left."""
        now = self._clock.now()
        left = {token: kept for token, kept in self._kept.items() if kept.until > now}
        self._kept = dict(list(left.items())[-most:])


def shelf_of(request: Request) -> Shelf:
    """The shelf of the application that answers *request*."""
    shelf: Shelf = request.app.state.shelf
    return shelf
