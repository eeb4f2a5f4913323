"""Words that people search with lead to the right page, misprints and romaji too."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.planner.search.finding import LONGEST, MOST, find_places, fold, pages
from ichimai.texts.terms import Term, terms
from ichimai.web.routes import ROUTES

CASES = tomllib.loads(Path(__file__).with_name("search_cases.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["typed"])
def test_what_people_type_leads_to_its_page(case: dict[str, str]) -> None:
    """The page that helps comes first."""
    assert case["first"] == find_places(case["typed"])[0].path


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.japanese)
def test_every_term_of_the_glossary_is_found(term: Term) -> None:
    """By its Japanese, its reading and its English, in whatever width or case."""
    place = f"glossary#{term.japanese}"

    for typed in (term.japanese, term.reading, term.english.upper()):
        if typed:
            assert place in [found.path for found in find_places(typed)]


def test_every_page_of_the_table_is_there() -> None:
    """Each address is a route, or a subject of the law."""
    routes = {route.path.removeprefix("/{lang}/") for route in ROUTES}

    for place in pages():
        subject = place.path.startswith("law/")
        assert place.path in routes or subject


@pytest.mark.parametrize("words", ["", "  ", "!?", "qqqqwwwwzzzz"])
def test_nothing_leads_nowhere(words: str) -> None:
    """No words, and words that nobody knows, find nothing and guess nothing."""
    assert () == find_places(words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jūminhyō", "juuminhyou"),
        ("じゅうみんひょう", "juminhyo"),
        ("ＰＩＮ", "pin"),
        ("マイナンバー", "まいなんばー"),
        ("thẻ lưu trú", "THE LUU TRU"),
        ("shimbun", "sinbun"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    """Width, case, marks, kana, length of vowels and Kunrei make no difference."""
    assert fold(one) == fold(other)


@given(st.text(max_size=2 * LONGEST))
def test_whatever_is_typed_is_answered(words: str) -> None:
    """Any text finds at most so many pages, each once, and never raises."""
    found = find_places(words)

    assert len(found) == len(set(found)) <= MOST
