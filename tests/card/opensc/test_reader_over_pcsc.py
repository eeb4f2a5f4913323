"""Our own reader over the real stack: pyscard, pcscd, the virtual slot, the chip."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import pytest

from card.reader.workshop import NUMBER, PIN, Workshop
from ichimai.card.layout.image import CardImage
from ichimai.model.cards import CardTypeCode
from sample_card import CARD_NUMBER
from sample_residence_cards import OWN_CHIP_TYPES, own_chip_image

READER = "Virtual PCD 00 00"


class Stack(Protocol):
    """What these tests use of the stack in `conftest.py`."""

    folder: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program inside, to its end."""
        ...

    def take_out(self) -> None:
        """An empty slot."""
        ...


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    """Where the card of these tests is made."""
    return Workshop()


@pytest.fixture(scope="module")
def trust(stack: Stack, workshop: Workshop) -> Path:
    """The folder of trust of its authority."""
    folder = stack.folder / "trust"
    folder.mkdir()
    for name, content in workshop.published({}).items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def terminal(
    stack: Stack, trust: Path
) -> Iterator[Callable[..., subprocess.CompletedProcess[str]]]:
    """Runs `ichimai card` beside the reader; lines go to its standard input."""
    if find_spec("smartcard") is None:
        pytest.skip("needs libpcsclite-dev: pyscard is not installed")

    def run(command: str, *lines: str) -> subprocess.CompletedProcess[str]:
        path = ":".join(each for each in sys.path if each)
        script = (
            f"printf '{''.join(line + chr(92) + 'n' for line in lines)}' |"
            f" PYTHONPATH='{path}' {sys.executable} -m ichimai card {command}"
            f" --reader '{READER}' --trust {trust}"
        )
        return stack.run("sh", "-c", script)

    yield run
    stack.take_out()


def test_verify(
    workshop: Workshop,
    insert: Callable[[CardImage], Path],
    terminal: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """All four questions are answered with yes over the real stack."""
    insert(workshop.image({}))

    done = terminal(
        "verify --json --pin-stdin --purpose employment --as-of 2026-11-21",
        str(NUMBER),
        PIN,
    )

    assert 0 == done.returncode, done.stderr
    verdict = json.loads(done.stdout)
    assert ["confirmed"] * 4 == [
        verdict[question]["status"]
        for question in ("origin", "currency", "holder", "permission")
    ]


def test_read(
    workshop: Workshop,
    insert: Callable[[CardImage], Path],
    terminal: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """The residence data, pictures of several blocks included, come over the wire."""
    insert(workshop.image({"contents": {"name_image": bytes(range(250)) * 10}}))

    done = terminal("read --json", str(NUMBER))

    assert 0 == done.returncode, done.stderr
    assert "07" == json.loads(done.stdout)["type_code"]


@pytest.mark.parametrize("kind", OWN_CHIP_TYPES)
def test_chips_of_their_own(
    kind: CardTypeCode,
    insert: Callable[[CardImage], Path],
    terminal: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """Cards of either generation are read over the wire, found by their root."""
    insert(own_chip_image(kind))

    done = terminal("read --json", CARD_NUMBER)

    assert 0 == done.returncode, done.stderr
    assert kind == json.loads(done.stdout)["type_code"]


def test_wrong_number(
    workshop: Workshop,
    insert: Callable[[CardImage], Path],
    terminal: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """A number that is not the card's opens nothing, and is not repeated."""
    insert(workshop.image({}))

    done = terminal("read", "TS99999999TS")

    assert 4 == done.returncode
    assert "does not belong to this chip" in done.stderr
    assert "TS99999999TS" not in done.stdout + done.stderr


def test_empty_slot(
    stack: Stack, terminal: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """A reader without a card has its own sentence."""
    stack.take_out()

    done = terminal("verify", str(NUMBER))

    assert 4 == done.returncode
    assert "There is no card in the reader." in done.stderr
