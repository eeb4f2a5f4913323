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
_OF_ONE = re.compile(r"(person|choices|task)-([1-9])(?:-([a-z-]+))?", re.ASCII)
_TOLD_WHOLE = 2
"""Tasks that are told in full on one page; of later ones it has state and days."""


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
    person = int(found[2]) - 1
    if found[1] == "task":
        return _task_page(request, answers, plans, person, found[3] or "")
    show = _person_page if found[1] == "person" else _choices_page
    return show(request, answers, plans, person)


def _person_page(
    request: Request, answers: Answers, plans: Sequence[Plan], person: int
) -> HTMLResponse:
    language, plan = language_of(request), plans[person]
    written = plan.to_json(language.code)
    return page(
        request,
        language,
        "own_plan.html",
        **_common(request, answers, plans, person),
        plan=written,
        next=next_task(written),
        open=[each.text for each in open_questions(answers, person, plan)],
        whole=_TOLD_WHOLE,
        beyond=f"/{language.code}/own-plan/task-{person + 1}-{{}}?{answers.query}",
    )


def _task_page(
    request: Request,
    answers: Answers,
    plans: Sequence[Plan],
    person: int,
    task_id: str,
) -> HTMLResponse:
    """One task with everything that is told of it."""
    language = language_of(request)
    written = plans[person].to_json(language.code)
    task = next((each for each in written["tasks"] if each["id"] == task_id), None)
    if task is None:
        raise NotFound(msgid("There is nothing at this address."))
    common = _common(request, answers, plans, person)
    return page(request, language, "own_task.html", **common, plan=written, task=task)


def _common(
    request: Request, answers: Answers, plans: Sequence[Plan], person: int
) -> dict[str, Any]:
    """What every page of one person shows.

    The clerk's language stands beside the words that are said at a counter.
    """
    english = language_of(request).code == SOURCE
    japanese = plans[person].to_json("ja")["tasks"] if english else []
    return {
        "rest": _rest(request, answers),
        "query": answers.query,
        "beside": {task["id"]: task["title"] for task in japanese},
        "beside_items": {
            item["id"]: item["text"] for task in japanese for item in task["bring"]
        },
        "person": person,
        "family": len(plans) > 1,
    }


def _choices_page(
    request: Request, answers: Answers, plans: Sequence[Plan], person: int
) -> HTMLResponse:
    """One card, two cards, later: side by side, none of them preferred."""
    language = language_of(request)
    return page(
        request,
        language,
        "choices.html",
        **_common(request, answers, plans, person),
        plan=plans[person].to_json(language.code),
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
