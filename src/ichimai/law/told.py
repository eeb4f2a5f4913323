"""What the law tells people without computing anything: texts, one file a subject.

A rule that neither sets a day nor an amount nor decides a question is told as a short
text with its provisions, its first day, where it was read and how sure that is. The
files are `knowledge/<subject>.toml`; titles and texts are English msgids.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from ichimai.errors import NotFound, msgid
from ichimai.model.citation import Citation, cite

CONFIDENCES = {
    "official": msgid("read in the law or on an official page"),
    "secondary": msgid("read at second hand"),
    "single-source": msgid("read in one guide only"),
    "inferred": msgid("our own reading; no source says it in one place"),
}
"""How sure a text is, the surest first: the marks of the law files, in words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of one subject.

    Attributes:
        subject: the file in which it stands.
        key: stable name within the subject.
        rules: identifiers of the law files; at least one.
        cites: provisions; empty where no law says it.
        since: first day in force; None where no source names it.
        confidence: one of `CONFIDENCES`.
        source: short name of the act, page or guide in which it was read.
        read_on: the day of that reading.
        title: a few words, English msgid.
        about: one or more whole sentences, English msgid.
    """

    subject: str
    key: str
    rules: tuple[str, ...]
    cites: tuple[Citation, ...]
    since: date | None
    confidence: str
    source: str
    read_on: date
    title: str
    about: str

    @property
    def name(self) -> str:
        """Subject and key, as `law show` accepts them."""
        return f"{self.subject}.{self.key}"


@dataclass(frozen=True, slots=True)
class Subject:
    """One file of texts: its name, its title (English msgid) and its entries."""

    name: str
    title: str
    entries: tuple[Entry, ...]

    @property
    def of_my_number(self) -> bool:
        """Whether it is of the My Number Card, and not of the residence card."""
        return self.entries[0].rules[0].startswith("MN-")


@cache
def subjects() -> tuple[Subject, ...]:
    """Every subject, in the order of their names.

    Raises:
        ValueError: a file that is not of the form above; a fault of the package.
    """
    found = [
        _subject(place.name.removesuffix(".toml"), place.read_text("utf-8"))
        for place in files("ichimai.law").joinpath("knowledge").iterdir()
        if place.name.endswith(".toml")
    ]
    return tuple(sorted(found, key=lambda each: each.name))


def get_subject(name: str) -> Subject:
    """The subject by that name.

    Raises:
        NotFound: there is none; code `no-such-subject`.
    """
    for each in subjects():
        if each.name == name:
            return each
    raise NotFound(
        msgid("Nothing is told under that name."),
        repair=msgid("Choose a subject of the list."),
        code="no-such-subject",
    )


def get_entry(name: str) -> Entry:
    """The text of that name, `subject.key`.

    Raises:
        NotFound: there is no such subject, or no such text of it.
    """
    subject, _, key = name.partition(".")
    for entry in get_subject(subject).entries:
        if entry.key == key:
            return entry
    raise NotFound(msgid("Nothing is told under that name."), code="no-such-subject")


def entries_for(rule: str) -> tuple[Entry, ...]:
    """Every text that tells the rule by that identifier; often none."""
    return tuple(
        entry for each in subjects() for entry in each.entries if rule in entry.rules
    )


def _subject(name: str, text: str) -> Subject:
    table = tomllib.loads(text)
    if table["subject"] != name:
        raise ValueError(f"{name}.toml is of the subject {table['subject']!r}")
    found = tuple(_entry(name, row) for row in table["entry"])
    if len({entry.key for entry in found}) < len(found):
        raise ValueError(f"{name}.toml names a key twice")
    return Subject(name, table["title"], found)


def _entry(subject: str, row: dict[str, Any]) -> Entry:
    if row["confidence"] not in CONFIDENCES or not row["rules"]:
        raise ValueError(f"{subject}.{row['key']} has no rule or no such confidence")
    cites = tuple(cite(text) for text in row["cites"])
    rules = tuple(row["rules"])
    found = {"since": None, **row, "rules": rules, "cites": cites}
    return Entry(subject=subject, **found)
