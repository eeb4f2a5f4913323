"""The plan of whoever has answered the questions: pages, a calendar, a paper.

All are made from the address alone, each time anew, and nothing is kept. A family's
page has the trips and what is due for whom; each person and each choice has a page, so
that none is heavy on a telephone.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ichimai.errors import NotFound, msgid
from ichimai.papers.calendar import plan_calendar
from ichimai.papers.page import plan_page
from ichimai.papers.pdf import plan_pdf
from ichimai.papers.square import LONGEST_ADDRESS
from ichimai.planner.plan import Plan
from ichimai.planner.visits import joined_visits
from ichimai.texts.language import SOURCE, Language
from ichimai.web.asking.answers import Answers, answers_of, plans_of
from ichimai.web.asking.steps import open_questions
from ichimai.web.pages.language import language_of
from ichimai.web.pages.plan import next_task
from ichimai.web.rendering import page

_CALENDAR_TYPE = "text/calendar; charset=utf-8"
_OF_ONE = re.compile(r"(person|choices)-([1-9])", re.ASCII)


def own_plan(request: Request) -> Response:
    """The tasks in the order of their days; of a family the trips, and who has what."""
    language, answers = language_of(request), answers_of(request)
    if not answers.pairs:
        return RedirectResponse(f"/{language.code}/situations", 303)
    plans = plans_of(answers)
    if len(plans) == 1:
        return _person_page(request, answers, plans, 0)
    return page(
        request,
        language,
        "family_plan.html",
        rest=f"own-plan?{answers.query}",
        query=answers.query,
        plans=[plan.to_json(language.code) for plan in plans],
        visits=_trips(plans, language.code),
        as_of=answers.as_of,
    )


def kept(request: Request) -> Response:
    """One person of a family, the choices of one, or what people keep of a plan.

    Raises:
        NotFound: there is no such page, or nobody of that number.
    """
    language, answers = language_of(request), answers_of(request)
    if not answers.pairs:
        return RedirectResponse(f"/{language.code}/situations", 303)
    form = request.path_params["form"]
    if form in _FORMS:
        return _FORMS[form](language, answers, _address(request, answers))
    found = _OF_ONE.fullmatch(form)
    plans = plans_of(answers)
    if found is None or int(found[2]) > len(plans):
        raise NotFound(msgid("There is nothing at this address."))
    show = _person_page if found[1] == "person" else _choices_page
    return show(request, answers, plans, int(found[2]) - 1)


def _person_page(
    request: Request, answers: Answers, plans: Sequence[Plan], person: int
) -> HTMLResponse:
    language, plan = language_of(request), plans[person]
    written = plan.to_json(language.code)
    # The clerk's language stands beside the words that are said at a counter.
    japanese = plan.to_json("ja")["tasks"] if language.code == SOURCE else []
    return page(
        request,
        language,
        "own_plan.html",
        rest=_rest(request, answers),
        query=answers.query,
        plan=written,
        next=next_task(written),
        beside={task["id"]: task["title"] for task in japanese},
        beside_items={
            item["id"]: item["text"] for t in japanese for item in t["bring"]
        },
        open=[each.text for each in open_questions(answers, person, plan)],
        person=person,
        family=len(plans) > 1,
    )


def _choices_page(
    request: Request, answers: Answers, plans: Sequence[Plan], person: int
) -> HTMLResponse:
    """One card, two cards, later: side by side, none of them preferred."""
    language = language_of(request)
    return page(
        request,
        language,
        "choices.html",
        rest=_rest(request, answers),
        query=answers.query,
        plan=plans[person].to_json(language.code),
        person=person,
        family=len(plans) > 1,
    )


def _rest(request: Request, answers: Answers) -> str:
    path = request.url.path.split("/", 2)[2]
    return f"{path}?{answers.query}"


def _trips(plans: Sequence[Plan], language: str) -> list[dict[str, Any]]:
    """Trips on which more than one thing is done, with the titles of their tasks."""
    titles = {
        (place, task.id): task.sentence("title", language)
        for place, plan in enumerate(plans)
        for task in plan.tasks
    }
    found = []
    for visit in joined_visits(plans):
        if len(visit.tasks) > 1:
            spoken = visit.to_json(language)
            done = [
                {**each, "title": titles[each["person"], each["task"]]}
                for each in spoken["tasks"]
            ]
            found.append({**spoken, "tasks": done})
    return found


def _address(request: Request, answers: Answers) -> str | None:
    """Where this portal shows the same plan; None where no code holds it."""
    language = language_of(request)
    address = f"{request.base_url}{language.code}/own-plan?{answers.query}"
    return address if len(address) <= LONGEST_ADDRESS else None


def _calendar(language: Language, answers: Answers, address: str | None) -> Response:
    """All days that are safe, each an event, as a file for a calendar."""
    del address
    written = plan_calendar(plans_of(answers), language.code)
    return _file(written, answers, "ics", _CALENDAR_TYPE)


def _pdf(language: Language, answers: Answers, address: str | None) -> Response:
    """The same on A4, tagged, as a file.

    Raises:
        Unavailable: code `font-missing`; this machine lacks a font.
    """
    written = plan_pdf(plans_of(answers), language.code, address=address)
    return _file(written, answers, "pdf", "application/pdf")


def _file(written: bytes, answers: Answers, ending: str, media_type: str) -> Response:
    name = f"ichimai-plan-{answers.as_of.isoformat()}.{ending}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(written, 200, headers, media_type=media_type)


def _paper(language: Language, answers: Answers, address: str | None) -> Response:
    """One sheet in two languages, to be printed or saved as it is.

    It brings its own style, which its answer permits by its hash and nothing else.
    """
    written = plan_page(plans_of(answers), language.code, address=address)
    style = written.partition("<style>")[2].partition("</style>")[0]
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    headers = {
        "content-language": language.html,
        "content-security-policy": (
            f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; "
            "form-action 'none'; frame-ancestors 'none'"
        ),
    }
    return HTMLResponse(written, 200, headers)


_FORMS: Mapping[str, Callable[[Language, Answers, str | None], Response]] = {
    "plan.ics": _calendar,
    "plan.pdf": _pdf,
    "paper": _paper,
}
"""What can be kept of a plan, by the last part of its address."""
