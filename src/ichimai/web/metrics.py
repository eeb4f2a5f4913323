"""What this process has answered: counts by route, method and status, and no person.

Written in the text format of Prometheus (exposition format 0.0.4). A route is counted
by its pattern, never by an address: an address may carry an identifier, a card's serial
number or a question about one.
"""

from collections import Counter
from collections.abc import Iterator
from threading import Lock

from fastapi import Request
from fastapi.responses import PlainTextResponse

from ichimai import __version__

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

UNMATCHED = "unmatched"
"""Stands for every address that no route answers."""

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Counts:
    """What has been answered since the process began. Threads may share one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answers: Counter[tuple[str, str, int]] = Counter()
        self._seconds: dict[str, float] = {}

    def note(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answer. *route* is a pattern, not an address."""
        # An invented method must not make a new line each time.
        known = method if method in _METHODS else "other"
        with self._lock:
            self._answers[route, known, status] += 1
            self._seconds[route] = self._seconds.get(route, 0.0) + seconds

    def lines(self) -> Iterator[str]:
        """Every line of the exposition, in a stable order."""
        with self._lock:
            answers, seconds = dict(self._answers), dict(self._seconds)
        yield "# HELP ichimai_build_info The release that answers."
        yield "# TYPE ichimai_build_info gauge"
        yield f'ichimai_build_info{{version="{__version__}"}} 1'
        yield "# HELP ichimai_http_requests_total Answers by route and status."
        yield "# TYPE ichimai_http_requests_total counter"
        for (route, method, status), count in sorted(answers.items()):
            labels = f'route="{route}",method="{method}",status="{status}"'
            yield f"ichimai_http_requests_total{{{labels}}} {count}"
        yield "# HELP ichimai_http_seconds_total Seconds spent on answers, by route."
        yield "# TYPE ichimai_http_seconds_total counter"
        for route, spent in sorted(seconds.items()):
            yield f'ichimai_http_seconds_total{{route="{route}"}} {spent:.6f}'


def pattern_of(request: Request) -> str:
    """The pattern of the route that answered *request*, or `UNMATCHED`."""
    if request.url.path.startswith("/static/"):
        return "/static"
    route = request.scope.get("route")
    pattern = getattr(route, "path", None)
    return pattern if isinstance(pattern, str) else UNMATCHED


def metrics(request: Request) -> PlainTextResponse:
    """`GET /metrics`."""
    counts: Counts = request.app.state.counts
    text = "".join(f"{line}\n" for line in counts.lines())
    return PlainTextResponse(text, media_type=CONTENT_TYPE)
