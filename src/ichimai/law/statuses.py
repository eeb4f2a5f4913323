"""What the law says of each status of residence: periods, work, residence card.

Data and no rule: `standing` decides who is a mid- to long-term resident from a person's
own period. A test holds both against each other.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from ichimai.errors import msgid
from ichimai.model.citation import Citation, cite
from ichimai.model.status import Status

WORK = {
    "any": msgid("Any work"),
    "within-status": msgid("Work within the status"),
    "designated": msgid("Work as designated for the person"),
    "not-without-permission": msgid("No work without permission for other activity"),
}
"""How far the holders of a status may work (ICA 19(1), (2)), in words."""

_LENGTH = re.compile(r"(?:(\d+)y)?(?:(\d+)m)?(?:(\d+)d)?")


@dataclass(frozen=True, slots=True, order=True)
class Length:
    """A period of stay as it is granted: in years and months, or in days."""

    months: int
    days: int


@dataclass(frozen=True, slots=True)
class StatusLaw:
    """One status.

    Attributes:
        periods: the periods that can be granted, the longest first.
        up_to: the longest that is set for each person, where that is done.
        unlimited: the stay has no end.
        mission: as long as the mission lasts.
        work: keys of `WORK`; several where it differs from person to person.
        resident: holders with more than three months have a residence card.
    """

    status: Status
    periods: tuple[Length, ...]
    up_to: Length | None
    unlimited: bool
    mission: bool
    work: tuple[str, ...]
    resident: bool


@dataclass(frozen=True, slots=True)
class StatusTable:
    """All statuses in the order of the law, and where the table was read."""

    rows: tuple[StatusLaw, ...]
    cites: tuple[Citation, ...]
    since: date
    confidence: str
    source: str
    read_on: date


@cache
def status_table() -> StatusTable:
    """The table of statuses.

    Raises:
        ValueError: a status, a period or a kind of work that is not known.
    """
    text = files("ichimai.law").joinpath("statuses.toml").read_text("utf-8")
    table = tomllib.loads(text)
    rows = tuple(_row(row) for row in table.pop("status"))
    cites = tuple(cite(each) for each in table.pop("cites"))
    return StatusTable(rows=rows, cites=cites, **table)


def length(written: str) -> Length:
    """The period that *written* names, as `4y3m` or `30d`.

    Raises:
        ValueError: it names none.
    """
    found = _LENGTH.fullmatch(written)
    if found is None or not written:
        raise ValueError(f"no period of stay: {written!r}")
    years, months, days = (int(each or 0) for each in found.groups())
    return Length(12 * years + months, days)


def _row(row: dict[str, Any]) -> StatusLaw:
    if unknown := set(row["work"]) - set(WORK):
        raise ValueError(f"{row['name']}: no such work: {unknown}")
    up_to = row.get("up_to")
    return StatusLaw(
        status=Status(row["name"]),
        periods=tuple(length(each) for each in row.get("periods", ())),
        up_to=length(up_to) if up_to else None,
        unlimited=row.get("unlimited", False),
        mission=row.get("mission", False),
        work=tuple(row["work"]),
        resident=row["resident"],
    )
