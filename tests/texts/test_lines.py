"""Lines for a terminal are as wide as they look, and break where Japanese may."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.texts.lines import columns, whole, wrapped

TEXTS = st.text(alphabet="ab 、。（）漢字かーァ", max_size=60)


def test_columns() -> None:
    """A Japanese letter takes two columns, a Western one takes one."""
    assert 7 == columns("MINH 一")


def test_english() -> None:
    """Words stay whole, and following lines hang where they are told to."""
    assert "  - a word\n    and one" == wrapped("- a word and one", 12, "  ", "  ")


def test_closing_mark() -> None:
    """No line begins with a full stop or a closing bracket."""
    assert "確認し\nた。" == wrapped("確認した。", 8)
    assert "（木\n曜）" == wrapped("（木曜）", 6)


def test_whole() -> None:
    """What is to stay whole goes onto the next line together."""
    joined = f"一 {whole('入管法 第三条')}"

    assert "一\n入管法 第三条" == wrapped(joined, 14)


@pytest.mark.parametrize("width", [8, 20, 40])
@given(text=TEXTS)
def test_nothing_is_lost(width: int, text: str) -> None:
    """Every letter is kept in its place, and no line is wider than its longest word."""
    broken = wrapped(text, width)

    kept = broken.replace("\n", "").replace(" ", "")
    assert text.replace(" ", "") == kept
    for line in broken.splitlines():
        assert columns(line) <= width or " " not in line.strip()
