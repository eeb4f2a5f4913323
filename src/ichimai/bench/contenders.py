"""The contest's own side: start contenders, tell them what to do, hold them to account.

Nobody's figure counts before the goals agree with ours on every row.
"""

import json
import os
import select
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self

import ichimai
from ichimai.bench import machine

_PATIENCE = 150.0
"""Seconds after which a contender that does not answer is given up."""

_SOURCES = Path(ichimai.__file__).resolve().parent.parent


class OutOfTheContest(Exception):
    """A contender cannot take part; the text says why."""


@dataclass(frozen=True, slots=True)
class Peers:
    """Where other engines are.

    Attributes:
        python: interpreter of an environment in which they are installed.
        programs: folder with one program for each, named after it.
    """

    python: Path
    programs: Path

    def command(self, name: str) -> list[str]:
        """How the contender of that name is started.

        Raises:
            OutOfTheContest: there is no such interpreter or program.
        """
        program = self.programs / f"{name}.py"
        for needed in (self.python, program):
            if not needed.exists():
                raise OutOfTheContest(f"no {needed.name}")
        return [str(self.python), str(program)]


def own_command(engine: str, work: str = "w") -> list[str]:
    """How one of our own evaluators is started: `own.ENGINES`, `own.WORKS`."""
    return [sys.executable, "-m", "ichimai.bench.own", engine, work]


@dataclass(frozen=True, slots=True)
class Lap:
    """What one lap took: seconds by the wall, and of the processor where known."""

    seconds: float
    processor: float | None


class Running:
    """A contender's process, ready for laps. To be used in a `with` statement.

    Raises:
        OutOfTheContest: it does not start, does not answer, or fails.
    """

    def __init__(self, command: Sequence[str], folder: Path, threads: int) -> None:
        paths = [str(_SOURCES), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [*command, str(folder), str(threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        self._said = b""
        self._complaint = b""
        self.version = str(self._answer()["version"])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End it; it has nothing left to say."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            for process in reversed(machine.family(self._process.pid)):
                os.kill(process, 9)
            self._process.wait()
        for stream in (self._process.stdout, self._process.stderr):
            if stream:
                stream.close()

    def load(self, rows: int) -> None:
        """Have it read the first *rows* rows."""
        self._tell(f"load {rows}")

    def lap(self) -> Lap:
        """Have it run once over all rows."""
        before = machine.processor_seconds(self._process.pid)
        took = float(self._tell("lap")["seconds"])
        after = machine.processor_seconds(self._process.pid)
        known = before is not None and after is not None
        return Lap(took, (after or 0.0) - (before or 0.0) if known else None)

    def outputs(self, file: Path) -> None:
        """Have it write the goals of its last lap to *file*, an `.npz`."""
        self._tell(f"outputs {file}")

    def one(self) -> float:
        """Microseconds for one resident."""
        return float(self._tell("one")["microseconds"])

    def peak(self) -> float | None:
        """The most memory that it held so far, in MiB."""
        return machine.peak_mebibytes(self._process.pid)

    def _tell(self, line: str) -> Mapping[str, Any]:
        assert self._process.stdin  # noqa: S101 - it was opened with the process
        try:
            self._process.stdin.write(f"{line}\n".encode())
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # what it said before it ended is read below
        return self._answer()

    def _answer(self) -> Mapping[str, Any]:
        until = monotonic() + _PATIENCE
        while b"\n" not in self._said:
            if not self._listen(until):
                reason = self._reason() or "it says nothing"
                self._process.kill()
                self.stop()
                raise OutOfTheContest(reason)
        line, _, self._said = self._said.partition(b"\n")
        answer: Mapping[str, Any] = json.loads(line)
        return answer

    def _listen(self, until: float) -> bool:
        """Take in what it says next; False once there is nothing more to wait for."""
        out, err = self._process.stdout, self._process.stderr
        assert out  # noqa: S101 - both were opened with the process
        assert err  # noqa: S101
        ready, _, _ = select.select([out, err], [], [], max(until - monotonic(), 0))
        if err in ready:
            more = os.read(err.fileno(), 1 << 16)
            self._complaint = (self._complaint + more)[-(1 << 16) :]
            if more:
                return True
        if out in ready:
            more = os.read(out.fileno(), 1 << 16)
            self._said += more
            return bool(more)
        return False

    def _reason(self) -> str:
        """The last line of what it complained of: an exception's own words."""
        lines = self._complaint.decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")
