"""How long something takes: the quickest of some laps, in turn with what it is beside.

The least of several laps is the time that the work takes; whatever a lap takes longer
belongs to others. Laps of things that are compared are run in turn, so that what
disturbs the machine for a while disturbs all of them.
"""

import gc
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter, perf_counter_ns, process_time

Work = Callable[[], object]


def best(work: Work, laps: int, clock: Callable[[], float] = perf_counter) -> float:
    """Seconds of the quickest of *laps* laps, by the wall or by another clock."""
    return in_turn({"": work}, laps, clock)[""]


def on_one_core(work: Work, laps: int) -> float:
    """Seconds of the processor: for work on one core, whoever else uses the machine."""
    return best(work, laps, process_time)


def in_turn(
    works: Mapping[str, Work], laps: int, clock: Callable[[], float] = perf_counter
) -> dict[str, float]:
    """Of each work, the seconds of its quickest lap; a lap goes through all works."""
    took = dict.fromkeys(works, float("inf"))
    for _ in range(laps):
        for name, work in works.items():
            gc.collect()
            started = clock()
            work()
            took[name] = min(took[name], clock() - started)
    return took


def microseconds(work: Work, seconds: float = 0.5, least: int = 5) -> float:
    """The median of one call after the first, over some *seconds*, in microseconds."""
    work()
    laps: list[int] = []
    until = perf_counter() + seconds
    while perf_counter() < until or len(laps) < least:
        started = perf_counter_ns()
        work()
        laps.append(perf_counter_ns() - started)
    return median(laps) / 1000
