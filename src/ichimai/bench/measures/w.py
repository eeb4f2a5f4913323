"""The common workload W: our evaluators, plain Python and the peers, in turn.

All of them run the same residents in processes of their own. A figure counts only if
the goals agree with ours on every row that the engine was given.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from ichimai.bench import w_people
from ichimai.bench.contenders import (
    Lap,
    OutOfTheContest,
    Peers,
    Running,
    own_command,
)
from ichimai.bench.figures import Figure, absent, beside
from ichimai.bench.measures.memory import seconds_to_move
from ichimai.bench.own import EVALUATORS
from ichimai.bench.setting import Setting, on_cores
from ichimai.rules.column_values import Array

BYTES_A_ROW = 42
"""Five days and a status in; four days, a truth and a count out."""

_SAMPLE = 100_000
"""Rows for engines that take one resident at a time; their time is scaled."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One engine.

    Attributes:
        name: of our evaluator, or of the peer's program.
        ours: whether it is one of our evaluators.
        threaded: whether it can use more than one core.
        sample: the most rows that it is given.
    """

    name: str
    ours: bool = False
    threaded: bool = False
    sample: int | None = None


ENTRIES = (
    *(Entry(name, ours=True, threaded=True) for name in EVALUATORS),
    Entry("python", ours=True, sample=_SAMPLE),
    Entry("with_duckdb", threaded=True),
    Entry("with_polars", threaded=True),
    Entry("with_openfisca"),
    Entry("with_spark", threaded=True),
    Entry("with_zen", sample=_SAMPLE // 4),
)
"""Ours first: the others are held against it."""


@dataclass(slots=True)
class _Taking:
    """An engine that takes part, and its laps so far."""

    entry: Entry
    running: Running
    rows: int
    threads: int
    laps: list[Lap] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Engine with version, cores, and rows where it had a sample only."""
        version = self.running.version.lower().replace(" ", "-")
        own = f"ichimai-{self.entry.name}" if self.entry.ours else version
        engine = version if self.entry.name == "python" else own
        sampled = f"/scaled-from-{self.rows}" if self.entry.sample else ""
        return f"{engine}/{on_cores(self.threads)}{sampled}"


def measure(setting: Setting) -> Iterator[Figure]:
    """Time, processor, memory and one resident of each engine, beside ours."""
    limit = Figure(
        f"w/{setting.rows}/memory-limit/{on_cores(setting.cores)}",
        seconds_to_move(BYTES_A_ROW * setting.rows, setting.cores, setting.rows),
        "s",
    )
    yield limit
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        w_people.write(folder, w_people.people(setting.rows))
        taking: list[_Taking] = []
        for entry in ENTRIES:
            try:
                taking.append(_started(entry, setting, folder, stack))
            except OutOfTheContest as reason:
                yield absent(f"w/{setting.rows}/{entry.name}", "s", str(reason))
        for lap in range(setting.laps):
            setting.tell(f"w: lap {lap + 1} of {setting.laps}")
            for one in taking:
                one.laps.append(one.running.lap())
        yield from _figures(taking, setting, folder, limit)


def _started(entry: Entry, setting: Setting, folder: Path, stack: ExitStack) -> _Taking:
    setting.tell(f"w: {entry.name} starts")
    rows = min(setting.rows, entry.sample or setting.rows)
    threads = setting.cores if entry.threaded else 1
    command = _command(entry, setting.peers)
    running = stack.enter_context(Running(command, folder, threads))
    running.load(rows)
    return _Taking(entry, running, rows, threads)


def _command(entry: Entry, peers: Peers | None) -> list[str]:
    if entry.ours:
        return own_command(entry.name)
    if peers is None:
        raise OutOfTheContest("no peers were named")
    return peers.command(entry.name)


def _figures(
    taking: list[_Taking], setting: Setting, folder: Path, limit: Figure
) -> Iterator[Figure]:
    """Of every engine whose goals agree with those of the first."""
    ours: Mapping[str, Array] = {}
    first: dict[str, Figure] = {}
    for one in taking:
        setting.tell(f"w: goals of {one.name}")
        peak = one.running.peak()  # before it gathers its goals for us
        file = folder / f"{one.entry.name}.npz"
        one.running.outputs(file)
        with np.load(file) as read:
            goals = {name: read[name] for name in read.files}
        ours = ours or goals
        name = f"w/{setting.rows}/{one.name}"
        if wrong := disagreements(goals, ours):
            yield absent(f"{name}/wall", "s", f"{wrong} goals disagree with ours")
            continue
        for figure in _of_one(one, name, setting.rows, peak):
            kind = figure.name.rpartition("/")[2]
            other = limit if one.entry.ours and kind == "wall" else first.get(kind)
            if not one.entry.sample or kind in ("wall", "one"):
                yield _compared(figure, other)
            first.setdefault(kind, figure)


def _of_one(one: _Taking, name: str, rows: int, peak: float | None) -> Iterator[Figure]:
    scale = rows / one.rows
    yield Figure(f"{name}/wall", min(lap.seconds for lap in one.laps) * scale, "s")
    used = [lap.processor for lap in one.laps if lap.processor is not None]
    if used:
        yield Figure(f"{name}/processor", min(used) * scale, "s")
    if peak is not None:
        yield Figure(f"{name}/peak-memory", peak, "MiB")
    yield Figure(f"{name}/one", one.running.one(), "us")


def _compared(figure: Figure, other: Figure | None) -> Figure:
    if other is None or not other.value or figure.value is None:
        return figure  # a lap may be too short for the clock of the processor
    return beside(figure.name, figure.value, figure.unit, other)


def disagreements(goals: Mapping[str, Array], ours: Mapping[str, Array]) -> int:
    """How many values differ in the rows that both have; a goal left out differs."""
    wrong = 0
    for name, expected in ours.items():
        if name not in goals:
            return expected.size
        rows = min(expected.size, goals[name].size)
        wrong += int((goals[name][:rows] != expected[:rows]).sum())
    return wrong
