"""A plan as a page of its own: whole, bilingual, and asking nothing of anywhere."""

import re
from collections.abc import Sequence
from datetime import date
from html.parser import HTMLParser

import pytest

from ichimai.papers.page import plan_page
from ichimai.planner.plan import OPTION_PARTS, Plan
from ichimai.planner.planning import make_plan
from ichimai.planner.reading import parse_facts

MINH = {
    "person": {
        "birth_date": "1995-03-03",
        "status": "engineer-humanities-international",
        "stay_ends_on": "2026-12-31",
    },
    "residence_card": {"kind": "residence", "expires_on": "2026-12-31"},
    "my_number_card": {"kind": "separate", "expires_on": "2026-12-31"},
    "events": [{"kind": "extension", "filed_on": "2026-11-10", "decided_on": None}],
}


def plan() -> Plan:
    """Minh's plan of journey J2."""
    return make_plan(parse_facts(MINH), date(2026, 11, 20))


class Reader(HTMLParser):
    """What a page says, what it names elsewhere, and whether its tags close."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.elsewhere = "", []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(
        self, tag: str, attrs: Sequence[tuple[str, str | None]]
    ) -> None:
        """Note the tag, and every attribute that fetches."""
        self.elsewhere += [name for name, _ in attrs if name in {"src", "href"}]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost tag, which is this one."""
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        """Collect what is said."""
        self.text += data


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_task_is_said_whole(language: str) -> None:
    """Titles, consequences, provisions and the disclaimer stand on the page."""
    said = Reader(plan_page([plan()], language)).text

    for task in plan().tasks:
        written = task.to_json(language)
        assert written["title"] in said
        assert written["consequence"] in said or written["state"] == "done"
        assert ", ".join((*written["cites"], *written["rules"])) in said


@pytest.mark.parametrize("language", ["en", "ja", "easy"])
def test_a_page_stands_alone(language: str) -> None:
    """Every tag closes, nothing is fetched, and no script is there."""
    page = plan_page([plan()], language)
    read = Reader(page)

    assert [] == read.open
    assert [] == read.elsewhere
    assert "<script" not in page
    assert not re.search(r"url\(|@import|https?://", page)


def test_japanese_stands_beside_every_other_language() -> None:
    """A clerk finds the title of each task; Japanese alone is not said twice."""
    titles = [task.sentence("title", "ja") for task in plan().tasks]

    for title in titles:
        beside = f'<span class="beside" lang="ja">{title}</span>'
        assert 1 == plan_page([plan()], "en").count(beside)
        assert title in plan_page([plan()], "ja")
    assert '<span lang="ja">' not in plan_page([plan()], "ja")


def test_every_option_is_said_alike() -> None:
    """One card, two cards and later stand below each other with the same rows."""
    options = plan().options
    page = plan_page([plan()], "en")
    cards = page.split("<article>")[1:]

    assert len(options) == len(cards) > 1
    for option, card in zip(options, cards, strict=True):
        for part in OPTION_PARTS:
            assert option.sentence(part, "en") in card


def test_the_safe_day_comes_with_its_era() -> None:
    """28 December 2026, with the year that Japanese papers write."""
    said = Reader(plan_page([plan()], "en")).text

    assert "Monday 28 December 2026 (Reiwa 8)" in said
    assert "2026年（令和8年）12月28日（月）" in said


def test_readings_are_ruby_in_text_and_gone_in_headings() -> None:
    """Plain Japanese is read once: no ruby in the title or a heading."""
    page = plan_page([plan()], "easy")

    assert "<ruby>" in page
    for heading in re.findall(r"<(?:title|h[123])>.*?</", page, re.DOTALL):
        assert "ruby" not in heading
        assert "（けい" not in heading


def test_what_a_person_wrote_is_escaped() -> None:
    """A fact that nobody asks for is named as text, never as markup."""
    facts = parse_facts({**MINH, "<img src=x>": 1})

    page = plan_page([make_plan(facts, date(2026, 11, 20))], "en")

    assert "<img" not in page
    assert "&lt;img src=x&gt;" in page


def test_a_family_is_one_page() -> None:
    """Each person's plan stands under a heading of its own."""
    page = plan_page([plan(), plan()], "en")

    assert 2 == page.count("<section>")
    assert "Person 1" in page
    assert "Person 2" in page
    assert "Person 1" not in plan_page([plan()], "en")
    with pytest.raises(ValueError, match="at least one"):
        plan_page([], "en")


def test_japanese_words_are_marked_as_japanese() -> None:
    """A word that stands in Japanese within an English sentence says so (3.1.2)."""
    page = plan_page([plan()], "en")

    assert '<span lang="ja">特定在留カード</span>' in page
