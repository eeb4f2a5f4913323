"""Contenders as processes of their own, and what becomes of those that fail."""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ichimai.bench import w_people
from ichimai.bench.contenders import OutOfTheContest, Peers, Running, own_command
from ichimai.bench.measures.w import ENTRIES, disagreements, measure
from ichimai.bench.own import ENGINES
from ichimai.bench.setting import Setting

ROWS = 400
PEERS = Path(__file__).parents[2] / "tools/bench_peers"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a few residents."""
    w_people.write(tmp_path, w_people.people(ROWS))
    return tmp_path


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], list[str]]:
    """Make the command of a contender with that text."""

    def written(text: str) -> list[str]:
        file = tmp_path / "contender.py"
        file.write_text(text)
        return [sys.executable, str(file)]

    return written


@pytest.mark.parametrize("engine", ENGINES)
def test_our_own(engine: str, folder: Path) -> None:
    """Each of our evaluators loads, runs laps, hands its goals over, and knows one."""
    with Running(own_command(engine), folder, 2) as running:
        running.load(ROWS)
        lap = running.lap()
        running.outputs(folder / "goals.npz")
        one = running.one()

    goals = np.load(folder / "goals.npz")
    assert {ROWS} == {goals[name].size for name in goals.files}
    assert lap.seconds > 0
    assert one > 0


def test_a_contender_that_fails(
    folder: Path, program: Callable[[str], list[str]]
) -> None:
    """Its own last words are the reason for which it is out."""
    command = program("raise SystemExit('no licence for this')")

    with pytest.raises(OutOfTheContest, match="no licence for this"):
        Running(command, folder, 1)


def test_a_contender_that_fails_later(
    folder: Path, program: Callable[[str], list[str]]
) -> None:
    """One that starts and fails in a lap is out as well."""
    command = program(
        "import sys\n"
        'print(\'{"version": "Own 1"}\', flush=True)\n'
        "sys.stdin.readline()\n"
        "raise SystemExit('too many rows')\n"
    )

    with (
        Running(command, folder, 1) as running,
        pytest.raises(OutOfTheContest, match="too many rows"),
    ):
        running.load(ROWS)


def test_peers_that_are_not_there() -> None:
    """Without its interpreter or its program a peer is out, and the reason says so."""
    with pytest.raises(OutOfTheContest, match="no python-of-nowhere"):
        Peers(Path("python-of-nowhere"), PEERS).command("with_polars")
    with pytest.raises(OutOfTheContest, match=r"no with_nobody\.py"):
        Peers(Path(sys.executable), PEERS).command("with_nobody")


def test_every_peer_has_a_program() -> None:
    """Each peer that is measured has its program, and no program is left over."""
    wanted = {f"{entry.name}.py" for entry in ENTRIES if not entry.ours}

    assert wanted == {file.name for file in PEERS.glob("with_*.py")}


def test_who_disagrees_has_no_figure(tmp_path: Path) -> None:
    """A peer whose goals differ on one row is absent, and how many differ is said."""
    text = (PEERS.parents[1] / "src/ichimai/bench/own.py").read_text()
    start = 'if __name__ == "__main__":'
    liar = text.partition(start)[0] + LIES + f"\n\n{start}\n    serve(Liar)\n"
    for entry in ENTRIES:
        (tmp_path / f"{entry.name}.py").write_text(liar)
    peers = Peers(Path(sys.executable), tmp_path)
    setting = Setting(2, lambda _: None, rows=ROWS, laps=1, peers=peers)

    figures = [f for f in measure(setting) if "liar" in f.name]

    assert len(figures) == len([entry for entry in ENTRIES if not entry.ours])
    assert {"absent: 1 goals disagree with ours"} == {f.beside for f in figures}
    assert {None} == {f.value for f in figures}


LIES = '''

class Liar(InColumns):
    """Says of the last resident one day too many."""

    version = "Liar 1"

    def __init__(self, folder, threads):
        """Knows W."""
        super().__init__(w_work(folder), threads)

    def outputs(self, result):
        """All but one of them right."""
        goals = dict(super().outputs(result))
        goals["card_end"] = goals["card_end"].copy()
        goals["card_end"][-1] += 1
        return goals
'''


def test_a_goal_left_out_disagrees() -> None:
    """Who leaves a goal out disagrees in every row of it; fewer rows are no fault."""
    ours = {"a": np.arange(4), "b": np.arange(4)}

    assert disagreements({"a": np.arange(2), "b": np.arange(2)}, ours) == 0
    assert disagreements({"a": np.arange(4)}, ours) == 4
