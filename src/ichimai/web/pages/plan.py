"""The plan of a resident: what is due, when, where and why, and what has happened."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from ichimai.planner.planning import answer
from ichimai.texts.language import SOURCE
from ichimai.web.happened import read_happened
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page
from ichimai.web.residents import read_resident
from ichimai.web.site import site_of

_OPEN = {"overdue", "do_now", "do_by", "not_yet", "waiting"}


def plan(request: Request) -> HTMLResponse:
    """The plan of the story's resident, or why there is nobody to show."""
    site = site_of(request)
    if site.resident_id is None:
        return page(request, language_of(request), "plan_empty.html")
    return plan_page(request, site.resident_id, here="plan")


def plan_page(request: Request, resident_id: str, here: str) -> HTMLResponse:
    """The dated tasks of a resident of the register, under the menu entry *here*.

    Raises:
        NotFound: nobody by that identifier, or nobody with a stay.
    """
    site, language = site_of(request), language_of(request)
    today = site.clock.today()
    resident = read_resident(site.registry, resident_id, today)
    made = answer(resident.facts, today, language.code)
    beside: dict[str, str] = {}
    beside_items: dict[str, str] = {}
    if language.code == SOURCE:
        # The clerk's language stands beside the words that are said at a counter.
        japanese = answer(resident.facts, today, "ja")
        beside = {task["id"]: task["title"] for task in japanese["tasks"]}
        beside_items = {
            item["id"]: item["text"]
            for task in japanese["tasks"]
            for item in task["bring"]
        }
    return page(
        request,
        language,
        "plan.html",
        here=here,
        plan=made,
        next=next_task(made),
        beside=beside,
        beside_items=beside_items,
        resident=resident,
        happened=read_happened(site.registry, resident_id, language.code),
    )


def next_task(made: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The first task of a plan that is not done, None where there is none."""
    return next((task for task in made["tasks"] if task["state"] in _OPEN), None)
