"""The code of a special-period sheet, checked here by whoever was shown the sheet.

What is typed travels in the body of the request and is not kept. No network is needed:
the answer rests on the folder of trust of this server alone.
"""

from fastapi import Request
from fastapi.responses import HTMLResponse

from ichimai.card.reader.stay_evidence import STANDINGS, Standing, check_evidence
from ichimai.errors import Malformed
from ichimai.papers.evidence import written_evidence
from ichimai.texts.language import translator
from ichimai.web.guards import bounded_body
from ichimai.web.pages.fields import fields_of
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page
from ichimai.web.site import site_of


def ask_code(request: Request) -> HTMLResponse:
    """What such a sheet is, and the form that takes its code."""
    return _page(request, 200)


async def check_code(request: Request) -> HTMLResponse:
    """How the code stands today, and what it says where it is genuine."""
    site, language = site_of(request), language_of(request)
    code = fields_of(await bounded_body(request)).get("code", "").strip()
    if site.reader is None:
        return _page(request, 200)
    say = translator(language.code)
    try:
        checked = check_evidence(code, site.reader.trust(), site.clock.today())
    except Malformed as error:
        sentence = f"{say(error.problem)} {say(error.repair)}"
        return _page(request, 422, error=sentence, code=code)
    stated = checked.evidence
    return _page(
        request,
        200,
        standing=say(STANDINGS[checked.standing]),
        runs=checked.standing is Standing.RUNS,
        paper=written_evidence(stated, language.code) if stated else None,
        code=code,
    )


def _page(request: Request, status: int, **shown: object) -> HTMLResponse:
    values = {"standing": "", "error": "", "code": "", "paper": None, **shown}
    values["has_trust"] = site_of(request).reader is not None
    return page(request, language_of(request), "evidence.html", status, **values)
