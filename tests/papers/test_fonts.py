"""The fonts of each language: named, packaged, and holding every sign that is said."""

import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

from ichimai.papers.fonts import installed_fonts, lettering_of, package_of
from ichimai.papers.paired import Paired
from ichimai.papers.typesetting import Sheet, label, said, typeset
from papers.poppler import fonts_of, text_of, without_spaces

LANGUAGES = tomllib.loads(
    files("ichimai.texts").joinpath("languages.toml").read_text("utf-8")
)["language"]
"""Every language of the table, those in the making too."""

SAMPLES = {
    "zh-Hans": ("请在直到骨角令的那一天之前去窗口。", "NotoSansCJKsc"),
    "vi": ("Hãy đến quầy trước ngày hết hạn, đừng để quá muộn.", "NotoSans-"),
    "ko": ("만료일 전에 창구에 가십시오.", "NotoSansCJKkr"),
    "fil": ("Pumunta sa opisina bago ang huling araw.", "NotoSans-"),
    "ne": ("अन्तिम दिन अघि काउन्टरमा जानुहोस्।", "NotoSansDevanagari"),
    "pt-BR": ("Vá ao balcão até o último dia, não é tarde.", "NotoSans-"),
    "my": ("နောက်ဆုံးနေ့မတိုင်မီ", "NotoSansMyanmar"),
    "th": ("ไปที่เคาน์เตอร์ก่อนวันสุดท้าย", "NotoSansThai"),
    "si": ("අවසන් දිනට පෙර", "NotoSansSinhala"),
    "mn": ("Сүүлийн өдрөөс өмнө очно уу.", "NotoSans-"),
}
BESIDE = "最終日までに窓口へ行ってください。"


@pytest.mark.parametrize("entry", LANGUAGES, ids=lambda each: each["code"])
def test_every_language_has_its_fonts(entry: dict[str, str]) -> None:
    """Each language of the table has fonts with packages, and Japanese beside it."""
    lettering = lettering_of(entry["html"])

    assert entry["html"].partition("-")[0] == lettering.lang
    assert "Noto Sans CJK JP" == lettering.fonts[-1]
    assert all(package_of(font).startswith("fonts-noto") for font in lettering.fonts)


def test_chinese_is_not_drawn_in_japanese_shapes() -> None:
    """The same code points have other shapes in other countries."""
    assert "Noto Sans CJK SC" == lettering_of("zh-Hans").fonts[0]
    assert "Noto Sans CJK TC" == lettering_of("zh-Hant").fonts[0]
    assert "Noto Sans CJK KR" == lettering_of("ko").fonts[0]


@pytest.mark.parametrize("entry", LANGUAGES, ids=lambda each: each["code"])
def test_the_fonts_hold_every_sign_of_the_catalogue(entry: dict[str, str]) -> None:
    """No sentence of a language prints an empty box: its fonts know each letter."""
    lettering = lettering_of(entry["html"])
    place = files("ichimai.texts").joinpath("catalogues", f"{entry['code']}.po")
    name = "ichimai.pot" if entry.get("source") else f"{entry['code']}.po"
    with place.with_name(name).open("rb") as opened:
        catalogue = read_po(opened)
    spoken = {
        sign
        for message in catalogue
        for sign in str(message.id if entry.get("source") else message.string)
        if not sign.isspace()
    }

    assert set() == spoken - signs_of(lettering.fonts)


@pytest.mark.parametrize("tag", SAMPLES)
def test_a_sentence_of_each_language_comes_back(tag: str, tmp_path: Path) -> None:
    """Its letters stand in its own font, embedded, and poppler reads them again."""
    sentence, font = SAMPLES[tag]

    pdf = typeset(sample(tag, Paired(sentence, BESIDE)))
    found = text_of(pdf, tmp_path)

    assert without_spaces(sentence) in found
    assert BESIDE in found
    assert any(font in name for name, _ in fonts_of(pdf, tmp_path))
    assert {"yes"} == {embedded for _, embedded in fonts_of(pdf, tmp_path)}


def sample(tag: str, words: Paired) -> Sheet:
    """A sheet that says one sentence, as a heading and as text."""
    code = {"svg": '<svg xmlns="http://www.w3.org/2000/svg"/>', "millimetres": 30}
    values = {
        "heading": label(words),
        "test": said(words),
        "lawful": said(words),
        "parts": [{"title": label(words), "items": [said(words)]}],
        "code": {**code, "alt": "-", "says": said(words)},
        "cautions": [],
    }
    return Sheet("evidence", tag, words.own, date(2026, 11, 20), values)


def signs_of(families: tuple[str, ...]) -> set[str]:
    """Every sign that one of the families has a shape for."""
    found: set[str] = set()
    for info in installed_fonts(None, families).fonts():
        if info.family in families and (info.style, info.weight) == ("normal", 400):
            with TTFont(info.path, fontNumber=info.index, lazy=True) as font:
                found |= {chr(point) for point in font.getBestCmap()}
    return found


def test_a_sentence_that_fell_back_is_marked(tmp_path: Path) -> None:
    """English within a Vietnamese sheet, and Japanese in Japanese shapes, say so."""
    english = Paired("Go before the last day.", BESIDE, foreign="en")
    japanese = Paired("直すまで待ちます。", None, foreign="ja")

    first = typeset(sample("vi", english))
    second = typeset(sample("zh-Hans", japanese))

    assert b"/Lang(en" in first.replace(b"/Lang (", b"/Lang(")
    assert "Gobeforethelastday." in text_of(first, tmp_path)
    assert any("CJKjp" in name for name, _ in fonts_of(second, tmp_path))
    assert "直すまで待ちます。" in text_of(second, tmp_path)
