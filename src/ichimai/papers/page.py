"""A plan as one HTML file: to be kept, sent and printed without anything beside it.

The reader's language and Japanese stand line by line. The file asks nothing of any
other place: no script, no font, no picture; its own policy forbids them.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ichimai.papers.square import drawn
from ichimai.papers.written import written_paper
from ichimai.planner.plan import Plan
from ichimai.texts.language import get_language
from ichimai.texts.readings import pieces, without_readings
from ichimai.texts.tongues import by_tongue

_JAPANESE = Markup('<span lang="ja">{}</span>')
_RUBY = Markup("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>")


def plan_page(
    plans: Sequence[Plan],
    language: str,
    *,
    address: str | None = None,
    addressee: str | None = None,
) -> str:
    """The *plans* of one person or of a family, as one HTML document.

    Args:
        plans: one a person.
        language: of the sentences, beside Japanese.
        address: where the portal shows the same answers, for the code.
        addressee: to whom the page goes as a letter.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
        ValueError: there is no plan.
    """
    paper = written_paper(plans, language, address=address, addressee=addressee)
    square = None
    if address is not None:
        square = Markup(drawn(address, without_readings(paper.code_says.own)))  # noqa: S704 - drawn by us, its title escaped
    written: str = _template().render(
        html=get_language(language).html, paper=paper, square=square
    )
    return written


def _body(text: str, html: str) -> Markup:
    """Running text of that language; the readings of plain Japanese become ruby."""
    return Markup().join(
        _RUBY.format(characters, reading) if reading else _marked(characters, html)
        for characters, reading in pieces(text)
    )


def _label(text: str, html: str) -> Markup:
    """Text for a heading, where no reading may stand."""
    return _marked(without_readings(text), html)


def _marked(text: str, html: str) -> Markup:
    """*text* with the Japanese words in it marked as such (WCAG 2.2, 3.1.2)."""
    return Markup().join(
        _JAPANESE.format(part) if japanese else escape(part)
        for part, japanese in by_tongue(text, html)
    )


@cache
def _template() -> Any:  # noqa: ANN401 - jinja2 calls its own template so
    environment = Environment(
        loader=PackageLoader("ichimai.papers"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["body"] = _body
    environment.filters["label"] = _label
    environment.filters["plain"] = without_readings
    return environment.get_template("plan.html")
