"""Which languages there are, and the lookup of a sentence in one of them.

The source strings are plain English and stand in the code, marked with `msgid` or `_`.
The other languages are gettext catalogues (`catalogues/*.po`) that are read when a
language is first asked for; there is no compiled form to forget to build. English
needs no catalogue, and asking for it reads no file: the command line depends on that.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from ichimai.errors import NotFound, msgid
from ichimai.texts.said import BESIDE, JAPANESE, PLAIN, Said

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
        also: other tags by which browsers ask for it, no shortened ones.
        tier: 0 for a language whose catalogue holds everything, 1 for one whose
            catalogue holds what `scope.toml` names.
    """

    code: str
    html: str
    tag: str
    name: str
    readings: bool = False
    tier: int = 0
    also: tuple[str, ...] = ()


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
            also=tuple(entry.get("also", ())),
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


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations of one language.

    Attributes:
        found: looks a sentence up.
        drafts: sentences of tier 1 whose translation no person has reviewed, each with
            its kind (`kinds.toml`).
    """

    found: NullTranslations
    drafts: Mapping[str, str]


@cache
def _catalogue(code: str) -> Catalogue:
    if code == SOURCE:
        return Catalogue(NullTranslations(), {})
    language = get_language(code)
    # Babel takes a while to import, and English does without it.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    place = files(__package__).joinpath("catalogues", f"{code}.po")
    compiled = BytesIO()
    with place.open("rb") as opened:
        read = read_po(opened, locale=language.html.replace("-", "_"))
    write_mo(compiled, read)
    compiled.seek(0)
    drafts = {}
    if language.tier > 0:
        drafts = {
            str(each.id): _kind(each.user_comments)
            for each in read
            if each.id and not _reviewed(each.user_comments)
        }
    return Catalogue(GNUTranslations(compiled), drafts)


def _reviewed(comments: Iterable[str]) -> bool:
    return any(each.startswith("state: human reviewed") for each in comments)


def _kind(comments: Iterable[str]) -> str:
    marks = (each.partition(": ") for each in comments)
    return next((kind for mark, _, kind in marks if mark == "kind"), "")


def is_draft(code: str) -> bool:
    """Whether anything in that language stands on a draft.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    return bool(_catalogue(code).drafts)


@cache
def translator(language: str) -> Callable[[str], str]:
    """The lookup of English source strings in the catalogue of *language*.

    A string that the catalogue lacks comes back in English. In a language of tier 1
    everything that comes back is `Said`: it knows its language and what stands beside.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    catalogue = _catalogue(language)

    def look_up(source: str) -> str:
        # The empty string names the catalogue's header, which is no sentence.
        return catalogue.found.gettext(source) if source else ""

    def look_up_beside(source: str) -> str:
        if not source:
            return ""
        others = {code: say(source) for code, say in beside.items()} | {SOURCE: source}
        own = catalogue.found.gettext(source)
        if own == source and source not in catalogue.drafts:
            return Said(source, SOURCE, others)
        kind = catalogue.drafts.get(source, "")
        return Said(own, language, others, BESIDE[kind])

    if get_language(language).tier == 0:
        return look_up
    beside = {code: translator(code) for code in (JAPANESE, PLAIN)}
    return look_up_beside


def plural_translator(language: str) -> Callable[[str, str, int], str]:
    """The lookup of a source string that comes in a singular and a plural.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    return _catalogue(language).found.ngettext
