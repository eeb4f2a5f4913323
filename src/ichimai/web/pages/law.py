"""What the law says without computing: subjects with their texts, and two tables."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from ichimai.errors import msgid
from ichimai.law.card_items import CARDS, PLACES, card_items
from ichimai.law.statuses import WORK, status_table
from ichimai.law.told import CONFIDENCES, get_subject, subjects
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page

RESIDENCE_CARD = msgid("The residence card")
MY_NUMBER_CARD = msgid("The My Number Card")


def contents(request: Request) -> HTMLResponse:
    """The subjects of both cards, each with the titles of its texts."""
    found = subjects()
    parts = {
        RESIDENCE_CARD: [each for each in found if not each.of_my_number],
        MY_NUMBER_CARD: [each for each in found if each.of_my_number],
    }
    return page(request, language_of(request), "law.html", parts=parts)


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


def items(request: Request) -> HTMLResponse:
    """What each card shows and what its chip holds."""
    return page(
        request,
        language_of(request),
        "law_items.html",
        table=card_items(),
        cards=CARDS,
        places=PLACES,
        confidences=CONFIDENCES,
    )


def statuses(request: Request) -> HTMLResponse:
    """Every status of residence with its periods and how far it lets one work."""
    return page(
        request,
        language_of(request),
        "law_statuses.html",
        table=status_table(),
        work=WORK,
        confidences=CONFIDENCES,
    )
