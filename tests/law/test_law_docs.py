"""What docs/law.md shows is what comes out."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[2] / "docs" / "law.md").read_text("utf-8")
SAMPLES = [
    (found["command"], found["output"])
    for found in re.finditer(
        r"```console\n\$ (?P<command>.+?[^\\])\n(?P<output>.+?)\n```", TEXT, re.DOTALL
    )
]


@pytest.mark.parametrize(("command", "output"), SAMPLES)
def test_sample(command: str, output: str) -> None:
    """Each sample of the page runs and prints exactly what the page says."""
    ours = f"{shlex.quote(sys.executable)} -m ichimai law"

    done = subprocess.run(
        ["sh", "-c", command.replace("ichimai law", ours)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )

    assert output == done.stdout.strip()


def test_there_are_samples() -> None:
    """The page shows asking, waiting, refusing, explaining and showing."""
    assert len(SAMPLES) >= 5
