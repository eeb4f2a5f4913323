"""A drawing of cost against population: lines on two logarithmic scales, as SVG.

Drawn by hand, because it is some lines and some words, and so that the same figures
give the same file to the byte.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

Point = tuple[float, float]

_WIDTH, _HEIGHT = 760, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 74, 200, 44, 56
_COLOURS = ("#0b5fff", "#b3261e", "#1b7f3b", "#7a3ff2", "#b06000", "#00778a", "#5f6368")
"""Each has at least 4.5 to 1 against white."""
_LABEL_GAP = 15.0
_THOUSAND, _MILLION = 1_000, 1_000_000


@dataclass(frozen=True, slots=True)
class Scale:
    """From a number to a place on the paper, by its logarithm.

    Attributes:
        low, high: exponents of ten between which everything lies.
        start, stop: where these two are on the paper.
    """

    low: int
    high: int
    start: float
    stop: float

    def at(self, number: float) -> float:
        """The place of a number."""
        part = (log10(number) - self.low) / (self.high - self.low)
        return self.start + part * (self.stop - self.start)

    def marks(self) -> list[float]:
        """The powers of ten."""
        return [10.0**exponent for exponent in range(self.low, self.high + 1)]


def drawn(title: str, series: Mapping[str, Sequence[Point]]) -> str:
    """The SVG text: a line for each series, its name at its end.

    Args:
        title: what is drawn, for those who cannot see it as well.
        series: residents and nanoseconds a resident, by name; none is empty.
    """
    points = [point for line in series.values() for point in line]
    across = _scale([x for x, _ in points], _LEFT, _WIDTH - _RIGHT)
    upward = _scale([y for _, y in points], _HEIGHT - _BOTTOM, _TOP)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
            f'width="{_WIDTH}" height="{_HEIGHT}" role="img" '
            'font-family="system-ui, sans-serif" font-size="13">'
        ),
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        _text(_LEFT, 22, title, "start", weight="bold"),
        *_grid(across, upward),
        *_lines(series, across, upward),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _scale(numbers: Sequence[float], start: float, stop: float) -> Scale:
    low = floor(log10(min(numbers)) + 1e-9)
    high = max(ceil(log10(max(numbers)) - 1e-9), low + 1)
    return Scale(low, high, start, stop)


def _grid(across: Scale, upward: Scale) -> list[str]:
    parts = []
    for mark in across.marks():
        x = across.at(mark)
        parts.append(_line(x, upward.start, x, upward.stop))
        parts.append(_text(x, upward.start + 20, _count(mark), "middle"))
    for mark in upward.marks():
        y = upward.at(mark)
        parts.append(_line(across.start, y, across.stop, y))
        parts.append(_text(across.start - 8, y + 4, f"{mark:,.10g}", "end"))
    middle = (across.start + across.stop) / 2
    parts.append(_text(middle, _HEIGHT - 12, "residents", "middle"))
    height = (upward.start + upward.stop) / 2
    parts.append(
        f'<text x="20" y="{height:.1f}" text-anchor="middle" fill="#202124" '
        f'transform="rotate(-90 20 {height:.1f})">nanoseconds a resident</text>'
    )
    return parts


def _lines(
    series: Mapping[str, Sequence[Point]], across: Scale, upward: Scale
) -> list[str]:
    parts = []
    ends = {name: upward.at(line[-1][1]) for name, line in series.items()}
    places = _apart(ends)
    for number, (name, line) in enumerate(series.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        spots = [(across.at(x), upward.at(y)) for x, y in line]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" '
            'stroke-width="2.5" stroke-linejoin="round"/>'
        )
        parts += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
            for x, y in spots
        ]
        x, y = across.stop + 14, places[name]
        parts.append(
            f'<line x1="{spots[-1][0] + 5:.1f}" y1="{spots[-1][1]:.1f}" '
            f'x2="{x - 3:.1f}" y2="{y:.1f}" stroke="{colour}" stroke-opacity="0.5"/>'
        )
        parts.append(_text(x, y + 4, name, "start", colour=colour))
    return parts


def _apart(ends: Mapping[str, float]) -> dict[str, float]:
    """Places for names: each beside its line, none upon another."""
    places: dict[str, float] = {}
    last = float("-inf")
    for name, y in sorted(ends.items(), key=lambda end: end[1]):
        last = places[name] = max(y, last + _LABEL_GAP)
    over = max(last - (_HEIGHT - _BOTTOM), 0.0)
    return {name: y - over for name, y in places.items()}


def _count(number: float) -> str:
    if number >= _MILLION:
        return f"{number / _MILLION:,.0f} million"
    if number >= _THOUSAND:
        return f"{number / _THOUSAND:,.0f} thousand"
    return f"{number:,.0f}"


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        'stroke="#dadce0"/>'
    )


def _text(
    x: float,
    y: float,
    words: str,
    anchor: str,
    *,
    colour: str = "#202124",
    weight: str = "normal",
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" '
        f'font-weight="{weight}">{escape(words)}</text>'
    )
