"""Many people from one file, sent to this very machine and kept in memory alone.

The answer comes with the form that asked. Its files are made when they are asked for,
from a result that stands on the shelf for some minutes, under a token that travels in
the body of a form: in no address, no history and no log.
"""

from ipaddress import ip_address
from urllib.parse import parse_qs

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ichimai.errors import IchimaiError, Malformed, NotPermitted, Refused, msgid
from ichimai.papers.roster_files import files_of
from ichimai.planner.roster.check import check_roster
from ichimai.planner.roster.columns import template
from ichimai.planner.roster.ranking import Rank
from ichimai.planner.roster.result import Check, Roster
from ichimai.planner.roster.workbook import EXAMPLE
from ichimai.texts.language import translator
from ichimai.web.guards import bounded_body, largest_body
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page
from ichimai.web.shelf import KEPT_FOR, shelf_of
from ichimai.web.site import site_of
from ichimai.web.uploads import read_upload

MOST_ROWS = 20_000
"""More take too long to wait for at a page; the command takes more."""

FILES = {
    "people.csv": msgid("Everybody by urgency (CSV)"),
    "roster.xlsx": msgid("All tables (Excel)"),
    "roster.ics": msgid("Calendar (iCalendar)"),
    "rejected.csv": msgid("Rejected rows (CSV)"),
    "tell.csv": msgid("Who is told when (CSV)"),
    "audit.json": msgid("Record of the check (JSON)"),
}
"""What can be kept of a result; their names are those of the command."""

_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
}
_SHOWN, _SHOWN_REJECTED = 15, 10
"""So many stand on the page, which is to stay light; all are in the files."""

_STATES = {Rank.OVERDUE: "overdue", Rank.IN_30: "do_now"}
_ON_THE_WAY = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_MOST_FIELDS = 4


def form(request: Request) -> HTMLResponse:
    """The form that takes a file.

    Raises:
        NotPermitted: code `elsewhere`.
    """
    _refuse_elsewhere(request)
    return _page(request, 200)


async def check(request: Request) -> HTMLResponse:
    """What everybody in the file has to do, or why it cannot be told.

    Raises:
        NotPermitted: code `elsewhere`.
        Malformed: codes `too-large` and `form`.
    """
    _refuse_elsewhere(request)
    sent = await read_upload(request, largest_body(request))
    typed = {name: sent.texts.get(name, "").strip() for name in ("by", "named")}
    clock = site_of(request).clock
    asked = Check(
        as_of=clock.today(),
        checked_at=clock.now(),
        columns=_named(typed["named"]),
        by=typed["by"] or None,
        most_rows=MOST_ROWS,
    )
    try:
        raw = sent.files.get("roster", b"")
        roster = await run_in_threadpool(check_roster, raw, asked)
    except (Malformed, Refused) as error:
        return _page(request, 422, error=_sentence(request, error), **typed)
    token = shelf_of(request).keep(roster)
    return _page(request, 200, token=token, **typed, **_shown(request, roster))


def _named(written: str) -> dict[str, str]:
    """Meanings by heading, written `heading=meaning; heading=meaning`."""
    pairs = (pair.rpartition("=") for pair in written.split(";") if pair.strip())
    return {heading.strip(): meaning.strip() for heading, _, meaning in pairs}


async def keep(request: Request) -> Response:
    """One file of a result, or, where none is named, the result forgotten.

    Raises:
        NotPermitted: code `elsewhere`.
        NotFound: code `result-gone`.
    """
    _refuse_elsewhere(request)
    body = (await bounded_body(request)).decode("utf-8", "replace")
    sent = parse_qs(body, max_num_fields=_MOST_FIELDS)
    token, name = sent.get("token", [""])[0], sent.get("file", [""])[0]
    language = language_of(request)
    if name not in FILES:
        shelf_of(request).forget(token)
        return RedirectResponse(f"/{language.code}/roster", 303)
    roster = shelf_of(request).get(token)
    files = await run_in_threadpool(files_of, roster, language.code)
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    kind = _KINDS[name.rpartition(".")[2]]
    return Response(files[name], headers=headers, media_type=kind)


def _refuse_elsewhere(request: Request) -> None:
    """Let only this machine in: both ends of the connection, and nobody between."""
    ends = (request.client, request.scope.get("server"))
    near = all(end is not None and _is_loopback(end[0]) for end in ends)
    if not near or any(name in request.headers for name in _ON_THE_WAY):
        raise NotPermitted(
            msgid("A roster is taken only on this machine itself."),
            repair=msgid("Open this page on the machine on which the server runs."),
            code="elsewhere",
        )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _sentence(request: Request, error: IchimaiError) -> str:
    say = translator(language_of(request).code)
    parts = (say(text).format(**error.values) for text in (error.problem, error.repair))
    return " ".join(parts)


def _shown(request: Request, roster: Roster) -> dict[str, object]:
    """What the page shows of a result."""
    language = language_of(request).code
    ranks = [person.rank for person in roster.people]
    people = [
        {
            "name": person.name,
            "site": person.entry.site,
            "rank": person.rank.sentence,
            "state": _STATES.get(person.rank, "do_by"),
            "due_on": person.due_on,
            "titles": [task.sentence("title", language) for task in person.tasks()[:2]],
            "notes": person.notes(language),
        }
        for person in roster.people[:_SHOWN]
    ]
    rejected = [row.to_json(language) for row in roster.rejected[:_SHOWN_REJECTED]]
    return {
        "people": people,
        "all_people": len(roster.people),
        "counts": [(rank.sentence, ranks.count(rank)) for rank in Rank],
        "rejected": rejected,
        "all_rejected": len(roster.rejected),
        "not_needed": roster.audit.columns.not_needed,
        "unused": roster.audit.columns.unused,
        "files": FILES,
        "minutes": int(KEPT_FOR.total_seconds()) // 60,
    }


def _page(request: Request, status: int, **shown: object) -> HTMLResponse:
    values = {
        "error": "",
        "by": "",
        "named": "",
        "example": EXAMPLE,
        "token": "",
        "most_rows": f"{MOST_ROWS:,}",
        "megabytes": largest_body(request) // 1_000_000,
        "columns": template(),
        **shown,
    }
    return page(request, language_of(request), "roster.html", status, **values)
