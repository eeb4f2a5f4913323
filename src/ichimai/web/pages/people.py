"""The invented people of this sandbox: who they are, what is due next, by when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from ichimai.errors import NotFound, msgid
from ichimai.model.status import Status
from ichimai.planner.planning import answer
from ichimai.web.pages.language import language_of
from ichimai.web.pages.plan import next_task, plan_page
from ichimai.web.rendering import page
from ichimai.web.residents import read_resident
from ichimai.web.site import Site, site_of


@dataclass(frozen=True, slots=True)
class Line:
    """One person in the list.

    Attributes:
        address: of their plan, behind the language.
        next: the first open task of their plan, None where there is none.
        told: what holds for them and is not known of them, where nothing is due.
    """

    address: str
    name: str = field(repr=False)
    status: Status
    next: Mapping[str, Any] | None
    told: tuple[str, ...]


def people(request: Request) -> HTMLResponse:
    """Everybody of this sandbox with what is due next, the most urgent first."""
    site, language = site_of(request), language_of(request)
    found = [_line(site, each, language.code) for each in _everybody(site)]
    # The story's resident leads; then by the day that comes first.
    first, rest = found[:1], sorted(found[1:], key=_urgency)
    return page(request, language, "people.html", lines=[*first, *rest])


def person(request: Request) -> HTMLResponse:
    """The plan of one of them.

    Raises:
        NotFound: nobody of this sandbox; whoever else is on the register is not shown.
    """
    site = site_of(request)
    resident_id = request.path_params["resident_id"]
    if resident_id not in _everybody(site):
        raise NotFound(
            msgid("Nobody of this sandbox has that identifier."),
            repair=msgid("Choose somebody from the list of invented people."),
            code="no-resident",
        )
    return plan_page(request, resident_id, here="people")


def _everybody(site: Site) -> tuple[str, ...]:
    own = () if site.resident_id is None else (site.resident_id,)
    return own + site.neighbours


def _line(site: Site, resident_id: str, language: str) -> Line:
    today = site.clock.today()
    resident = read_resident(site.registry, resident_id, today)
    made = answer(resident.facts, today, language)
    return Line(
        address="plan" if resident_id == site.resident_id else f"people/{resident_id}",
        name=resident.name,
        status=resident.status,
        next=next_task(made),
        told=tuple(each["sentence"] for each in (*made["notices"], *made["unknown"])),
    )


def _urgency(line: Line) -> tuple[bool, str, str]:
    day = (line.next or {}).get("safe_last_day")
    return not day or day == "unknown", day or "", line.name
