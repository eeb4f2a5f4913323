"""Only `clock.py` reads the time and only `randomness.py` draws by lot."""

import re
import subprocess
import sys
import tomllib

import pytest

from house.tree import ROOT, modules

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
BANNED = PROJECT["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]

# What reads a clock and is no name that the linter could ban: a database's own time in
# SQL, and the times that a file system keeps.
CLOCKS_IN_TEXT = re.compile(
    r"CURRENT_(TIMESTAMP|DATE|TIME)\b|\bdatetime\('now|\bdate\('now|strftime\('%"
    r"|(clock|transaction)_timestamp|SELECT now\(|\.st_[mca]time|get[mca]time",
)

PLANTS = {
    "datetime.now": "from datetime import UTC, datetime\n\nAT = datetime.now(UTC)\n",
    "datetime.today": "import datetime as d\n\nAT = d.datetime.today()\n",
    "date.today": "from datetime import date\n\nON = date.today()\n",
    "time.time": "from time import time as when\n\nAT = when()\n",
    "time.strftime": 'import time\n\nAT = time.strftime("%Y")\n',
    "email.utils": "from email.utils import formatdate\n\nAT = formatdate()\n",
    "func.now": "from sqlalchemy import func\n\nAT = func.now()\n",
    "uuid1": "import uuid\n\nID = uuid.uuid1()\n",
    "uuid4": "from uuid import uuid4\n\nID = uuid4()\n",
    "random": "import random\n\nLOT = random.random()\n",
    "secrets": "from secrets import token_bytes\n\nLOT = token_bytes(8)\n",
    "urandom": "import os\n\nLOT = os.urandom(8)\n",
}


def found_by_the_linter(text: str, name: str) -> list[str]:
    """The lines on which the linter finds a banned name in *text*, as file *name*."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "ruff", "check", "--no-cache"),
            *("--select", "TID251", "--output-format", "concise"),
            *("--stdin-filename", name, "-"),
        ],
        cwd=ROOT,
        input=text,
        check=False,
        capture_output=True,
        text=True,
    )
    return [line for line in done.stdout.splitlines() if "TID251" in line]


@pytest.mark.parametrize("plant", PLANTS)
def test_planted(plant: str) -> None:
    """A module that reads a clock or draws by itself does not pass the linter."""
    found = found_by_the_linter(PLANTS[plant], "src/ichimai/law/planted.py")

    assert found


def test_every_ban() -> None:
    """Each name on the list is found, and found in the package's every layer."""
    lines = [f"import {name.split('.')[0]}" for name in BANNED]
    uses = [name for name in BANNED if "." in name]
    text = "\n".join([*lines, "", *(f"{name}()" for name in uses)])
    for layer in ("law", "registry", "authority", "card/chip", "web", "cli"):
        found = "\n".join(found_by_the_linter(text, f"src/ichimai/{layer}/planted.py"))

        assert [] == [name for name in BANNED if f"`{name}`" not in found]


def test_what_may() -> None:
    """The clock and the source of randomness are let through, and how long is asked."""
    assert [] == found_by_the_linter(PLANTS["time.time"], "src/ichimai/clock.py")
    assert [] == found_by_the_linter(PLANTS["secrets"], "src/ichimai/randomness.py")
    measuring = "import time\n\nBEGAN = time.monotonic()\n"
    assert [] == found_by_the_linter(measuring, "src/ichimai/cli/planted.py")


def test_no_clock_in_a_text() -> None:
    """No statement asks a database or a file for its time; nobody is excused."""
    found = [
        f"{name}:{number}"
        for name, text, _ in modules("src/")
        for number, line in enumerate(text.splitlines(), start=1)
        if CLOCKS_IN_TEXT.search(line) or "noqa: TID251" in line
    ]

    assert [] == found


@pytest.mark.parametrize(
    "line",
    ["DEFAULT CURRENT_TIMESTAMP", "SELECT datetime('now')", "path.stat().st_mtime"],
)
def test_clocks_in_texts_are_found(line: str) -> None:
    """The search above finds what it looks for."""
    assert CLOCKS_IN_TEXT.search(line)
