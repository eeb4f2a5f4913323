"""One box for everything, and the words of the field. What is typed is not kept."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from ichimai.planner.places.romaji import hepburn, katakana
from ichimai.planner.search.finding import LONGEST, find_places
from ichimai.texts.terms import terms
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page


def search(request: Request) -> HTMLResponse:
    """The pages that the words lead to, best first, in the language of the address."""
    language = language_of(request)
    words = request.query_params.get("q", "")[:LONGEST].strip()
    found = [(place.path, place.name(language.code)) for place in find_places(words)]
    return page(request, language, "search.html", words=words, found=found)


def glossary(request: Request) -> HTMLResponse:
    """Every word of the field: in Japanese, its reading, and in the reader's words."""
    language = language_of(request)
    entries = [
        (term, hepburn(katakana(term.reading)), term.called(language.code))
        for term in sorted(terms(), key=lambda term: term.reading)
    ]
    return page(request, language, "glossary.html", entries=entries)
