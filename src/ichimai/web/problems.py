"""From error to HTTP answer: the only table of its kind on this side.

The API answers RFC 9457 `application/problem+json` with a stable `type` and `code`;
pages answer the same as a page. Nothing that was sent is repeated in an answer.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from ichimai.errors import (
    Conflict,
    IchimaiError,
    Malformed,
    NotFound,
    NotPermitted,
    Refused,
    Unavailable,
    msgid,
)
from ichimai.texts.language import translator
from ichimai.web.choice import preferred_language
from ichimai.web.metrics import pattern_of
from ichimai.web.rendering import error_page

_log = logging.getLogger("ichimai.web")

STATUSES: dict[type[IchimaiError], int] = {
    Malformed: 422,
    NotFound: 404,
    Conflict: 409,
    Refused: 409,
    NotPermitted: 403,
    Unavailable: 503,
}
"""HTTP status of each kind of error."""

_BY_CODE = {"malformed-json": 400, "too-large": 413, "foreign-host": 421}
"""The few codes for which HTTP has a closer status than their kind's."""

TITLES: dict[int, str] = {
    400: msgid("The request cannot be read."),
    403: msgid("This is not permitted from here."),
    404: msgid("There is nothing at this address."),
    405: msgid("This address does not take that method."),
    409: msgid("This cannot be done now."),
    413: msgid("The request is too large."),
    415: msgid("The request is in a form that is not taken here."),
    421: msgid("This is the wrong server for that name."),
    422: msgid("Something in the request needs a repair."),
    500: msgid("This is our own fault, not yours."),
    503: msgid("Something that is needed is missing."),
}
"""What each status says in a sentence, before the sentence of the case itself."""

_PROBLEM_JSON = "application/problem+json"


def install(app: FastAPI) -> None:
    """Make *app* answer every error from this table."""
    app.add_exception_handler(IchimaiError, _ours)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(HTTPException, _of_http)


def problem(request: Request, error: IchimaiError) -> Response:
    """The answer for *error*: a problem document under `/api/`, else a page."""
    status = _BY_CODE.get(error.code, STATUSES[type(error)])
    field = error.values.get("field")
    pointers = [f"/{field}".replace(".", "/")] if isinstance(field, str) else []
    return _answer(request, status, error, pointers)


def _answer(
    request: Request, status: int, error: IchimaiError, pointers: list[str]
) -> Response:
    if not f"{request.url.path}/".startswith("/api/"):
        return error_page(request, status, TITLES[status], error)
    header = request.headers.get("accept-language", "")
    language = preferred_language(header)
    say = translator(language.code)
    detail = " ".join(
        say(text).format(**error.values)
        for text in (error.problem, error.repair)
        if text
    )
    body: dict[str, Any] = {
        "type": f"urn:ichimai:problem:{error.code}",
        "title": say(TITLES[status]),
        "status": status,
        "detail": detail,
        "code": error.code,
    }
    if pointers:
        body["errors"] = [{"pointer": each, "detail": detail} for each in pointers]
    headers = {"content-language": language.html, "vary": "accept-language"}
    return JSONResponse(body, status, headers, media_type=_PROBLEM_JSON)


def _ours(request: Request, error: Exception) -> Response:
    if not isinstance(error, IchimaiError):
        raise error
    return problem(request, error)


def _unfit(request: Request, error: Exception) -> Response:
    """A parameter or field that the route's own types refuse."""
    if not isinstance(error, RequestValidationError):
        raise error
    found = error.errors()
    pointers = ["/".join(["", *map(str, each["loc"][1:])]) for each in found]
    unfit = Malformed(
        msgid("These parts cannot be read: {fields}."),
        repair=msgid("Compare them with the description at /api/v1/openapi.json."),
        code="format",
        fields=", ".join(pointers),
    )
    return _answer(request, 422, unfit, pointers)


def _of_http(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: an unknown address, another method."""
    if not isinstance(error, HTTPException):
        raise error
    status = error.status_code if error.status_code in TITLES else 400
    names = {404: "not-found", 405: "method", 413: "too-large", 403: "not-permitted"}
    plain = IchimaiError(TITLES[status], code=names.get(status, "malformed"))
    answer = _answer(request, status, plain, [])
    answer.headers.update(error.headers or {})
    return answer


async def answered(
    request: Request, proceed: Callable[[Request], Awaitable[Response]]
) -> Response:
    """The answer of *proceed*, or the answer to a fault that nobody expected."""
    try:
        return await proceed(request)
    except Exception as error:  # noqa: BLE001 - the last of the two tables that may
        return _fault(request, error)


def _fault(request: Request, error: Exception) -> Response:
    """Whatever nobody expected. The log names the kind; the answer says no more."""
    _log.error("fault: %s on %s", type(error).__name__, pattern_of(request))
    ours = IchimaiError(
        msgid("This is our own fault ({kind}), not yours. Please report it."),
        code="fault",
        kind=type(error).__name__,
    )
    return _answer(request, 500, ours, [])
