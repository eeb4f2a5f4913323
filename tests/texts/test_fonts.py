"""Every sign of every catalogue can be printed with the fonts that are declared."""

from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from fontTools.ttLib import TTCollection, TTFont

from ichimai.papers.fonts import lettering_of
from ichimai.texts import language as texts
from ichimai.texts.language import languages

_CATALOGUES = Path(texts.__file__).parent / "catalogues"
_FILES = {
    "Noto Sans": "truetype/noto/NotoSans-Regular.ttf",
    "Noto Sans Devanagari": "truetype/noto/NotoSansDevanagari-Regular.ttf",
}
_CJK = "opentype/noto/NotoSansCJK-Regular.ttc"
_INVISIBLE = frozenset("\u200c\u200d\u2060\n ")


@cache
def _signs_of(family: str) -> frozenset[int]:
    """The code points that a font of Debian's packages can print."""
    folder = Path("/usr/share/fonts")
    if family in _FILES:
        with TTFont(folder / _FILES[family], lazy=True) as font:
            return frozenset(font.getBestCmap())
    with TTCollection(folder / _CJK, lazy=True) as collection:
        for font in collection.fonts:
            if font["name"].getDebugName(1) == family:
                return frozenset(font.getBestCmap())
    return frozenset()


@pytest.mark.parametrize("language", [x.code for x in languages() if x.code != "en"])
def test_the_declared_fonts_have_every_sign(language: str) -> None:
    """The code points of a catalogue lie in the fonts of its language."""
    if not Path("/usr/share/fonts", _CJK).exists():
        pytest.skip("needs fonts-noto-cjk: its fonts are not installed")
    html = next(each.html for each in languages() if each.code == language)
    there = frozenset().union(*map(_signs_of, lettering_of(html).fonts))
    with (_CATALOGUES / f"{language}.po").open("rb") as opened:
        used = {sign for each in read_po(opened) for sign in str(each.string)}

    missing = {sign for sign in used - _INVISIBLE if ord(sign) not in there}

    assert set() == missing
