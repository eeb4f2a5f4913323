"""Seeded numbers for columns, the same on every machine and with every NumPy.

NumPy promises that the bits of PCG64 never change; it does not promise that of what it
makes of them. So everything here is made from the bits, by multiplication and search.
"""

from collections.abc import Sequence

import numpy as np

from ichimai.rules.column_values import Array

_BITS = 53


class Dice:
    """The numbers of one block of one population, in the order in which they are asked.

    Args:
        seed: of the population.
        block: which of its blocks.
        rows: how many numbers are wanted each time.
    """

    def __init__(self, seed: int, block: int, rows: int) -> None:
        self._bits = np.random.PCG64(np.random.SeedSequence([seed, block]))
        self._rows = rows

    def shares(self) -> Array:
        """Numbers from 0 to 1, the 1 left out."""
        drawn: Array = self._bits.random_raw(self._rows)
        shares: Array = (drawn >> np.uint64(64 - _BITS)).astype(np.float64)
        return shares * 2.0**-_BITS

    def up_to(self, most: Array | int) -> Array:
        """Whole numbers from 0 to *most*, which may differ by the row."""
        found: Array = np.floor(self.shares() * (np.asarray(most) + 1))
        return found.astype(np.int32)

    def holds(self, share: float) -> Array:
        """Truths of which that share holds."""
        found: Array = self.shares() < share
        return found

    def places(self, weights: Sequence[float]) -> Array:
        """Places in a table, each as often as its weight."""
        ends = np.cumsum(np.asarray(weights, np.float64))
        found: Array = np.searchsorted(ends, self.shares() * ends[-1], "right")
        return found
