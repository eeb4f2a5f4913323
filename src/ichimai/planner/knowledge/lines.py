"""Whom to ring: telephone lines of the country and of single cities.

The table is `lines.toml`, with its source and the day on which that was read.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from ichimai.errors import msgid
from ichimai.texts.language import translator

DAYS = {"every-day": msgid("Every day"), "weekdays": msgid("Weekdays")}
"""On which days a line is answered, in words."""

HOURS = {
    "any-hour": msgid("At any hour"),
    "stop-any-hour": msgid(
        "Stopping a card: at any hour. Otherwise 9:30 to 20:00, on Saturdays, Sundays "
        "and holidays to 17:30, and not from 29 December to 3 January."
    ),
    "stop-any-hour-daily": msgid(
        "Stopping a card: at any hour. Otherwise 8:30 to 20:00, and not from "
        "29 December to 3 January."
    ),
    "long-day": msgid(
        "9:30 to 20:00, on Saturdays, Sundays and holidays to 17:30, and not from "
        "29 December to 3 January"
    ),
    "office-day": msgid("8:30 to 17:15"),
}
"""At which hours a line is answered, in words."""

COSTS = {"free": msgid("Free of charge"), "charged": msgid("The call is charged")}
"""What a call costs, in words."""

STOP_LINE = "0120-95-0178"
"""The line that stops a lost card at any hour (MN-223)."""

FOREIGN_LINE = "0120-0178-27"
"""The line that speaks other languages than Japanese (MN-224)."""

SEVERAL = "several"
"""A source says several languages and names none."""

TONGUES = {
    "ja": "日本語",
    "en": "English",
    "zh": "中文",
    "ko": "한국어",
    "es": "Español",
    "pt": "Português",
}
"""The languages of telephone lines, each by its own name."""


@dataclass(frozen=True, slots=True)
class Line:
    """A telephone line; what no source states of it is empty.

    Attributes:
        telephone: as it is dialled in Japan.
        about: what it is for, an English source string.
        languages: BCP 47 tags, or `SEVERAL` alone.
        days: a key of `DAYS`.
        hours: a key of `HOURS`.
        cost: a key of `COSTS`.
        source: short name of the page or guide in which it was read.
        read_on: the day of that reading.
    """

    telephone: str
    about: str
    languages: tuple[str, ...]
    days: str
    hours: str
    cost: str
    source: str
    read_on: date

    def to_json(self, language: str) -> dict[str, Any]:
        """The line as JSON values, its purpose in *language*."""
        return {
            "number": self.telephone,
            "about": translator(language)(self.about),
            "languages": list(self.languages) or "unknown",
            "days": self.days or "unknown",
            "hours": self.hours or "unknown",
            "cost": self.cost or "unknown",
            "source": self.source,
            "read_on": self.read_on.isoformat(),
        }


@cache
def _table() -> Mapping[str, Any]:
    text = files("ichimai.planner.knowledge").joinpath("lines.toml").read_text("utf-8")
    return tomllib.loads(text)


def read_on() -> date:
    """The day on which the source of the table was read."""
    day: date = _table()["read_on"]
    return day


def all_lines() -> tuple[Line, ...]:
    """Every line of the table, in its order."""
    return tuple(_line(each) for each in _table()["line"])


def lines_that_speak(tag: str) -> tuple[Line, ...]:
    """The lines of which a source says that they are answered in that language."""
    return tuple(line for line in all_lines() if tag in line.languages)


def national_lines() -> tuple[Line, ...]:
    """The lines that answer for the whole country."""
    return lines_of("")


def get_line(telephone: str) -> Line:
    """The line of that number; the table has it, or the package is at fault."""
    return next(_line(each) for each in _table()["line"] if each["number"] == telephone)


def lines_of(code: str) -> tuple[Line, ...]:
    """The municipality's own lines; of the empty code those of the whole country."""
    return tuple(_line(each) for each in _table()["line"] if each["city"] == code)


def _line(entry: Mapping[str, Any]) -> Line:
    return Line(
        telephone=entry["number"],
        about=entry["about"],
        languages=tuple(entry["languages"]),
        days=entry.get("days", ""),
        hours=entry.get("hours", ""),
        cost=entry.get("cost", ""),
        source=entry["source"],
        read_on=entry.get("read_on", read_on()),
    )
