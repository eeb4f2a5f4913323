"""What the law says without computing: the subjects, and the texts of one of them."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from ichimai.law.told import CONFIDENCES, get_subject, subjects
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page


def contents(request: Request) -> HTMLResponse:
    """The subjects, each with the titles of its texts."""
    return page(request, language_of(request), "law.html", subjects=subjects())


def subject(request: Request) -> HTMLResponse:
    """The texts of one subject with provisions, source and the day of reading.

    Raises:
        NotFound: there is no such subject.
    """
    found = get_subject(request.path_params["subject"])
    return page(
        request,
        language_of(request),
        "law_subject.html",
        subject=found,
        confidences=CONFIDENCES,
    )
