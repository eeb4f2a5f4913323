"""`ichimai card doctor`, and what `insert` refuses before anything is started."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ichimai.card.chip import reader_stack
from ichimai.cli.card import command


def test_a_healthy_machine_ends_with_zero_or_names_what_it_lacks() -> None:
    """Each part says whether it is there, what it is for, and how to get it if not."""
    answer = CliRunner().invoke(command, ["doctor", "--json"], standalone_mode=False)

    found = json.loads(answer.stdout)
    missing = [part for part in found if not part["there"]]
    assert (4 if any(part["needed"] for part in missing) else 0) == answer.return_value
    assert all(part["repair"] for part in missing)
    assert ["pcscd", "vpcd", "namespaces"] == [
        part["part"] for part in found if part["needed"]
    ]


def test_a_machine_without_programs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where nothing is installed, the packages are named and the end is 4."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(reader_stack, "_SYSTEM_FOLDERS", str(tmp_path))

    answer = CliRunner().invoke(command, ["doctor"], standalone_mode=False)

    assert 4 == answer.return_value
    assert "Install the Debian packages pcscd." in answer.output
    assert "Install the Debian packages opensc." in answer.output


def test_a_third_card_has_no_slot() -> None:
    """The reader has two slots, and says so before a file is opened."""
    answer = CliRunner().invoke(command, ["insert", "a", "b", "c"])

    assert 2 == answer.exit_code
    assert "2 slots" in answer.output
