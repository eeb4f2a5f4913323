"""`ichimai card read` and `verify`, on a card file and over a real folder of trust."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from card.reader.workshop import NUMBER, PIN, Workshop
from ichimai.card.chip.card_file import write_card_file
from ichimai.cli.card_reading import read_command, verify_command
from ichimai.errors import IchimaiError, Malformed, Unavailable

KEY = bytes(range(32))


class Desk:
    """A folder with one card, its key and the trust beside it."""

    def __init__(self, folder: Path, workshop: Workshop) -> None:
        self.folder = folder
        self.card = folder / "minh.card"
        self.key = folder / "card.key"
        self._workshop = workshop
        self.key.write_bytes(KEY)
        self.key.chmod(0o600)

    def lay(self, given: Mapping[str, Any]) -> None:
        """Lay out the card and the trust of a scenario."""
        write_card_file(self.card, KEY, self._workshop.image(given))
        trust = self.folder / "minh.trust"
        trust.mkdir()
        for name, content in self._workshop.published(given).items():
            (trust / name).write_bytes(content)

    def run(self, command: Any, *options: str, given: str = "") -> Result:  # noqa: ANN401 - click's commands have no common type
        """Run a command on the card; its exit code is the `return_value`."""
        arguments = [str(self.card), "--key-file", str(self.key), *options]
        return CliRunner().invoke(
            command, arguments, input=given, standalone_mode=False
        )

    def verify(self, *options: str, given: str = "") -> Result:
        """`card verify`, on the day of the scenarios unless another is given."""
        day = () if "--as-of" in options else ("--as-of", "2026-11-21")
        return self.run(verify_command, *day, *options, given=given)


@pytest.fixture
def desk(tmp_path: Path, workshop: Workshop) -> Desk:
    """An empty desk."""
    return Desk(tmp_path, workshop)


def test_genuine_card(desk: Desk) -> None:
    """With PIN and purpose all four are confirmed, and the command ends with 0."""
    desk.lay({})

    result = desk.verify(
        "--json", "--pin-stdin", "--purpose", "employment", given=f"{PIN}\n"
    )

    verdict = json.loads(result.stdout)
    assert 0 == result.return_value
    assert ["confirmed"] * 4 == [
        verdict[question]["status"]
        for question in ("origin", "currency", "holder", "permission")
    ]
    assert "engineer-humanities-international" == verdict["values"]["status"]


def test_without_pin_and_purpose(desk: Desk) -> None:
    """Questions that were not asked are not answered, and are no failure."""
    desk.lay({})

    result = desk.verify("--json")

    verdict = json.loads(result.stdout)
    assert 0 == result.return_value
    assert "not_checked" == verdict["holder"]["status"]
    assert "not_checked" == verdict["permission"]["status"]
    assert {} == verdict["values"]


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ({"flip": {"IMAGES": 12}}, ()),
        ({"void_on": date(2026, 11, 1)}, ()),
        ({}, ("--as-of", "2029-11-01")),
        ({}, ("--purpose", "curiosity")),
    ],
)
def test_negative_verdict(
    desk: Desk, given: Mapping[str, Any], options: tuple[str, ...]
) -> None:
    """A question answered with no ends the command with 5."""
    desk.lay(given)

    result = desk.verify("--json", *options)

    assert 5 == result.return_value
    assert {"origin", "currency", "holder", "permission"} <= set(
        json.loads(result.stdout)
    )


@pytest.mark.parametrize(
    ("language", "word"), [("en_GB.UTF-8", "Origin"), ("ja_JP.UTF-8", "出どころ")]
)
def test_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, language: str, word: str
) -> None:
    """People read four rows in the language of their terminal, and the TEST warning."""
    monkeypatch.setenv("LC_ALL", language)
    desk.lay({})

    result = desk.verify("--pin-stdin", given="4321\n")

    assert 5 == result.return_value
    assert word in result.stdout
    assert "TEST" in result.stdout.splitlines()[0]
    assert "2" in result.stdout
    assert str(NUMBER) not in result.output


def test_wrong_pin_is_kept(desk: Desk) -> None:
    """Tries spent here are spent on the card."""
    desk.lay({})
    left = []

    for _ in range(3):
        result = desk.verify("--json", "--pin-stdin", given="4321\n")
        left.append(json.loads(result.stdout)["holder"].get("tries_left"))

    assert [2, 1, 1] == left


def test_read(desk: Desk) -> None:
    """Reading gives the fields as they stand, and the pictures as files."""
    desk.lay({"contents": {"pending": True}})

    result = desk.run(read_command, "--json", "--out", str(desk.folder / "pictures"))

    fields = json.loads(result.stdout)
    assert 0 == result.return_value
    assert ("07", "2029-10-31", True, False) == (
        fields["type_code"],
        fields["valid_until"],
        fields["pending"],
        fields["individual_permission"],
    )
    pictures = sorted((desk.folder / "pictures").iterdir())
    assert ["address.tiff", "name.tiff", "portrait.jp2"] == [p.name for p in pictures]
    assert {0o600} == {path.stat().st_mode & 0o777 for path in pictures}


def test_read_for_people(desk: Desk) -> None:
    """Without --json each field is a line."""
    desk.lay({})

    result = desk.run(read_command)

    assert "valid_until" in result.stdout
    assert "VNM" in result.stdout


@pytest.mark.parametrize(
    ("options", "kind", "code"),
    [
        (("--trust", "nowhere"), Unavailable, "trust-folder"),
        (("--pin-stdin",), Malformed, "input-ended"),
    ],
)
def test_nothing_could_be_done(
    desk: Desk, options: tuple[str, ...], kind: type[IchimaiError], code: str
) -> None:
    """What cannot be read raises, and is no verdict."""
    desk.lay({})

    result = desk.verify(*options)

    assert isinstance(result.exception, kind)
    assert code == result.exception.code


def test_no_such_day(desk: Desk) -> None:
    """A day that does not exist is wrong usage."""
    desk.lay({})

    result = desk.verify("--as-of", "2026-02-30")

    assert isinstance(result.exception, click.BadParameter)


def test_file_or_reader() -> None:
    """One card is looked at: neither none nor two."""
    result = CliRunner().invoke(verify_command, ["--trust", "."])

    assert result.exit_code != 0
