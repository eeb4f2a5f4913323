"""`ichimai bench` at a tiny size: every measurement runs, and the JSON holds its shape.

Nothing here looks at how long anything took.
"""

import json
import subprocess
import sys

import pytest

from ichimai.bench.figures import Figure, absent, beside, shown, table
from ichimai.bench.suite import MEASURES

TINY = ("--rows", "3000", "--lines", "300", "--laps", "1", "--cards", "40")


def bench(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    return subprocess.run(
        [sys.executable, "-m", "ichimai", "bench", *words],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", MEASURES)
def test_each_measurement(name: str) -> None:
    """Figures have the five keys of the interfaces and stand beside one another."""
    done = bench(name, "--json", *TINY)

    assert (0, "") == (done.returncode, done.stderr if done.returncode else "")
    figures = json.loads(done.stdout)
    names = [figure["name"] for figure in figures]
    assert figures
    assert {("name", "value", "unit", "beside", "ratio")} == {tuple(f) for f in figures}
    assert len(set(names)) == len(names)
    for figure in figures:
        assert figure["name"].startswith(f"{name}/")
        if figure["value"] is None:
            assert figure["beside"].startswith("absent: ")
        else:
            assert figure["value"] >= 0
        assert (figure["ratio"] is None) == (figure["beside"] not in names)
    assert done.stderr.startswith(f"bench: {name}")


def test_peers_that_nobody_named() -> None:
    """A peer that was not there is absent with a reason; it is not zero."""
    figures = json.loads(bench("w", "--json", *TINY).stdout)

    [found] = [figure for figure in figures if "with_duckdb" in figure["name"]]
    assert (None, "absent: no peers were named") == (found["value"], found["beside"])


def test_a_table_for_people() -> None:
    """Without --json a table comes out, the machine above it."""
    done = bench("memory", *TINY)

    first, heading, *rows = done.stdout.splitlines()
    assert "cores of" in first
    assert heading.split() == ["Name", "Value", "Unit", "Ratio", "Beside"]
    assert any(row.startswith("memory/copy/1-core ") for row in rows)


def test_no_such_measurement() -> None:
    """A name that is none is wrong usage, and the names are said."""
    done = bench("speed")

    assert done.returncode == 2
    assert "memory" in done.stderr


def test_numbers_as_people_read_them() -> None:
    """Three digits that count, thousands apart; what is absent is a dash."""
    assert ["–", "0.0302", "1.5", "12", "4,000"] == [
        shown(value) for value in (None, 0.030191, 1.5, 12.0, 4000.4)
    ]


def test_figures_beside_one_another() -> None:
    """A ratio is the value divided by the other; an absent figure has a reason."""
    limit = Figure("a/limit", 2.0, "s")
    rows = [limit, beside("a/b", 5.0, "s", limit), absent("a/c", "s", "no engine")]

    assert [None, 2.5, None] == [row.to_json()["ratio"] for row in rows]
    assert table(rows)[1:] == [
        "a/limit      2  s",
        "a/b          5  s      2.5×  a/limit",
        "a/c          –  s            absent: no engine",
    ]
