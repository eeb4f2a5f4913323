"""The start page, and the one redirect that looks at a browser's languages."""

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse

from ichimai.web.choice import preferred_language
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page
from ichimai.web.site import site_of


def choose_language(request: Request) -> RedirectResponse:
    """Send a visitor without a language to the one that the browser prefers."""
    language = preferred_language(request.headers.get("accept-language", ""))
    headers = {"vary": "accept-language"}
    return RedirectResponse(f"/{language.code}/", 303, headers)


def complete_address(request: Request) -> RedirectResponse:
    """Send `/en` on to `/en/`. An address that is no language has nothing."""
    return RedirectResponse(f"/{language_of(request).code}/", 303)


def start(request: Request) -> HTMLResponse:
    """What this is, the choice between one card and two, and the doors."""
    site = site_of(request)
    return page(
        request,
        language_of(request),
        "start.html",
        has_resident=site.resident_id is not None,
        has_reader=site.reader is not None,
    )
