"""What the data file says about foreign residents, checked while it is read."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from ichimai.law.numbers import local_government_check_digit
from ichimai.model.status import Status

_COMMON = "common"
SPR = Status.SPECIAL_PERMANENT_RESIDENT


@dataclass(frozen=True, slots=True)
class Distribution:
    """Shares and ranges, as `distribution.toml` has them.

    Attributes:
        on: the day as of which everybody is invented.
        total: residents that there are.
        statuses: residents of each status.
        stays: months of a period of stay, by status; none where it is unlimited.
        ages: weights of ages in years, from 0 on.
        between: first and last age, by status.
        nationalities: people of each, special permanent residents left out.
        special_permanent: weights of their nationalities.
        municipalities: people of each, by the code of six digits as a number.
        cards: shares that decide on cards; the data file names each.
    """

    on: date
    total: int
    statuses: dict[Status, float]
    stays: dict[Status, tuple[int, ...]]
    ages: tuple[float, ...]
    between: dict[Status, tuple[int, int]]
    nationalities: dict[str, float]
    special_permanent: dict[str, float]
    municipalities: dict[int, float]
    cards: dict[str, float]


@cache
def distribution() -> Distribution:
    """The distribution of the data file.

    Raises:
        ValueError: its statuses or nationalities do not add up to the total.
    """
    text = (files("ichimai.population") / "distribution.toml").read_text("utf-8")
    read = tomllib.loads(text)
    nations = dict(read["nationalities"])
    special = nations.pop("special-permanent")
    for table in (read["statuses"], nations):
        if sum(table.values()) != read["total"]:
            raise ValueError("the figures do not add up to the total")
    statuses = {Status(name): people for name, people in read["statuses"].items()}
    spr, all_special = statuses[SPR], sum(special.values())
    ages = read["ages"]
    years = [weight for weight in ages["weights"] for _ in range(ages["width"])]
    return Distribution(
        read["on"],
        read["total"],
        statuses,
        {s: tuple(_of(read["stays"], s)) for s in statuses},
        tuple(years),
        {s: tuple(_of(ages["between"], s)) for s in statuses},
        {
            nation: people - spr * special.get(nation, 0) / all_special
            for nation, people in nations.items()
        },
        special,
        _municipalities(read),
        read["cards"],
    )


def _of(table: dict[str, Any], status: Status) -> Any:  # noqa: ANN401 - a TOML value
    return table.get(status, table[_COMMON])


def _municipalities(read: dict[str, Any]) -> dict[int, float]:
    """People of each municipality: its share of its prefecture."""
    people, places = read["prefectures"], read["municipalities"]
    rest = (read["total"] - sum(people.values())) / (len(places) - len(people))
    return {
        int(code + local_government_check_digit(code)): people.get(prefecture, rest)
        / len(codes)
        for prefecture, codes in places.items()
        for code in codes
    }
