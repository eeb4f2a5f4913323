"""One contender's side of a contest: a program that runs W whenever it is told to.

A contender is a process of its own, so that its memory and its start are its own. It
gets a folder of columns and a number of threads as arguments, answers each line of
standard input with one line of JSON, and computes nothing in between:

- `load ROWS`: the first rows are read into its own form; `{}`.
- `lap`: all goals for all rows; `{"seconds": …}`.
- `outputs FILE`: the goals of the last lap as int32 in an `.npz` file; `{}`.
- `one`: all goals for one resident over and over; `{"microseconds": …}`.

Its first line, without being asked, is `{"version": …}`. Everything else that it or its
libraries print goes to standard error. Peers in other environments import this module
too: it needs the standard library and NumPy only.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

import numpy as np

from ichimai.bench.laps import microseconds


class Contender(Protocol):
    """An engine with W written for it."""

    version: str

    def load(self, rows: int) -> None:
        """Read the first *rows* rows into the engine's own form."""
        ...

    def lap(self) -> object:
        """All goals for all rows, in the engine's own form."""
        ...

    def outputs(self, result: Any) -> Mapping[str, Any]:  # noqa: ANN401 - its own form
        """The goals of a lap as int32 columns, `w_people.NULL` where there is none."""
        ...

    def one(self) -> Callable[[], object]:
        """Work that answers all goals for the first resident."""
        ...


def serve(make: Callable[[Path, int], Contender]) -> None:
    """Answer lines of standard input until it ends.

    Args:
        make: takes the folder of columns and the number of threads.
    """
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def say(**answer: object) -> None:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    contender = make(Path(sys.argv[-2]), int(sys.argv[-1]))
    say(version=contender.version)
    result: object = None
    for line in sys.stdin:
        word, _, rest = line.strip().partition(" ")
        if word == "load":
            result = None
            contender.load(int(rest))
            say()
        elif word == "lap":
            result = None  # no two results at a time
            started = perf_counter()
            result = contender.lap()
            say(seconds=perf_counter() - started)
        elif word == "outputs":
            np.savez(rest, **contender.outputs(result))
            say()
        elif word == "one":
            say(microseconds=microseconds(contender.one()))
