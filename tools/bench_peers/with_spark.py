"""W as column expressions of PySpark, on the cores of this machine."""

import os
import shutil
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pyspark
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.functions import coalesce, col, lit, when
from residents import DAYS, GOALS, arrow_table

from ichimai.bench.contest import serve
from ichimai.bench.w_people import NULL
from ichimai.bench.w_plain import (
    AS_OF,
    MOVE_DAYS,
    NOTICE_DAYS,
    SPECIAL_MONTHS,
    STATUSES,
    TIME_LIMITED,
    WINDOW_MONTHS,
)

LAST = AS_OF + timedelta(NOTICE_DAYS)


def birthday(year: Column) -> Column:
    """The birthday in a year: 28 February for the 29th in a common year."""
    month, day = col("m"), col("d")
    leap = (year % 4 == 0) & (year % 100 != 0) | (year % 400 == 0)
    last = when((month == 2) & (day == 29) & ~leap, 28).otherwise(day)  # noqa: PLR2004
    return f.make_date(year, month, last)


def assess(residents: DataFrame) -> DataFrame:
    """The goals of each resident."""
    issued, stay = col("card_issued_on"), col("stay_until")
    limited = col("status") == STATUSES.index(TIME_LIMITED)
    moving = col("move_deadline").between(AS_OF, LAST)
    return (
        residents.withColumns(
            {
                "m": f.month("birth_date"),
                "d": f.dayofmonth("birth_date"),
                "issue_year": f.year(issued),
            }
        )
        .withColumn(
            "first",
            col("issue_year") + (birthday(col("issue_year")) <= issued).cast("int"),
        )
        .withColumns(
            {
                "fifth": birthday(col("first") + 4),
                "tenth": birthday(col("first") + 9),
                "adult": birthday(f.year("birth_date") + 18) <= issued,
                "stay": when(
                    col("applied_renewal_on") <= stay,
                    f.add_months(stay, SPECIAL_MONTHS),
                ).otherwise(stay),
            }
        )
        .withColumn("base", when(col("adult"), col("tenth")).otherwise(col("fifth")))
        .withColumn(
            "card_end", when(limited, f.least("base", "stay")).otherwise(col("base"))
        )
        .withColumns(
            {
                "cert_end": f.least("fifth", "card_end"),
                "window_opens": f.add_months("card_end", -WINDOW_MONTHS),
                "move_deadline": f.date_add("moved_on", MOVE_DAYS),
                "days_left": f.datediff("card_end", lit(AS_OF)),
            }
        )
        .withColumn(
            "notice_due",
            col("window_opens").between(AS_OF, LAST) | coalesce(moving, lit(False)),  # noqa: FBT003
        )
        .select(*GOALS)
    )


class Spark:
    """A cached table; a lap computes every column and lets it go."""

    version = f"Spark {pyspark.__version__}"

    def __init__(self, folder: Path, threads: int) -> None:
        self._folder = folder
        self._spark = (
            SparkSession.builder.master(f"local[{threads}]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.memory", "5g")
            .config("spark.driver.maxResultSize", "2g")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.execution.arrow.pyspark.enabled", "true")
            .getOrCreate()
        )
        self._spark.sparkContext.setLogLevel("ERROR")
        self._table: DataFrame | None = None

    def load(self, rows: int) -> None:
        """Its own cached columns, read from Parquet in the order of the rows."""
        if self._table is not None:
            self._table.unpersist()
        file = self._folder / f"spark-{os.getpid()}.parquet"
        pq.write_table(arrow_table(self._folder, rows), file, row_group_size=250_000)
        self._table = self._spark.read.parquet(str(file)).cache()
        self._table.count()

    def _loaded(self) -> DataFrame:
        assert self._table is not None  # noqa: S101 - laps come after loading
        return self._table

    def lap(self) -> None:
        """Every goal of every row, written nowhere."""
        assess(self._loaded()).write.format("noop").mode("overwrite").save()

    def outputs(self, _: None) -> dict[str, Any]:
        """Once more, brought back as columns."""
        days = [coalesce(f.unix_date(name), lit(NULL)).alias(name) for name in DAYS]
        due = col("notice_due").cast("int").alias("notice_due")
        table = assess(self._loaded()).select(*days, due, "days_left").toArrow()
        return {name: table[name].to_numpy().astype(np.int32) for name in GOALS}

    def one(self) -> Callable[[], object]:
        """A table of one row."""
        first = self._loaded().limit(1).collect()
        one = self._spark.createDataFrame(first, self._loaded().schema)
        return lambda: assess(one).collect()


def main() -> None:
    """Serve, and take the driver's own folder away at the end."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        sys.exit("no Java")
    serve(Spark)


if __name__ == "__main__":
    main()
