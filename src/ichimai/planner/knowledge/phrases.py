"""What to say at a counter: Japanese for the clerk, and what it means for the reader.

The table is `phrases.toml`. The sentences are our own and wait for a native speaker.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ichimai.texts.language import translator


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence for a counter.

    Attributes:
        id: stable key, `CP-01`.
        route: the procedure that it begins, as the law file numbers it; or empty.
        japanese: what the clerk reads or hears.
        reading: the same in kana, phrases apart.
        romaji: the same in Roman letters.
        about: what it means, an English source string.
    """

    id: str
    route: str
    japanese: str
    reading: str
    romaji: str
    about: str

    def to_json(self, language: str) -> dict[str, str]:
        """The phrase as JSON values, its meaning in *language*."""
        return {
            "id": self.id,
            "japanese": self.japanese,
            "reading": self.reading,
            "romaji": self.romaji,
            "meaning": translator(language)(self.about),
            "route": self.route,
        }


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every phrase, in the order of the table."""
    text = (
        files("ichimai.planner.knowledge").joinpath("phrases.toml").read_text("utf-8")
    )
    return tuple(Phrase(**entry) for entry in tomllib.loads(text)["phrase"])
