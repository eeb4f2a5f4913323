"""Which lines of a saved plan have changed: its JSON against the plan of today.

Days, states, counters, fees, papers and rules are compared, by the id of each task and
clock. Sentences are not: a plan may have been saved in another language.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ichimai.errors import Malformed, msgid

PARTS = {
    "clocks": ("what", ("ends_on", "rules", "cites")),
    "tasks": (
        "id",
        (
            *("opens_on", "safe_last_day", "legal_last_day", "state", "counter"),
            *("booking", "bring", "fee", "rules", "cites"),
        ),
    ),
    "options": ("id", ("allowed", "opens_on", "counter", "fee", "card_ends_on")),
    "notices": ("id", ("rules", "cites")),
}
"""Each list of a plan, what its lines are known by, and what of them is compared."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A line that is new, gone, or different.

    Attributes:
        person: place in the family from 0; None for a plan of one.
        part: a key of `PARTS`.
        line: by what the line is known.
        title: the line's words as they stand in the plan, the present one if there is.
        change: `new`, `gone` or `changed`.
        fields: name, before, now; empty unless it changed.
    """

    person: int | None
    part: str
    line: str
    title: str
    change: str
    fields: tuple[tuple[str, Any, Any], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The change as JSON values."""
        return {
            "person": self.person,
            "part": self.part,
            "id": self.line,
            "title": self.title,
            "change": self.change,
            "fields": {name: {"was": a, "is": b} for name, a, b in self.fields},
        }


def compare(saved: object, present: Mapping[str, Any]) -> tuple[Changed, ...]:
    """Every line that differs between two plans, both as `ichimai plan` writes them.

    Raises:
        Malformed: code `saved-plan`; *saved* is no plan, or one of other people.
    """
    if not isinstance(saved, dict):
        raise _no_plan()
    if "people" in present or "people" in saved:
        before, now = saved.get("people"), present.get("people")
        if not isinstance(before, list) or now is None or len(before) != len(now):
            raise _no_plan()
        pairs = enumerate(zip(before, now, strict=True))
        return tuple(c for n, (a, b) in pairs for c in _plan(a, b, n))
    return tuple(_plan(saved, present, None))


def _plan(
    saved: object, present: Mapping[str, Any], person: int | None
) -> Iterator[Changed]:
    if not isinstance(saved, dict) or not isinstance(saved.get("as_of"), str):
        raise _no_plan()
    for part, (key, fields) in PARTS.items():
        before, now = _lines(saved, part, key), _lines(present, part, key)
        for line in dict.fromkeys((*now, *before)):
            if line not in before:
                yield Changed(person, part, line, _title(now[line]), "new")
            elif line not in now:
                yield Changed(person, part, line, _title(before[line]), "gone")
            elif found := tuple(_fields(before[line], now[line], fields)):
                title = _title(now[line])
                yield Changed(person, part, line, title, "changed", found)


def _lines(plan: Mapping[str, Any], part: str, key: str) -> dict[str, dict[str, Any]]:
    rows = plan.get(part, [])
    if not isinstance(rows, list):
        raise _no_plan()
    found = {}
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get(key), str):
            raise _no_plan()
        found[row[key]] = row
    return found


def _fields(
    before: Mapping[str, Any], now: Mapping[str, Any], names: tuple[str, ...]
) -> Iterator[tuple[str, Any, Any]]:
    for name in names:
        a, b = _plain(before.get(name)), _plain(now.get(name))
        if a != b:
            yield name, a, b


def _plain(value: object) -> object:
    """Things to bring by their ids: their words depend on the language."""
    if not isinstance(value, list):
        return value
    return [each.get("id", each) if isinstance(each, dict) else each for each in value]


def _title(line: Mapping[str, Any]) -> str:
    return str(line.get("title") or line.get("sentence") or "")


def _no_plan() -> Malformed:
    return Malformed(
        msgid("The saved file is no plan, or the plan of other people."),
        repair=msgid("Save a plan first, with {command}."),
        command="ichimai plan FILE --format json",
        code="saved-plan",
    )
