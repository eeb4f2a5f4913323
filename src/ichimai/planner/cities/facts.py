"""Facts of one municipality in the form in which cities can publish them.

One JSON file a municipality, in UTF-8:

    {"format": "ichimai-city-facts/1", "municipality": "131041",
     "issuer": "who says it", "valid_from": "2026-11-20",
     "facts": [{"topic": "booking", "purpose": "my-number-pick-up", "value": "needed",
                "text": {"en": "Reserve ...", "ja": "..."}, "source": "...",
                "published": "2026", "read_on": "2026-11-20"}]}

`purpose` and `text` may be left out. `published` is a year, a month or a day, or
`unknown`. What is not said is unknown: a topic without a fact, and the value `unknown`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ichimai.errors import Malformed, msgid
from ichimai.model.days import parse_day
from ichimai.model.strict_json import read_strictly
from ichimai.planner.places.municipalities import check_code
from ichimai.texts.language import SOURCE, translator

FORMAT = "ichimai-city-facts/1"
STALE_AFTER = timedelta(days=180)
"""A fact read longer ago is shown with a warning. Our own choice: half a year."""

UNKNOWN = "unknown"
_YES_NO = ("yes", "no", UNKNOWN)
TOPICS: Mapping[str, tuple[str, ...] | None] = {
    "booking": ("needed", "not-needed", "possible", UNKNOWN),
    "support-on-the-spot": _YES_NO,
    "languages": None,
    "hours": None,
    "note": None,
}
"""What a fact can be about, and its words; None where the value is free text."""

ASKED = ("booking", "support-on-the-spot", "languages")
"""The topics that are counted in the coverage (M32)."""

PURPOSES = (
    "my-number-application",
    "my-number-pick-up",
    "card-procedure",
    "address-filing",
)
"""What a visit to a municipality is for; a fact without one holds for all."""

_PUBLISHED = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}|unknown", re.ASCII)
LARGEST = 200_000
"""Bytes of one file. Nothing that a city says fills a tenth of it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, with where and when it was read.

    Attributes:
        topic: a key of `TOPICS`.
        purpose: one of `PURPOSES`, or empty where it holds for all.
        value: a word of its topic, or free text.
        text: a whole sentence by language; may be empty.
        published: year, month or day of the source, or `unknown`.
    """

    topic: str
    purpose: str
    value: str
    text: Mapping[str, str]
    source: str
    published: str
    read_on: date

    @property
    def known(self) -> bool:
        """Whether it says more than that nobody knows."""
        return self.value != UNKNOWN

    def is_stale(self, as_of: date) -> bool:
        """Whether it was read longer ago than `STALE_AFTER`."""
        return as_of - self.read_on > STALE_AFTER

    def sentence(self, language: str) -> str:
        """Its sentence in *language*, else translated from English, else Japanese."""
        if language in self.text:
            return self.text[language]
        if SOURCE in self.text:
            return translator(language)(self.text[SOURCE])
        return self.text.get("ja", "")

    def to_json(self, language: str, as_of: date) -> dict[str, Any]:
        """The fact as JSON values, its sentence in *language*."""
        return {
            "topic": self.topic,
            "purpose": self.purpose or None,
            "value": self.value,
            "text": self.sentence(language) or None,
            "source": self.source,
            "published": self.published,
            "read_on": self.read_on.isoformat(),
            "stale": self.is_stale(as_of),
        }


@dataclass(frozen=True, slots=True)
class CityFacts:
    """What one issuer says of one municipality from a day on."""

    municipality: str
    issuer: str
    valid_from: date
    facts: tuple[Fact, ...]


def read_facts(content: bytes) -> CityFacts:
    """The facts that a file holds.

    Raises:
        Malformed: code `city-facts` with the `field` that is wrong, or `format` for a
            code of no municipality.
    """
    if len(content) > LARGEST:
        raise _wrong("file")
    try:
        given = read_strictly(content.decode("utf-8"))
    except ValueError:
        raise _wrong("file") from None
    if not isinstance(given, dict) or given.get("format") != FORMAT:
        raise _wrong("format")
    facts = given.get("facts")
    if not isinstance(facts, list):
        raise _wrong("facts")
    code = _text(given, "municipality", "municipality")
    check_code(code)
    return CityFacts(
        municipality=code,
        issuer=_text(given, "issuer", "issuer"),
        valid_from=_day(given, "valid_from", "valid_from"),
        facts=tuple(_fact(each, f"facts[{n}]") for n, each in enumerate(facts)),
    )


def _fact(given: object, path: str) -> Fact:
    if not isinstance(given, dict):
        raise _wrong(path)
    topic = _text(given, "topic", f"{path}.topic")
    value = _text(given, "value", f"{path}.value")
    if topic not in TOPICS:
        raise _wrong(f"{path}.topic")
    words = TOPICS[topic]
    if words is not None and value not in words:
        raise _wrong(f"{path}.value")
    purpose = given.get("purpose", "")
    if purpose != "" and purpose not in PURPOSES:
        raise _wrong(f"{path}.purpose")
    published = _text(given, "published", f"{path}.published")
    if not _PUBLISHED.fullmatch(published):
        raise _wrong(f"{path}.published")
    return Fact(
        topic=topic,
        purpose=purpose,
        value=value,
        text=_sentences(given.get("text", {}), f"{path}.text"),
        source=_text(given, "source", f"{path}.source"),
        published=published,
        read_on=_day(given, "read_on", f"{path}.read_on"),
    )


def _sentences(given: object, path: str) -> Mapping[str, str]:
    if not isinstance(given, dict):
        raise _wrong(path)
    for sentence in given.values():
        if not isinstance(sentence, str):
            raise _wrong(path)
    return given


def _text(given: Mapping[str, Any], key: str, path: str) -> str:
    value = given.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(path)
    return value


def _day(given: Mapping[str, Any], key: str, path: str) -> date:
    try:
        return parse_day(_text(given, key, path), path)
    except Malformed:
        raise _wrong(path) from None


def _wrong(path: str) -> Malformed:
    return Malformed(
        msgid("The facts of a city cannot be read: {field} is not as it has to be."),
        repair=msgid("Compare the file with the form in the documentation."),
        code="city-facts",
        field=path,
    )
