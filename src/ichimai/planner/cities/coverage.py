"""How much is known of how many municipalities, counted and never estimated."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ichimai.planner.cities.city import City, cities
from ichimai.planner.cities.facts import ASKED, CityFacts
from ichimai.planner.places.municipalities import (
    AS_OF,
    Prefecture,
    municipalities,
    prefectures,
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The share of all municipalities of which something is known.

    Attributes:
        named: municipalities with a signed file, though it may say `unknown`.
        known: of these, those with at least one fact that says more.
        topics: for each topic that is asked, how many are known.
        stale: facts that were read too long ago.
        by_prefecture: prefecture, named, all.
    """

    as_of: date
    municipalities: int
    named: int
    known: int
    topics: dict[str, int]
    stale: int
    by_prefecture: tuple[tuple[Prefecture, int, int], ...]

    @property
    def share(self) -> float:
        """Known of all, in percent."""
        return 100 * self.known / self.municipalities

    def to_json(self) -> dict[str, Any]:
        """The coverage as JSON values."""
        everybody = self.municipalities
        return {
            "as_of": self.as_of.isoformat(),
            "municipalities": everybody,
            "municipalities_as_of": AS_OF.isoformat(),
            "named": self.named,
            "known": self.known,
            "share_percent": round(self.share, 2),
            "topics": {
                topic: {"known": known, "unknown": everybody - known}
                for topic, known in self.topics.items()
            },
            "stale_facts": self.stale,
            "prefectures": [
                {"name": each.name, "named": named, "municipalities": of}
                for each, named, of in self.by_prefecture
            ],
        }


def coverage(as_of: date, told: Iterable[CityFacts] | None = None) -> Coverage:
    """The coverage on that day."""
    everybody = municipalities()
    codes = {place.code for place in everybody}
    found = [city for city in cities(told) if city.place.code in codes]
    in_all = Counter(place.prefecture.code for place in everybody)
    in_found = Counter(city.place.prefecture.code for city in found)
    return Coverage(
        as_of=as_of,
        municipalities=len(everybody),
        named=len(found),
        known=sum(any(fact.known for fact in city.facts) for city in found),
        topics={topic: _known(topic, found) for topic in ASKED},
        stale=sum(fact.is_stale(as_of) for city in found for fact in city.facts),
        by_prefecture=tuple(
            (each, in_found[each.code], in_all[each.code]) for each in prefectures()
        ),
    )


def _known(topic: str, found: Iterable[City]) -> int:
    return sum(
        any(fact.topic == topic and fact.known for fact in city.facts) for city in found
    )
