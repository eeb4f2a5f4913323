"""Everything that a register keeps of a resident, for everybody.

The goals are those of `ichimai.law.population_goals`, the residents invented with the
published shares of the real ones, every evaluator a process of its own.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from ichimai.bench.contenders import Lap, Running, own_command
from ichimai.bench.figures import Figure, absent, beside
from ichimai.bench.measures.memory import seconds_to_move
from ichimai.bench.measures.w import disagreements
from ichimai.bench.own import EVALUATORS, register_work
from ichimai.bench.setting import Setting, on_cores
from ichimai.rules.column_values import Array
from ichimai.rules.columns import Plan

_TARGET_SECONDS, _TARGET_MEBIBYTES = 5.0, 1024.0
_FEW = 1000


def measure(setting: Setting) -> Iterator[Figure]:
    """Time, processor and memory on one core and on all, beside limit and targets."""
    start = f"population/{setting.rows}"
    yield from _size(start)
    target = Figure(f"{start}/target", _TARGET_SECONDS, "s")
    memory = Figure(f"{start}/target-memory", _TARGET_MEBIBYTES, "MiB")
    yield from (target, memory)
    for cores in sorted({1, setting.cores}):
        least = seconds_to_move(_bytes(setting.rows), cores, setting.rows)
        limit = Figure(f"{start}/memory-limit/{on_cores(cores)}", least, "s")
        yield limit
        yield from _on_cores(setting, cores, limit, target, memory)


def _size(start: str) -> Iterator[Figure]:
    plan = Plan(register_work().goals)
    for name, count in (
        ("goals", len(plan.goals)),
        ("facts", len(plan.facts)),
        ("steps", len(plan.steps)),
    ):
        yield Figure(f"{start}/{name}", float(count), name)


def _bytes(rows: int) -> int:
    """What goes in and comes out, each value once, counted from a few residents."""
    work = register_work()
    few = work.residents(min(_FEW, rows))
    given = Plan(work.goals).facts
    columns = [column for name, column in few.items() if name in given]
    inward = sum(column.values.nbytes for column in columns)
    count = columns[0].values.size
    return (inward // count + 4 * len(work.goals)) * rows


def _on_cores(
    setting: Setting, cores: int, limit: Figure, target: Figure, memory: Figure
) -> Iterator[Figure]:
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        running: dict[str, Running] = {}
        for engine in EVALUATORS:
            setting.tell(f"population: {engine} on {on_cores(cores)} starts")
            command = own_command(engine, "register")
            running[engine] = stack.enter_context(Running(command, folder, cores))
            running[engine].load(setting.rows)
        laps: dict[str, list[Lap]] = {engine: [] for engine in running}
        for lap in range(setting.laps):
            setting.tell(f"population: lap {lap + 1} of {setting.laps}")
            for engine, process in running.items():
                laps[engine].append(process.lap())
        ours: Mapping[str, Array] = {}
        for engine, process in running.items():
            own = f"population/{setting.rows}/ichimai-{engine}/{on_cores(cores)}"
            peak = process.peak()
            process.outputs(folder / f"{engine}.npz")
            with np.load(folder / f"{engine}.npz") as read:
                goals = {name: read[name] for name in read.files}
            ours = ours or goals
            if wrong := disagreements(goals, ours):
                yield absent(f"{own}/wall", "s", f"{wrong} goals disagree")
                continue
            wall = min(lap.seconds for lap in laps[engine])
            yield beside(f"{own}/wall", wall, "s", limit)
            yield beside(f"{own}/wall-beside-target", wall, "s", target)
            used = [lap.processor for lap in laps[engine] if lap.processor]
            if used:
                yield Figure(f"{own}/processor", min(used), "s")
            if peak is not None:
                yield beside(f"{own}/peak-memory", peak, "MiB", memory)
