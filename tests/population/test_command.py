"""`ichimai population make`: files of invented residents."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from ichimai.population.files import people, stored
from ichimai.population.residents import Population


def make(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    return subprocess.run(
        [sys.executable, "-m", "ichimai", "population", "make", *words],
        capture_output=True,
        text=True,
        check=False,
    )


def test_columns(tmp_path: Path) -> None:
    """One array a column, of everybody, and what each column is beside them."""
    out = tmp_path / "new" / "folder"

    done = make("--people", "70000", "--seed", "3", "--out", str(out), "--json")

    about = json.loads(done.stdout)
    assert (0, 70_000, 3, True) == (
        done.returncode,
        about["people"],
        about["seed"],
        about["invented"],
    )
    assert about == json.loads((out / "population.json").read_text())
    assert done.stderr.splitlines()[-1] == "70,000 / 70,000"
    blocks = list(Population(70_000, 3).blocks())
    for name in about["columns"]:
        wanted = np.concatenate([stored(block[name]) for block in blocks])
        np.testing.assert_array_equal(wanted, np.load(out / f"{name}.npy"), name)


def test_lines(tmp_path: Path) -> None:
    """One object a line; what a person does not have is null."""
    done = make(
        "--people", "50", "--seed", "3", "--out", str(tmp_path), "--form", "jsonl"
    )

    lines = (tmp_path / "residents.jsonl").read_text().splitlines()
    assert done.returncode == 0
    assert list(people(Population(50, 3).block(0, 50))) == [*map(json.loads, lines)]
    assert {dict, type(None)} == {type(json.loads(line)["old_card"]) for line in lines}


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    """Where no folder can be made nothing is done, and the folder is named."""
    file = tmp_path / "file"
    file.write_text("")

    done = make("--people", "5", "--seed", "3", "--out", str(file / "below"))

    assert done.returncode == 4
    assert "below" in done.stderr
