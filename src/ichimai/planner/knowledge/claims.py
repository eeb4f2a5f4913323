"""What people say of the cards, what is confirmed of it, and where that was read.

The table is `claims.toml`. A plan, the command and the portal show the same entries.
"""

import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from ichimai.errors import NotFound, msgid
from ichimai.model.citation import Citation, cite
from ichimai.texts.language import languages, translator
from ichimai.texts.readings import without_readings


class Verdict(StrEnum):
    """How much of a claim is so."""

    CONFIRMED = "confirmed"
    PARTLY = "partly"
    RUMOUR = "rumour"
    OPEN = "open"


VERDICTS = {
    Verdict.CONFIRMED: msgid("Confirmed"),
    Verdict.PARTLY: msgid("Partly so"),
    Verdict.RUMOUR: msgid("A rumour"),
    Verdict.OPEN: msgid("Open"),
}
"""Each verdict in words."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that people say.

    Attributes:
        key: stable, `C-01`.
        title: the claim, an English source string.
        about: what is confirmed of it, an English source string.
        rules: identifiers of the law files; empty where none speaks of it.
        cites: provisions; empty where no law says it.
        source: short names of what was read.
        published: `YYYY-MM` of the newest guide among the sources; empty if unknown.
        read_on: the day on which the source was read.
        confidence: one of `ichimai.law.told.CONFIDENCES`.
        words: what people search with beside the sentences, romaji and slips too.
    """

    key: str
    verdict: Verdict
    title: str
    about: str
    rules: tuple[str, ...]
    cites: tuple[Citation, ...]
    source: str
    published: str
    read_on: date
    confidence: str
    words: tuple[str, ...]

    def spoken(self, language: str) -> dict[str, str]:
        """What a plan shows of it, in *language*."""
        say = translator(language)
        return {
            "id": self.key,
            "claim": say(self.title),
            "confirmed": say(self.about),
        }

    def to_json(self, language: str) -> dict[str, Any]:
        """The claim as JSON values, sentences in *language*."""
        return {
            **self.spoken(language),
            "verdict": self.verdict.value,
            "rules": list(self.rules),
            "cites": [str(each) for each in self.cites],
            "source": self.source,
            "published": self.published or "unknown",
            "read_on": self.read_on.isoformat(),
            "confidence": self.confidence,
        }


@cache
def claims() -> tuple[Claim, ...]:
    """Every claim, in the order of the table."""
    text = files("ichimai.planner.knowledge").joinpath("claims.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return tuple(_claim(entry, table["read_on"]) for entry in table["claim"])


def _claim(entry: dict[str, Any], read_on: date) -> Claim:
    return Claim(
        key=entry["key"],
        verdict=Verdict(entry["verdict"]),
        title=entry["title"],
        about=entry["about"],
        rules=tuple(entry["rules"]),
        cites=tuple(cite(each) for each in entry["cites"]),
        source=entry["source"],
        published=entry.get("published", ""),
        read_on=read_on,
        confidence=entry["confidence"],
        words=tuple(entry["words"]),
    )


def get_claim(key: str) -> Claim:
    """The claim of that key.

    Raises:
        NotFound: no claim has it.
    """
    for claim in claims():
        if claim.key == key:
            return claim
    raise NotFound(msgid("No claim by that key is known."))


def find_claims(words: str) -> tuple[Claim, ...]:
    """The claims in which every one of *words* is found; all of them for no words.

    Sentences of every language are searched and the words that people use beside
    them. Case, width, marks on letters and readings make no difference.
    """
    wanted = _folded(words).split()
    return tuple(
        claim
        for claim in claims()
        if all(word in _searchable(claim) for word in wanted)
    )


@cache
def _searchable(claim: Claim) -> str:
    texts = [claim.key, *claim.words]
    for language in languages():
        say = translator(language.code)
        texts += [say(claim.title), say(claim.about)]
    folded = _folded("\n".join(without_readings(text) for text in texts))
    # Plain Japanese has spaces between its phrases; who searches may write none.
    return f"{folded}\n{folded.replace(' ', '')}"


def _folded(text: str) -> str:
    """*text* without case, width and macrons; kana keep their voicing marks."""
    flat = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", text.casefold())
        if sign != "\N{COMBINING MACRON}"
    )
    return unicodedata.normalize("NFC", flat)
