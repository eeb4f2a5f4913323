"""A column for everybody that is filled block by block, by several threads at once.

Room is made once, so that a whole column is never there twice, and what a block worked
out can go as soon as it is written down.
"""

from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from ichimai.rules.column_values import Array, Column, Mask


class Filling:
    """Room for so many rows; masks take room once a block has one.

    Args:
        rows: of the whole column.
        kind: of its values; a block's values fit into it.
    """

    def __init__(self, rows: int, kind: DTypeLike) -> None:
        self._values: Array = np.empty(rows, kind)
        self._known: Mask = None
        self._absent: Mask = None
        self._lock = Lock()

    def put(self, rows: slice, part: Column) -> None:
        """Write a block down. Each row is written once."""
        self._values[rows] = part.values
        if part.known is None and part.absent is None:
            return
        with self._lock:  # two threads make no two masks
            if part.known is not None and self._known is None:
                self._known = np.ones(self._values.size, np.bool_)
            if part.absent is not None and self._absent is None:
                self._absent = np.zeros(self._values.size, np.bool_)
        _write(self._known, rows, part.known)
        _write(self._absent, rows, part.absent)

    def column(self) -> Column:
        """The whole, once every block is written down."""
        return Column(self._values, self._known, self._absent)


def _write(mask: Mask, rows: slice, part: Any) -> None:
    if mask is not None and part is not None:
        mask[rows] = part
