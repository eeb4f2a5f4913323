"""The dated amounts of fees: what was paid for a filing made on a day.

Amounts only. Who pays what on top of what is for the question `fee` to say.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of the tariff.

    Attributes:
        online_yen: the amount for an online filing, where it differs.
        since: first day of this tariff; None where no day is published.
        until: last day for which the amount is known; None while it lasts.
    """

    name: str
    yen: int
    online_yen: int | None
    since: date | None
    until: date | None
    rules: tuple[str, ...]
    cites: tuple[str, ...]

    def holds_on(self, day: date) -> bool:
        """Whether this amount is known to be paid for a filing made on *day*."""
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day <= self.until)


@cache
def _amounts() -> tuple[Amount, ...]:
    text = files("ichimai.law").joinpath("fees.toml").read_text("utf-8")
    return tuple(
        Amount(
            name=row["name"],
            yen=row["yen"],
            online_yen=row.get("online_yen"),
            since=row.get("from"),
            until=row.get("until"),
            rules=tuple(row["rules"]),
            cites=tuple(row["cites"]),
        )
        for row in tomllib.loads(text)["fee"]
    )


def find_amount(name: str, day: date) -> Amount | None:
    """The amount by that name for a filing made on *day*; None where none is known."""
    return next(
        (each for each in _amounts() if each.name == name and each.holds_on(day)), None
    )
