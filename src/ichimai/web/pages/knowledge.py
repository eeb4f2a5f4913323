"""Tables for residents: what people say, what to say, and whom to ring."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from ichimai.law.told import CONFIDENCES
from ichimai.planner.knowledge.claims import VERDICTS, find_claims
from ichimai.planner.knowledge.lines import (
    COSTS,
    DAYS,
    HOURS,
    SEVERAL,
    TONGUES,
    all_lines,
    national_lines,
)
from ichimai.planner.knowledge.phrases import phrases as counter_phrases
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page

_LONGEST = 100
"""Characters of a search that are read; no claim has more."""


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


def lines(request: Request) -> HTMLResponse:
    """Whom to ring: the national lines, then those of cities."""
    national = national_lines()
    return page(
        request,
        language_of(request),
        "lines.html",
        national=national,
        local=[line for line in all_lines() if line not in national],
        days=DAYS,
        hours=HOURS,
        costs=COSTS,
        tongues=TONGUES,
        several=SEVERAL,
    )
