"""What a measurement says: a value with its unit, beside another value of the run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_DIGITS = 3
_COLUMNS = ("Name", "Value", "Unit", "Ratio", "Beside")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the result.

    Attributes:
        name: words joined by `/`, from the measurement down; cores and rows included.
        value: what was measured; None where the engine could not be measured.
        unit: `s`, `us`, `ns/row`, `GB/s`, `MiB`, or what the figure counts.
        beside: name of the figure of the same run with which this one is compared,
            or why there is no value.
        ratio: this value divided by that one.
    """

    name: str
    value: float | None
    unit: str
    beside: str | None = None
    ratio: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The figure in the shape that the interfaces fix."""
        return {
            "name": self.name,
            "value": None if self.value is None else _rounded(self.value),
            "unit": self.unit,
            "beside": self.beside,
            "ratio": None if self.ratio is None else _rounded(self.ratio),
        }


def beside(name: str, value: float, unit: str, other: Figure) -> Figure:
    """A figure compared with another one, which has a value, of the same unit."""
    assert other.value is not None  # noqa: S101 - whoever compares has both values
    return Figure(name, value, unit, other.name, value / other.value)


def absent(name: str, unit: str, reason: str) -> Figure:
    """A figure that could not be measured. Absent is not zero."""
    return Figure(name, None, unit, f"absent: {reason}")


def _rounded(value: float) -> float:
    """To four significant digits: a run says no more."""
    return float(f"{value:.4g}")


def shown(value: float | None) -> str:
    """The number as people read it: three digits that count, thousands apart."""
    if value is None:
        return "–"
    whole = f"{value:,.0f}"
    if abs(value) >= 10**_DIGITS or value == int(value):
        return whole
    return f"{float(f'{value:.{_DIGITS}g}'):,.10g}"


def table(figures: Iterable[Figure]) -> list[str]:
    """The lines of a table for a terminal, one a figure, under a heading."""
    rows = [_COLUMNS, *(_row(figure) for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_COLUMNS))]
    return [_line(row, widths) for row in rows]


def _row(figure: Figure) -> tuple[str, ...]:
    ratio = "" if figure.ratio is None else f"{shown(figure.ratio)}×"
    value = shown(figure.value)
    return figure.name, value, figure.unit, ratio, figure.beside or ""


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    name, value, unit, ratio, other = row
    parts = (
        name.ljust(widths[0]),
        value.rjust(widths[1]),
        unit.ljust(widths[2]),
        ratio.rjust(widths[3]),
        other,
    )
    return "  ".join(parts).rstrip()
