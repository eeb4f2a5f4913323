"""A process that makes a card and loses its power: `player.py FOLDER POINT`.

A point is the instant before a flush, a rename, a removal or a commit, which is also
the one behind the act before; they are counted from 1. At POINT the process kills
itself, as a power failure would. What it has acknowledged before stands on its standard
output. POINT 0 lets it live and tells in the end how many points there were.
"""

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from authority.desk import Desk
from authority.resumed import STEPS, next_step, reopened

fatal = int(sys.argv[2])
points = count(1)


def _pass_a_point() -> None:
    if next(points) == fatal:
        os.kill(os.getpid(), signal.SIGKILL)


def _fatal(act: Callable[..., Any]) -> Callable[..., Any]:
    def acting(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever it takes
        _pass_a_point()
        return act(*given, **named)

    return acting


def _acknowledge(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


desk: Desk = reopened(Path(sys.argv[1]))
for owner, name in (
    (os, "fsync"),
    (os, "replace"),
    (os, "unlink"),
    (Connection, "commit"),
):
    setattr(owner, name, _fatal(getattr(owner, name)))
while (step := next_step(desk)) is not None:
    STEPS[step](desk, Path(sys.argv[1]))
    _acknowledge(step)
_acknowledge(str(next(points) - 1))
