"""Readings of Japanese names in Latin letters, and how such spellings are compared.

`hepburn` writes a reading by the Hepburn rule (Cabinet notice no. 1 of 1954, table 2)
without marks of length, as signs and forms do. `spelling_key` brings the spellings that
people use for one name (Ōsaka, Oosaka, Osaka; Siga, Shiga) to one string.
"""

import re
import unicodedata

_HIRAGANA = range(ord("ぁ"), ord("ゖ") + 1)
_TO_KATAKANA = ord("ァ") - ord("ぁ")

_KANA = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨ"
    "ラリルレロワヲンガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴ"
)
_LATIN = """
    a i u e o ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no
    ha hi fu he ho ma mi mu me mo ya yu yo ra ri ru re ro wa o n
    ga gi gu ge go za ji zu ze zo da ji zu de do ba bi bu be bo pa pi pu pe po vu
"""
_MORAE = dict(zip(_KANA, _LATIN.split(), strict=True))
_GLIDES = {"ャ": "a", "ュ": "u", "ョ": "o"}
_SMALL_VOWELS = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}

_SPELLINGS = (
    (re.compile("[^a-z]"), ""),
    (re.compile("m(?=[bmp])"), "n"),
    (re.compile("tch"), "cch"),
    (re.compile("sh(?=[auo])"), "sy"),
    (re.compile("ch(?=[auo])"), "ty"),
    (re.compile("j(?=[auo])"), "zy"),
    (re.compile("shi"), "si"),
    (re.compile("chi"), "ti"),
    (re.compile("tsu"), "tu"),
    (re.compile("d[zj]u|du"), "zu"),
    (re.compile("ji|di"), "zi"),
    (re.compile("fu"), "hu"),
    (re.compile("oh(?![aiueoy])"), "o"),
    (re.compile("o[ou]+"), "o"),
    (re.compile("uu+"), "u"),
)
"""From the most general to the most special, one after the other."""


def katakana(text: str) -> str:
    """*text* with its hiragana written as katakana, half-width signs at full width."""
    return "".join(
        chr(ord(sign) + _TO_KATAKANA) if ord(sign) in _HIRAGANA else sign
        for sign in unicodedata.normalize("NFKC", text)
    )


def hepburn(reading: str) -> str:
    """*reading*, katakana, in Latin letters with a capital.

    Raises:
        KeyError: a sign that is no katakana of the modern spelling.
    """
    written: list[str] = []
    doubled = False
    for sign in reading:
        if sign == "ッ":
            doubled = True
            continue
        mora = _next_mora(sign, written)
        if doubled:
            mora = ("t" if mora.startswith("ch") else mora[0]) + mora
            doubled = False
        written.append(mora)
    joined = "".join(written)
    return re.sub("o[ou]+|uu+", lambda match: match[0][0], joined).capitalize()


def _next_mora(sign: str, written: list[str]) -> str:
    """The letters of *sign*; a small vowel takes back the vowel before it."""
    if sign == "ー":
        return ""
    if sign in _SMALL_VOWELS:
        written[-1] = written[-1][:-1]
        return _SMALL_VOWELS[sign]
    if sign in _GLIDES:
        before = written[-1]
        written[-1] = before[:-1]
        joined = before.endswith(("shi", "chi", "ji"))
        return ("" if joined else "y") + _GLIDES[sign]
    mora = _MORAE[sign]
    if written and written[-1] == "n" and mora[0] in "aiueoy":
        return f"'{mora}"
    return mora


def spelling_key(text: str) -> str:
    """What every usual spelling of one name in Latin letters has in common.

    Case, marks, hyphens and length of vowels are left out, Hepburn and Kunrei are one,
    m before b, m and p is n. Signs that are no Latin letters are left out too.
    """
    key = unicodedata.normalize("NFKD", text.casefold())
    for pattern, letters in _SPELLINGS:
        key = pattern.sub(letters, key)
    return key
