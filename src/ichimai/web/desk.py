"""The counter with the card reader: one reading at a time, the last result kept.

A result is kept in memory alone, until the next reading or the end of the process.
"""

from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any

from fastapi import Request

from ichimai.card.reader.verify import verify
from ichimai.errors import Conflict, Unavailable, msgid
from ichimai.web.site import CardReader, Site


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading that somebody asks of the card in this server's reader.

    Attributes:
        as_of: the day for which the card is looked at.
        purpose: what for; it decides which data are looked at.
        card_number: as printed on the card's face, typed by who holds it.
        ask_holder: whether the holder is asked for the PIN, at the reader.
    """

    as_of: date
    purpose: str
    card_number: str
    ask_holder: bool

    def __repr__(self) -> str:
        return f"Reading({self.as_of}, {self.purpose})"


@dataclass(frozen=True, slots=True)
class Result:
    """What one reading found.

    Attributes:
        at: the moment of the reading, in UTC.
        purpose: what was asked.
        verdict: in the JSON shape that the interfaces fix.
    """

    at: datetime
    purpose: str
    verdict: dict[str, Any]

    def __repr__(self) -> str:
        return f"Result({self.at}, {self.purpose})"


class Desk:
    """The reader beside the server. Two visitors at once: the second is turned away."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._busy = Lock()
        self.last: Result | None = None

    def read(self, reading: Reading) -> Result:
        """Read the card that lies in the reader, once, and keep what was found.

        Raises:
            Unavailable: code `no-reader`; or no card lies in it.
            Conflict: code `reader-busy`; somebody else is reading.
        """
        if self._site.reader is None:
            raise Unavailable(
                msgid("There is no card reader at this server."),
                repair=msgid(
                    "Start it with `ichimai serve --demo`, or check a card file with "
                    "`ichimai card verify`."
                ),
                code="no-reader",
            )
        if not self._busy.acquire(blocking=False):
            raise Conflict(
                msgid("Another card is being read at this moment."),
                repair=msgid("Wait a few seconds and ask again."),
                code="reader-busy",
            )
        try:
            self.last = self._read(self._site.reader, reading)
            return self.last
        finally:
            self._busy.release()

    def _read(self, reader: CardReader, reading: Reading) -> Result:
        transport = reader.transport()
        try:
            verdict = verify(
                transport,
                reader.trust(),
                as_of=reading.as_of,
                purpose=reading.purpose,
                card_number=reading.card_number,
                pin=reader.pin_pad() if reading.ask_holder else None,
                randomness=self._site.randomness,
            )
        finally:
            transport.close()
        return Result(self._site.clock.now(), reading.purpose, verdict.to_json())


def desk_of(request: Request) -> Desk:
    """The desk of the application that answers *request*."""
    desk: Desk = request.app.state.desk
    return desk
