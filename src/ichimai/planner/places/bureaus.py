"""Regional immigration offices: bureaus, district offices, and branches by name.

Card procedures and permissions are filed at the regional bureau in whose area one
lives (ICA 61-8-3(1), RC-050). Which of its offices handles what, when it is open and
whether a day has to be booked is in no source that was read (law file, open point 13):
unknown.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from ichimai.planner.places.municipalities import Place


@dataclass(frozen=True, slots=True)
class Office:
    """An office of the Immigration Services Agency.

    Attributes:
        kind: `bureau`, `district-office` or `branch`.
        of: the office above it, empty for a bureau.
        prefectures: two-digit codes of its area; empty where no source gave one.
    """

    name: str
    kana: str
    romaji: str
    kind: str
    prefectures: tuple[str, ...]
    of: str = ""

    @property
    def handles(self) -> str:
        """`card-procedures` where the law says so, else `unknown` (RC-050)."""
        return "card-procedures" if self.kind == "bureau" else "unknown"

    def to_json(self) -> dict[str, Any]:
        """The office as JSON values."""
        return {
            "name": self.name,
            "kana": self.kana,
            "romaji": self.romaji,
            "kind": self.kind,
            "of": self.of or None,
            "handles": self.handles,
            "rules": ["RC-050"] if self.kind == "bureau" else [],
            "hours": "unknown",
            "booking": "unknown",
        }


@cache
def _table() -> dict[str, Any]:
    text = files("ichimai.planner.places").joinpath("bureaus.toml").read_text("utf-8")
    return tomllib.loads(text)


def read_on() -> date:
    """The day on which the pages were read."""
    day: date = _table()["read_on"]
    return day


def branches_in_all() -> int:
    """How many branches there are; fewer are listed."""
    count: int = _table()["branches_in_all"]
    return count


@cache
def offices() -> tuple[Office, ...]:
    """Every office that is listed."""
    return tuple(
        Office(**{**each, "prefectures": tuple(each["prefectures"])})
        for each in _table()["office"]
    )


def offices_for(place: Place) -> tuple[Office, ...]:
    """The bureau in whose area *place* lies, and the district office if it has one."""
    code = place.prefecture.code
    return tuple(each for each in offices() if code in each.prefectures)
