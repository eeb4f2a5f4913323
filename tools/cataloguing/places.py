"""Where sources and catalogues lie, and which languages have a catalogue."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "ichimai"
TEXTS = SOURCES / "texts"
CATALOGUES = TEXTS / "catalogues"
TEMPLATE = CATALOGUES / "ichimai.pot"


@dataclass(frozen=True, slots=True)
class Target:
    """A language into which the sentences are translated.

    Attributes:
        code: name of the catalogue.
        locale: the language as gettext and Babel name it.
        tier: 0 translates everything; 1 what `scope.toml` holds.
        promised: share of its sentences, 0 to 1, below which the check fails.
    """

    code: str
    locale: str
    tier: int
    promised: float

    @property
    def place(self) -> Path:
        """The catalogue's file."""
        return CATALOGUES / f"{self.code}.po"


@cache
def targets() -> tuple[Target, ...]:
    """Every language with a catalogue, in the order of the menus."""
    return tuple(
        Target(
            code=entry["code"],
            locale=entry["html"].replace("-", "_"),
            tier=entry.get("tier", 0),
            promised=entry.get("promised", 1.0),
        )
        for entry in table("languages.toml")["language"]
        if not entry.get("source")
    )


def get_target(code: str) -> Target:
    """The language of that code.

    Raises:
        KeyError: there is none.
    """
    return {each.code: each for each in targets()}[code]


@cache
def table(name: str) -> dict[str, Any]:
    """A table of data beside the catalogues."""
    return tomllib.loads((TEXTS / name).read_text("utf-8"))
