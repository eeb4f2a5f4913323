"""The questions for people whom no register knows: doors, one question a page, a check.

Answers travel in the address alone. A form is sent to the address of its question and
sends the browser on; what cannot be read comes back with everything that was typed.
"""

from collections.abc import Mapping

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ichimai.errors import Malformed, msgid
from ichimai.planner.parameters import MOST_PEOPLE
from ichimai.texts.language import translator
from ichimai.web.asking.answers import Answers, Name, answers_of, refuse_contradictions
from ichimai.web.asking.sent import (
    CONTRADICTION,
    Sent,
    first_field,
    read_one,
    read_told,
    typed,
)
from ichimai.web.asking.shown import shown_answers, shown_question, shown_values
from ichimai.web.asking.situations import HALLS
from ichimai.web.asking.steps import (
    MOST_QUESTIONS,
    Step,
    find_before,
    find_last,
    find_next,
    names_on,
    place_of,
    step_at,
)
from ichimai.web.guards import bounded_body
from ichimai.web.pages.fields import fields_of
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page


def situations(request: Request) -> HTMLResponse:
    """The doors: what has happened to the first person, or to one more."""
    language, answers = language_of(request), answers_of(request)
    person = len(answers.people) if answers.pairs else 0
    if person >= MOST_PEOPLE:
        raise Malformed(
            msgid("One plan is for at most {most} people."),
            repair=msgid("Ask in two parts."),
            code="out-of-range",
            most=MOST_PEOPLE,
        )
    doors = {
        door.key: answers.having(
            {Name(stem, person).text: value for stem, value in door.given.items()}
        ).query
        for hall in HALLS
        for door in hall.doors
    }
    return page(
        request,
        language,
        "situations.html",
        rest=_address("situations", answers),
        halls=HALLS,
        doors=doors,
        person=person,
        query=answers.query,
    )


def go_on(request: Request) -> Response:
    """Send the browser to the next question, or to the answers when all are given."""
    answers = answers_of(request)
    if not answers.pairs:
        return _sent_on(request, "situations", answers)
    step = find_next(answers)
    if step is None:
        return _sent_on(request, "answers", answers)
    return _sent_on(request, f"ask/{step.address}", answers)


def question(request: Request) -> HTMLResponse:
    """The page of one question, with the answer that was given before."""
    answers, step = answers_of(request), step_at(request.path_params["question"])
    return _question_page(request, answers, step, shown_values(answers, step))


async def answer(request: Request) -> Response:
    """Take the form of one question, and send the browser on with the answer."""
    answers, step = answers_of(request), step_at(request.path_params["question"])
    fields = fields_of(await bounded_body(request))
    return await run_in_threadpool(_answered, request, answers, step, fields)


def check(request: Request) -> Response:
    """Every answer with its way back, before the plan is shown."""
    language, answers = language_of(request), answers_of(request)
    if not answers.pairs:
        return _sent_on(request, "situations", answers)
    people = range(len(answers.people))
    return page(
        request,
        language,
        "answers.html",
        rest=_address("answers", answers),
        people=shown_answers(answers, language.code),
        query=answers.query,
        back=_back_to(answers, find_last(answers)),
        removals=[answers.without_person(each).query for each in people],
        more=len(people) < MOST_PEOPLE,
    )


def _answered(
    request: Request, answers: Answers, step: Step, fields: Mapping[str, str]
) -> Response:
    sent = _read(answers, step, fields)
    if not sent.errors:
        after = _after(answers, step, sent)
        try:
            refuse_contradictions(after)
        except Malformed as error:
            sent = _contradicted(error, step, answers)
        else:
            return _sent_on(request, "ask", after)
    return _question_page(
        request, answers, step, typed(fields), status=422, errors=sent.errors
    )


def _read(answers: Answers, step: Step, fields: Mapping[str, str]) -> Sent:
    if step.told:
        return read_told(names_on(answers, step), fields)
    return read_one(step.name, fields)


def _after(answers: Answers, step: Step, sent: Sent) -> Answers:
    """The answers with the new one. What another event told goes with that event."""
    other = step.name.stem == "event" and not step.told
    if other and sent.given[step.name.text] != answers.find(step.name.text):
        answers = answers.without_event(step.name.person, step.name.place)
    return answers.having(sent.given)


def _contradicted(error: Malformed, step: Step, answers: Answers) -> Sent:
    """The planner's refusal, at the field of the page that it names, else the first."""
    names = names_on(answers, step)
    field = error.values.get("field")
    at = next((each for each in names if each.text == field), names[0])
    return Sent(errors={first_field(at): CONTRADICTION})


def _question_page(
    request: Request,
    answers: Answers,
    step: Step,
    values: Mapping[str, str],
    status: int = 200,
    errors: Mapping[str, str] | None = None,
) -> HTMLResponse:
    language = language_of(request)
    say = translator(language.code)
    return page(
        request,
        language,
        "question.html",
        status,
        rest=_address(f"ask/{step.address}", answers),
        shown=shown_question(answers, step, language.code),
        step=step,
        number=place_of(answers, step),
        most=MOST_QUESTIONS,
        values=values,
        errors={field: say(text) for field, text in (errors or {}).items()},
        query=answers.query,
        back=_back_to(answers, find_before(answers, step)),
        lost="lost" in {value for _, value in answers.pairs},
    )


def _back_to(answers: Answers, step: Step | None) -> str:
    return _address("situations" if step is None else f"ask/{step.address}", answers)


def _address(path: str, answers: Answers) -> str:
    return f"{path}?{answers.query}" if answers.query else path


def _sent_on(request: Request, path: str, answers: Answers) -> RedirectResponse:
    language = language_of(request)
    return RedirectResponse(f"/{language.code}/{_address(path, answers)}", 303)
