"""Text broken into lines for a terminal, by the width at which it shows each letter.

A Japanese letter takes two columns, and a line may end after any of them, but a line
neither begins with a closing mark nor ends with an opening one (JIS X 4051). Western
words stay whole where they fit, and so does what `whole` joins.
"""

from collections.abc import Iterator
from typing import Final
from unicodedata import combining, east_asian_width

NO_BREAK: Final = "\N{NO-BREAK SPACE}"

_JOINER: Final = "\N{WORD JOINER}"
_CLOSING: Final = frozenset(
    "、。，．・：；？！）」』】〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_OPENING: Final = frozenset("（「『【〈《")


def whole(text: str) -> str:
    """*text* marked so that `wrapped` leaves it on one line where one is wide enough.

    What it joins is found again by `wrapped` alone, which removes the marks.
    """
    return _JOINER.join(text.replace(" ", NO_BREAK))


def columns(text: str) -> int:
    """How many columns of a terminal *text* takes."""
    return sum(
        2 if east_asian_width(letter) in "WF" else 1
        for letter in text
        if letter != _JOINER and not combining(letter)
    )


def wrapped(text: str, width: int, indent: str = "", hang: str = "") -> str:
    """*text* in lines of at most *width* columns, if its words are no longer.

    Args:
        text: one paragraph.
        indent: begins the first line.
        hang: is added to it on every other line.
    """
    lines, line = [], indent
    empty = True
    for gap, piece in _pieces(text):
        if not empty and columns(line + gap + piece) > width:
            lines.append(line)
            line, empty = indent + hang, True
        line += piece if empty else gap + piece
        empty = False
    return "\n".join([*lines, line]).replace(NO_BREAK, " ").replace(_JOINER, "")


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """What stays together, each with the space that stands before it."""
    gap, piece = "", ""
    for letter in text:
        if letter == " ":
            if piece:
                yield gap, piece
            gap, piece = " ", ""
            continue
        if piece and _may_break(piece[-1], letter):
            yield gap, piece
            gap, piece = "", ""
        piece += letter
    if piece:
        yield gap, piece


def _may_break(before: str, after: str) -> bool:
    if after in _CLOSING or before in _OPENING or _JOINER in {before, after}:
        return False
    return "W" in {east_asian_width(before), east_asian_width(after)}
