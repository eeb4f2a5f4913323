"""The colours of the stylesheet can be told apart by everybody."""

import re
from importlib.resources import files

import pytest

_TEXT, _PART = 4.5, 3.0
_PAIRS = [
    # (what is seen, on what, at least)
    ("ink", "paper", _TEXT),
    ("ink", "sheet", _TEXT),
    ("ink", "key-wash", _TEXT),
    ("quiet", "paper", _TEXT),
    ("quiet", "sheet", _TEXT),
    ("key", "paper", _TEXT),
    ("key", "sheet", _TEXT),
    ("key", "key-wash", _TEXT),
    ("key-deep", "paper", _TEXT),
    ("key-deep", "key-wash", _TEXT),
    ("paper", "key", _TEXT),
    ("paper", "key-deep", _TEXT),
    ("paper", "ink", _TEXT),
    ("paper", "alarm", _TEXT),
    ("alarm", "paper", _TEXT),
    ("wait", "paper", _TEXT),
    ("wait", "wait-wash", _TEXT),
    ("good", "paper", _TEXT),
    ("alarm", "sheet", _TEXT),
    ("wait", "sheet", _TEXT),
    ("key-deep", "sheet", _TEXT),
    ("ink", "wait-wash", _TEXT),
    ("edge", "paper", _PART),
    ("edge", "sheet", _PART),
    ("focus-ink", "paper", _PART),
    ("focus-ink", "focus", _PART),
    ("focus", "key-deep", _PART),
]


def _tokens() -> dict[str, str]:
    style = files("ichimai.web").joinpath("static", "ichimai.css").read_text("utf-8")
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", style))


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("front", "back", "least"), _PAIRS)
def test_contrast(front: str, back: str, least: float) -> None:
    """Each pair of tokens in use reaches 4.5:1 for text and 3:1 for other parts."""
    tokens = _tokens()
    one, other = _luminance(tokens[front]), _luminance(tokens[back])

    assert least <= (max(one, other) + 0.05) / (min(one, other) + 0.05)
