"""The field's own words as people are shown them: the glossary, in each language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the field.

    Attributes:
        japanese: what a clerk must hear.
        reading: in kana; empty where the table has none.
        english: as residents are shown it.
        source: a short name (ISA, DA, JLT); empty where it is our own choice.
        say: the word in further languages, the preferred form first.
        not_so: what it is wrongly called, in any language.
    """

    japanese: str
    reading: str
    english: str
    source: str
    say: Mapping[str, tuple[str, ...]]
    not_so: tuple[str, ...]

    def called(self, language: str) -> str:
        """What it is called in that language; in English where no word is fixed."""
        return next(iter(self.say.get(language, ())), self.english)


@cache
def terms() -> tuple[Term, ...]:
    """Every term once, in the order of the table."""
    text = files("ichimai.texts").joinpath("glossary.toml").read_text("utf-8")
    found: dict[str, Term] = {}
    for entry in tomllib.loads(text)["term"]:
        term = Term(
            japanese=entry["japanese"],
            reading=entry.get("reading", ""),
            # The table holds "fine of" too: with its sum, as translations need it.
            english=entry["english"].removesuffix(" of"),
            source=entry.get("source", ""),
            say={tag: tuple(words) for tag, words in entry.get("say", {}).items()},
            not_so=tuple(entry.get("not", ())),
        )
        found.setdefault(term.japanese, term)
    return tuple(found.values())
