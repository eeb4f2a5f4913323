"""The stylesheet as it is sent: without comments and indentation, which weigh."""

import hashlib
import re
from functools import cache
from importlib.resources import files

from fastapi import Request
from fastapi.responses import Response

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r"\s*([{};])\s*")


def stylesheet(request: Request) -> Response:
    """The one stylesheet of every page; nothing where the visitor has it already."""
    text, tag = _lightened()
    headers = {"etag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(text, media_type="text/css", headers=headers)


@cache
def _lightened() -> tuple[str, str]:
    """The rules without what only their writers need, and their entity tag."""
    source = files("ichimai.web").joinpath("static", "ichimai.css").read_text("utf-8")
    text = _AROUND.sub(r"\1", _COMMENT.sub("", source)).strip()
    return text, f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
