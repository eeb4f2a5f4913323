"""W as one query of DuckDB."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
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

LIMITED = STATUSES.index(TIME_LIMITED)
SOON = f"DATE '{AS_OF}' AND DATE '{AS_OF}' + {NOTICE_DAYS}"
BIRTHDAY = """
CREATE MACRO birthday(y, m, d) AS make_date(y, m, CASE
  WHEN m = 2 AND d = 29 AND NOT (y % 4 = 0 AND y % 100 <> 0 OR y % 400 = 0) THEN 28
  ELSE d END)
"""
QUERY = f"""
WITH parts AS (
  SELECT *, year(birth_date) AS birth_year, month(birth_date) AS m,
    day(birth_date) AS d, year(card_issued_on) AS issue_year
  FROM {{source}}
), counted AS (
  SELECT *, issue_year
    + (birthday(issue_year, m, d) <= card_issued_on)::INT AS first_year
  FROM parts
), based AS (
  SELECT *, birthday(first_year + 4, m, d) AS fifth,
    CASE WHEN birthday(birth_year + 18, m, d) <= card_issued_on
      THEN birthday(first_year + 9, m, d)
      ELSE birthday(first_year + 4, m, d) END AS base,
    CASE WHEN applied_renewal_on <= stay_until
      THEN (stay_until + INTERVAL {SPECIAL_MONTHS} MONTH)::DATE
      ELSE stay_until END AS stay
  FROM counted
), ended AS (
  SELECT *, CASE WHEN status = {LIMITED} THEN least(base, stay)
    ELSE base END AS card_end
  FROM based
), dated AS (
  SELECT card_end, least(fifth, card_end) AS cert_end,
    (card_end - INTERVAL {WINDOW_MONTHS} MONTH)::DATE AS window_opens,
    moved_on + {MOVE_DAYS} AS move_deadline
  FROM ended
)
SELECT card_end, cert_end, window_opens, move_deadline,
  window_opens BETWEEN {SOON}
    OR coalesce(move_deadline BETWEEN {SOON}, false) AS notice_due,
  (card_end - DATE '{AS_OF}')::INT AS days_left
FROM dated
"""  # noqa: S608 - our own constants


class DuckDB:
    """A table in memory; a lap writes another."""

    version = f"DuckDB {duckdb.__version__}"

    def __init__(self, folder: Path, threads: int) -> None:
        self._folder = folder
        self._db = duckdb.connect()
        self._db.execute(f"SET threads = {threads}")
        self._db.execute("SET preserve_insertion_order = true")
        self._db.execute(BIRTHDAY)

    def load(self, rows: int) -> None:
        """Its own columns, made from Arrow's."""
        given = arrow_table(self._folder, rows)
        self._db.register("given", given)
        self._db.execute("CREATE OR REPLACE TABLE residents AS SELECT * FROM given")
        self._db.unregister("given")

    def lap(self) -> None:
        """A table of goals."""
        query = QUERY.format(source="residents")
        self._db.execute(f"CREATE OR REPLACE TABLE goals AS {query}")

    def outputs(self, _: None) -> dict[str, Any]:
        """That table."""
        wanted = ", ".join(
            f"{name}::INT AS {name}" if name == "notice_due" else name for name in GOALS
        )
        found = self._db.execute(f"SELECT {wanted} FROM goals")  # noqa: S608
        return as_numbers({**_columns(found.to_arrow_table())})

    def one(self) -> Callable[[], object]:
        """A table of one row."""
        self._db.execute(
            "CREATE OR REPLACE TABLE one AS SELECT * FROM residents LIMIT 1"
        )
        query = QUERY.format(source="one")
        return lambda: self._db.execute(query).fetchall()


def _columns(table: Any) -> dict[str, Any]:  # noqa: ANN401 - an Arrow table
    return dict(zip(table.column_names, table.columns, strict=True))


if __name__ == "__main__":
    serve(DuckDB)
