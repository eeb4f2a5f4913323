"""Every rule of both law files is accounted for, once and truly."""

import json
import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.resources import files
from pathlib import Path

from ichimai.law.coverage import coverage, rule_ids

TABLE = tomllib.loads(files("ichimai.law").joinpath("coverage.toml").read_text("utf-8"))


def test_nothing_is_missing() -> None:
    """Each of the 449 identifiers has a state, with a place or a reason."""
    found = coverage()

    assert 186 + 263 == len(rule_ids())
    assert list(rule_ids()) == list(found)
    assert all(row.get("where") or row.get("reason") for row in found.values())
    assert {"computed", "knowledge", "out"} == {row["state"] for row in found.values()}


def test_code_and_knowledge_name_the_rule() -> None:
    """A module that is said to hold a rule names it in its text."""
    for row in (*TABLE["code"], *TABLE["knowledge"]):
        text = Path(str(import_module(row["where"]).__file__)).read_text("utf-8")
        assert [] == [name for name in row["ids"] if name not in text]


def test_command() -> None:
    """The list comes as JSON, by identifier."""
    done = subprocess.run(
        [sys.executable, "-m", "ichimai", "law", "list", "--coverage", "--json"],
        capture_output=True,
        check=True,
    )

    assert coverage() == json.loads(done.stdout)
