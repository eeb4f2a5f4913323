"""Every rule of both law files is accounted for, once and truly."""

import json
import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.resources import files
from pathlib import Path

from ichimai.law.coverage import coverage, rule_ids
from ichimai.law.questions import all_rules
from ichimai.law.told import subjects

MOST_FOR_ONE_REASON = 6
TABLE = tomllib.loads(files("ichimai.law").joinpath("coverage.toml").read_text("utf-8"))


def test_nothing_is_missing() -> None:
    """Each of the 449 identifiers has a state, with a place or a reason."""
    found = coverage()

    assert 186 + 263 == len(rule_ids())
    assert list(rule_ids()) == list(found)
    assert all(row.get("where") or row.get("reason") for row in found.values())
    assert {"computed", "knowledge", "out"} == {row["state"] for row in found.values()}


def test_code_names_the_rule() -> None:
    """A module that is said to hold a rule names it in its text."""
    for row in TABLE["code"]:
        text = Path(str(import_module(row["where"]).__file__)).read_text("utf-8")
        assert [] == [name for name in row["ids"] if name not in text]


def test_no_rule_of_the_residence_card_is_left_out() -> None:
    """Each rule of the residence-card file is computed, or told as a text."""
    states = {row["state"] for name, row in coverage().items() if name[:2] == "RC"}

    assert {"computed", "knowledge"} == states


def test_what_is_left_out_is_nowhere_else() -> None:
    """Nothing that is left out is computed or told, and each reason is for few."""
    left_out = [name for row in TABLE["out"] for name in row["ids"]]
    held = {name for row in TABLE["code"] for name in row["ids"]}
    told = {rule for each in subjects() for e in each.entries for rule in e.rules}

    assert len(left_out) == len(set(left_out))
    assert set() == set(left_out) & (held | told)
    assert {"out"} == {coverage()[name]["state"] for name in left_out}
    assert all(len(row["ids"]) <= MOST_FOR_ONE_REASON for row in TABLE["out"])
    assert len(TABLE["out"]) == len({row["reason"] for row in TABLE["out"]})


def test_a_rule_stands_where_it_is_the_subject() -> None:
    """A rule text's own rules lead to it, whatever other rows name them too."""
    found = coverage()

    assert (
        "specified-card-request.becomes_special_at_bureau" == found["RC-038"]["where"]
    )
    assert "who-may-file.is_under_sixteen" == found["RC-051"]["where"]
    assert "card-duties.let_chip_be_checked" == found["RC-207"]["where"]


def test_places_are_there() -> None:
    """A place is a rule of a question, a module, or a text of a subject."""
    rules = {f"{question}.{node.spec.name}" for question, node in all_rules()}
    texts = {entry.name for each in subjects() for entry in each.entries}
    places = {row["where"] for row in coverage().values() if "where" in row}
    modules = {row["where"] for row in TABLE["code"]}

    assert set() == places - rules - texts - modules


def test_command() -> None:
    """The list comes as JSON, by identifier."""
    done = subprocess.run(
        [sys.executable, "-m", "ichimai", "law", "list", "--coverage", "--json"],
        capture_output=True,
        check=True,
    )

    assert coverage() == json.loads(done.stdout)
