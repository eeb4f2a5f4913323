"""A person who answers the portal's questions from the facts of a case.

The facts and what must come out of them are those of `planner.casebook`; nothing of
them is written here again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from ichimai.planner.parameters import query_of
from ichimai.web.asking.forms import FORMS, TOLD, Look
from ichimai.web.asking.sent import DAY_FIELDS, PARENTS
from ichimai.web.asking.situations import EVENTS, HALLS, Door
from planner.casebook import CASES, Case

_TASK = re.compile(
    r'<li class="task is-(\w+)" id="([a-z0-9-]+)">(.*?)\n</li>', re.DOTALL
)
_DAY = r'{}</dt><dd>(?:<time datetime="([0-9-]+)">|(Not known))'
_WORDS = {
    "safe_last_day": "Last safe day: the counter is open",
    "legal_last_day": "Last day by law",
    "opens_on": "Possible from",
}


def door_of(case: Case) -> Door | None:
    """The door through which that person comes; None where there is none of theirs."""
    events = case.facts.get("events", [])
    status = case.facts.get("person", {}).get("status")
    if len(events) > 1 or (events and events[0]["kind"] not in EVENTS):
        return None
    key = events[0]["kind"] if events else "dates"
    if not events and status in {"permanent-resident", "special-permanent-resident"}:
        key = status.removesuffix("-resident").partition("-")[0]
    return next(door for hall in HALLS for door in hall.doors if door.key == key)


ASKED = tuple(
    case
    for case in CASES
    if "people" not in case.facts
    and case.expect.get("interview", True)
    and case.expect.get("asked") != 0
    and door_of(case) is not None
)
"""The cases of one person who can tell everything by answering questions."""


@dataclass(frozen=True)
class Reply:
    """What a person does on the page of a question.

    Attributes:
        fields: name and value of each field that is filled or chosen.
        button: the value of the button that is pressed.
    """

    fields: Mapping[str, str]
    button: str = "given"


def reply_to(address: str, case: Case) -> Reply:
    """What that person replies on the page at *address*, as far as the case tells."""
    known = dict(parse_qsl(query_of(case.facts)))
    page = urlsplit(address).path.rpartition("/")[2]
    if page == "told-event":
        kind = case.facts["events"][0]["kind"]
        told = [name for name in TOLD[kind] if known.get(name, "none") != "none"]
        return Reply({key: text for name in told for key, text in _filled(name, known)})
    if page == "event":
        return Reply({"event": known.get("event", "none")})
    if (
        known.get(page, "unknown") in {"unknown", "none"}
        and FORMS[page].look is Look.DAY
    ):
        return Reply({}, known.get(page, "unknown") if FORMS[page].none else "unknown")
    if page not in known and FORMS[page].look is Look.MONTHS:
        return Reply({}, "unknown")
    return Reply(dict(_filled(page, known)))


def _filled(name: str, known: Mapping[str, str]) -> list[tuple[str, str]]:
    """The fields of one parameter as that person fills them."""
    value = known.get(name, "unknown")
    if FORMS[name].look is Look.DAY:
        parts = value.split("-")
        return [
            (f"{name}-{key}", part) for key, part in zip(DAY_FIELDS, parts, strict=True)
        ]
    if FORMS[name].look is Look.PARENTS:
        parents = [*value.split(","), "unknown"][: len(PARENTS)]
        return [
            (f"{name}-{place}", each)
            for place, each in zip(PARENTS, parents, strict=True)
        ]
    return [(name, value)]


def tasks_in(html: str) -> dict[str, dict[str, Any]]:
    """The tasks that a page in English shows, in their order, with state and days."""
    found = {}
    for state, task_id, text in _TASK.findall(html):
        days = {}
        for name, words in _WORDS.items():
            day = re.search(_DAY.format(re.escape(words)), text)
            days[name] = (day[1] or "unknown") if day else None
        found[task_id] = {"state": state, **days}
    return found


def misses(case: Case, html: str) -> list[str]:
    """What the case expects of tasks and days, and the page does not show.

    The day on which something opens is shown in its state where it is not yet open;
    what is done has no days any more.
    """
    tasks = tasks_in(html)
    found = [
        f"{each} is there" for each in case.expect.get("absent", ()) if each in tasks
    ]
    for task_id, expected in case.expect.get("tasks", {}).items():
        shown = tasks.get(task_id)
        if shown is None:
            found.append(f"{task_id} is missing")
            continue
        names = ["state"]
        if shown["state"] != "done":
            names += ["safe_last_day", "legal_last_day"]
        if shown["state"] not in {"done", "not_yet"}:
            names.append("opens_on")
        found += [
            f"{task_id}.{name}: {shown[name]}, not {expected[name]}"
            for name in names
            if name in expected and expected[name] != shown[name]
        ]
    if "order" in case.expect and case.expect["order"] != list(tasks):
        found.append(f"order: {list(tasks)}")
    return found
