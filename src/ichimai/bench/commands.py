"""A command of ours as a process of its own, and what it used."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from ichimai.bench import machine

_OFTEN = 0.1
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Used:
    """What a command used: seconds by the wall, of the processor; mebibytes at most.

    Attributes:
        peak: None where nobody knows it.
    """

    wall: float
    processor: float
    peak: float | None


def measured(words: Sequence[str], given: Path, out: Path) -> Used:
    """Run `ichimai` with *words* from *given* to *out*; its exit code is not looked at.

    It has one thread, so the processor's seconds are those of one core.
    """
    with given.open("rb") as facts, out.open("wb") as answers:
        before, started = _children_used(), perf_counter()
        running = subprocess.Popen(
            [sys.executable, "-m", "ichimai", *words],
            stdin=facts,
            stdout=answers,
            stderr=subprocess.DEVNULL,
        )
        peak: float | None = None
        while _goes_on(running):
            peak = machine.peak_mebibytes(running.pid) or peak
        wall = perf_counter() - started
    return Used(wall, _children_used() - before, peak)


def _goes_on(running: subprocess.Popen[bytes]) -> bool:
    try:
        running.wait(_OFTEN)
    except subprocess.TimeoutExpired:
        return True
    return False


def _children_used() -> float:
    """What children that have ended used of the processor."""
    times = os.times()
    return times.children_user + times.children_system
