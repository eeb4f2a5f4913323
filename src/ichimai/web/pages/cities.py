"""Pages of municipalities: finding one, what is known of it, and of how many."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from ichimai.planner.cities.city import City, cities, city_at
from ichimai.planner.cities.coverage import coverage
from ichimai.planner.cities.facts import STALE_AFTER
from ichimai.planner.cities.words import TOPICS, VALUES
from ichimai.planner.knowledge.lines import (
    COSTS,
    DAYS,
    HOURS,
    SEVERAL,
    TONGUES,
    national_lines,
    read_on,
)
from ichimai.planner.places.finding import find_places, find_retired
from ichimai.planner.places.municipalities import AS_OF
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page
from ichimai.web.site import site_of

_LONGEST = 60
"""Characters of a name that are read; no municipality has more."""

_MOST = 40
"""Candidates that are shown; no name is shared by more."""


def search(request: Request) -> HTMLResponse:
    """Look for a municipality by name or code; without one, all that are known."""
    name = request.query_params.get("name", "")[:_LONGEST].strip()
    gone = find_retired(name) if name else None
    found: tuple[City, ...] = cities()
    if name:
        places = find_places(name) or (gone.places if gone else ())
        found = tuple(city_at(place) for place in places[:_MOST])
    return page(
        request,
        language_of(request),
        "cities.html",
        name=name,
        gone=gone if gone and not find_places(name) else None,
        cities=found,
        whole=not name or len(found) == 1,
        today=site_of(request).clock.today(),
        stale_days=STALE_AFTER.days,
        topics=TOPICS,
        values=VALUES,
        lines=national_lines(),
        read_on=read_on(),
        days=DAYS,
        hours=HOURS,
        costs=COSTS,
        tongues=TONGUES,
        several=SEVERAL,
    )


def covered(request: Request) -> HTMLResponse:
    """Of how many municipalities something is known, as figures and as bars."""
    return page(
        request,
        language_of(request),
        "coverage.html",
        found=coverage(site_of(request).clock.today()),
        topics=TOPICS,
        counted_on=AS_OF,
    )
