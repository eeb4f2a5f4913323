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


@dataclass(frozen=True, slots=True)
class Line:
    """A telephone line; *about* is an English source string."""

    telephone: str
    about: str

    def to_json(self, language: str) -> dict[str, str]:
        """The line as JSON values, its purpose in *language*."""
        return {"number": self.telephone, "about": translator(language)(self.about)}


@dataclass(frozen=True, slots=True)
class City:
    """One municipality; *facts* are English source strings, none if nothing is known.

    Attributes:
        known: whether the table has the municipality at all.
        lines: its own lines, then the national ones.
    """

    code: str
    known: bool
    japanese: str
    english: str
    facts: tuple[str, ...]
    lines: tuple[Line, ...]

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
    text = files("ichimai.planner").joinpath("cities.toml").read_text("utf-8")
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
    own = sorted(
        (each for each in table["line"] if each["city"] in {"", code}),
        key=lambda each: each["city"] != code,
    )
    return City(
        code=code,
        known=entry is not None,
        japanese=entry["japanese"] if entry else "",
        english=entry["english"] if entry else "",
        facts=tuple(each["about"] for each in table["fact"] if each["city"] == code),
        lines=tuple(Line(each["number"], each["about"]) for each in own),
    )
