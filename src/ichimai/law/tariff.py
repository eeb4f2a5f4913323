"""The dated amounts of fees: what was paid for a filing made on a day.

Amounts only, from the data file beside this module. Who pays what on top of what is
said by the question `fee`.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from ichimai.rules.graph import NO_YEN, Day, Truth, Yen, const, make, yen
from ichimai.rules.rule import versions


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
def amounts() -> tuple[Amount, ...]:
    """Every amount of the tariff, with its first and last day."""
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
        (each for each in amounts() if each.name == name and each.holds_on(day)), None
    )


def amount_on(name: str, by: Day, *, online: bool = False) -> Yen:
    """The amount by that name as a value of the graph; absent where none is known."""
    texts: list[tuple[str, Yen]] = []
    for row in (each for each in amounts() if each.name == name):
        assert row.since is not None, "an amount of the graph has its first day"  # noqa: S101
        amount = row.online_yen if online and row.online_yen else row.yen
        texts.append((row.since.isoformat(), yen(amount)))
        if row.until is not None:
            texts.append(((row.until + timedelta(1)).isoformat(), NO_YEN))
    found: Yen = versions(*_last_of_a_day(texts), by=by, before=NO_YEN)
    return found


def _last_of_a_day(texts: list[tuple[str, Yen]]) -> list[tuple[str, Yen]]:
    """One text a day: what ends where the next begins leaves no gap."""
    return sorted(dict(texts).items())


def tariff_day(name: str, by: Day) -> Day:
    """First day of the tariff in force on *by*, as a value of the graph."""
    days = [each.since for each in amounts() if each.name == name and each.since]
    first = const(days[0])
    found: Day = (
        versions(
            *((day.isoformat(), const(day)) for day in days[1:]), by=by, before=first
        )
        if len(days) > 1
        else first
    )
    return found


def plus(first: Yen, second: Yen) -> Yen:
    """One amount on top of another, both known."""
    return make(Yen, "add", first.present(), second.present())


def is_known(amount: Yen) -> Truth:
    """Whether the sources give the amount."""
    return amount.exists()
