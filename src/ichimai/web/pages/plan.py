"""The plan of the resident who is shown: what is due, when, where and why."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from ichimai.planner.planning import answer
from ichimai.texts.language import SOURCE
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page
from ichimai.web.residents import read_resident
from ichimai.web.site import site_of


def plan(request: Request) -> HTMLResponse:
    """The dated tasks of the resident who is shown, or why there is nobody to show."""
    site, language = site_of(request), language_of(request)
    if site.resident_id is None:
        return page(request, language, "plan_empty.html")
    today = site.clock.today()
    resident = read_resident(site.registry, site.resident_id, today)
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
        plan=made,
        beside=beside,
        beside_items=beside_items,
        resident=resident,
    )
