"""What stands around every request: host, origin of forms, size, headers, the log."""

import logging
from collections.abc import Awaitable, Callable
from time import monotonic

from fastapi import FastAPI, Request
from fastapi.responses import Response

from ichimai.authority.photos import MAX_BYTES
from ichimai.errors import Malformed, NotPermitted, msgid
from ichimai.web.metrics import Counts, pattern_of
from ichimai.web.problems import answered, problem

_log = logging.getLogger("ichimai.web.access")

LARGEST_BODY = 1_000_000
"""Bytes. The largest thing that is sent here, files aside, is one person's facts."""

_PHOTO, _ROSTER = 4 * MAX_BYTES, 10_000_000
LARGEST_FILES = {"photo": _PHOTO, "roster": _ROSTER}
"""Bytes of a form with a file, by the last segment of its address."""

HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""Names under which this server answers: those of this machine, at any port."""

HEADERS = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'; object-src 'none'; script-src 'none'"
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
"""On every answer. Pages have no script at all, and say so to the browser."""

_Next = Callable[[Request], Awaitable[Response]]


def install(app: FastAPI) -> None:
    """Put the guards around *app*; the one added last stands outermost."""
    app.middleware("http")(_refuse_foreign_posts)
    app.middleware("http")(_refuse_foreign_names)
    app.middleware("http")(_dress)


async def _dress(request: Request, proceed: _Next) -> Response:
    """Give the answer its headers, and the log one line with the route's pattern.

    An address may carry a question about a card or what somebody has typed, line
    breaks too; its pattern carries nothing.
    """
    begun = monotonic()
    response = await answered(request, proceed)
    seconds = monotonic() - begun
    pattern = pattern_of(request)
    counts: Counts = request.app.state.counts
    counts.note(request.method, pattern, response.status_code, seconds)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    kept = request.url.path.startswith("/static/")
    response.headers["cache-control"] = "max-age=3600" if kept else "no-store"
    _log.info(
        "%s %s %d %.0f ms",
        request.method,
        pattern,
        response.status_code,
        seconds * 1000,
    )
    return response


async def _refuse_foreign_names(request: Request, proceed: _Next) -> Response:
    """Answer only under a name of this machine.

    A page elsewhere may have its own name point here and then read what is answered
    (DNS rebinding); the browser still sends that name as `Host`.
    """
    name, _, port = request.headers.get("host", "").rpartition(":")
    if not port.isdecimal():
        name = request.headers.get("host", "")
    if name.lower() not in HOSTS:
        foreign = NotPermitted(
            msgid("This server does not answer under that name."),
            repair=msgid("Open it as http://127.0.0.1 or http://localhost."),
            code="foreign-host",
        )
        return problem(request, foreign)
    return await proceed(request)


async def _refuse_foreign_posts(request: Request, proceed: _Next) -> Response:
    """Let a form come only from a page of this very server, and keep bodies small.

    Browsers say where a form comes from (`Sec-Fetch-Site`, older ones `Origin`);
    programs say neither, and carry no session that somebody could abuse.
    """
    if request.method not in {"GET", "HEAD", "OPTIONS"}:
        if not _from_here(request):
            return problem(
                request,
                NotPermitted(
                    msgid("This form was sent from another site."),
                    repair=msgid("Open the page here and send it again."),
                    code="foreign-origin",
                ),
            )
        length = request.headers.get("content-length", "0")
        most = largest_body(request)
        if not length.isdecimal() or int(length) > most:
            return problem(request, _too_large(most))
    return await proceed(request)


def largest_body(request: Request) -> int:
    """How many bytes a request to this address may send."""
    return LARGEST_FILES.get(request.url.path.rpartition("/")[2], LARGEST_BODY)


async def bounded_body(request: Request, most: int = LARGEST_BODY) -> bytes:
    """The body of *request*, which is at most *most* bytes long.

    Raises:
        Malformed: code `too-large`; also where the length was not declared.
    """
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise _too_large(most)
    return bytes(body)


_SMALLER = {
    _PHOTO: msgid("Save the photo again with another quality or another size."),
    _ROSTER: msgid("Split it into several files."),
}
_ONE_PERSON = msgid("Send one person's facts at a time.")


def _too_large(most: int) -> Malformed:
    return Malformed(
        msgid("The request is larger than {limit} bytes."),
        repair=_SMALLER.get(most, _ONE_PERSON),
        code="too-large",
        limit=most,
    )


def _from_here(request: Request) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("origin")
    return origin is None or origin == f"{request.url.scheme}://{request.url.netloc}"
