"""A plan on A4: each sentence comes back out of the PDF, nothing becomes markup."""

from datetime import date
from pathlib import Path

import pytest

from ichimai.errors import Unavailable
from ichimai.papers.fonts import lettering_of
from ichimai.papers.pdf import plan_pdf
from ichimai.papers.written import written_paper
from ichimai.planner.plan import Plan
from ichimai.planner.planning import make_plan
from ichimai.planner.reading import parse_facts
from ichimai.texts.language import get_language, languages
from papers.poppler import (
    fonts_of,
    forms,
    said_of,
    sentences_of,
    text_of,
    without_spaces,
)
from papers.test_page import MINH, plan
from papers.test_written import NEWBORN

CODES = [each.code for each in languages()]
ADDRESS = "https://portal.example/en/own-plan?status=student&stay_end=2027-03-31"
HOSTILE = '#image("x") *bold* $x$ \\u{41} <b> [#panic()] @x `raw` // "'


def family() -> list[Plan]:
    """Minh and two newborns."""
    newborn = make_plan(parse_facts(NEWBORN), date(2026, 12, 20))
    return [plan(), newborn, newborn]


@pytest.mark.parametrize("language", CODES)
def test_every_sentence_comes_back(language: str, tmp_path: Path) -> None:
    """What poppler reads holds each sentence of the paper, and the Japanese beside."""
    paper = written_paper(family(), language, address=ADDRESS, addressee="A-001")

    pdf = plan_pdf(family(), language, address=ADDRESS, addressee="A-001")
    found = text_of(pdf, tmp_path)

    for words in sentences_of(paper):
        assert any(form in found for form in forms(words))
        assert without_spaces(words.japanese or "") in found
    assert ADDRESS in found


@pytest.mark.parametrize("language", CODES)
def test_the_pdf_says_what_it_is(language: str, tmp_path: Path) -> None:
    """Tagged, titled, A4, made on the day of the plan, every font embedded."""
    pdf = plan_pdf([plan()], language)
    said = said_of(pdf, tmp_path)
    fonts = fonts_of(pdf, tmp_path)

    assert "yes" == said["Tagged"]
    assert "A4" in said["Page size"]
    assert "20 00:00:00 2026" in said["CreationDate"]
    assert said["Title"]
    assert fonts
    assert {"yes"} == {embedded for _, embedded in fonts}
    assert all("Noto" in name for name, _ in fonts)
    lettering = lettering_of(get_language(language).html)
    region = f"-{lettering.region.upper()}" if lettering.region else ""
    tag = f"/Lang({lettering.lang}{region})".encode()
    assert tag in pdf.replace(b"/Lang (", b"/Lang(")
    assert b"pdfuaid:part" in pdf


def test_the_same_plan_gives_the_same_bytes() -> None:
    """Two runs differ in nothing, so that a paper can be compared by its hash."""
    first, second = (plan_pdf([plan()], "easy", address=ADDRESS) for _ in range(2))

    assert first == second


def test_what_a_person_wrote_is_no_markup(tmp_path: Path) -> None:
    """Signs of the typesetter and of HTML come back as they were written."""
    facts = parse_facts({**MINH, HOSTILE: 1})
    hostile = make_plan(facts, date(2026, 11, 20))

    found = text_of(plan_pdf([hostile], "en", addressee=HOSTILE), tmp_path)

    assert f"To:{without_spaces(HOSTILE)}" in found
    assert f"{without_spaces(HOSTILE)}isnofact" in found


@pytest.mark.parametrize(
    "name",
    [
        "MARIA APARECIDA DOS SANTOS DE OLIVEIRA NAKAMURA FERREIRA DA SILVA",
        "TEST-" + "W" * 400,
        "Nguyễn Thị Thu Hà SAMPLE",
        "NULL",
    ],
)
def test_a_long_name_is_whole(name: str, tmp_path: Path) -> None:
    """A name is broken where it must be, and no letter of it is lost or added."""
    pdf = plan_pdf([plan()], "ja", addressee=name)

    assert f"宛先：{without_spaces(name)}" in text_of(pdf, tmp_path)


@pytest.mark.parametrize("language", CODES)
def test_a_missing_font_names_its_package(language: str, tmp_path: Path) -> None:
    """Nothing is printed with boxes in place of letters."""
    with pytest.raises(Unavailable) as caught:
        plan_pdf([plan()], language, fonts=tmp_path)

    assert "font-missing" == caught.value.code
    assert "fonts-noto-" in str(caught.value)
