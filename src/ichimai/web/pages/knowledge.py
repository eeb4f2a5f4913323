"""Tables for residents: what people say, what to say, and what is known of cities."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from ichimai.law.told import CONFIDENCES
from ichimai.planner.knowledge.cities import COSTS, DAYS, HOURS, SEVERAL, national_lines
from ichimai.planner.knowledge.cities import cities as known_cities
from ichimai.planner.knowledge.cities import read_on as cities_read_on
from ichimai.planner.knowledge.claims import VERDICTS, find_claims
from ichimai.planner.knowledge.phrases import phrases as counter_phrases
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page

_LONGEST = 100
"""Characters of a search that are read; no claim has more."""

TONGUES = {
    "en": "English",
    "zh": "中文",
    "ko": "한국어",
    "es": "Español",
    "pt": "Português",
}
"""The languages of telephone lines, each by its own name."""


def claims(request: Request) -> HTMLResponse:
    """What people say, what is confirmed of it, and a search that keeps nothing."""
    words = request.query_params.get("words", "")[:_LONGEST].strip()
    return page(
        request,
        language_of(request),
        "claims.html",
        words=words,
        claims=find_claims(words),
        verdicts=VERDICTS,
        confidences=CONFIDENCES,
    )


def phrases(request: Request) -> HTMLResponse:
    """Sentences for a counter, each with its reading and what it means."""
    return page(
        request, language_of(request), "phrases.html", phrases=counter_phrases()
    )


def cities(request: Request) -> HTMLResponse:
    """What guides say of single cities, their lines, and the national lines."""
    return page(
        request,
        language_of(request),
        "cities.html",
        cities=known_cities(),
        lines=national_lines(),
        read_on=cities_read_on(),
        days=DAYS,
        hours=HOURS,
        costs=COSTS,
        tongues=TONGUES,
        several=SEVERAL,
    )
