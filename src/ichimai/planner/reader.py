"""Reads JSON objects member by member, strictly: each slip names its field and repair.

What is absent or says `"unknown"` is None. What nobody asked for is kept by its path,
so that a misspelt fact is told and not lost.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from ichimai.errors import Malformed, msgid
from ichimai.model.days import parse_day

UNKNOWN = "unknown"
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_FIRST_CARDS, _LAST_DAY = date(2012, 7, 9), date(2100, 12, 31)
_CODE = re.compile(r"[0-9]{6}", re.ASCII)

Word = TypeVar("Word", bound=StrEnum)


class Reader:
    """Reads the members of one JSON object, each once; what is left is ignored."""

    def __init__(self, value: object, path: str, ignored: list[str]) -> None:
        if not isinstance(value, Mapping):
            raise wrong_type(path or "facts", msgid("Write an object in braces."))
        self._left = dict(value)
        self._path = path
        self._ignored = ignored

    def close(self) -> None:
        """Remember what nobody asked for."""
        self._ignored.extend(self._at(str(name)) for name in self._left)

    def _at(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def take(self, name: str) -> object:
        """The member, None where it is absent or unknown; null is another thing."""
        value = self._left.pop(name, UNKNOWN)
        if value is None:
            raise wrong_type(self._at(name), msgid("Write a value, or leave it out."))
        return None if value == UNKNOWN else value

    def take_nullable(self, name: str) -> tuple[bool, object]:
        """Whether the member says null, and its value where it says something."""
        value = self._left.pop(name, UNKNOWN)
        return value is None, None if value == UNKNOWN else value

    def day(self, name: str) -> date | None:
        """A strict ISO day."""
        value = self.take(name)
        if value is None:
            return None
        if not isinstance(value, str):
            raise wrong_type(
                self._at(name),
                msgid('Write a day in quotes, for example "2026-12-31".'),
            )
        day = parse_day(value, self._at(name))
        require_near(day, self._at(name))
        return day

    def day_or_null(self, name: str) -> date | None:
        """A strict ISO day, or null for *it has not happened*."""
        if self._left.get(name, UNKNOWN) is None:
            self._left.pop(name)
            return None
        return self.day(name)

    def truth(self, name: str) -> bool | None:
        """True or false."""
        value = self.take(name)
        if value is not None and not isinstance(value, bool):
            raise wrong_type(self._at(name), msgid("Write `true` or `false`."))
        return value

    def count(self, name: str, most: int) -> int | None:
        """A whole number from 1 to *most*."""
        value = self.take(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise wrong_type(self._at(name), msgid("Write a whole number."))
        if not 1 <= value <= most:
            raise Malformed(
                msgid("{field} is out of range."),
                repair=msgid("Write a whole number from 1 to {most}."),
                code="out-of-range",
                field=self._at(name),
                most=most,
            )
        return value

    def text(self, name: str) -> str | None:
        """A text."""
        value = self.take(name)
        if value is not None and not isinstance(value, str):
            raise wrong_type(self._at(name), msgid("Write a text in quotes."))
        return value

    def word(self, name: str, words: type[Word]) -> Word | None:
        """One of the words of *words*."""
        value = self.text(name)
        if value is None:
            return None
        try:
            return words(value)
        except ValueError:
            raise unknown_word(self._at(name), tuple(words)) from None

    def words(self, name: str, words: type[Word]) -> tuple[Word, ...] | None:
        """A list of words of *words*."""
        value = self.take(name)
        if value is None:
            return None
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise wrong_type(self._at(name), msgid("Write a list in square brackets."))
        known = set(words)
        if any(each not in known for each in value):
            raise unknown_word(self._at(name), tuple(words))
        return tuple(words(each) for each in value)

    def code(self, name: str) -> str | None:
        """The six digits of a municipality."""
        value = self.text(name)
        if value is not None and not _CODE.fullmatch(value):
            raise Malformed(
                msgid("{field} is not the code of a municipality."),
                repair=msgid("Write its six digits in quotes, such as {example}."),
                code="format",
                field=self._at(name),
                example='"131041"',
            )
        return value

    def member(self, name: str) -> "Reader":
        """An object inside, empty where it is absent or unknown."""
        value = self.take(name)
        return Reader({} if value is None else value, self._at(name), self._ignored)


def require_near(day: date, path: str) -> None:
    """Let a day of our own time through.

    Raises:
        Malformed: code `out-of-range`; a day before 1900 or after 2199 is a slip.
    """
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Malformed(
            msgid("{field} is out of range."),
            repair=msgid("Write a day between the years {first} and {last}."),
            code="out-of-range",
            field=path,
            first=_FIRST_YEAR,
            last=_LAST_YEAR,
        )


def require_lawful(as_of: date) -> None:
    """Let a day through on which a plan can be made.

    Raises:
        Malformed: code `out-of-range`; a day before the residence cards of July 2012,
            of which the sources say nothing, or after the last one that law reaches.
    """
    if not _FIRST_CARDS <= as_of <= _LAST_DAY:
        raise Malformed(
            msgid("{field} is out of range."),
            repair=msgid("Write a day between the years {first} and {last}."),
            code="out-of-range",
            field="as_of",
            first=_FIRST_CARDS.year,
            last=_LAST_DAY.year,
        )


def wrong_type(path: str, repair: str) -> Malformed:
    """The error for a member of another type, with the sentence that repairs it."""
    return Malformed(
        msgid("{field} has the wrong type."), repair=repair, code="type", field=path
    )


def unknown_word(path: str, words: Sequence[str]) -> Malformed:
    """The error for a word that is none of *words*."""
    return Malformed(
        msgid("{field} is a word that is not known here."),
        repair=msgid("Write one of: {words}."),
        code="unknown-value",
        field=path,
        words=", ".join(words),
    )


def wrong_order(first: str, second: str) -> Malformed:
    """The error for two days that cannot have followed each other."""
    return Malformed(
        msgid("{field} comes before {other}, which cannot be."),
        repair=msgid("Compare both days with the papers."),
        code="contradiction",
        field=first,
        other=second,
    )
