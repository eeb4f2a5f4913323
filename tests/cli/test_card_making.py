"""Scenario cards by the commands that make, list, read and verify them."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ichimai.cli.card import command
from ichimai.cli.card_profiles import get_profile, profiles
from ichimai.model.cards import MyNumber

NAMES = [each.name for each in profiles()]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which an authority comes about with the first card."""
    return tmp_path_factory.mktemp("workshop")


def _run(workshop: Path, *arguments: str, typed: str = "") -> Result:
    options = ("--key-file", str(workshop / "key"))
    return CliRunner().invoke(
        command, [*arguments, *options], input=typed, standalone_mode=False
    )


def _make(workshop: Path, name: str) -> tuple[Path, dict[str, Any]]:
    out = workshop / f"{name}.card"
    folder = ("--directory", str(workshop / "authority"))
    done = _run(
        workshop, "make", "--profile", name, "--out", str(out), *folder, "--json"
    )
    assert done.exception is None, done.output
    return out, json.loads(done.stdout)


def _verify(
    workshop: Path, card: Path, *options: str, typed: str = ""
) -> dict[str, str]:
    trust = ("--trust", str(workshop / "authority" / "trust"))
    done = _run(workshop, "verify", str(card), *trust, "--json", *options, typed=typed)
    verdict = json.loads(done.stdout)
    return {asked: verdict[asked]["status"] for asked in QUESTIONS}


QUESTIONS = ("origin", "currency", "holder", "permission")


@pytest.mark.parametrize("name", ["sc-engineer", "rc-engineer", "sc-other-issuer"])
def test_expected_verdict(workshop: Path, name: str) -> None:
    """One command makes the card, another one answers as the profile says."""
    profile = get_profile(name)
    card, _ = _make(workshop, profile.name)

    plain = _verify(workshop, card)
    asked = _verify(
        workshop, card, "--purpose", "employment", "--pin-stdin", typed="1234\n"
    )

    assert profile.expect == plain
    assert (profile.with_pin or "not_checked") == asked["holder"]
    assert (profile.employment or "not_checked") == asked["permission"]


def test_items(workshop: Path) -> None:
    """Name and address come by PIN or code; the My Number by the PIN, for its work."""
    card, made = _make(workshop, "sc-student")
    trust = ("--trust", str(workshop / "authority" / "trust"))
    code = made["verification_number_b"][-4:]

    shown = {}
    for purpose, by, typed in (
        ("identity", "code", code),
        ("number-use", "code", code),
        ("number-use", "pin", "1234"),
    ):
        asked = ("--purpose", purpose, "--items", by)
        done = _run(
            workshop, "verify", str(card), *trust, *asked, "--json", typed=f"{typed}\n"
        )
        shown[purpose, by] = json.loads(done.stdout)["values"]

    number = made["my_number"]
    assert {"name", "address", "birth-date"} == set(shown["identity", "code"])
    assert number not in shown["number-use", "code"].values()
    assert number == shown["number-use", "pin"]["my-number"]


def test_what_make_prints(workshop: Path) -> None:
    """The card comes with everything that opens it, and the paths are there."""
    card, made = _make(workshop, "sc-student")

    assert [
        "file",
        "card_number",
        "my_number",
        "pins",
        "verification_number_b",
        "delivery_public_key",
        "trust",
    ] == list(made)
    assert str(card) == made["file"]
    assert ("1234", "ABC123") == (
        made["pins"]["user_authentication"],
        made["pins"]["signature"],
    )
    assert made["my_number"] == str(MyNumber(made["my_number"]))
    assert 14 == len(made["verification_number_b"])
    assert Path(made["delivery_public_key"]).is_file()
    assert (Path(made["trust"]) / "residence.cer").is_file()


@pytest.mark.parametrize(
    ("name", "pictures"),
    [
        ("rc-first-generation", {"front.tiff", "portrait.jp2"}),
        ("rc-first-child", {"front.tiff"}),
        ("sp-certificate", {"name.tiff", "address.tiff", "portrait.jp2"}),
    ],
)
def test_reading(workshop: Path, name: str, pictures: set[str]) -> None:
    """A card of another type is read in its own terms, its pictures as files."""
    card, made = _make(workshop, name)
    out = workshop / f"{name}-pictures"
    trust = ("--trust", str(workshop / "authority" / "trust"))

    done = _run(workshop, "read", str(card), *trust, "--json", "--out", str(out))

    profile = next(each for each in profiles() if each.name == name)
    assert profile.type_code == json.loads(done.stdout)["type_code"]
    assert pictures == {path.name for path in out.iterdir()}
    assert made["my_number"] is made["verification_number_b"] is None


def test_unknown_profile(workshop: Path) -> None:
    """A profile that there is not is refused with those that there are."""
    done = _run(workshop, "make", "--profile", "sc-unknown", "--out", "x.card")

    assert "sc-student" in str(done.exception)


def test_profiles_are_listed() -> None:
    """The list names each scenario once, with four expected answers."""
    done = CliRunner().invoke(command, ["profiles", "--json"], standalone_mode=False)

    listed = json.loads(done.stdout)
    assert NAMES == [each["name"] for each in listed]
    assert all(list(QUESTIONS) == list(each["expect"]) for each in listed)
