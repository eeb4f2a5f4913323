"""Finding a municipality by what people write: code, kanji, kana, Latin letters.

Several places can share a name (府中市, 伊達市, 北区). All of them come back; which is
meant is for the person to say, and nothing here guesses.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import product

from ichimai.planner.places.municipalities import (
    Kind,
    Place,
    Retired,
    find_place,
    places,
    prefectures,
    retired,
)
from ichimai.planner.places.romaji import katakana, spelling_key

_VARIANTS = str.maketrans("龍條惠檮澤廣濱龜ヶヵノ之", "竜条恵梼沢広浜亀ケカのの")
"""Forms in which one name is met; both sides are brought to the second row."""

_KANA_VARIANTS = str.maketrans("ャュョァィゥェォッヅヂー", "ヤユヨアイウエオツズジ\0")
_NO_NAME = re.compile(r"[\s、,・\0]+")
_LETTERS = re.compile(r"[a-z]+")
_SUFFIXES = {
    "市": ("シ",),
    "区": ("ク",),
    "町": ("チョウ", "マチ"),
    "村": ("ムラ", "ソン"),
    "都": ("ト",),
    "府": ("フ",),
    "県": ("ケン",),
}
_ENGLISH = {
    "city": (Kind.CITY, Kind.DESIGNATED_CITY, Kind.SPECIAL_WARD),
    "ward": (Kind.WARD, Kind.SPECIAL_WARD),
    "town": (Kind.TOWN,),
    "village": (Kind.VILLAGE,),
}
_EMPTY_WORDS = {"japan", "prefecture", "pref"}

_Index = dict[str, tuple[Place, ...]]


def find_places(text: str) -> tuple[Place, ...]:
    """Every place that *text* can name, in the order of their codes; none if none can.

    *text* is a six-digit code; or a name in kanji, kana or Latin letters, with or
    without prefecture, county and designated city, the kind word at its end optional.
    A name that is exactly one place's beats names that only begin like it: 府中 finds
    both 府中市 and both 府中町, 府中市 the two cities.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(r"[0-9]{6}", plain, re.ASCII):
        place = find_place(plain)
        return (place,) if place else ()
    if re.search(r"[A-Za-z]", plain):
        return _by_letters(plain)
    folded = _folded(plain)
    return _exact().get(folded) or _stems().get(folded, ())


def find_retired(text: str) -> Retired | None:
    """What is no more under that code or name, so far as it is known here.

    A ward may stand without its city; another place may have the same name now.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    key = _folded(plain)
    for each in retired():
        ward = each.name.partition("市")[2] or each.name
        names = (each.name, each.kana, ward)
        if plain == each.code or key in map(_folded, names):
            return each
    return None


def places_in(address: str) -> tuple[Place, ...]:
    """Every place in which that address can lie; none if it names none.

    The address stands as people write it: in Japanese from the prefecture, the county
    or the municipality on, or in Latin letters with commas between its parts.
    """
    plain = unicodedata.normalize("NFKC", address).strip()
    if re.match(r"[\x00-\x7f]+$", plain):
        parts = [part for part in plain.split(",") if _LETTERS.search(part.casefold())]
        spans = ((i, j) for i in range(len(parts)) for j in range(len(parts), i, -1))
        for start, end in spans:
            if found := _by_letters(",".join(parts[start:end]), stems=False):
                return found
        return ()
    folded = _folded(re.sub(r"^〒?[0-9]{3}-?[0-9]{4}", "", plain))
    for end in range(len(folded), 1, -1):
        if named := _exact().get(folded[:end]):
            return named
    return ()


def _folded(text: str) -> str:
    """*text* without spaces, its variant forms brought together; kana as katakana."""
    whole = _NO_NAME.sub("", text)
    if re.fullmatch(r"[ぁ-ゖァ-ヶー\s]+", whole):
        return katakana(whole).translate(_KANA_VARIANTS).replace("\0", "")
    return whole.translate(_VARIANTS)


def _without_suffix(name: str, kana: str) -> tuple[str, str]:
    for suffix in _SUFFIXES.get(name[-1], ()):
        if kana.endswith(suffix):
            return name[:-1], kana.removesuffix(suffix)
    return name, kana


def _names(place: Place) -> Iterator[tuple[str, str]]:
    """What may stand before the name, in kanji and kana, the empty one too."""
    city = place.municipality
    near = (city.name, city.kana) if place.city else (place.county, place.county_kana)
    far = (place.prefecture.name, place.prefecture.kana)
    empty = ("", "")
    for (a, b), (c, d) in product((empty, far), (empty, near)):
        yield a + c, b + d


@cache
def _exact() -> _Index:
    return _index((p.name, p.kana, p) for p in places() if p.offered)


@cache
def _stems() -> _Index:
    return _index((*_without_suffix(p.name, p.kana), p) for p in places() if p.offered)


def _index(named: Iterator[tuple[str, str, Place]]) -> _Index:
    index: defaultdict[str, dict[str, Place]] = defaultdict(dict)
    for name, kana, place in named:
        for before, before_kana in _names(place):
            index[_folded(before + name)][place.code] = place
            index[_folded(before_kana + kana)][place.code] = place
    return {key: tuple(found.values()) for key, found in index.items()}


def _by_letters(text: str, *, stems: bool = True) -> tuple[Place, ...]:
    words = _LETTERS.findall(_plain_letters(text))
    kinds = next((_ENGLISH[word] for word in words if word in _ENGLISH), None)
    kept = [w for w in words if w not in _ENGLISH and w not in _EMPTY_WORDS]
    keys = ("".join(map(spelling_key, kept)), spelling_key("".join(kept)))
    for key in keys:
        if kinds is None and (found := _romaji_exact().get(key)):
            return found
        if stems or kinds:
            like = _romaji_stems().get(key, ())
            if named := tuple(p for p in like if kinds is None or p.kind in kinds):
                return named
    return ()


def _plain_letters(text: str) -> str:
    """*text* in small letters without marks of length and apostrophes."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\u0300-\u036f'’]", "", decomposed)


@cache
def _romaji_exact() -> _Index:
    return _romaji_index(stem=False)


@cache
def _romaji_stems() -> _Index:
    return _romaji_index(stem=True)


def _romaji_index(*, stem: bool) -> _Index:
    """Name, then city and prefecture, in both orders, with and without them."""
    index: defaultdict[str, dict[str, Place]] = defaultdict(dict)
    large = {p.code: _letter_keys(p.romaji) for p in prefectures()}
    near = {p.code: _letter_keys(p.romaji) for p in places() if p.offered}
    for place in (p for p in places() if p.offered):
        name = _letter_keys(place.romaji)[stem]
        cities = ("", *near[place.city]) if place.city else ("",)
        for city, prefecture in product(cities, ("", *large[place.prefecture.code])):
            index[name + city + prefecture][place.code] = place
            index[prefecture + city + name][place.code] = place
    return {key: tuple(found.values()) for key, found in index.items()}


def _letter_keys(romaji: str) -> tuple[str, str]:
    """The key of the whole name, then that of the name without its kind word."""
    stem, _, suffix = _plain_letters(romaji).partition("-")
    return spelling_key(stem) + spelling_key(suffix), spelling_key(stem)
