"""Every address of the portal and of the API, in one table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI

from ichimai.web.api import law, liveness, plan, publication, verification
from ichimai.web.api.parameters import PROBLEM
from ichimai.web.metrics import metrics
from ichimai.web.pages import asking as asking_page
from ichimai.web.pages import changes as changes_page
from ichimai.web.pages import cities as cities_page
from ichimai.web.pages import evidence as evidence_page
from ichimai.web.pages import guides as guides_page
from ichimai.web.pages import knowledge as knowledge_page
from ichimai.web.pages import law as law_page
from ichimai.web.pages import names as names_page
from ichimai.web.pages import own_plan as own_plan_page
from ichimai.web.pages import people as people_page
from ichimai.web.pages import photo as photo_page
from ichimai.web.pages import plan as plan_page
from ichimai.web.pages import roster as roster_page
from ichimai.web.pages import search as search_page
from ichimai.web.pages import start as start_page
from ichimai.web.pages import updates as updates_page
from ichimai.web.pages import verification as verification_page
from ichimai.web.pages import visit as visit_page


@dataclass(frozen=True, slots=True)
class Route:
    """One method on one address, and the function that answers it."""

    method: str
    path: str
    answer: Callable[..., Any]
    describes: dict[str, Any] | None = None
    """What the OpenAPI document says beyond its types; None keeps it out of there."""


ROUTES: tuple[Route, ...] = (
    Route("GET", "/", start_page.choose_language),
    Route("GET", "/healthz", liveness.healthz),
    Route("GET", "/metrics", metrics),
    Route("POST", "/api/v1/law/{question}", law.ask_law, law.OPENAPI),
    Route("POST", "/api/v1/plan", plan.plan_person, plan.OPENAPI),
    Route("POST", "/api/v1/verify", verification.verify_card, verification.OPENAPI),
    Route("GET", "/ca/{issuer}.cer", publication.certificate),
    Route("GET", "/crl/{issuer}.crl", publication.revocation_list),
    Route("POST", "/ocsp", publication.posted_question),
    Route("GET", "/ocsp/{question:path}", publication.written_question),
    Route("GET", "/{lang}", start_page.complete_address),
    Route("GET", "/{lang}/", start_page.start),
    Route("GET", "/{lang}/plan", plan_page.plan),
    Route("GET", "/{lang}/situations", asking_page.situations),
    Route("GET", "/{lang}/ask", asking_page.go_on),
    Route("GET", "/{lang}/ask/{question}", asking_page.question),
    Route("POST", "/{lang}/ask/{question}", asking_page.answer),
    Route("GET", "/{lang}/answers", asking_page.check),
    Route("GET", "/{lang}/own-plan", own_plan_page.own_plan),
    Route("GET", "/{lang}/own-plan/{form}", own_plan_page.kept),
    Route("GET", "/{lang}/people", people_page.people),
    Route("GET", "/{lang}/people/{resident_id}", people_page.person),
    Route("GET", "/{lang}/law", law_page.contents),
    Route("GET", "/{lang}/law/card-items", law_page.items),
    Route("GET", "/{lang}/law/statuses", law_page.statuses),
    Route("GET", "/{lang}/law/{subject}", law_page.subject),
    Route("GET", "/{lang}/search", search_page.search),
    Route("GET", "/{lang}/glossary", search_page.glossary),
    Route("GET", "/{lang}/loss", guides_page.loss),
    Route("GET", "/{lang}/tell", guides_page.tell),
    Route("GET", "/{lang}/duties", guides_page.guide),
    Route("GET", "/{lang}/pins", guides_page.pins),
    Route("GET", "/{lang}/pick-up", guides_page.pick_up),
    Route("GET", "/{lang}/photo", photo_page.form),
    Route("POST", "/{lang}/photo", photo_page.check),
    Route("GET", "/{lang}/changed", changes_page.changed),
    Route("GET", "/{lang}/touches", changes_page.touches),
    Route("GET", "/{lang}/claims", knowledge_page.claims),
    Route("GET", "/{lang}/phrases", knowledge_page.phrases),
    Route("GET", "/{lang}/lines", knowledge_page.lines),
    Route("GET", "/{lang}/cities", cities_page.search),
    Route("GET", "/{lang}/cities/coverage", cities_page.covered),
    Route("GET", "/{lang}/visit", visit_page.before_you_go),
    Route("GET", "/{lang}/updates", updates_page.recent),
    Route("GET", "/updates/{lang}.atom", updates_page.feed),
    Route("GET", "/{lang}/names", names_page.ask_names),
    Route("POST", "/{lang}/names", names_page.show_names),
    Route("GET", "/{lang}/roster", roster_page.form),
    Route("POST", "/{lang}/roster", roster_page.check),
    Route("POST", "/{lang}/roster/files", roster_page.keep),
    Route("GET", "/{lang}/verify", verification_page.result),
    Route("POST", "/{lang}/verify", verification_page.read_card),
    Route("GET", "/{lang}/verify/special-period", evidence_page.ask_code),
    Route("POST", "/{lang}/verify/special-period", evidence_page.check_code),
)


def install(app: FastAPI) -> None:
    """Give *app* every route of the table, in its order."""
    for route in ROUTES:
        app.add_api_route(
            route.path,
            route.answer,
            # Whoever may read a page may also ask only for its head (RFC 9110 9.3.2).
            methods=["GET", "HEAD"] if route.method == "GET" else [route.method],
            include_in_schema=route.describes is not None,
            openapi_extra=route.describes,
            responses={"4XX": PROBLEM, "5XX": PROBLEM},
            response_model=None,
        )
