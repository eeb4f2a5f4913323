"""The residents of W as the peers take them: NumPy days or an Arrow table."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from ichimai.bench.w_people import NULL, read

GOALS = (
    "card_end",
    "cert_end",
    "window_opens",
    "move_deadline",
    "notice_due",
    "days_left",
)
DAYS = GOALS[:4]


def arrow_table(folder: Path, rows: int) -> pa.Table:
    """Days as `date32`, null where there is none; the status as a small number."""
    return pa.table(
        {
            name: pa.array(values)
            if name == "status"
            else pa.array(values, mask=values == NULL).cast(pa.date32())
            for name, values in read(folder, rows).items()
        }
    )


def numpy_days(folder: Path, rows: int) -> dict[str, Any]:
    """Days as `datetime64[D]`, `NaT` where there is none."""
    return {
        name: values
        if name == "status"
        else np.where(values == NULL, np.datetime64("NaT"), values.astype("M8[D]"))
        for name, values in read(folder, rows).items()
    }


def as_numbers(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Goals of any of these forms as int32, `NULL` where there is none."""
    return {name: _numbers(columns[name]) for name in GOALS}


def _numbers(column: Any) -> Any:  # noqa: ANN401 - whatever the engine gives back
    if isinstance(column, np.ndarray):
        if column.dtype.kind == "M":
            days = column.astype("M8[D]")
            return np.where(np.isnat(days), NULL, days.astype(np.int64)).astype("i4")
        return column.astype(np.int32)
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    return column.cast(pa.int32()).fill_null(NULL).to_numpy(zero_copy_only=False)
