"""What Japanese and plain Japanese have to keep to, beyond what every language has.

The rules for plain Japanese follow the guideline of the Immigration Services Agency and
the Agency for Cultural Affairs (2020) and its supplements: short sentences, readings on
every kanji, no double negatives, no honorifics, times in the morning or the afternoon,
Western years first. A list of graded words would need a licence that we do not have.
"""

import re
from collections.abc import Iterator

from cataloguing.parity import without_fields
from ichimai.texts.readings import unread, without_readings

LONGEST = 45
"""Characters of a plain-Japanese sentence, readings and spaces not counted."""

_DOUBLE = re.compile(
    r"な(?:い|く)(?:わけ|こと)(?:では|は|も)(?:ない|ありません)"
    r"|なければ(?:でき|わから)(?:ない|ません)|なくは(?:ない|ありません)"
)
_HONORIFIC = re.compile(
    r"ございま|いただ|くださいませ|になりま(?:す|した)ら|おられ|なさっ|申し上げ|致しま"
)
_CLOCK = re.compile(r"(?<![0-9:])(?:1[3-9]|2[0-3])(?:時|:[0-5][0-9])")
_ERA = re.compile(r"(?:昭和|平成|令和)(?:[0-9]+|元)年")
_WESTERN = re.compile(r"[0-9]{4}[年-]")
_HARD = {
    "及び": "と",
    "若しくは": "か",
    "又は": "か",
    "当該": "その",
    "遅滞なく": "すぐ",
    "速やかに": "すぐ",
    "のみ": "だけ",
    "〜": "から/まで",
    "においては": "では",
    "に関する": "の",
    "を要する": "が いる",
}
"""Words of offices, and what plain Japanese says instead."""


def of_japanese(text: str) -> Iterator[str]:
    """A reading where none belongs."""
    if re.search(r"（[ぁ-ゖ]+）", text):
        yield "a reading in the catalogue without readings"


def of_plain_japanese(text: str) -> Iterator[str]:
    """Everything that makes plain Japanese hard to read."""
    if without := unread(text):
        yield f"no reading for {without}"
    bare = without_fields(without_readings(text))
    for sentence in re.split(r"[。！？\n]", bare):
        length = len(re.sub(r"`[^`]*`|[\s、「」（）]", "", sentence))
        if length > LONGEST:
            yield f"a sentence of {length} characters"
    # Words to say aloud are quoted as they are said.
    yield from _of_words(re.sub(r"「[^」]*」|\s", "", bare))


def _of_words(bare: str) -> Iterator[str]:
    if found := _DOUBLE.search(bare):
        yield f"a double negative: {found[0]}"
    if found := _HONORIFIC.search(bare):
        yield f"an honorific: {found[0]}"
    if found := _CLOCK.search(bare):
        yield f"a time that is not in the morning or the afternoon: {found[0]}"
    if (found := _ERA.search(bare)) and not _WESTERN.search(bare):
        yield f"a Japanese year without the Western one: {found[0]}"
    for word, plain in _HARD.items():
        if word in bare:
            yield f"{word} is a word of offices; write {plain}"
