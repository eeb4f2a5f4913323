"""The lookup of sentences reads every catalogue, and English reads none."""

import subprocess
import sys

import pytest

from ichimai.errors import NotFound
from ichimai.texts.language import (
    get_language,
    languages,
    plural_translator,
    translator,
)


def test_the_languages_come_in_the_order_of_the_menu() -> None:
    """Tier 0 leads, the others follow in the order of the table."""
    codes = [language.code for language in languages()]
    tiers = [language.tier for language in languages()]

    assert ["ja", "easy", "en"] == codes[:3]
    assert sorted(tiers) == tiers
    assert {"vi", "pt-BR"} <= set(codes)


def test_english_is_the_source_itself() -> None:
    """English gives back the string that stands in the code."""
    assert "Choose one of {choices}." == translator("en")("Choose one of {choices}.")


def test_japanese_comes_from_the_catalogue() -> None:
    """Japanese gives the catalogue's sentence with the same placeholder."""
    found = translator("ja")("Choose one of {choices}.")

    assert "{choices} のうちから選んでください。" == found


def test_plain_japanese_carries_readings() -> None:
    """Plain Japanese gives the sentence with readings in parentheses."""
    assert "選（えら）んで" in translator("easy")("Choose one of {choices}.")


@pytest.mark.parametrize("language", ["ja", "easy", "en"])
def test_a_string_without_entry_comes_back_as_it_is(language: str) -> None:
    """What no catalogue knows is shown as it stands, and the empty string is empty."""
    say = translator(language)

    assert "No such sentence." == say("No such sentence.")
    assert "" == say("")


@pytest.mark.parametrize(("count", "form"), [(1, "one day"), (2, "two days")])
def test_english_plural_follows_the_count(count: int, form: str) -> None:
    """English chooses the singular for one, and the plural for two."""
    assert form == plural_translator("en")("one day", "two days", count)


def test_an_unknown_language_is_named_with_the_choices() -> None:
    """A language without catalogue is refused with the list of those there are."""
    with pytest.raises(NotFound, match=r"xx.*ja, easy, en, "):
        get_language("xx")


def test_english_imports_no_babel() -> None:
    """Asking for English costs no import of Babel: the command line relies on it."""
    program = (
        "import sys; from ichimai.texts.language import translator;"
        "translator('en')('x'); sys.exit('babel' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], check=False)

    assert 0 == done.returncode
