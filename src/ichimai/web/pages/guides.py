"""Pages of advice: a loss, and whatever else is a guide of `planner/guides`."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from ichimai.law.told import CONFIDENCES
from ichimai.planner.guides.guide import EVENTS, get_guide
from ichimai.planner.knowledge.lines import (
    FOREIGN_LINE,
    STOP_LINE,
    TONGUES,
    get_line,
)
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page

_KINDS = ("specified", "special", "my-number", "ordinary")
"""The sections of the loss guide that are each of one kind of card."""


def loss(request: Request) -> HTMLResponse:
    """Whom to call first, then everything else of a loss; nothing is asked before."""
    return page(
        request,
        language_of(request),
        "loss.html",
        guide=get_guide("loss"),
        kinds=_KINDS,
        confidences=CONFIDENCES,
        stop=get_line(STOP_LINE),
        foreign=get_line(FOREIGN_LINE),
        tongues=TONGUES,
    )


def guide(request: Request) -> HTMLResponse:
    """The guide that the last segment of the address names; the routes name them."""
    name = request.url.path.rpartition("/")[2]
    return page(
        request,
        language_of(request),
        "guide.html",
        guide=get_guide(name),
        confidences=CONFIDENCES,
    )


def tell(request: Request) -> HTMLResponse:
    """Whom else to tell, after one event or after any of them."""
    event = request.query_params.get("after", "")
    found = get_guide("tell")
    chosen = event if event in EVENTS else ""
    return page(
        request,
        language_of(request),
        "tell.html",
        guide=found.after(chosen) if chosen else found,
        confidences=CONFIDENCES,
        events=EVENTS,
        chosen=chosen,
    )


def pins(request: Request) -> HTMLResponse:
    """A sheet to print for one's PINs; nothing of it can be typed."""
    return page(
        request,
        language_of(request),
        "pins.html",
        guide=get_guide("pin-sheet"),
        confidences=CONFIDENCES,
    )


def pick_up(request: Request) -> HTMLResponse:
    """What to bring and what to look at, to be ticked on paper."""
    return page(
        request,
        language_of(request),
        "pick_up.html",
        guide=get_guide("pick-up"),
        confidences=CONFIDENCES,
    )
