"""One municipality with what is known of it, and whom to ring about the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ichimai.planner.cities.facts import UNKNOWN, CityFacts, Fact
from ichimai.planner.cities.signed import enclosed
from ichimai.planner.knowledge.lines import Line, lines_of, national_lines
from ichimai.planner.places.bureaus import Office, offices_for
from ichimai.planner.places.municipalities import Place, find_place, get_place


@dataclass(frozen=True, slots=True)
class City:
    """A municipality, or a ward with what its city says.

    Attributes:
        told: what issuers say of it, the latest `valid_from` first.
    """

    place: Place
    told: tuple[CityFacts, ...]

    @property
    def known(self) -> bool:
        """Whether anything at all was read of it."""
        return bool(self.told)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What is said, unknown things too; the latest issuer's word on each topic."""
        said: dict[tuple[str, str, str], Fact] = {}
        for told in self.told:
            for fact in told.facts:
                key = (fact.topic, fact.purpose, fact.value * (fact.topic == "note"))
                said.setdefault(key, fact)
        return tuple(said.values())

    def fact(self, topic: str, purpose: str) -> Fact | None:
        """What is known about *topic* for *purpose*; None where it is unknown."""
        named = [each for each in self.facts if each.topic == topic and each.known]
        own = [each for each in named if each.purpose == purpose]
        return next(iter(own or [each for each in named if not each.purpose]), None)

    @property
    def own_lines(self) -> tuple[Line, ...]:
        """The municipality's own lines."""
        return lines_of(self.place.municipality.code)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its own lines, then the national ones."""
        return (*self.own_lines, *national_lines())

    @property
    def offices(self) -> tuple[Office, ...]:
        """The immigration offices for its residents, as far as they are listed."""
        return offices_for(self.place)

    def name(self, language: str) -> str:
        """Its name with its prefecture, for a reader of *language*."""
        if language in {"ja", "easy", "zh-Hans"}:
            return self.place.full_name
        return self.place.full_romaji

    def to_json(self, language: str, as_of: date) -> dict[str, Any]:
        """The municipality as JSON values, sentences in *language*."""
        place = self.place
        read = [fact.read_on for fact in self.facts]
        return {
            "code": place.code,
            "known": self.known,
            "name": self.name(language),
            "japanese": place.full_name,
            "kana": place.full_kana,
            "romaji": place.full_romaji,
            "kind": place.kind.value,
            "prefecture": place.prefecture.name,
            "municipality": place.municipality.code,
            "facts": [f.to_json(language, as_of) for f in self.facts] or UNKNOWN,
            "issuers": [told.issuer for told in self.told],
            "offices": [office.to_json() for office in self.offices],
            "lines": [line.to_json(language) for line in self.lines],
            "read_on": max(read).isoformat() if read else None,
        }


def city_at(place: Place, told: Iterable[CityFacts] | None = None) -> City:
    """What is known of that place; a ward has what its city says as well.

    *told* is what was read from signed files; by default what comes with the package.
    """
    given = enclosed() if told is None else told
    codes = {place.code, place.municipality.code}
    mine = sorted(
        (each for each in given if each.municipality in codes),
        key=lambda each: each.valid_from,
        reverse=True,
    )
    return City(place, tuple(mine))


def get_city(code: str) -> City:
    """The municipality of that code; raises as `get_place` does."""
    return city_at(get_place(code))


def cities(told: Iterable[CityFacts] | None = None) -> tuple[City, ...]:
    """Every municipality of which something was read, in the order of the codes."""
    given = tuple(enclosed() if told is None else told)
    return tuple(city_at(place, given) for place in _places(given))


def _places(told: Iterable[CityFacts]) -> Iterator[Place]:
    for code in sorted({each.municipality for each in told}):
        place = find_place(code)
        if place is not None:
            yield place
