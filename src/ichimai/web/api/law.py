"""`POST /api/v1/law/{question}`: a question of law, as `ichimai law ask` answers."""

from typing import Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from ichimai.errors import Malformed, msgid
from ichimai.law.questions import answer_line
from ichimai.web.api.parameters import (
    AsOf,
    day_of,
    json_body,
    language_of,
    sentence_in,
)
from ichimai.web.guards import bounded_body

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
    request: Request, question: str, as_of: AsOf = None
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
    )
    if error := answer.get("error"):
        raise Malformed(
            "{message}",
            code=error["code"],
            field=error["field"],
            message=error["message"],
        )
    return answer


def text_of(body: bytes) -> str:
    """The body as text.

    Raises:
        Malformed: code `malformed-json`; it is not UTF-8.
    """
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise Malformed(
            msgid("The body is not JSON."),
            repair=msgid("Send one JSON object, in UTF-8."),
            code="malformed-json",
        ) from None
