"""`POST /api/v1/law/{question}`: a question of law, as `ichimai law ask` answers."""

from typing import Annotated, Any

from fastapi import Path, Request
from fastapi.concurrency import run_in_threadpool

from ichimai.errors import Malformed
from ichimai.law.questions import QUESTIONS, answer_line
from ichimai.texts.language import translator
from ichimai.web.api.bodies import text_of
from ichimai.web.api.parameters import (
    AsOf,
    day_of,
    json_body,
    language_of,
    sentence_in,
)
from ichimai.web.guards import bounded_body

Question = Annotated[
    str,
    Path(
        description="The question, as `ichimai law list` names it.",
        json_schema_extra={"enum": list(QUESTIONS)},
    ),
]

OPENAPI = json_body(
    "The facts of the question, as the reference lists them.",
    {
        "procedure": "extension",
        "filed_on": "2026-11-10",
        "stay_ends_on": "2026-12-31",
        "stay_months": 36,
        "decided_on": None,
        "my_number_extended": True,
    },
)


async def ask_law(
    request: Request, question: Question, as_of: AsOf = None
) -> dict[str, Any]:
    """Answer a question of law about one person's facts.

    The answer carries `rules` and `cites`. Facts that do not suffice answer
    `{"unknown": [...]}` with status 200: it is an answer, and names what to ask next.
    """
    day = day_of(request, as_of)
    line = text_of(await bounded_body(request))
    language = language_of(request)
    answer = await run_in_threadpool(
        answer_line,
        question,
        line,
        day,
        sentence=lambda error: sentence_in(language, error),
        say=translator(language.code),
    )
    if error := answer.get("error"):
        raise Malformed(
            "{message}",
            code=error["code"],
            field=error["field"],
            message=error["message"],
        )
    return answer
