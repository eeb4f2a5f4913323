"""What is known of single cities, and whom to ring. What is not here is unknown.

The table is `cities.toml`, with its source and the day on which that was read.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from ichimai.errors import Malformed, msgid
from ichimai.law.numbers import local_government_check_digit
from ichimai.texts.language import SOURCE, translator

_CODE = re.compile(r"[0-9]{6}", re.ASCII)


DAYS = {"every-day": msgid("Every day"), "weekdays": msgid("Weekdays")}
"""On which days a line is answered, in words."""

HOURS = {"any-hour": msgid("At any hour")}
"""At which hours a line is answered, in words."""

COSTS = {"free": msgid("Free of charge"), "charged": msgid("The call is charged")}
"""What a call costs, in words."""

STOP_LINE = "0120-95-0178"
"""The line that stops a lost card at any hour (MN-223)."""

FOREIGN_LINE = "0120-0178-27"
"""The line that speaks other languages than Japanese (MN-224)."""

SEVERAL = "several"
"""A source says several languages and names none."""


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


@dataclass(frozen=True, slots=True)
class City:
    """One municipality; *facts* are English source strings, none if nothing is known.

    Attributes:
        known: whether the table has the municipality at all.
        own_lines: those of the municipality itself.
    """

    code: str
    known: bool
    japanese: str
    english: str
    facts: tuple[str, ...]
    own_lines: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its own lines, then the national ones."""
        return (*self.own_lines, *national_lines())

    def name(self, language: str) -> str:
        """Its name for a reader of *language*; the code where that is all we have."""
        return (self.english if language == SOURCE else self.japanese) or self.code

    def to_json(self, language: str) -> dict[str, Any]:
        """The municipality as JSON values, sentences in *language*."""
        say = translator(language)
        return {
            "code": self.code,
            "known": self.known,
            "name": self.name(language),
            "facts": [say(fact) for fact in self.facts] or "unknown",
            "lines": [line.to_json(language) for line in self.lines],
            "read_on": read_on().isoformat() if self.known else None,
        }


@cache
def _table() -> Mapping[str, Any]:
    text = files("ichimai.planner.knowledge").joinpath("cities.toml").read_text("utf-8")
    return tomllib.loads(text)


def read_on() -> date:
    """The day on which the source of the table was read."""
    day: date = _table()["read_on"]
    return day


def cities() -> tuple[City, ...]:
    """Every municipality of the table."""
    return tuple(get_city(entry["code"]) for entry in _table()["city"])


def get_city(code: str) -> City:
    """The municipality of that code, with nothing but lines where it is not known.

    Raises:
        Malformed: code `format`; no six digits, or the last one does not check.
    """
    if not _CODE.fullmatch(code) or code[5] != local_government_check_digit(code[:5]):
        raise Malformed(
            msgid("{field} is no code of a municipality."),
            repair=msgid(
                "Write its six digits, the last of which checks the others: 131041 is "
                "Shinjuku."
            ),
            code="format",
            field="CODE",
        )
    table = _table()
    entry = next((each for each in table["city"] if each["code"] == code), None)
    return City(
        code=code,
        known=entry is not None,
        japanese=entry["japanese"] if entry else "",
        english=entry["english"] if entry else "",
        facts=tuple(each["about"] for each in table["fact"] if each["city"] == code),
        own_lines=_lines_of(code),
    )


def national_lines() -> tuple[Line, ...]:
    """The lines that answer for the whole country."""
    return _lines_of("")


def get_line(telephone: str) -> Line:
    """The line of that number; the table has it, or the package is at fault."""
    return next(_line(each) for each in _table()["line"] if each["number"] == telephone)


def _lines_of(code: str) -> tuple[Line, ...]:
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
        read_on=read_on(),
    )
