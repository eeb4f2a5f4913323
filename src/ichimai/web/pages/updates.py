"""What changed, the latest first, as a page and as a feed."""

from itertools import groupby

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from ichimai.papers.feed import updates_feed
from ichimai.planner.updates.entries import SORTS, updates
from ichimai.texts.language import get_language
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page

_A_PAGE = 60
"""Entries of one page: light enough for a slow line."""

_MOST_DIGITS = 4


def recent(request: Request) -> HTMLResponse:
    """A page of updates, from the place that the address names on."""
    given = request.query_params.get("from", "0")
    right = given.isascii() and given.isdigit() and len(given) <= _MOST_DIGITS
    start = int(given) if right else 0
    every = updates()
    shown = every[start : start + _A_PAGE]
    return page(
        request,
        language_of(request),
        "updates.html",
        days=[(day, list(each)) for day, each in groupby(shown, lambda u: u.on)],
        sorts=SORTS,
        older=start + _A_PAGE if start + _A_PAGE < len(every) else None,
        newer=max(0, start - _A_PAGE) if start else None,
    )


def feed(lang: str) -> Response:
    """The newest updates as Atom.

    Raises:
        NotFound: code `language`; there is no such language.
    """
    language = get_language(lang)
    content = updates_feed(updates(), language.code, language.tag)
    return Response(content, media_type="application/atom+xml")
