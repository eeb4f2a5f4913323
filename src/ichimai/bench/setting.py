"""With what a measurement is made: sizes, cores, peers, and where progress is told."""

from collections.abc import Callable
from dataclasses import dataclass

from ichimai.bench.contenders import Peers

ROWS = 4_000_000
"""About as many as there are foreign residents of Japan: 3,956,619 in June 2025."""
LINES = 1_000_000
CARDS = 20_000
"""A hundred thousand take minutes; `--cards 100000` makes them."""
LAPS = 5


@dataclass(frozen=True, slots=True)
class Setting:
    """What one run is asked for.

    Attributes:
        cores: threads where many are used; figures say how many there were.
        tell: is told what begins, one short line each.
        rows: residents in columns.
        lines: lines of JSON.
        cards: cards in bulk.
        laps: of which the quickest counts.
        peers: other engines; None leaves them out, and says so.
    """

    cores: int
    tell: Callable[[str], None]
    rows: int = ROWS
    lines: int = LINES
    cards: int = CARDS
    laps: int = LAPS
    peers: Peers | None = None


def on_cores(cores: int) -> str:
    """The part of a figure's name that says how many cores it had."""
    return f"{cores}-core" if cores == 1 else f"{cores}-cores"
