"""The cases of the journeys: facts of invented people and what their plans say."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One plan of one person or family.

    Attributes:
        journey: the file that it stands in.
        facts: as `ichimai plan` takes them.
        expect: the rest of the case, as written.
    """

    journey: str
    name: str
    as_of: date
    facts: dict[str, Any]
    expect: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.journey}: {self.name}"


def _laid_over(table: dict[str, Any], name: str) -> dict[str, Any]:
    """The facts of that name, laid over those that they are like."""
    own = dict(table[name])
    like = own.pop("like", None)
    return {**(_laid_over(table, like) if like else {}), **own}


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
    """TOML days as the text of JSON."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _of_file(place: Path) -> Iterator[Case]:
    table = tomllib.loads(place.read_text("utf-8"))
    for row in table["case"]:
        rest = dict(row)
        name, as_of, whose = rest.pop("name"), rest.pop("as_of"), rest.pop("facts")
        if isinstance(whose, list):
            facts = {"people": [_laid_over(table["facts"], each) for each in whose]}
        else:
            facts = _laid_over(table["facts"], whose)
        yield Case(place.stem, name, as_of, _plain(facts), _plain(rest))


CASES = tuple(
    case for place in sorted(_FOLDER.glob("j[1-8].toml")) for case in _of_file(place)
)


def facts_of(journey: str, name: str) -> dict[str, Any]:
    """The facts of that name in the file of that journey."""
    table = tomllib.loads((_FOLDER / f"{journey}.toml").read_text("utf-8"))
    facts: dict[str, Any] = _plain(_laid_over(table["facts"], name))
    return facts
