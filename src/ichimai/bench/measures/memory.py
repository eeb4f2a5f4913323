"""How many bytes a second the memory moves: what no evaluator can outrun.

As STREAM does it (J. D. McCalpin): `copy` reads one number and writes one, `triad`
reads two, computes, and writes one; arrays are far larger than any cache. The triad
goes through its arrays in parts that stay in the cache, because NumPy takes two steps
for what STREAM does in one.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Literal

import numpy as np

from ichimai.bench.figures import Figure, beside
from ichimai.bench.laps import best
from ichimai.bench.setting import Setting, on_cores
from ichimai.rules.column_values import Array

Movement = Literal["copy", "triad"]

_MOST = 1 << 25
"""Numbers of eight bytes in an array: 256 MiB."""
_PART = 1 << 18
_BYTES: dict[Movement, int] = {"copy": 16, "triad": 24}
_FACTOR = 3.0


def measure(setting: Setting) -> Iterator[Figure]:
    """Both movements on one core, and on all of them beside it."""
    numbers = array_size(setting.rows)
    for movement in _BYTES:
        one = Figure(
            f"memory/{movement}/{on_cores(1)}",
            bandwidth(movement, 1, numbers) / 1e9,
            "GB/s",
        )
        yield one
        if setting.cores > 1:
            yield beside(
                f"memory/{movement}/{on_cores(setting.cores)}",
                bandwidth(movement, setting.cores, numbers) / 1e9,
                "GB/s",
                one,
            )


def array_size(rows: int) -> int:
    """Numbers in an array: all of them, unless the run is a tiny one."""
    return min(_MOST, 8 * rows)


def seconds_to_move(size: int, cores: int, rows: int) -> float:
    """The least time in which *cores* cores can move *size* bytes."""
    return size / bandwidth("triad", cores, array_size(rows))


@cache
def bandwidth(movement: Movement, cores: int, numbers: int) -> float:
    """Bytes a second, measured once in a run."""
    arrays = tuple(np.full(numbers, value) for value in (1.0, 2.0, 3.0))
    bounds = np.linspace(0, numbers, cores + 1).astype(int).tolist()
    work: Callable[[int, int], None] = partial(_WORKS[movement], arrays)
    with ThreadPoolExecutor(cores) as pool:
        seconds = best(lambda: list(pool.map(work, bounds[:-1], bounds[1:])), 9)
    return numbers * _BYTES[movement] / seconds


def _copy(arrays: tuple[Array, ...], start: int, stop: int) -> None:
    np.copyto(arrays[0][start:stop], arrays[1][start:stop])


def _triad(arrays: tuple[Array, ...], start: int, stop: int) -> None:
    into, plus, times = arrays
    product = np.empty(_PART)
    for begin in range(start, stop, _PART):
        part = slice(begin, min(begin + _PART, stop))
        here = product[: part.stop - begin]
        np.multiply(times[part], _FACTOR, out=here)
        np.add(plus[part], here, out=into[part])


_WORKS = {"copy": _copy, "triad": _triad}
