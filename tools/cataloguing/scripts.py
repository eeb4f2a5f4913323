"""Whether a translation is written in the letters of its language, and not in English.

Japanese words that a counter must hear may stand in any language: with their reading,
転入届（てんにゅうとどけ）, or between corner brackets.
"""

import re
from collections.abc import Iterator

from cataloguing.parity import without_fields

_PLAIN = r"`[^`]*`|--[a-z-]+|\{[^}]*\}|https?://\S+|[a-z]*:?/[\w./@-]+"
_NAMES = r"\b(?:ichimai|pcscd|psycopg|pyscard|vsmartcard|vpcd|unshare)\b"
_CAPITAL = r"\b[A-Za-z-]*[A-Z][A-Za-z0-9_-]*\b"
_BARE = re.compile(f"{_PLAIN}|{_NAMES}|{_CAPITAL}", re.ASCII)
_TERM = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff々・]+（[ぁ-ゖァ-ヺー・]+）|「[^」]*」")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_HAN = r"\u4e00-\u9fff\u3400-\u4dbf"
_SCRIPTS = {
    "ja": re.compile(rf"[\u3040-\u30ff{_HAN}]"),
    "easy": re.compile(rf"[\u3040-\u30ff{_HAN}]"),
    "zh-Hans": re.compile(rf"[{_HAN}]"),
    "ko": re.compile(r"[\uac00-\ud7a3]"),
    "ne": re.compile(r"[\u0900-\u097f]"),
}
"""The letters of each language that is not written in Latin ones."""

_FOREIGN = {
    "Cyrillic or Greek": r"[\u0370-\u052f]",
    "Arabic or Hebrew": r"[\u0590-\u06ff]",
    "Thai, Lao or Khmer": r"[\u0e00-\u0eff\u1780-\u17ff]",
    "Hangul": r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]",
    "Devanagari": r"[\u0900-\u097f]",
    "full-width Latin": r"[\uff21-\uff3a\uff41-\uff5a]",
}
_OWN_FOREIGN = {"ko": "Hangul", "ne": "Devanagari"}
_VIETNAMESE = re.compile(r"[àáâãèéêìíòóôõùúăđĩũơưạ-ỹ]", re.IGNORECASE)
_ENGLISH = re.compile(
    r"the|of|your?|and|with|from|must|when|which|are|is|not|this|that|ha[sv]e?|before"
    r"|after|if|it|be|by|or|what|who|where|will|can|there|their|they"
)
"""Words that hold an English sentence together."""
_A_SENTENCE = 4
"""From so many words on a text is no mere name."""

_ALSO_OWN = {"vi": {"can"}, "fil": {"be", "by"}, "pt-BR": {"it", "be"}}


def of_script(source: str, text: str, language: str) -> Iterator[str]:
    """Leftover English, letters of another language, Japanese without a reading."""
    yield from _foreign(source, text, language)
    letters = _SCRIPTS.get(language)
    if letters is None:
        yield from _of_latin(source, text, language)
        return
    bare = _BARE.sub("", text)
    latin = len(re.findall(r"[A-Za-z]", bare))
    own = len(letters.findall(bare))
    if re.search(r"[A-Za-z]{3}", _BARE.sub("", source)) and not own:
        yield _NONE.get(language, "none of the language's letters in it")
    elif latin * 10 > (latin + own) * 3:
        yield "English left over"
    if language == "zh-Hans":
        yield from _of_simplified(text)


_NONE = {"ja": "no Japanese in it", "easy": "no Japanese in it"}


def _foreign(source: str, text: str, language: str) -> Iterator[str]:
    for name, pattern in _FOREIGN.items():
        if name == _OWN_FOREIGN.get(language):
            continue
        if re.search(pattern, text) and not re.search(pattern, source):
            yield f"another script in it: {name}"
    if language not in {"ja", "easy"} and _KANA.search(_TERM.sub("", text)):
        said = "".join(_KANA.findall(source))
        if not set(_KANA.findall(_TERM.sub("", text))) <= set(said):
            yield "kana outside 「…」 and outside 漢字（かんじ）"


def _of_latin(source: str, text: str, language: str) -> Iterator[str]:
    words = re.findall(r"[a-zà-ỹ]+", _BARE.sub("", without_fields(text)).lower())
    own = _ALSO_OWN.get(language, set())
    english = [each for each in words if _ENGLISH.fullmatch(each) and each not in own]
    if len(english) > max(1, len(words) * 0.12):
        yield f"English left over: {' '.join(english[:5])}"
    sentence = len(re.findall(r"[a-z]{2,}", _BARE.sub("", without_fields(source))))
    if sentence >= _A_SENTENCE and text == source:
        yield "the English sentence itself"
    if language == "vi" and len(words) >= _A_SENTENCE and not _VIETNAMESE.search(text):
        yield "no Vietnamese letters in it"


def _of_simplified(text: str) -> Iterator[str]:
    """Traditional or Japanese forms: what the simplified character set lacks."""
    rest = _TERM.sub("", text)
    odd = {each for each in re.findall(rf"[{_HAN}]", rest) if not _simplified(each)}
    if odd:
        yield f"not simplified characters {sorted(odd)}"


def _simplified(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
