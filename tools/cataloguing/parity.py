"""What a translation takes over unchanged: values, numbers, code, Japanese words."""

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterator

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen
fourteen fifteen sixteen seventeen eighteen nineteen twenty"""
_MONTHS = """none january february march april may june july august september october
november december"""
NUMBERS = {
    **{word: str(number) for number, word in enumerate(_UNITS.split())},
    **{word: str(number) for number, word in enumerate(_MONTHS.split())},
    "thirty": "30",
    "once": "1",
    "twice": "2",
    "both": "2",
    "first": "1",
    "second": "2",
    "third": "3",
    "i": "1",
    "ii": "2",
    "iii": "3",
}
"""Numbers that a sentence may write as words, and a translation as digits."""

NOON = 12
_TIME = re.compile(r"\b([0-9]{1,2}):([0-9]{2})\b")
_CODE = re.compile(r"`[^`]*`|</?[a-zA-Z][^<>]*>|https?://\S+[\w/]")
_DIALLED = re.compile(r"\+?[0-9]+(?:-[0-9]+){2,}")
_SPOKEN = re.compile(r"「[^」]*」")
_GROUPED = re.compile(r"(?<=[0-9])[.,\u00a0\u202f](?=[0-9]{3}(?![0-9]))")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def of_values(source: str, text: str) -> Iterator[str]:
    """Placeholders and numbers that differ.

    A time of the day may be written by twelve hours, as plain Japanese does.
    """
    if re.search("午[前後]", text):
        source = _TIME.sub(_by_twelve_hours, source)
    try:
        fields = _fields(text)
    except ValueError as broken:
        yield f"braces that do not pair: {broken}"
        return
    if _fields(source) != fields:
        yield f"other placeholders {sorted(fields)}"
    digits = Counter(_digits(source))
    present = Counter(_digits(text))
    if missing := digits - present:
        yield f"numbers missing {sorted(missing)}"
    words = {NUMBERS[w] for w in re.findall(r"[a-z]+", source.lower()) if w in NUMBERS}
    if extra := [each for each in present - digits if each not in words]:
        yield f"numbers that the source lacks {sorted(extra)}"


def of_marks(source: str, text: str) -> Iterator[str]:
    """Code, addresses, telephone numbers and spoken Japanese that are not taken over.

    They stand in a translation letter by letter; digits are 0 to 9 everywhere.
    """
    for name, pattern in (
        ("code", _CODE),
        ("telephone numbers", _DIALLED),
        ("words to say in Japanese", _SPOKEN),
    ):
        wanted = Counter(pattern.findall(source))
        if pattern is _SPOKEN:
            wanted = Counter(each for each in wanted if _JAPANESE.search(each))
        if missing := wanted - Counter(pattern.findall(text)):
            yield f"{name} not as in the source {sorted(missing)}"
    if native := {each for each in text if each.isdigit() and not each.isascii()}:
        yield f"digits other than 0 to 9 {sorted(native)}"
    if text != unicodedata.normalize("NFC", text):
        yield "letters not composed (Unicode NFC)"
    if text != text.strip() or "\n" in text:
        yield "spaces around it, or a line break in it"


def without_fields(text: str) -> str:
    """*text* without its placeholders."""
    return re.sub(r"\{[^}]*\}", "", text)


def _by_twelve_hours(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), found[2]
    return f"{hour - 12 if hour > NOON else hour} {minute.replace('00', '')}"


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _digits(text: str) -> list[str]:
    return re.findall(r"[0-9]+", _GROUPED.sub("", without_fields(text)))
