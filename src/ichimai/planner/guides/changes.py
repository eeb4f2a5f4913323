"""Old rule and new rule side by side, and whom each touches (`changes.toml`)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from ichimai.errors import msgid
from ichimai.law.told import CONFIDENCES
from ichimai.model.citation import Citation, cite

CHANGED_ON = date(2026, 6, 14)
"""The day on which every change of the table came into force."""

GROUPS = {
    "stay": msgid("My status has a last day"),
    "permanent": msgid("Permanent resident, or Highly Skilled Professional (ii)"),
    "special": msgid("Special permanent resident"),
    "child": msgid("A child under 16"),
    "visitor": msgid("Visitor, or a stay of three months or less"),
}
"""Five groups; everybody from another country is in one of them, children in two."""


@dataclass(frozen=True, slots=True)
class Change:
    """One rule that became another, or one promise beside what the law gives.

    Attributes:
        title: what it is about.
        before: the old rule, or the promise.
        about: the new rule, or what the law gives.
        groups: keys of `GROUPS`; empty for a promise.
        rules: identifiers of the law files.
        cites: provisions of the new rule.
        source: short names of what was read.
        read_on: the day of that reading.
        confidence: one of `CONFIDENCES`.
    """

    title: str
    before: str
    about: str
    groups: tuple[str, ...]
    rules: tuple[str, ...]
    cites: tuple[Citation, ...]
    source: str
    read_on: date
    confidence: str


@cache
def changes() -> tuple[Change, ...]:
    """Every change, in the order of the table."""
    return _read("change")


@cache
def promises() -> tuple[Change, ...]:
    """What was promised, each beside what the law gives."""
    return _read("promise")


def changes_for(group: str) -> tuple[Change, ...]:
    """The changes that touch *group*, a key of `GROUPS`; all of them for none."""
    return tuple(each for each in changes() if not group or group in each.groups)


def _read(name: str) -> tuple[Change, ...]:
    text = files("ichimai.planner.guides").joinpath("changes.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return tuple(_change(entry, table["read_on"]) for entry in table[name])


def _change(entry: Mapping[str, Any], read_on: date) -> Change:
    if not entry["source"] or entry["confidence"] not in CONFIDENCES:
        raise ValueError(f"{entry['title']!r} has no source or no such confidence")
    return Change(
        title=entry["title"],
        before=entry["before"],
        about=entry["about"],
        groups=tuple(entry.get("groups", ())),
        rules=tuple(entry["rules"]),
        cites=tuple(cite(each) for each in entry["cites"]),
        source=entry["source"],
        read_on=read_on,
        confidence=entry["confidence"],
    )
