"""The tool that checks the catalogues finds what makes one unfit to be shown."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cataloguing.checking import of_text
from cataloguing.japanese import of_plain_japanese

_TOOL = Path(__file__).parents[2] / "tools" / "catalogues"


def test_every_catalogue_is_complete_and_sound() -> None:
    """Every string of the sources is translated, and no check complains."""
    done = subprocess.run(
        [sys.executable, _TOOL, "check"], capture_output=True, text=True, check=False
    )

    assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.parametrize(
    ("source", "text", "complaint"),
    [
        ("Until {day}.", "まで。", "other placeholders"),
        ("After 14 days.", "15日後。", "numbers missing"),
        ("Some days.", "3日。", "numbers that the source lacks"),
        ("Please wait here.", "Please wait here.", "no Japanese"),
        ("Go there today and ask.", "そこで ask them about it today", "English left"),
        ("Your residence card.", "あなたのカード。", "在留カード is absent"),
        ("It follows.", "自動的に変わります。", "自動的に is not a word"),
    ],
)
def test_a_translation_that_says_something_else_is_found(
    source: str, text: str, complaint: str
) -> None:
    """A lost placeholder, another number, leftover English, a lost term are found."""
    found = list(of_text(source, text, "ja"))

    assert any(complaint in line for line in found)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Two letters, eight digits.", "英字2文字、数字8桁。"),
        ("Pay 1,900 yen.", "1,900円を払います。"),
        ("Read `GET /healthz`.", "`GET /healthz` を読みます。"),
    ],
)
def test_a_number_in_words_may_become_digits(source: str, text: str) -> None:
    """Numbers in words, amounts and code pass as what they are."""
    assert [] == list(of_text(source, text, "ja"))


def test_plain_japanese_without_reading_is_found() -> None:
    """Kanji without a reading and a sentence that is too long are named."""
    long = "とても" * 20

    assert ["no reading for ['漢字']"] == list(of_plain_japanese("漢字です。"))
    assert ["a sentence of 60 characters"] == list(of_plain_japanese(long))


def test_gettext_itself_accepts_the_catalogues() -> None:
    """The catalogues compile with `msgfmt -c`."""
    if shutil.which("msgfmt") is None:
        pytest.skip("needs gettext: msgfmt is not installed")
    folder = _TOOL.parents[1] / "src" / "ichimai" / "texts" / "catalogues"

    done = [
        subprocess.run(["msgfmt", "-c", "-o", "-", path], check=False).returncode
        for path in sorted(folder.glob("*.po"))
    ]

    assert {0} == set(done)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("行（い）かない わけでは ない。", "a double negative"),
        ("おいで いただきます。", "an honorific"),
        ("13:00からです。", "not in the morning or the afternoon"),
        ("令和（れいわ）8年（ねん）です。", "without the Western one"),
        ("及（およ）び", "word of offices"),
    ],
)
def test_hard_plain_japanese_is_found(text: str, complaint: str) -> None:
    """Double negatives, honorifics, 24 hours, lone eras and office words are named."""
    assert any(complaint in line for line in of_plain_japanese(text))


@pytest.mark.parametrize(
    "text",
    [
        "午後（ごご）1時（じ）からです。",
        "2026年（ねん）、令和（れいわ）8年（ねん）です。",
    ],
)
def test_plain_japanese_that_is_plain_passes(text: str) -> None:
    """Times of twelve hours, and eras beside the Western year, pass."""
    assert [] == list(of_plain_japanese(text))


def test_a_time_may_be_said_by_twelve_hours() -> None:
    """17:30 may become half past five in the afternoon, and nothing else."""
    source = "Open 8:30 to 17:30."

    assert [] == list(of_text(source, "午前8時30分から午後5時30分まで。", "ja"))
    assert list(of_text(source, "午前8時30分から午後6時30分まで。", "ja"))
