"""From values to a page: one Jinja environment a language, strict and escaping.

A template never glues sentences and never decides. It may say `_("…")` for a sentence,
and these filters turn values into words:

    body       running text; readings of plain Japanese become ruby
    label      text without readings, for headings, buttons and links, where ruby would
               be heard twice
    plain      the same without any markup, for titles, options and attributes
    alone      a label without what stands beside it, which `others` then gives
    others     what stands beneath a heading whose text is a draft
    foreign    ` lang="…"` for the element of a label that fell back to English
    kana       how a heading is read, for a small line beneath it
    day        an ISO date as `<time>` in words
    day_words  a day as plain text, to be put into a sentence
    stay       a period of stay
    stay_words the same as plain text, to be put into a sentence
    yen        an amount
    status     a status of residence by its name
    told_at    the place of a rule among the pages of the law
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ichimai.errors import IchimaiError
from ichimai.law.statuses import Length
from ichimai.law.told import subjects
from ichimai.model.citation import cite
from ichimai.texts.in_words import day_in_words, money, stay_in_words
from ichimai.texts.language import (
    Language,
    find_language,
    get_language,
    is_draft,
    languages,
    plural_translator,
    translator,
)
from ichimai.texts.readings import only_readings, pieces, without_readings
from ichimai.texts.said import Said, alone
from ichimai.texts.statuses import status_in_words
from ichimai.texts.tongues import by_tongue
from ichimai.web.choice import preferred_language

# HTML lets the end tags within a ruby be left out; a page has hundreds of them.
_RUBY = Markup("<ruby>{}<rp>（<rt>{}<rp>）</ruby>")
_TIME = Markup('<time datetime="{}">{}</time>')
_FOREIGN = Markup('<span lang="{}">{}</span>')
_LANG = Markup(' lang="{}"')
_BESIDE = Markup('{} <span class="beside" lang="{}">{}</span>')
_KEPT = Markup('<span translate="no">{}</span>')
_JAPANESE = Markup('<span lang="ja" translate="no">{}</span>')


def page(
    request: Request,
    language: Language,
    template: str,
    status: int = 200,
    **values: object,
) -> HTMLResponse:
    """The page of *template* in *language*, with the menu of the other languages."""
    rest = request.url.path.partition(f"/{language.code}/")[2]
    return _rendered(language, template, status, {"rest": rest, **values})


def error_page(
    request: Request, status: int, title: str, error: IchimaiError
) -> HTMLResponse:
    """The page that says what went wrong, in the language of the address."""
    segment = request.url.path.split("/")[1] if "/" in request.url.path else ""
    header = request.headers.get("accept-language", "")
    language = find_language(segment) or preferred_language(header)
    say = translator(language.code)
    sentences = [
        say(text).format(**error.values)
        for text in (error.problem, error.repair)
        if text and text != title
    ]
    values = {"rest": "", "heading_of": say(title), "sentences": sentences}
    return _rendered(language, "problem.html", status, values)


def _rendered(
    language: Language, template: str, status: int, values: Mapping[str, object]
) -> HTMLResponse:
    text = environment(language).get_template(template).render(**values)
    headers = {"content-language": language.html}
    if (rest := values.get("rest")) is not None:
        headers["link"] = _alternates(str(rest))
    return HTMLResponse(text, status, headers)


def _alternates(rest: str) -> str:
    """The same page in every language (RFC 8288), which saves the page their weight."""
    return ", ".join(
        f'</{each.code}/{quote(rest)}>; rel="alternate"; hreflang="{each.tag}"'
        for each in languages()
    )


@cache
def environment(language: Language) -> Environment:
    """The templates as *language* fills them."""
    made = Environment(
        loader=PackageLoader("ichimai.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    say = translator(language.code)
    made.globals.update(
        {
            "_": say,
            "ngettext": plural_translator(language.code),
            "language": language,
            "draft": is_draft(language.code),
            "languages": languages(),
            "japanese": translator("ja"),
        }
    )
    made.filters.update(
        {
            "body": lambda text: body(text, language),
            "label": lambda text: label(text, language),
            "plain": lambda text: plain(text, language),
            "alone": lambda text: label(alone(text), language),
            "foreign": lambda text: foreign(text, language),
            "kana": lambda text: kana(text, language),
            "day": lambda iso: day(iso, language),
            "day_words": lambda iso: _day(iso, language),
            "stay": lambda each: body(_stay(each, language), language),
            "stay_words": lambda each: _stay(each, language),
            "yen": lambda amount: body(money(int(amount), language.code), language),
            "cited": lambda provision: cited(provision, language),
            "told_at": told_at,
            "status": lambda status: status_in_words(status, language.code),
        }
    )
    made.filters["others"] = others
    return made


def body(text: str, language: Language) -> Markup:
    """*text* as running text; the readings of plain Japanese stand above it.

    What a draft must have beside it follows it, each part with its language and the
    readings as print has them: ruby there would double the page. A text that is not in
    the reader's language is marked.
    """
    if isinstance(text, Said):
        shown = _part(text.own, text.language, language)
        for code, said in text.parts_beside():
            other = get_language(code)
            shown = _BESIDE.format(shown, other.html, _with_tongues(said, other))
        return shown
    return _with_readings(text, language)


def _part(text: str, code: str, language: Language) -> Markup:
    if code == language.code:
        return _with_readings(text, language)
    other = get_language(code)
    return _FOREIGN.format(other.html, _with_readings(text, other))


def _with_readings(text: str, language: Language) -> Markup:
    if not language.readings:
        return _with_tongues(text, language)
    return Markup().join(
        _RUBY.format(characters, reading) if reading else escape(characters)
        for characters, reading in pieces(text)
    )


def _with_tongues(text: str, language: Language) -> Markup:
    """*text* with the Japanese words in it marked as such (WCAG 2.2, 3.1.2)."""
    return Markup().join(
        _FOREIGN.format("ja", part) if japanese else escape(part)
        for part, japanese in by_tongue(text, language.html)
    )


def label(text: str, language: Language) -> Markup:
    """*text* where no reading may stand; what must stand beside a draft stays."""
    if not isinstance(text, Said):
        return _with_tongues(plain(text, language), language)
    shown = _with_tongues(text.own, get_language(text.language))
    for code, said in text.parts_beside() if len(text.beside) > 1 else ():
        other = get_language(code)
        bare = _with_tongues(without_readings(said), other)
        shown = _BESIDE.format(shown, other.html, bare)
    return shown


def plain(text: str, language: Language) -> str:
    """The same as one string, for titles, options and attributes."""
    if isinstance(text, Said):
        return text if len(text.beside) > 1 else text.own
    return without_readings(text) if language.readings else text


def others(text: str) -> list[tuple[str, Markup]]:
    """What stands beneath a heading whose text is a draft, each with its language."""
    if not isinstance(text, Said):
        return []
    parts = [(get_language(code), said) for code, said in text.parts_beside()]
    return [(each.html, _with_tongues(said, each)) for each, said in parts]


def foreign(text: str, language: Language) -> Markup:
    """The attribute of an element whose label is not in the reader's language."""
    if not isinstance(text, Said) or text.language == language.code:
        return Markup()
    return _LANG.format(get_language(text.language).html)


def kana(text: str, language: Language) -> str:
    """How *text* is read, or nothing where it can be read as it stands."""
    spoken = only_readings(text) if language.readings else text
    return "" if spoken == text else spoken


def day(iso: str | date, language: Language) -> Markup:
    """The day in words, marked up with the same day for machines."""
    written = body(_day(iso, language), language)
    return _TIME.format(iso if isinstance(iso, str) else iso.isoformat(), written)


def _day(iso: str | date, language: Language) -> str:
    return day_in_words(date.fromisoformat(str(iso)), language.code)


def _stay(period: Length, language: Language) -> str:
    return stay_in_words(period.months, period.days, language.code)


def told_at(rule: str) -> str:
    """Where a page of the law tells that rule, behind `law/`; "" if none does."""
    return _places_of_rules().get(rule, "")


@cache
def _places_of_rules() -> Mapping[str, str]:
    return {
        rule: f"{subject.name}#{entry.key}"
        for subject in subjects()
        for entry in subject.entries
        for rule in entry.rules
    }


def cited(provision: str, language: Language) -> Markup:
    """The provision in its canonical form, with the form that Japanese readers know."""
    try:
        japanese = cite(provision).in_japanese()
    except ValueError:
        return _KEPT.format(provision)
    if language.html == "ja":
        return _KEPT.format(f"{japanese} {provision}")
    return Markup("{} {}").format(_JAPANESE.format(japanese), _KEPT.format(provision))
