"""From what somebody types to the pages that help, best first. Nothing is kept.

What is typed and what is known are folded alike: width, case, marks, kana or romaji,
length of vowels, Hepburn or Kunrei make no difference (`planner.places.romaji`).
Where nothing is found so, the nearest spellings are: `difflib` is enough for a few
hundred words, so that no library comes in for it.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from ichimai.law.told import subjects
from ichimai.planner.guides.guide import get_guide
from ichimai.planner.knowledge.claims import claims
from ichimai.planner.places.romaji import hepburn, katakana, spelling_key
from ichimai.texts.language import languages, translator
from ichimai.texts.readings import without_readings
from ichimai.texts.terms import terms

LONGEST = 100
"""Characters of a search that are read."""

MOST = 8
"""Pages that are shown for one search."""

_NEAR = 0.78
_SURE = 49
"""What a word scores that is within another, at least; shared parts score less."""

_KANA = re.compile(r"[ぁ-ゖァ-ヺー]+")
_LATIN = re.compile(r"[a-z]+")
_BREAKS = re.compile(r"[^\w]+|_")
_SHORTEST = 4
"""Letters that a word in Roman letters needs to be looked for within others."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page, or a place on one: its path below the language, and its title."""

    path: str
    title: str
    is_term: bool = False

    def name(self, language: str) -> str:
        """What it is called in *language*; a term is called by its Japanese."""
        return self.title if self.is_term else translator(language)(self.title)


@dataclass(frozen=True, slots=True)
class _Key:
    """A folded word that leads to a place; *weight* settles what leads to several."""

    folded: str
    parts: frozenset[str]
    place: Place
    weight: int


def fold(text: str) -> str:
    """*text* as it is compared: letters and digits alone, kana as romaji."""
    flat = unicodedata.normalize("NFKC", text).casefold().replace("đ", "d")
    flat = _BREAKS.sub("", flat)
    if _KANA.fullmatch(flat):
        flat = _in_letters(flat)
    marked = unicodedata.normalize("NFKD", flat)
    bare = "".join(sign for sign in marked if not unicodedata.combining(sign))
    if _LATIN.fullmatch(bare):
        return spelling_key(bare)
    return katakana(flat).replace("ー", "")


def find_places(query: str) -> tuple[Place, ...]:
    """The pages for what was typed, best first; none for nothing, or for nothing known.

    No more than `LONGEST` characters are read.
    """
    query = query[:LONGEST]
    wanted = fold(query)
    if not wanted:
        return ()
    parts = frozenset(filter(None, map(fold, _BREAKS.split(query))))
    scores: dict[Place, float] = {}
    for key in _keys():
        score = _score(wanted, parts, key)
        if score:
            scores[key.place] = max(scores.get(key.place, 0), score + key.weight)
    if max(scores.values(), default=0) < _SURE:
        # A slip in one word of several is nearer than a common word of its own.
        scores = {**scores, **_nearest(wanted, () if scores else sorted(parts))}
    return tuple(sorted(scores, key=lambda place: -scores[place])[:MOST])


def _score(wanted: str, parts: frozenset[str], key: _Key) -> float:
    """How well a word fits: the same, within one another, or in some of its parts."""
    if wanted == key.folded:
        return 100
    if _is_long(key.folded) and key.folded in wanted:
        return 70 + 20 * len(key.folded) / len(wanted)
    if _is_long(wanted) and wanted in key.folded:
        return 50 + 20 * len(wanted) / len(key.folded)
    if parts and parts <= key.parts:
        return 60
    shared = {part for part in parts & key.parts if _is_long(part)}
    return 40 * len(shared) / max(len(parts), len(key.parts)) if shared else 0


def _is_long(folded: str) -> bool:
    """Whether a word says enough to be looked for within another one."""
    return len(folded) >= (_SHORTEST if folded.isascii() else 2)


def _nearest(wanted: str, parts: Iterable[str]) -> dict[Place, float]:
    """The places of the nearest spellings, of the whole or else of one part."""
    known = _by_spelling()
    found: dict[Place, float] = {}
    for text in (wanted, *parts):
        if not _is_long(text):
            continue
        for rank, near in enumerate(get_close_matches(text, known, 3, _NEAR)):
            for place in known[near]:
                found.setdefault(place, _SURE - rank)
        if found:
            break
    return found


@cache
def _by_spelling() -> Mapping[str, tuple[Place, ...]]:
    """Folded words of the tables, each with its places: what slips are near to."""
    found: dict[str, tuple[Place, ...]] = {}
    for key in _keys():
        if key.weight > _TOLD and key.place not in found.get(key.folded, ()):
            found[key.folded] = (*found.get(key.folded, ()), key.place)
    return found


_PAGE, _TERM, _TOLD = 3, 2, 1
_GUIDES = {
    "loss": "loss",
    "tell": "tell",
    "duties": "duties",
    "photo": "photo",
    "pin-sheet": "pins",
    "pick-up": "pick-up",
}
"""The address of each guide."""


@cache
def _keys() -> tuple[_Key, ...]:
    """Every word that leads somewhere: of pages, terms, texts and claims."""
    return tuple(
        _Key(folded, frozenset(map(fold, _BREAKS.split(word))), place, weight)
        for place, weight, words in _known()
        for word in words
        if (folded := fold(word))
    )


def _known() -> Iterator[tuple[Place, int, Iterable[str]]]:
    for place, words in pages().items():
        yield place, _PAGE, (*words, *_in_every_language(place.title))
    for term in terms():
        place = Place(f"glossary#{term.japanese}", term.japanese, is_term=True)
        said = (word for words in term.say.values() for word in words)
        yield (
            place,
            _TERM,
            (term.japanese, term.reading, term.english, *term.not_so, *said),
        )
    for subject in subjects():
        place = Place(f"law/{subject.name}", subject.title)
        titles = (subject.title, *(entry.title for entry in subject.entries))
        yield place, _TOLD, [word for t in titles for word in _in_every_language(t)]
    for name, address in _GUIDES.items():
        guide = get_guide(name)
        parts = (
            *(section.title for section in guide.sections),
            *(item.title for item in guide.items if item.title),
        )
        place = Place(address, guide.title)
        yield place, _TOLD, [word for t in parts for word in _in_every_language(t)]
    for claim in claims():
        place = Place(f"claims#{claim.key}", claim.title)
        yield place, _TOLD, (*claim.words, *_in_every_language(claim.title))


@cache
def pages() -> Mapping[Place, tuple[str, ...]]:
    """Every page of the table with its words."""
    text = files("ichimai.planner.search").joinpath("words.toml").read_text("utf-8")
    return {
        Place(entry["address"], entry["title"]): tuple(entry["words"])
        for entry in tomllib.loads(text)["page"]
    }


def _in_every_language(sentence: str) -> set[str]:
    return {without_readings(translator(each.code)(sentence)) for each in languages()}


def _in_letters(kana: str) -> str:
    """The kana in Roman letters; as they are where they follow no modern spelling."""
    try:
        return hepburn(katakana(kana)).casefold()
    except (KeyError, IndexError):
        return kana
