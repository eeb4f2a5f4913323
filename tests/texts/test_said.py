"""A sentence of a draft never goes without what must stand beside it."""

from datetime import date

import pytest

from ichimai.model.status import Status
from ichimai.texts.in_words import (
    day_in_words,
    money,
    status_in_words,
    stay_in_words,
)
from ichimai.texts.language import is_draft, translator
from ichimai.texts.said import Said, alone, in_language, in_several

_OTHERS = {"ja": "{day}まで", "easy": "{day}まで です", "en": "until {day}"}


def test_a_figure_is_a_string_with_plain_japanese_and_english() -> None:
    """Whoever treats the sentence as a string gets plain Japanese and English too."""
    said = Said("đến {day}", "vi", _OTHERS, ("easy", "en"))

    assert "đến {day} ({day}まで です / until {day})" == said
    assert "đến {day}" == said.own


def test_readings_stay_out_of_the_parentheses() -> None:
    """Plain Japanese within parentheses has no readings, which pages show as ruby."""
    said = Said("a", "vi", {"easy": "紙（かみ）", "en": "paper"}, ("easy", "en"))

    assert "a (紙 / paper)" == said
    assert ("easy", "紙（かみ）") == said.parts_beside()[0]


def test_each_part_gets_its_values_in_its_own_language() -> None:
    """A day that fills a sentence is written in the language of each part."""
    day = in_several(lambda code: day_in_words(date(2026, 12, 28), code), "en")
    said = Said("đến {day}", "vi", _OTHERS, ("easy", "en")).format(day=day)

    assert "2026年12月28日（月）まで" == said.others["ja"]
    assert "until Monday 28 December 2026" == said.others["en"]


def test_a_sentence_that_fell_back_has_its_values_in_its_own_language() -> None:
    """English in a Vietnamese page names its days in English, not half and half."""
    day = in_several(lambda code: day_in_words(date(2026, 12, 28), code), "vi")
    said = Said("until {day}", "en", {}).format(day=day)

    assert "until Monday 28 December 2026" == said


def test_what_fills_a_sentence_brings_what_must_stand_beside_it() -> None:
    """A plain sentence about a counter shows the counter's Japanese and English."""
    counter = Said("quầy", "vi", {"easy": "窓口", "en": "counter"}, ("easy", "en"))
    plain = Said("đi {to}", "vi", {"easy": "{to}へ", "en": "go to {to}"})

    assert "đi quầy (窓口へ / go to counter)" == plain.format(to=counter)


def test_a_draft_knows_its_kind() -> None:
    """A consequence has plain Japanese and English beside it, a title its Japanese."""
    say = translator("vi")
    consequence = "After 60 days this way is closed, and the child has no standing."
    title = "File the notice of the birth"

    assert is_draft("vi")
    assert ["easy", "en"] == [code for code, _ in say(consequence).parts_beside()]
    assert ["ja"] == [code for code, _ in say(title).parts_beside()]
    assert say(title).endswith(f"({translator('ja')(title)})")
    assert () == say("Yes").beside


def test_what_is_not_translated_comes_in_english_and_says_so() -> None:
    """A sentence outside the scope comes back in English with its language."""
    said = translator("vi")("Allow namespaces (unshare), or add --expose")

    assert isinstance(said, Said)
    assert ("en", ()) == (said.language, said.beside)


def test_tier_0_is_no_draft() -> None:
    """Japanese, plain Japanese and English are reviewed and come as plain strings."""
    for code in ("ja", "easy", "en"):
        assert not is_draft(code)
        assert str is type(translator(code)("Yes"))


@pytest.mark.parametrize(
    ("code", "day", "sum_", "stay"),
    [
        ("vi", "Thứ Hai, 28 tháng 12, 2026", "1.900 yên", "4 năm 3 tháng"),
        (
            "pt-BR",
            "segunda-feira, 28 de dezembro de 2026",
            "1.900 ienes",
            "4 anos 3 meses",
        ),
    ],
)
def test_days_and_sums_have_the_forms_of_the_language(
    code: str, day: str, sum_: str, stay: str
) -> None:
    """Days, sums and stays are written as in that language, with digits 0 to 9."""
    assert day == day_in_words(date(2026, 12, 28), code)
    assert sum_ == money(1900, code)
    assert stay == stay_in_words(51, 0, code)
    assert "1,900 yen" == in_language(money(1900, code), "en")


def test_a_status_is_named_in_the_language() -> None:
    """The name of a status comes from the catalogue and knows its Japanese."""
    named = status_in_words(Status.STUDENT, "vi")

    assert "留学" == in_language(named, "ja")
    assert alone(named) == translator("vi")("Student")
