"""W as Polars expressions on a lazy frame, its shared values staged as columns."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
from polars import col, when
from residents import GOALS, arrow_table, as_numbers

from ichimai.bench.contest import serve
from ichimai.bench.w_plain import (
    AS_OF,
    MOVE_DAYS,
    NOTICE_DAYS,
    SPECIAL_MONTHS,
    STATUSES,
    TIME_LIMITED,
    WINDOW_MONTHS,
)

TODAY, LAST = pl.lit(AS_OF), pl.lit(AS_OF + timedelta(NOTICE_DAYS))


def birthday(year: pl.Expr) -> pl.Expr:
    """The birthday in a year: 28 February for the 29th in a common year."""
    month, day = col("birth_month"), col("birth_day")
    leap = (year % 4 == 0) & (year % 100 != 0) | (year % 400 == 0)
    last = when((month == 2) & (day == 29) & ~leap).then(28).otherwise(day)  # noqa: PLR2004
    return pl.date(year, month, last)


def assess(residents: pl.LazyFrame) -> pl.LazyFrame:
    """The goals of each resident."""
    birth, issued = col("birth_date").dt, col("card_issued_on")
    stay, applied = col("stay_until"), col("applied_renewal_on")
    limited = col("status") == STATUSES.index(TIME_LIMITED)
    opens, move = col("window_opens"), col("move_deadline")
    return (
        residents.with_columns(
            birth_year=birth.year(),
            birth_month=birth.month(),
            birth_day=birth.day(),
            issue_year=issued.dt.year(),
        )
        .with_columns(
            first=col("issue_year")
            + (birthday(col("issue_year")) <= issued).cast(pl.Int32)
        )
        .with_columns(
            fifth=birthday(col("first") + 4),
            tenth=birthday(col("first") + 9),
            adult=birthday(col("birth_year") + 18) <= issued,
            stay=when(applied <= stay)
            .then(stay.dt.offset_by(f"{SPECIAL_MONTHS}mo"))
            .otherwise(stay),
        )
        .with_columns(base=when("adult").then("tenth").otherwise("fifth"))
        .with_columns(
            card_end=when(limited)
            .then(pl.min_horizontal("base", "stay"))
            .otherwise("base")
        )
        .with_columns(
            cert_end=pl.min_horizontal("fifth", "card_end"),
            window_opens=col("card_end").dt.offset_by(f"-{WINDOW_MONTHS}mo"),
            move_deadline=col("moved_on") + timedelta(MOVE_DAYS),
            days_left=(col("card_end") - TODAY).dt.total_days().cast(pl.Int32),
        )
        .with_columns(
            notice_due=opens.is_between(TODAY, LAST)
            | move.is_between(TODAY, LAST).fill_null(value=False)
        )
        .select(GOALS)
    )


class Polars:
    """A frame in memory; a lap collects another."""

    version = f"Polars {pl.__version__}"

    def __init__(self, folder: Path, _threads: int) -> None:
        self._folder = folder
        self._frame = pl.DataFrame()

    def load(self, rows: int) -> None:
        """Its own columns, made from Arrow's."""
        frame = pl.from_arrow(arrow_table(self._folder, rows))
        assert isinstance(frame, pl.DataFrame)  # noqa: S101 - a table makes a frame
        self._frame = frame.rechunk()

    def lap(self) -> pl.DataFrame:
        """A frame of goals."""
        return assess(self._frame.lazy()).collect()

    def outputs(self, result: pl.DataFrame) -> dict[str, Any]:
        """That frame."""
        return as_numbers({name: result[name].to_arrow() for name in GOALS})

    def one(self) -> Callable[[], object]:
        """A frame of one row."""
        first = self._frame.head(1)
        return lambda: assess(first.lazy()).collect()


if __name__ == "__main__":
    serve(Polars)
