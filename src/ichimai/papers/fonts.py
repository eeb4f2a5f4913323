"""Which fonts print a language, and whether they are there.

The fonts are those of the system, or of one folder where it is named; none comes with
this package. A font that is missing is an error that names its Debian package: the
typesetter would print empty boxes without a word.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from ichimai.errors import Unavailable, msgid

JAPANESE = "ja"


@dataclass(frozen=True, slots=True)
class Lettering:
    """How the text of one language is set.

    Attributes:
        lang: primary language subtag (ISO 639).
        region: ISO 3166, lower case; None where no shape depends on it.
        fonts: families, the first that has a sign printing it.
    """

    lang: str
    region: str | None
    fonts: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The lettering as a template reads it."""
        return {"lang": self.lang, "region": self.region, "fonts": list(self.fonts)}


def lettering_of(tag: str) -> Lettering:
    """The lettering of the language *tag*, a value of the lang attribute.

    Raises:
        KeyError: the table has no fonts for it.
    """
    languages = _table()["language"]
    lang = tag.partition("-")[0]
    row = languages[tag] if tag in languages else languages[lang]
    return Lettering(lang, row.get("region"), tuple(row["fonts"]))


def package_of(family: str) -> str:
    """The Debian package in which the font comes."""
    return str(_table()["package"][family])


def installed_fonts(folder: Path | None, families: tuple[str, ...]) -> typst.Fonts:
    """The fonts of *folder*, else of the system, which hold all of *families*.

    Raises:
        Unavailable: code `font-missing`; one is not there.
    """
    found = _fonts(folder)
    there = set(found.families())
    for family in families:
        if family not in there:
            raise Unavailable(
                msgid("The font {font} is not installed, so nothing can be printed."),
                repair=msgid("On Debian install the package {package}."),
                code="font-missing",
                font=family,
                package=package_of(family),
            )
    return found


@cache
def _fonts(folder: Path | None) -> typst.Fonts:
    """Looked for once: it takes a quarter of a second."""
    return typst.Fonts(
        include_system_fonts=folder is None,
        include_embedded_fonts=False,
        font_paths=[] if folder is None else [folder],
    )


@cache
def _table() -> Mapping[str, Any]:
    text = files("ichimai.papers").joinpath("fonts.toml").read_text("utf-8")
    return tomllib.loads(text)
