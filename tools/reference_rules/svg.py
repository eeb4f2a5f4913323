"""The few shapes that the drawings are made of, as SVG text."""

import itertools
from collections.abc import Iterable, Sequence
from html import escape
from textwrap import wrap

FONT = "'Noto Sans', 'Segoe UI', Helvetica, Arial, sans-serif"
INK, PALE, LINE = "#1b1f24", "#57606a", "#8c959f"

Point = tuple[float, float]


def document(size: Point, title: str, description: str, parts: Iterable[str]) -> str:
    """A whole drawing: white ground, and a title and a description for whoever listens.

    The description says in words what the lines say.
    """
    width, height = (f"{side:.0f}" for side in size)
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" '
                f'height="{height}" viewBox="0 0 {width} {height}" role="img" '
                f'aria-labelledby="title desc" font-family="{FONT}">'
            ),
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="desc">{escape(description)}</desc>',
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            *parts,
            "</svg>",
            "",
        ]
    )


def box(at: Point, size: Point, *, fill: str, edge: str, dashed: bool = False) -> str:
    """A box with its left upper corner at a point."""
    dash = ' stroke-dasharray="5 3"' if dashed else ""
    return (
        f'<rect x="{at[0]:.1f}" y="{at[1]:.1f}" width="{size[0]:.1f}" '
        f'height="{size[1]:.1f}" rx="5" fill="{fill}" stroke="{edge}"{dash}/>'
    )


def words(
    at: Point, text: str, *, size: int = 13, ink: str = INK, more: str = ""
) -> str:
    """One line of text that begins at a point of its base line."""
    return (
        f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" font-size="{size}" fill="{ink}"'
        f"{f' {more}' if more else ''}>{escape(text)}</text>"
    )


def curve(points: Sequence[Point], *, ink: str, width: float, faint: float = 1) -> str:
    """A line from left to right through points, level at each of them.

    Points are passed two by two: a box's or a gate's right side, the next one's left.
    """
    parts = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x, y), (to_x, to_y) in itertools.pairwise(points):
        if y == to_y:
            parts.append(f"H{to_x:.1f}")
            continue
        half = (x + to_x) / 2
        parts.append(f"C{half:.1f} {y:.1f} {half:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}")
    seen = f' stroke-opacity="{faint}"' if faint < 1 else ""
    return (
        f'<path d="{"".join(parts)}" fill="none" stroke="{ink}" '
        f'stroke-width="{width}"{seen}/>'
    )


def lines_of(text: str, characters: int) -> list[str]:
    """A text in lines of so many characters at the most."""
    return wrap(text, characters, break_on_hyphens=False) or [""]
