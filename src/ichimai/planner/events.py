"""What happens in a life that a plan turns on, each kind with the facts of its own.

`on` is the day on which it happened or will happen, `filed_on` the day on which the
duty that follows was filed, `decided_on` the day on which its card was received. None
says that nobody has told.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ichimai.model.procedure import Procedure


class Destination(StrEnum):
    """Where a move leads to."""

    INSIDE = "inside"
    """Within the municipality."""
    OTHER_WARD = "other-ward"
    """To another ward of the same designated city."""
    OTHER_MUNICIPALITY = "other-municipality"
    ABROAD = "abroad"


class Held(StrEnum):
    """Which of a person's cards is meant."""

    RESIDENCE_CARD = "residence-card"
    """The card of the residence system, one card where it is a specified one."""
    MY_NUMBER_CARD = "my-number-card"
    """A separate My Number card."""
    BOTH = "both"


class Parent(StrEnum):
    """What a parent is under the law, as far as a child's papers turn on it."""

    JAPANESE = "japanese"
    SPECIAL_PERMANENT = "special-permanent"
    MID_TO_LONG_TERM = "mid-to-long-term"
    OTHER = "other"


class Reentry(StrEnum):
    """On what footing somebody leaves the country."""

    NONE = "none"
    DEEMED = "deemed"
    """With the intention to return declared at the port (ICA 26-2, SPA 23(2))."""
    PERMIT = "permit"
    """With a re-entry permit in the passport (ICA 26)."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened or will happen; `path` is its place in the facts."""

    path: str
    on: date | None = None
    filed_on: date | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Landed(Event):
    """Arrival in Japan with a new status. The card may be sent later (RC-246)."""

    moved_in_on: date | None = None
    card_later: bool | None = None


@dataclass(frozen=True, slots=True)
class Moved(Event):
    """A change of address."""

    destination: Destination | None = None


@dataclass(frozen=True, slots=True)
class Lost(Event):
    """A loss or theft, noticed on that day. From abroad the next entry counts."""

    what: Held | None = None
    abroad: bool | None = None
    entered_on: date | None = None
    blameless: bool | None = None


@dataclass(frozen=True, slots=True)
class Found(Event):
    """A lost card came back; *replaced* says whether a new one was received before."""

    what: Held | None = None
    replaced: bool | None = None


@dataclass(frozen=True, slots=True)
class Damaged(Event):
    """A damaged card or chip; *ordered* says whether the bureau ordered a new one."""

    what: Held | None = None
    ordered: bool | None = None
    blameless: bool | None = None


@dataclass(frozen=True, slots=True)
class Renamed(Event):
    """A change of name, birth date, sex or nationality in the papers."""


@dataclass(frozen=True, slots=True)
class Born(Event):
    """The person of the plan is born. *stays*: for more than sixty days in Japan."""

    parents: tuple[Parent, ...] | None = None
    stays: bool | None = None


@dataclass(frozen=True, slots=True)
class Leaving(Event):
    """Departure from Japan. *moves_out*: with a move-out notice to abroad."""

    reentry: Reentry | None = None
    moves_out: bool | None = None


@dataclass(frozen=True, slots=True)
class Died(Event):
    """The person of the plan died; relatives read the plan."""


@dataclass(frozen=True, slots=True)
class Naturalised(Event):
    """The person became a Japanese national."""


@dataclass(frozen=True, slots=True)
class PinLocked(Event):
    """A PIN was typed wrongly too often, or is forgotten."""


@dataclass(frozen=True, slots=True)
class CardWaiting(Event):
    """A My Number card waits at the municipality; the notice names its last day."""

    until: date | None = None


@dataclass(frozen=True, slots=True)
class CardFiling(Event):
    """A filing about the card alone: renewal, early renewal, exchange, return."""

    procedure: Procedure = Procedure.VALIDITY_RENEWAL
    specified_request: bool | None = None
