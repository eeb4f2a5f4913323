"""Invented residents for W, as columns and as files: some at random, some awkward.

Days are int32 since 1970-01-01; `NULL` stands where there is none. Who is awkward was
born on 29 February or at an end of month, got the card on a birthday or beside one, has
a stay that ends where months are short, or a notice that falls due on a limit.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Final

import numpy as np

from ichimai.bench.w_plain import (
    AS_OF,
    MOVE_DAYS,
    NOTICE_DAYS,
    STATUSES,
    TIME_LIMITED,
    Resident,
)
from ichimai.rules.column_values import Array, Column, day_number, number_day

NULL: Final = -(2**31)
"""No such day, in a column of days."""

FACTS: Final = (
    "birth_date",
    "status",
    "stay_until",
    "card_issued_on",
    "moved_on",
    "applied_renewal_on",
)
"""The columns, one file each, in the order of `w_plain.Resident`."""

Columns = dict[str, Array]

_LIMITED = STATUSES.index(TIME_LIMITED)
_SHARES = (0.24, 0.07, 0.01, 0.68)
_STAYS = (6, 12, 15, 27, 36, 51, 60)
_LEAP_BORN, _MOVED, _APPLIED = 0.01, 0.15, 0.12


def at_random(rows: int, seed: int) -> Columns:
    """Residents with ages, cards and stays as they may be on the day of W."""
    rng = np.random.default_rng(seed)
    today = day_number(AS_OF)
    issued = rng.integers(day_number(date(2017, 1, 1)), today + 1, rows)
    ages = np.minimum(rng.gamma(6.0, 6.0, rows), 110.0) * 365.25
    born = today - ages.astype(np.int64)
    leap = rng.random(rows) < _LEAP_BORN
    days = [day_number(date(year, 2, 29)) for year in range(1932, 2017, 4)]
    born[leap] = rng.choice(np.array(days), int(leap.sum()))
    limited = (status := rng.choice(len(STATUSES), rows, p=_SHARES)) == _LIMITED
    begun = issued.astype("M8[D]").astype("M8[M]") + rng.choice(_STAYS, rows)
    stay = begun.astype("M8[D]").astype(np.int64) + rng.integers(-1, 30, rows)
    over = stay < today - 60
    stay[over] = today + rng.integers(-60, 1200, int(over.sum()))
    moved = today - rng.integers(0, 60, rows)
    applied = stay - rng.integers(-5, 90, rows)
    return _typed(
        np.minimum(born, issued),
        status,
        np.where(limited, stay, NULL),
        issued,
        np.where(rng.random(rows) < _MOVED, moved, NULL),
        np.where(limited & (rng.random(rows) < _APPLIED), applied, NULL),
    )


def awkward() -> Columns:
    """Every awkward birth with every awkward issue, stay and application."""
    ends = ((1, 1), (1, 31), (2, 28), (3, 1), (4, 30), (5, 31), (12, 31))
    births = [
        date(year, *end)
        for year in (1988, 1999, 2000, 2005, 2008, 2012, 2020)
        for end in ends
    ]
    births += [date(year, 2, 29) for year in (1988, 2000, 2004, 2008, 2012, 2016, 2020)]
    issues = [
        date(year, month, 1) + timedelta(off)
        for year in (2022, 2023, 2024, 2026)
        for month in (1, 3, 5)
        for off in (-2, -1, 0, 1)
    ]
    months = [(year, n) for year in (2026, 2027, 2028) for n in (1, 3, 5, 6, 12)]
    stays = [date(*month, 1) - timedelta(1) for month in months]
    stays += [date(2026, 12, 30), date(2027, 12, 31)]
    # Before the application: how many days after the end of stay it is made, or never.
    applied = (None, 0, 1, NULL)
    grid = np.meshgrid(
        _numbers(births), _numbers(issues), _numbers(stays), np.arange(len(applied))
    )
    born, issued, stay, kind = (column.ravel() for column in grid)
    rows = born.size
    limited = kind > 0
    asked = np.isin(kind, (1, 2))
    limit = AS_OF + timedelta(NOTICE_DAYS - MOVE_DAYS)
    moves = [AS_OF - timedelta(MOVE_DAYS), limit]
    near = [move + timedelta(off) for move in moves for off in (-1, 0, 1)]
    moved = np.resize(np.append(_numbers(near), NULL), rows)
    return _typed(
        born,
        np.where(limited, _LIMITED, 0),
        np.where(limited, stay, NULL),
        np.maximum(issued, born),
        moved,
        np.where(asked, stay + (kind - 1), NULL),
    )


def people(rows: int, seed: int = 20260614) -> Columns:
    """Awkward and random residents, shuffled, so that any first part has both kinds."""
    first, rest = awkward(), at_random(rows, seed)
    order = np.random.default_rng(seed).permutation(first["status"].size + rows)[:rows]
    return {name: np.concatenate([first[name], rest[name]])[order] for name in FACTS}


def _numbers(days: list[date]) -> Array:
    return np.array([day_number(day) for day in days])


def _typed(*columns: Array) -> Columns:
    kinds = {name: np.int8 if name == "status" else np.int32 for name in FACTS}
    return {
        name: column.astype(kinds[name])
        for name, column in zip(FACTS, columns, strict=True)
    }


def write(folder: Path, columns: Columns) -> None:
    """One `.npy` file a column."""
    for name, column in columns.items():
        np.save(folder / f"{name}.npy", column)


def read(folder: Path, rows: int) -> Columns:
    """The first *rows* of every column, in memory."""
    return {
        name: np.array(np.load(folder / f"{name}.npy", mmap_mode="r")[:rows])
        for name in FACTS
    }


def for_rules(columns: Columns) -> dict[str, Column]:
    """The columns as the evaluators take them: absence apart from the days."""
    return {
        name: Column(values)
        if name in ("birth_date", "status", "card_issued_on")
        else Column(values, absent=values == NULL)
        for name, values in columns.items()
    }


def residents(columns: Columns) -> list[Resident]:
    """The rows as plain Python takes them."""
    rows = zip(*(columns[name].tolist() for name in FACTS), strict=True)
    return [
        Resident(
            number_day(born),
            STATUSES[status],
            _day(stay),
            number_day(issued),
            _day(moved),
            _day(applied),
        )
        for born, status, stay, issued, moved, applied in rows
    ]


def _day(number: int) -> date | None:
    return None if number == NULL else number_day(number)


def as_numbers(column: Column) -> Array:
    """A goal as int32 with `NULL` where there is none, to be compared to the bit."""
    values = column.values.astype(np.int32)
    return values if column.absent is None else np.where(column.absent, NULL, values)
