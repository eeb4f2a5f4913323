"""What the edge hands to the web: the whole of its outside world, in one value.

The web imports no chip and opens no file of its own. Whoever starts it (`cli.serve`)
says which clock runs, which register is read, whose plan is shown, what is trusted,
and how to reach the card that lies in the reader of this server.
"""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request

from ichimai.authority.publication import Publication
from ichimai.card.iso7816.transport import Transport
from ichimai.card.reader.trust import TrustStore
from ichimai.clock import Clock
from ichimai.randomness import Randomness
from ichimai.registry.store import Registry


@dataclass(frozen=True, slots=True)
class CardReader:
    """A card reader beside this server.

    A PIN is typed at the reader's own pad and goes to the card; it never passes
    through a page, a form, an address or this process's log.

    Attributes:
        transport: connects to the card; raises Unavailable where none lies there.
        pin_pad: what the holder types, None where the holder declines.
        trust: what a verdict rests on, as it is published at this moment.
        printed_number: the number on the face of the card that lies there, where the
            edge knows it (a demonstration), so that a visitor need not invent one.
    """

    transport: Callable[[], Transport]
    pin_pad: Callable[[], str | None]
    trust: Callable[[], TrustStore]
    printed_number: str = ""

    def __repr__(self) -> str:
        return "CardReader(•)"


@dataclass(frozen=True, slots=True)
class Site:
    """Everything from outside that pages and API need.

    Attributes:
        registry: the register, which the web reads and never writes.
        resident_id: whose plan is shown, always an invented person; None for nobody.
        neighbours: further invented people whose plans are shown. Nobody else who is
            on the register is.
        reader: the card reader beside this server, None where there is none.
        publication: what an authority publishes here, None where none does.
    """

    clock: Clock
    randomness: Randomness
    registry: Registry
    resident_id: str | None = None
    neighbours: tuple[str, ...] = ()
    reader: CardReader | None = None
    publication: Publication | None = None


def site_of(request: Request) -> Site:
    """What the edge handed to the application that answers *request*."""
    site: Site = request.app.state.site
    return site
