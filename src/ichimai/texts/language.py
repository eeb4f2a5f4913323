"""Which languages there are, and the lookup of a sentence in one of them.

The source strings are plain English and stand in the code, marked with `msgid` or `_`.
The other languages are gettext catalogues (`catalogues/*.po`) that are read when a
language is first asked for; there is no compiled form to forget to build. English
needs no catalogue, and asking for it reads no file: the command line depends on that.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from ichimai.errors import NotFound, msgid

SOURCE = "en"
"""The language in which the strings stand in the code."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language in which everything can be read.

    Attributes:
        code: segment of the URL, and value of `--lang`.
        html: value of the `lang` attribute.
        tag: BCP 47 tag, for `hreflang` and `Accept-Language`.
        name: the language's own name for itself.
        readings: whether the catalogue writes readings, 漢字（かんじ）.
        tier: 0 for a language whose catalogue holds everything, 1 for one whose
            catalogue holds what `scope.toml` names.
    """

    code: str
    html: str
    tag: str
    name: str
    readings: bool = False
    tier: int = 0


@cache
def languages() -> tuple[Language, ...]:
    """Every language that is offered, in the order in which menus list it.

    One that promises nothing yet is in the making and not offered.
    """
    text = files(__package__).joinpath("languages.toml").read_text("utf-8")
    return tuple(
        Language(
            code=entry["code"],
            html=entry["html"],
            tag=entry["tag"],
            name=entry["name"],
            readings=entry.get("readings", False),
            tier=entry.get("tier", 0),
        )
        for entry in tomllib.loads(text)["language"]
        if entry.get("promised", 1.0) > 0
    )


def find_language(code: str) -> Language | None:
    """The language of that code, or None where there is no catalogue for it."""
    return next((each for each in languages() if each.code == code), None)


def get_language(code: str) -> Language:
    """The language of that code.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    found = find_language(code)
    if found is None:
        raise NotFound(
            msgid("There is no catalogue for the language {language}."),
            repair=msgid("Choose one of {choices}."),
            code="language",
            language=code,
            choices=", ".join(each.code for each in languages()),
        )
    return found


@cache
def _catalogue(code: str) -> NullTranslations:
    if code == SOURCE:
        return NullTranslations()
    language = get_language(code)
    # Babel takes a while to import, and English does without it.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    place = files(__package__).joinpath("catalogues", f"{code}.po")
    compiled = BytesIO()
    with place.open("rb") as opened:
        write_mo(compiled, read_po(opened, locale=language.html))
    compiled.seek(0)
    return GNUTranslations(compiled)


def translator(language: str) -> Callable[[str], str]:
    """The lookup of English source strings in the catalogue of *language*.

    A string that the catalogue lacks comes back as it stands in the code.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    catalogue = _catalogue(language)

    def look_up(source: str) -> str:
        # The empty string names the catalogue's header, which is no sentence.
        return catalogue.gettext(source) if source else ""

    return look_up


def plural_translator(language: str) -> Callable[[str, str, int], str]:
    """The lookup of a source string that comes in a singular and a plural.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    return _catalogue(language).ngettext
