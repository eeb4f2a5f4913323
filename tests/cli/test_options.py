"""What every command has in common: its options, its help, its language, its places."""

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from ichimai.cli.main import ichimai

_SOURCES = Path(__file__).parents[2] / "src"
_ONE_MEANING = ("--json", "--key-file", "--lang", "--directory")


def _leaves(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield name, command
        return
    context = click.Context(command)
    for word in command.list_commands(context):
        under = command.get_command(context, word)
        assert under is not None
        yield from _leaves(under, f"{name} {word}")


LEAVES = dict(_leaves(ichimai, "ichimai"))


def _run(folder: Path, *words: str, **environment: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "ichimai", *words],
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "PYTHONPATH": str(_SOURCES), **environment},
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("name", LEAVES)
def test_help_shows_how(name: str) -> None:
    """Every command's help has an example, and a word on every option."""
    command = LEAVES[name]

    shown = command.get_help(click.Context(command, info_name=name))

    assert "Example" in shown
    assert f"  {name}" in shown or f"| {name}" in shown
    assert [] == [
        option.name
        for option in command.params
        if isinstance(option, click.Option) and not option.hidden and not option.help
    ]


def test_shared_options_mean_one_thing() -> None:
    """An option that several commands share has one help and one type in all."""
    found = defaultdict(set)
    for command in LEAVES.values():
        for option in command.params:
            if isinstance(option, click.Option):
                for name in set(option.opts) & set(_ONE_MEANING):
                    found[name].add((option.help, option.metavar, repr(option.type)))

    assert set(_ONE_MEANING) == set(found)
    assert {} == {name: kinds for name, kinds in found.items() if len(kinds) > 1}


@pytest.mark.parametrize("name", LEAVES)
def test_every_command_speaks(name: str) -> None:
    """Every command takes `--lang`."""
    options = {word for option in LEAVES[name].params for word in option.opts}

    assert "--lang" in options


def test_lang_reaches_errors(tmp_path: Path) -> None:
    """An error is said in the language of `--lang`, whatever the terminal asks for."""
    words = ("photo", "check", "none.jpg")
    english = _run(tmp_path, *words, "--lang", "en", LC_ALL="ja_JP.UTF-8")
    japanese = _run(tmp_path, *words, "--lang", "ja", LC_ALL="C.UTF-8")

    assert (4, 4) == (english[0], japanese[0])
    assert english[2].startswith("ichimai: The file none.jpg cannot be read")
    assert english[2].isascii()
    assert "読" in japanese[2]


def test_unknown_language(tmp_path: Path) -> None:
    """A language without a catalogue is wrong usage, and those that there are named."""
    code, _, said = _run(tmp_path, "law", "list", "--lang", "tlh")

    assert 2 == code
    assert "Choose one of ja, easy, en" in said


def test_one_register(tmp_path: Path) -> None:
    """`authority crl` reads the register in which `card make` voided a card."""
    key = ("--key-file", "key")
    make = ("card", "make", "--profile", "sc-void", "--out", "a.card", *key, "--json")
    verify = ("card", "verify", "a.card", *key, "--json")

    made = _run(tmp_path, *make)
    published = _run(tmp_path, "authority", "crl", *key, "--json")
    _, verdict, said = _run(tmp_path, *verify, LC_ALL="C.UTF-8")

    assert (0, 0) == (made[0], published[0]), made[2] + published[2]
    assert "var/ichimai.db" == json.loads(published[1])["register"]
    assert {"authority", "ichimai.db"} <= {
        path.name for path in (tmp_path / "var").iterdir()
    }
    assert verdict, said
    assert "lapsed" == json.loads(verdict)["currency"]["status"]
