"""What changed on 14 June 2026, whom it touches, and the days of whoever is touched.

The days that somebody types stand in the address and nowhere else (users.md D-04).
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse

from ichimai.errors import Malformed, msgid
from ichimai.law.told import CONFIDENCES
from ichimai.planner.guides.changes import (
    CHANGED_ON,
    GROUPS,
    changes_for,
    promises,
)
from ichimai.planner.parameters import facts_in
from ichimai.planner.planning import answer
from ichimai.planner.roster.days import ReadDay, read_day
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page
from ichimai.web.site import site_of

FIELDS = {
    "stay_end": msgid("Last day of the stay"),
    "card_end": msgid("Last day of the card"),
    "card_since": msgid("The day on which you received the card"),
    "born": msgid("Date of birth"),
}
"""The days that are asked for, each under its parameter of a plan's address."""

_ASKED = {
    "stay": ("stay_end",),
    "permanent": ("card_end", "card_since"),
    "special": ("card_end",),
    "child": ("born", "stay_end"),
    "visitor": (),
}
_KNOWN = {
    "permanent": {"status": "permanent-resident"},
    "special": {"standing": "special-permanent"},
}
_NO_DAY = msgid("Write the day as on the card: year, month, day.")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed into each field, the days read, and what could not be read."""

    texts: dict[str, str]
    days: dict[str, str]
    errors: dict[str, str]


def changed(request: Request) -> HTMLResponse:
    """Every rule that changed, the old one beside the new one, and the promises."""
    return page(
        request,
        language_of(request),
        "changed.html",
        changes=changes_for(""),
        promises=promises(),
        changed_on=CHANGED_ON,
        confidences=CONFIDENCES,
    )


def touches(request: Request) -> HTMLResponse:
    """Five groups; for one of them its changes, and the days that follow for it."""
    group = request.query_params.get("group", "")
    group = group if group in GROUPS else ""
    typed = _typed(request, group)
    query = urlencode({**_KNOWN.get(group, {}), **typed.days}) if typed.days else ""
    language = language_of(request)
    tasks = None
    if query and not typed.errors:
        typed, tasks = _worked_out(
            query, typed, site_of(request).clock.today(), language.code
        )
    return page(
        request,
        language,
        "touches.html",
        status=422 if typed.errors else 200,
        groups=GROUPS,
        group=group,
        changes=changes_for(group) if group else (),
        fields={name: FIELDS[name] for name in _ASKED.get(group, ())},
        texts=typed.texts,
        errors=typed.errors,
        tasks=tasks,
        query=query,
        confidences=CONFIDENCES,
    )


def _typed(request: Request, group: str) -> _Typed:
    texts, days, errors = {}, {}, {}
    for name in _ASKED.get(group, ()):
        text = request.query_params.get(name, "")[:_LONGEST].strip()
        texts[name] = text
        found = read_day(text) if text else None
        if isinstance(found, ReadDay):
            days[name] = found.day.isoformat()
        elif found is not None:
            errors[name] = _NO_DAY
    return _Typed(texts, days, errors)


def _worked_out(
    query: str, typed: _Typed, today: date, language: str
) -> tuple[_Typed, list[dict[str, object]] | None]:
    """The tasks of a plan for those days; days that cannot be are errors of a field."""
    try:
        return typed, answer(facts_in(query), today, language)["tasks"]
    except Malformed as error:
        return _Typed(typed.texts, typed.days, {"days": error.problem}), None
