"""What several addresses of the API take, and how it is described."""

from datetime import date
from typing import Annotated, Any

from fastapi import Query, Request

from ichimai.errors import IchimaiError, Malformed, msgid
from ichimai.model.days import parse_day
from ichimai.texts.language import Language, translator
from ichimai.web.choice import preferred_language
from ichimai.web.site import site_of

DAY_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
"""A day, strictly: pydantic's own dates also read `0` and whole moments as days."""

AsOf = Annotated[
    str | None,
    Query(
        pattern=DAY_PATTERN,
        description="The day from which is looked; today in Japan if absent.",
        json_schema_extra={"format": "date"},
        examples=["2026-12-31"],
    ),
]


def day_of(request: Request, as_of: str | None) -> date:
    """The day that was asked for, or today in Japan by the site's clock.

    Raises:
        Malformed: code `format`; a day that does not exist. Code `contradiction`; two
            days were given.
    """
    if len(request.query_params.getlist("as_of")) > 1:
        raise Malformed(
            msgid("The day stands there more often than it may."),
            repair=msgid("Give one day."),
            code="contradiction",
            field="as_of",
        )
    if as_of is None:
        return site_of(request).clock.today()
    return parse_day(as_of, "as_of")


def language_of(request: Request) -> Language:
    """The language that the caller's header prefers."""
    return preferred_language(request.headers.get("accept-language", ""))


def sentence_in(language: Language, error: IchimaiError) -> str:
    """The sentences of *error* in *language*."""
    say = translator(language.code)
    return " ".join(
        say(text).format(**error.values)
        for text in (error.problem, error.repair)
        if text
    )


def json_body(description: str, example: dict[str, Any]) -> dict[str, Any]:
    """The description of a JSON body that the route reads by itself, byte for byte."""
    return {
        "requestBody": {
            "required": True,
            "description": description,
            "content": {
                "application/json": {"schema": {"type": "object"}, "example": example}
            },
        }
    }


PROBLEM = {
    "description": "A problem document, RFC 9457.",
    "content": {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "required": ["type", "title", "status", "detail", "code"],
                "properties": {
                    "type": {"type": "string", "format": "uri"},
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "detail": {"type": "string"},
                    "code": {"type": "string"},
                    "errors": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "pointer": {"type": "string"},
                                "detail": {"type": "string"},
                            },
                        },
                    },
                },
            }
        }
    },
}
"""How a problem is described at `/api/v1/openapi.json`."""
