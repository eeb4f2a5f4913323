"""A guide: sections of short items, each with its provision, source and day read.

The files are `<name>.toml` in this folder. An item is written there, or it is one of
the texts that the law tells (`told = "subject.key"`), so that nothing stands twice.
Titles and texts are English msgids.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from ichimai.errors import msgid
from ichimai.law.told import CONFIDENCES, get_entry
from ichimai.model.citation import Citation, cite

EVENTS = {
    "card": msgid("A new card"),
    "stay": msgid("A new period of stay"),
    "name": msgid("A new name"),
    "address": msgid("A new address"),
}
"""After which others may have to be told in words."""


@dataclass(frozen=True, slots=True)
class Item:
    """One text of a guide.

    Attributes:
        title: a few words, or empty where the text says all.
        about: whole sentences.
        rules: identifiers of the law files; empty where they do not speak of it.
        cites: provisions; empty where no law says it.
        source: short name of the act, page or guide in which it was read.
        read_on: the day of that reading.
        confidence: one of `CONFIDENCES`.
        after: keys of `EVENTS` that it is for; empty where it is for all of them.
    """

    title: str
    about: str
    rules: tuple[str, ...]
    cites: tuple[Citation, ...]
    source: str
    read_on: date
    confidence: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Items under one heading; `key` is the name of its place on the page."""

    key: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """One page of advice: its title, a first sentence, and its sections."""

    name: str
    title: str
    lead: str
    sections: tuple[Section, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, in the order of the page."""
        return tuple(item for section in self.sections for item in section.items)

    def after(self, event: str) -> "Guide":
        """What of it is for *event*; sections without such an item are left out."""
        sections = (
            replace(
                section,
                items=tuple(
                    item
                    for item in section.items
                    if not item.after or event in item.after
                ),
            )
            for section in self.sections
        )
        return replace(self, sections=tuple(each for each in sections if each.items))


@cache
def get_guide(name: str) -> Guide:
    """The guide of that name; the names are fixed, those of the files.

    Raises:
        ValueError: an item without source, or of no section; a fault of the package.
    """
    text = files("ichimai.planner.guides").joinpath(f"{name}.toml").read_text("utf-8")
    table = tomllib.loads(text)
    sections = tuple(
        Section(
            key=each["key"],
            title=each["title"],
            items=tuple(
                _item(entry, table["read_on"])
                for entry in table["item"]
                if entry["section"] == each["key"]
            ),
        )
        for each in table["section"]
    )
    made = Guide(name, table["title"], table["lead"], sections)
    if len(made.items) < len(table["item"]):
        raise ValueError(f"{name}.toml has an item of no section")
    return made


def _item(entry: Mapping[str, Any], read_on: date) -> Item:
    if "told" in entry:
        told = get_entry(entry["told"])
        return Item(
            title=told.title,
            about=told.about,
            rules=told.rules,
            cites=told.cites,
            source=told.source,
            read_on=told.read_on,
            confidence=told.confidence,
            after=tuple(entry.get("after", ())),
        )
    if not entry["source"] or entry["confidence"] not in CONFIDENCES:
        raise ValueError(f"{entry['about']!r} has no source or no such confidence")
    return Item(
        title=entry.get("title", ""),
        about=entry["about"],
        rules=tuple(entry.get("rules", ())),
        cites=tuple(cite(each) for each in entry.get("cites", ())),
        source=entry["source"],
        read_on=entry.get("read_on", read_on),
        confidence=entry["confidence"],
        after=tuple(entry.get("after", ())),
    )
