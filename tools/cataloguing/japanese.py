"""What Japanese and plain Japanese have to keep to, beyond what every language has.

The rules for plain Japanese follow the guideline of the Immigration Services Agency and
the Agency for Cultural Affairs (2020) and its supplements.
"""

import re
from collections.abc import Iterator

from cataloguing.parity import without_fields
from ichimai.texts.readings import unread, without_readings

LONGEST = 45
"""Characters of a plain-Japanese sentence, readings and spaces not counted."""


def of_japanese(text: str) -> Iterator[str]:
    """A reading where none belongs."""
    if re.search(r"（[ぁ-ゖ]+）", text):
        yield "a reading in the catalogue without readings"


def of_plain_japanese(text: str) -> Iterator[str]:
    """Kanji without a reading, sentences that are too long."""
    if without := unread(text):
        yield f"no reading for {without}"
    for sentence in re.split(r"[。！？\n]", without_fields(without_readings(text))):
        length = len(re.sub(r"`[^`]*`|[\s、「」（）]", "", sentence))
        if length > LONGEST:
            yield f"a sentence of {length} characters"
