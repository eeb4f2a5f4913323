"""`POST /api/v1/verify`: the four questions about the card in this server's reader."""

from typing import Annotated, Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field

from ichimai.model.days import parse_day
from ichimai.web.api.parameters import DAY_PATTERN
from ichimai.web.desk import Reading, desk_of
from ichimai.web.site import site_of


class ReadingRequest(BaseModel):
    """What to ask of the card. A PIN is not among it: it is typed at the reader."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    purpose: Annotated[
        str,
        Field(
            max_length=40,
            description="What for; it decides which data are looked at.",
            examples=["identity"],
        ),
    ]
    card_number: Annotated[
        str,
        Field(
            pattern="^[A-Z]{2}[0-9]{8}[A-Z]{2}$",
            description="The number on the face of the card.",
            examples=["AB12345678CD"],
        ),
    ]
    ask_holder: Annotated[
        bool,
        Field(description="Whether the holder is asked for the PIN, at the reader."),
    ] = False
    as_of: Annotated[str | None, Field(pattern=DAY_PATTERN)] = None


async def verify_card(request: Request, body: ReadingRequest) -> dict[str, Any]:
    """Read the card and answer origin, currency, holder and permission, each by itself.

    A refuted answer is an answer, status 200. Without a reader or a card it is a
    problem, status 503.
    """
    today = site_of(request).clock.today()
    reading = Reading(
        as_of=parse_day(body.as_of, "as_of") if body.as_of else today,
        purpose=body.purpose,
        card_number=body.card_number,
        ask_holder=body.ask_holder,
    )
    result = await run_in_threadpool(desk_of(request).read, reading)
    return result.verdict
