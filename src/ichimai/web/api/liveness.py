"""`GET /healthz`: whether this process answers. It says nothing about anybody."""

from fastapi.responses import PlainTextResponse


def healthz() -> PlainTextResponse:
    """The word `ok`."""
    return PlainTextResponse("ok\n")
