"""The events of a life as JSON: one function for each kind, and the words of kinds.

The word of a procedure names the event that it follows: `address-change` is a move,
`item-change` a new name. The day of filing is told with `filed_on`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TypedDict

from ichimai.model.procedure import Procedure
from ichimai.planner.events import (
    Born,
    CardFiling,
    CardWaiting,
    Damaged,
    Destination,
    Died,
    Event,
    Found,
    Held,
    Landed,
    Leaving,
    Lost,
    Moved,
    Naturalised,
    Parent,
    PinLocked,
    Reentry,
    Renamed,
)
from ichimai.planner.reader import Reader


class _Common(TypedDict):
    path: str
    on: date | None
    filed_on: date | None
    decided_on: date | None


def _common(reader: Reader, path: str) -> _Common:
    decided_on = reader.day_or_null("decided_on")
    delivered_on = reader.day_or_null("delivered_on")
    return {
        "path": path,
        "on": reader.day("on"),
        "filed_on": reader.day_or_null("filed_on"),
        "decided_on": delivered_on or decided_on,
    }


def _landed(reader: Reader, path: str) -> Event:
    return Landed(
        **_common(reader, path),
        moved_in_on=reader.day_or_null("moved_in_on"),
        card_later=reader.truth("card_later"),
    )


def _moved(reader: Reader, path: str, implied: Destination | None = None) -> Event:
    told = reader.word("destination", Destination)
    return Moved(**_common(reader, path), destination=told or implied)


def _lost(reader: Reader, path: str) -> Event:
    return Lost(
        **_common(reader, path),
        what=reader.word("what", Held),
        abroad=reader.truth("abroad"),
        entered_on=reader.day_or_null("entered_on"),
        blameless=reader.truth("blameless"),
    )


def _found(reader: Reader, path: str) -> Event:
    return Found(
        **_common(reader, path),
        what=reader.word("what", Held),
        replaced=reader.truth("replaced"),
    )


def _damaged(reader: Reader, path: str, *, ordered: bool | None = None) -> Event:
    told = reader.truth("ordered")
    return Damaged(
        **_common(reader, path),
        what=reader.word("what", Held),
        ordered=ordered if told is None else told,
        blameless=reader.truth("blameless"),
    )


def _born(
    reader: Reader, path: str, parents: tuple[Parent, ...] | None = None
) -> Event:
    told = reader.words("parents", Parent)
    return Born(
        **_common(reader, path),
        parents=told or parents,
        stays=reader.truth("stays"),
    )


def _leaving(reader: Reader, path: str) -> Event:
    return Leaving(
        **_common(reader, path),
        reentry=reader.word("reentry", Reentry),
        moves_out=reader.truth("moves_out"),
    )


def _card_waiting(reader: Reader, path: str) -> Event:
    return CardWaiting(**_common(reader, path), until=reader.day("until"))


def _plain(kind: type[Event], reader: Reader, path: str) -> Event:
    return kind(**_common(reader, path))


def _card_filing(procedure: Procedure, reader: Reader, path: str) -> Event:
    return CardFiling(
        **_common(reader, path),
        procedure=procedure,
        specified_request=reader.truth("specified_request"),
    )


_CARD_FILINGS = (
    Procedure.VALIDITY_RENEWAL,
    Procedure.EARLY_RENEWAL,
    Procedure.EXCHANGE,
    Procedure.RETURN_OF_SPECIFIED,
)

EVENT_KINDS: Mapping[str, Callable[[Reader, str], Event]] = {
    "landed": _landed,
    "moved": _moved,
    "lost": _lost,
    "found": _found,
    "damaged": _damaged,
    "renamed": partial(_plain, Renamed),
    "born": _born,
    "leaving": _leaving,
    "died": partial(_plain, Died),
    "naturalised": partial(_plain, Naturalised),
    "pin-locked": partial(_plain, PinLocked),
    "card-waiting": _card_waiting,
    Procedure.LANDING: _landed,
    Procedure.FIRST_ADDRESS: _landed,
    Procedure.ADDRESS_CHANGE: _moved,
    Procedure.MOVE_OUT: partial(_moved, implied=Destination.OTHER_MUNICIPALITY),
    Procedure.LOSS: _lost,
    Procedure.DAMAGE: _damaged,
    Procedure.ORDERED_REISSUE: partial(_damaged, ordered=True),
    Procedure.ITEM_CHANGE: partial(_plain, Renamed),
    Procedure.ACQUISITION: partial(_born, parents=(Parent.MID_TO_LONG_TERM,)),
    Procedure.SPR_PERMISSION: partial(_born, parents=(Parent.SPECIAL_PERMANENT,)),
    **{each: partial(_card_filing, each) for each in _CARD_FILINGS},
}
"""How each kind of event is read, by its word."""


def read_event(reader: Reader, path: str, kind: str) -> Event:
    """The event of that kind that *reader* stands at.

    Raises:
        Malformed: as `parse_facts` does.
    """
    return EVENT_KINDS[kind](reader, path)
