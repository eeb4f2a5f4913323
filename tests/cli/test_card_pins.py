"""`ichimai card pin` and `card insert`, as a person at a terminal meets them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ichimai.authority.keys import COUNTER, KEYS
from ichimai.authority.setup import init
from ichimai.card.chip.card_file import write_card_file
from ichimai.cli.card import command
from ichimai.clock import SystemClock
from ichimai.errors import IchimaiError, Malformed, Refused, Unavailable
from ichimai.randomness import system_randomness
from sample_card import sample_image, sample_keys

KEY = bytes(range(32))


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A card file whose key is named in the environment."""
    key_file = tmp_path / "key"
    key_file.write_bytes(KEY)
    key_file.chmod(0o600)
    monkeypatch.setenv("ICHIMAI_KEY_FILE", str(key_file))
    path = tmp_path / "sample.card"
    write_card_file(path, KEY, sample_image())
    return str(path)


def run(*arguments: str, typed: str = "") -> Result:
    """The command with these lines on standard input."""
    return CliRunner().invoke(command, arguments, input=typed, standalone_mode=False)


def tries(card: str) -> dict[str, int]:
    """What `pin status --json` says."""
    left: dict[str, int] = json.loads(run("pin", "status", card, "--json").output)[
        "tries_left"
    ]
    return left


def change(card: str, *typed: str, pin: str = "user-authentication") -> Result:
    """Run `pin change` with these lines typed."""
    lines = "".join(f"{line}\n" for line in typed)
    return run("pin", "change", card, "--pin", pin, typed=lines)


FULL = {
    "user_authentication": 3,
    "signature": 5,
    "text": 3,
    "number_a": 10,
    "number_b": 10,
    "surface_birth": 10,
    "surface_number_a": 10,
    "surface_number_b": 10,
    "common": 3,
    "register": 3,
}
"""The tries of a card that nobody has mistyped at."""


def test_status(card: str) -> None:
    """The tries of every PIN and number are shown, and asking costs none."""
    assert FULL == tries(card)
    assert FULL == tries(card)
    assert "3 of 3 tries left" in run("pin", "status", card).output


def test_change(card: str) -> None:
    """A changed PIN is the one the card then takes."""
    changed = change(card, "1234", "5678")
    back = change(card, "5678", "1234")

    assert 0 == changed.return_value
    assert 0 == back.return_value
    assert "5678" not in changed.output


def test_wrong_pin(card: str) -> None:
    """A wrong PIN costs a try and says how many are left; three block it."""
    wrong = change(card, "0000", "5678")

    assert isinstance(wrong.exception, Refused)
    assert "2 tries" in str(wrong.exception)
    change(card, "0000", "5678")
    assert "pin-blocked" == code_of(change(card, "0000", "5678"))
    assert "pin-blocked" == code_of(change(card, "1234", "5678"))
    assert FULL | {"user_authentication": 0} == tries(card)


def test_wrong_form(card: str) -> None:
    """A new PIN of no right form costs no try."""
    refused = change(card, "ABC123", "abcdef", pin="signature")

    assert isinstance(refused.exception, Malformed)
    assert "abcdef" not in str(refused.exception)
    assert FULL == tries(card)


def test_reset(card: str) -> None:
    """A blocked PIN is set anew with all its tries, as at the municipality."""
    for _ in range(3):
        change(card, "0000", "5678")

    run("pin", "reset", card, "--pin", "user-authentication", typed="2468\n")

    assert FULL == tries(card)
    assert 0 == change(card, "2468", "1234").return_value


def test_no_reader(card: str) -> None:
    """Without a reader `insert` tries for a while, then names what to start."""
    missing = run("insert", card, "--port", "1")

    assert isinstance(missing.exception, Unavailable)
    assert "ichimai card stack" in str(missing.exception)


def test_damaged_card(card: str) -> None:
    """A card file cut short is a sentence, not a traceback."""
    path = Path(card)
    path.write_bytes(path.read_bytes()[:100])

    assert "card-key" == code_of(run("pin", "status", card))


def code_of(result: Result) -> str:
    """The code of the error with which a command ended."""
    assert isinstance(result.exception, IchimaiError)
    return result.exception.code


def test_text_pin(card: str) -> None:
    """The PIN of the text application is counted, changed and reset by itself."""
    wrong = change(card, "1234", "4321", pin="text")
    after = tries(card)
    changed = change(card, "5678", "4321", pin="text")

    assert isinstance(wrong.exception, Refused)
    assert FULL | {"text": 2} == after
    assert 0 == changed.return_value
    assert 0 == run("pin", "reset", card, "--pin", "text", typed="5678\n").return_value


def test_card_without_text_application(card: str) -> None:
    """A card made before text applications has no such PIN, and says so."""
    older = replace(sample_image(), text=None, surface={}, common={}, juki={})
    write_card_file(Path(card), KEY, older)

    refused = change(card, "5678", "4321", pin="text").exception

    assert {"user_authentication": 3, "signature": 5} == tries(card)
    assert isinstance(refused, Refused)
    assert "no-pin" == refused.code


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An authority whose counter the sample card knows."""
    place = tmp_path_factory.mktemp("counter") / "authority"
    keys = init(place, KEY, SystemClock(), system_randomness)
    known = replace(keys, counter=sample_keys().counter)
    sealed = known.sealed(KEY)[COUNTER]
    (place / KEYS / f"{COUNTER}.key").write_bytes(sealed)
    return place


def unblock(card: str, authority: Path, pin: str, typed: str = "") -> Result:
    """Run `pin unblock` at that authority's counter."""
    place = ("--directory", str(authority))
    return run("pin", "unblock", card, "--pin", pin, *place, typed=typed)


@pytest.mark.parametrize("pin", ["user-authentication", "text", "common", "register"])
def test_unblock(card: str, authority: Path, pin: str) -> None:
    """A blocked PIN is set anew by the counter, over the card's own commands."""
    for _ in range(3):
        change(card, "9090", "5678", pin=pin)

    blocked = tries(card)
    done = unblock(card, authority, pin, "2468\n")

    assert FULL | {pin.replace("-", "_"): 0} == blocked
    assert 0 == done.return_value
    assert FULL == tries(card)
    assert 0 == change(card, "2468", "1234", pin=pin).return_value


def test_unblock_number(card: str, authority: Path) -> None:
    """A printed number gets its tries back without anything being typed."""
    image = sample_image()
    spent = replace(image, tries=replace(image.tries, surface_birth=0))
    write_card_file(Path(card), KEY, spent)

    assert 0 == unblock(card, authority, "surface-birth").return_value
    assert FULL == tries(card)


def test_unblock_refused(card: str, authority: Path, tmp_path: Path) -> None:
    """Another counter, no counter and no right form are told apart; nothing changes."""
    init(tmp_path / "other", KEY, SystemClock(), system_randomness)
    init(tmp_path / "older", KEY, SystemClock(), system_randomness)
    (tmp_path / "older" / KEYS / f"{COUNTER}.key").unlink()

    codes = [
        code_of(unblock(card, tmp_path / "other", "text", "2468\n")),
        code_of(unblock(card, tmp_path / "older", "text", "2468\n")),
        code_of(unblock(card, authority, "text", "24681\n")),
    ]

    assert ["other-counter", "no-counter", "pin-form"] == codes
    assert 0 == change(card, "5678", "4321", pin="text").return_value


def test_what_was_done_is_said_in_the_language_asked_for(card: str) -> None:
    """A change is told in Japanese to whoever asks for Japanese."""
    lines = "1234\n4321\n"

    done = run(
        *("pin", "change", card, "--pin", "user-authentication", "--lang", "ja"),
        typed=lines,
    )

    assert "暗証番号を変更しました。" in done.output
