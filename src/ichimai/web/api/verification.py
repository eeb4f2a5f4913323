"""`POST /api/v1/verify`: the four questions about the card in this server's reader."""

from typing import Annotated, Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ichimai.model.days import parse_day
from ichimai.web.api.bodies import object_of
from ichimai.web.api.parameters import DAY_PATTERN
from ichimai.web.desk import Reading, desk_of
from ichimai.web.guards import bounded_body
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
    as_of: Annotated[
        str | None,
        Field(pattern=DAY_PATTERN, json_schema_extra={"format": "date"}),
    ] = None


OPENAPI: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "What the card is read for, and its number.",
        "content": {"application/json": {"schema": ReadingRequest.model_json_schema()}},
    }
}


async def verify_card(request: Request) -> dict[str, Any]:
    """Read the card and answer origin, currency, holder and permission, each by itself.

    A refuted answer is an answer, status 200. Without a reader or a card it is a
    problem, status 503.
    """
    body = _asked(object_of(await bounded_body(request)))
    today = site_of(request).clock.today()
    reading = Reading(
        as_of=parse_day(body.as_of, "as_of") if body.as_of else today,
        purpose=body.purpose,
        card_number=body.card_number,
        ask_holder=body.ask_holder,
    )
    result = await run_in_threadpool(desk_of(request).read, reading)
    return result.verdict


def _asked(sent: dict[str, Any]) -> ReadingRequest:
    """What was asked; what does not fit is answered as the framework answers it."""
    try:
        return ReadingRequest.model_validate(sent)
    except ValidationError as error:
        found = [
            {**each, "loc": ("body", *each["loc"])}
            for each in error.errors(include_url=False, include_input=False)
        ]
        raise RequestValidationError(found) from None
