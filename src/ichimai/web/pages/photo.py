"""The photo page: a file held against each rule, here, in memory, and forgotten.

The answer comes with the form that asked, not after a redirect: for that something of
the photo would have to be kept.
"""

from collections.abc import Callable
from datetime import date

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse

from ichimai.authority.photos import (
    BY_EYE,
    PHOTO_RULES,
    Outcome,
    check_days,
    check_photo,
)
from ichimai.errors import msgid
from ichimai.law.told import CONFIDENCES
from ichimai.planner.guides.guide import get_guide
from ichimai.planner.roster.days import ReadDay, read_day
from ichimai.texts.language import translator
from ichimai.web.guards import largest_body
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page
from ichimai.web.site import site_of
from ichimai.web.uploads import Upload, read_upload

FIELDS = {
    "taken_on": msgid("The day on which it was taken, if you like"),
    "born_on": msgid("Date of birth, for a small child"),
}
"""Days that may be told beside the photo, each for a rule of its own."""

_WORDS = {
    Outcome.PASS: msgid("kept"),
    Outcome.FAIL: msgid("broken"),
    Outcome.NOT_TESTED: msgid("not tested"),
}
_NO_DAY = msgid("Write the day as on the card: year, month, day.")
_Row = dict[str, str]


def form(request: Request) -> HTMLResponse:
    """The rules, and the form that takes a photo."""
    return _page(request, Upload({}, {}), [], {})


async def check(request: Request) -> HTMLResponse:
    """The photo held against every rule that a program can judge."""
    sent = await read_upload(request, largest_body(request))
    data = sent.files.get("photo", b"")
    say = translator(language_of(request).code)
    days, errors = _days(sent)
    errors = {name: say(text) for name, text in errors.items()}
    rows = _rows_of_days(days, site_of(request).clock.today(), say)
    if not data and "born_on" not in days:
        errors["photo"] = say(msgid("No photo was chosen."))
    if data:
        rows = [*await run_in_threadpool(_rows_of_photo, data, say), *rows]
    return _page(request, sent, rows, errors)


def _days(sent: Upload) -> tuple[dict[str, date], dict[str, str]]:
    """The days that were told, and what cannot be read as one."""
    days: dict[str, date] = {}
    errors: dict[str, str] = {}
    for name in FIELDS:
        text = sent.texts.get(name, "").strip()
        found = read_day(text) if text else None
        if isinstance(found, ReadDay):
            days[name] = found.day
        elif found is not None:
            errors[name] = _NO_DAY
    return days, errors


def _rows_of_photo(data: bytes, say: Callable[[str], str]) -> list[_Row]:
    return [
        {
            "outcome": result.outcome.value,
            "word": say(_WORDS[result.outcome]),
            "sentence": say(result.rule.sentence),
            "repair": say(result.rule.repair) if result.outcome is Outcome.FAIL else "",
            "found": result.found,
        }
        for result in check_photo(data).results
    ]


def _rows_of_days(
    days: dict[str, date], today: date, say: Callable[[str], str]
) -> list[_Row]:
    """The rules that a day decides, where it was told."""
    return [
        {
            "outcome": result.outcome.value,
            "word": say(_WORDS[result.outcome]),
            "sentence": say(result.sentence),
            "repair": say(result.repair) if result.repair else "",
            "found": result.day.isoformat(),
        }
        for result in check_days(days.get("taken_on"), days.get("born_on"), today)
    ]


def _page(
    request: Request, sent: Upload, rows: list[_Row], errors: dict[str, str]
) -> HTMLResponse:
    language = language_of(request)
    say = translator(language.code)
    return page(
        request,
        language,
        "photo.html",
        status=422 if errors else 200,
        guide=get_guide("photo"),
        confidences=CONFIDENCES,
        rules=PHOTO_RULES,
        by_eye=BY_EYE,
        results=rows,
        passed=all(row["outcome"] == "pass" for row in rows),
        fields={name: say(text) for name, text in FIELDS.items()},
        texts={name: sent.texts.get(name, "") for name in FIELDS},
        errors=errors,
    )
