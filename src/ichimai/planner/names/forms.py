"""How alike two written names are, and in what they differ.

A name is compared by its form and not letter by letter, because offices, banks and
passports write one name differently. What comes out is a word that says what differs;
whether that is good enough is for whoever relies on it. Nothing here changes a name
that is kept or shown: folding serves the comparison alone.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any

from opencc import OpenCC

_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_IN_A_WORD = re.compile("['’‘`´ʼ]")
_BETWEEN_WORDS = re.compile(r"[-‐‑‒–—―－·・.,，、]")
_JAPANESE_SYLLABLES = "[ァ-ヺー]+"


class Likeness(IntEnum):
    """How alike two written names are, the most alike first."""

    SAME = 0
    """Character by character."""
    SAME_LETTERS = 1
    """Apart from case, width, accents, apostrophes, hyphens and spaces."""
    SECOND_SPELLING = 2
    """Apart from a second spelling of a letter, as passports have it: Ü and UE."""
    ORDER_DIFFERS = 3
    """The same parts in another order."""
    FORM_CONVERTED = 4
    """The same characters, simplified on one side."""
    SUBSTITUTED = 5
    """A rare character is replaced by a common one, or by syllables."""
    ONE_OF_TWO_FORMS = 6
    """One has a second form, and the form that both have is alike."""
    FOR_A_PERSON = 7
    """A word that stands for a missing part: a person has to look."""
    DIFFERENT = 8
    NOT_COMPARABLE = 9
    """One in letters and one in characters: neither can be got from the other."""

    @property
    def word(self) -> str:
        """The stable key in JSON."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class Forms:
    """A name as written, taken apart by script.

    Attributes:
        letters: what is in Latin letters, `""` where nothing is.
        characters: what is in Chinese characters and Japanese syllables.
    """

    letters: str
    characters: str


def forms_of(name: str) -> Forms:
    """*name* by script; an underscore joins two forms, as some systems write them."""
    parts = unicodedata.normalize("NFKC", name).replace("_", " ").split()
    letters = [part for part in parts if not _has_characters(part)]
    characters = [part for part in parts if _has_characters(part)]
    return Forms(" ".join(letters), " ".join(characters))


def compare(one: str, other: str) -> Likeness:
    """How alike two written names are. The order of the two does not matter."""
    if one == other:
        return Likeness.SAME
    if has_placeholder(one) or has_placeholder(other):
        return Likeness.FOR_A_PERSON
    first, second = forms_of(one), forms_of(other)
    found = [
        alike(mine, its)
        for alike, mine, its in (
            (_letters_alike, first.letters, second.letters),
            (_characters_alike, first.characters, second.characters),
        )
        if mine and its
    ]
    if not found:
        return Likeness.NOT_COMPARABLE
    if Likeness.DIFFERENT in found:
        return Likeness.DIFFERENT
    if bool(first.letters) != bool(second.letters) or (
        bool(first.characters) != bool(second.characters)
    ):
        return Likeness.ONE_OF_TWO_FORMS
    return max(found)


def has_placeholder(name: str) -> bool:
    """Whether a part of *name* is a word that stands for a missing part."""
    placeholders = _facts()["placeholders"]
    return any(part.upper() in placeholders for part in name.split())


def on_the_card(characters: str) -> str | None:
    """The form in which a card shows Chinese *characters*; None where that is open.

    A character whose shape is a Japanese standard character (JIS X 0208) stays as it
    is; a simplified one becomes its full form. Of others the sources say nothing here.
    """
    shown = [_one_on_the_card(each) for each in _VARIATION.sub("", characters)]
    return None if None in shown else "".join(each or "" for each in shown)


def is_standard(characters: str) -> bool:
    """Whether each of *characters* is one of the Japanese standard (JIS X 0208)."""
    try:
        characters.encode("shift_jis")
    except UnicodeEncodeError:
        return False
    return True


def _one_on_the_card(character: str) -> str | None:
    if is_standard(character):
        return character
    full = _full_forms().convert(character)
    return full if full != character and is_standard(full) else None


def _letters_alike(one: str, other: str) -> Likeness:
    if set(_plain(one)) & set(_plain(other)):
        return Likeness.SAME_LETTERS
    if set(_spelled(one)) & set(_spelled(other)):
        return Likeness.SECOND_SPELLING
    if sorted(_words(one)) == sorted(_words(other)):
        return Likeness.ORDER_DIFFERS
    return Likeness.DIFFERENT


def _plain(letters: str) -> Iterator[str]:
    """*letters* in plain ones; a hyphen is a space, or nothing."""
    yield " ".join(_words(letters))
    yield "".join(_words(letters))


def _spelled(letters: str) -> Iterator[str]:
    """*letters* in plain ones, and in the second spelling of those that have one."""
    second = _facts()["spelled"]
    composed = unicodedata.normalize("NFC", letters.lower())
    yield from _plain(letters)
    yield from _plain("".join(second.get(each, each) for each in composed))


def _words(letters: str) -> list[str]:
    return _BETWEEN_WORDS.sub(" ", _IN_A_WORD.sub("", _unaccented(letters))).split()


def _unaccented(letters: str) -> str:
    """*letters* small, without accents; the same under every locale."""
    plain = _facts()["plain"]
    folded = unicodedata.normalize("NFKD", letters.lower())
    return "".join(
        plain.get(each, each) for each in folded if not unicodedata.combining(each)
    )


def _characters_alike(one: str, other: str) -> Likeness:
    first, second = _joined(one), _joined(other)
    if first == second:
        return Likeness.SAME_LETTERS
    if sorted(one.split()) == sorted(other.split()):
        return Likeness.ORDER_DIFFERS
    if _becomes(first, second) or _becomes(second, first):
        return Likeness.FORM_CONVERTED
    if _substituted(first, second) or _substituted(second, first):
        return Likeness.SUBSTITUTED
    return Likeness.DIFFERENT


def _joined(characters: str) -> str:
    return _VARIATION.sub("", unicodedata.normalize("NFC", characters)).replace(" ", "")


def _becomes(simplified: str, full: str) -> bool:
    """Whether a card that is asked for *simplified* shows *full*."""
    return on_the_card(simplified) == full


def _substituted(rare: str, common: str) -> bool:
    """Whether *common* is *rare* with rare characters replaced."""
    pattern = "".join(_or_instead(each) for each in rare)
    return re.fullmatch(pattern, common) is not None


def _or_instead(character: str) -> str:
    """A pattern for *character*, or for what stands in its place."""
    choices = [re.escape(character)]
    if character in _facts()["substitutes"]:
        choices.append(re.escape(_facts()["substitutes"][character]))
    if not is_standard(character):
        choices.append(_JAPANESE_SYLLABLES)
    return f"(?:{'|'.join(choices)})"


def _has_characters(part: str) -> bool:
    """Whether *part* is written in anything but Latin letters."""
    return any(
        each.isalpha() and not unicodedata.name(each, "").startswith("LATIN")
        for each in part
    )


@cache
def _facts() -> dict[str, Any]:
    source = files("ichimai.planner.names").joinpath("letters.toml")
    return tomllib.loads(source.read_text("utf-8"))


@cache
def _full_forms() -> OpenCC:
    return OpenCC("s2t")
