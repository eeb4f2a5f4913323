"""Cost of a resident from few to many: flat, as long as nothing grows with the number.

W on our evaluators and the quickest peers, and everything that a register keeps on our
evaluators, for populations of very different sizes, lap by lap in turn.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ichimai.bench import w_people
from ichimai.bench.contenders import OutOfTheContest, Running, own_command
from ichimai.bench.figures import Figure, absent, beside
from ichimai.bench.own import EVALUATORS
from ichimai.bench.setting import Setting, on_cores

_PARTS_OF_ROWS = ((1, 400), (1, 40), (1, 4), (1, 1), (5, 2))
"""10 thousand to 10 million where the setting has 4 million."""

_LAPS = 3
"""Laps at most: so many sizes take their time."""


@dataclass(frozen=True, slots=True)
class Runner:
    """An engine on one work.

    Attributes:
        work: what it works out, as `own.WORKS` names it.
        engine: of ours; or a peer's program, which knows W.
        ours: whether it is one of ours.
        most: the largest population that it is given, in parts of the setting's rows.
    """

    work: str
    engine: str
    ours: bool = True
    most: float = 2.5


RUNNERS = (
    *(Runner("w", engine) for engine in EVALUATORS),
    Runner("w", "with_duckdb", ours=False),
    Runner("w", "with_polars", ours=False),
    Runner("w", "with_openfisca", ours=False, most=0.25),
    *(Runner("register", engine) for engine in EVALUATORS),
)


def measure(setting: Setting) -> Iterator[Figure]:
    """Nanoseconds of the wall a resident, beside those of the smallest population."""
    sizes = [max(setting.rows * a // b, 1) for a, b in _PARTS_OF_ROWS]
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        w_people.write(folder, w_people.people(sizes[-1]))
        running: dict[Runner, Running] = {}
        for runner in RUNNERS:
            try:
                command = _command(runner, setting)
                running[runner] = stack.enter_context(
                    Running(command, folder, setting.cores)
                )
            except OutOfTheContest as reason:
                missing = f"scale/{runner.work}/{runner.engine}"
                yield absent(missing, "ns/resident", str(reason))
        first: dict[Runner, Figure] = {}
        for rows in sizes:
            setting.tell(f"scale: {rows} residents")
            for runner, seconds in _laps(running, rows, setting).items():
                figure = _figure(runner, rows, seconds, setting, first.get(runner))
                first.setdefault(runner, figure)
                yield figure


def _command(runner: Runner, setting: Setting) -> list[str]:
    if runner.ours:
        return own_command(runner.engine, runner.work)
    if setting.peers is None:
        raise OutOfTheContest("no peers were named")
    return setting.peers.command(runner.engine)


def _laps(
    running: dict[Runner, Running], rows: int, setting: Setting
) -> dict[Runner, float]:
    """Of each runner that takes so many, the seconds of its quickest lap."""
    taking = {
        runner: process
        for runner, process in running.items()
        if rows <= runner.most * setting.rows
    }
    for process in taking.values():
        process.load(rows)
    took = dict.fromkeys(taking, float("inf"))
    for _ in range(min(setting.laps, _LAPS)):
        for runner, process in taking.items():
            took[runner] = min(took[runner], process.lap().seconds)
    return took


def _figure(
    runner: Runner, rows: int, seconds: float, setting: Setting, first: Figure | None
) -> Figure:
    engine = runner.engine.removeprefix("with_")
    cores = setting.cores if runner.most > 1 else 1  # OpenFisca has one thread
    name = f"scale/{runner.work}/{engine}/{on_cores(cores)}/{rows}"
    nanoseconds = seconds / rows * 1e9
    if first is None:
        return Figure(name, nanoseconds, "ns/resident")
    return beside(name, nanoseconds, "ns/resident", first)
