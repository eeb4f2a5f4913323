"""Readings in plain Japanese: one notation in the catalogue, several ways to show it.

The catalogue of plain Japanese writes a reading in full-width parentheses directly
after the characters it belongs to, 在留（ざいりゅう）カード, as printed plain-Japanese
leaflets do. The characters are the whole run of kanji before the parenthesis, or a day
or month with its digits, 20日（はつか）, because those are read as one word. Terminals
and files show the notation as it is; pages turn it into ruby in running text, and leave
the readings out of titles, labels, buttons and links, where they would be heard twice.
"""

import re
from collections.abc import Iterator

KANJI = "\u4e00-\u9fff\u3400-\u4dbf々〆"
"""The characters that need a reading, as the inside of a regular expression's class."""

_READ = re.compile(rf"([0-9]{{1,2}}[月日]|[{KANJI}]+)（([ぁ-ゖー]+)）")


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """*text* cut into `(characters, reading)`; the reading empty where none is.

    >>> list(pieces("紙（かみ）を 見（み）ます"))
    [('紙', 'かみ'), ('を ', ''), ('見', 'み'), ('ます', '')]
    """
    done = 0
    for found in _READ.finditer(text):
        if found.start() > done:
            yield text[done : found.start()], ""
        yield found[1], found[2]
        done = found.end()
    if done < len(text):
        yield text[done:], ""


def without_readings(text: str) -> str:
    """*text* as it is printed where no reading may stand.

    >>> without_readings("在留（ざいりゅう）カード")
    '在留カード'
    """
    return "".join(characters for characters, _ in pieces(text))


def only_readings(text: str) -> str:
    """*text* as it is spoken, for a line in kana beneath a heading.

    >>> only_readings("在留（ざいりゅう）カード")
    'ざいりゅうカード'
    """
    return "".join(reading or characters for characters, reading in pieces(text))


def unread(text: str) -> list[str]:
    """The runs of kanji in *text* that carry no reading."""
    bare = "".join(" " if reading else rest for rest, reading in pieces(text))
    return re.findall(rf"[{KANJI}]+", bare)
