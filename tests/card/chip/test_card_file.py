"""A card on disk survives everything but the loss of its key."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ichimai.card.chip.card_file import (
    inserted_card,
    lay_card_file,
    read_card_file,
    write_card_file,
)
from ichimai.card.chip.state import Persistent
from ichimai.card.iso7816.apdu import CommandApdu
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.pins import PinRule, short_id
from ichimai.card.layout.platform_pins import PLATFORM_PINS
from ichimai.errors import Conflict, Malformed, Unavailable
from ichimai.randomness import system_randomness
from sample_card import sample_image

KEY = bytes(range(32))

# Presents a wrong PIN, and dies by SIGKILL in the middle of the chip's comparison.
_DIES_COMPARING = """
import os, signal, sys
from pathlib import Path
from ichimai.card.chip import pins
from ichimai.card.chip.card_file import inserted_card
from ichimai.randomness import system_randomness

def dying(left, right):
    os.kill(os.getpid(), signal.SIGKILL)

pins.same = dying
key = bytes(range(32))
with inserted_card(Path(sys.argv[1]), key, system_randomness) as card:
    card.power_on()
    for command in sys.argv[2:]:
        card.transmit(bytes.fromhex(command))
"""


def tries_in(path: Path) -> int:
    """Tries left on the authentication PIN, as they stand on disk."""
    return read_card_file(path, KEY).tries.user_authentication


def test_round_trip(tmp_path: Path) -> None:
    """What is written is read back, readable by the owner alone."""
    path = tmp_path / "card.ichimai"

    write_card_file(path, KEY, sample_image())

    assert sample_image() == read_card_file(path, KEY)
    assert 0o600 == path.stat().st_mode & 0o777
    assert [path] == list(tmp_path.iterdir())


def test_sealed(tmp_path: Path) -> None:
    """Neither PINs nor numbers nor keys can be seen in the file."""
    path = tmp_path / "card.ichimai"
    image = sample_image()
    write_card_file(path, KEY, image)

    content = path.read_bytes()

    assert b"ABC123" not in content
    assert b"AA12345678BB" not in content
    assert image.delivery_key[:20] not in content


def test_every_change_is_on_disk(tmp_path: Path) -> None:
    """After each answer the file already holds the state that answer left."""
    path = tmp_path / "card.ichimai"
    write_card_file(path, KEY, sample_image())
    counts = []

    with inserted_card(path, KEY, system_randomness) as card:
        card.power_on()
        card.transmit(bytes.fromhex("00A4040C0A" + Aid.JPKI.value.hex()))
        for pin in ("30303030", "30303030", "31323334"):
            card.transmit(bytes.fromhex("0020009804" + pin))
            counts.append(tries_in(path))

    assert [2, 1, 3] == counts


def _right_and_wrong() -> list[Any]:
    """Every PIN and number of the platform, with its right value and a wrong one."""
    image = Persistent(sample_image())
    return [
        pytest.param(rule, value, id=f"{rule.name}, {word}")
        for rule in PLATFORM_PINS
        if (pin := image.pin(rule)) is not None
        for word, value in (("right", pin), ("wrong", pin[::-1]))
    ]


@pytest.mark.parametrize(("rule", "value"), _right_and_wrong())
def test_kill_gives_no_try_back(tmp_path: Path, rule: PinRule, value: bytes) -> None:
    """Killed during VERIFY of any PIN, right or wrong, the card has one try less."""
    path = tmp_path / "card.ichimai"
    image = sample_image()
    write_card_file(
        path, KEY, replace(image, tries=replace(image.tries, **{rule.field: 2}))
    )
    aid: bytes = PLATFORM_PINS[rule].value
    select = CommandApdu(0, 0xA4, 0x04, 0x0C, aid)
    verify = CommandApdu(0, 0x20, 0, 0x80 | short_id(rule.pin_file), value)

    for left in (1, 0):
        killed = subprocess.run(
            [
                *(sys.executable, "-c", _DIES_COMPARING, path),
                *(each.to_bytes().hex() for each in (select, verify)),
            ],
            check=False,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )

        assert -signal.SIGKILL == killed.returncode
        assert left == getattr(read_card_file(path, KEY).tries, rule.field)


def test_one_reader_at_a_time(tmp_path: Path) -> None:
    """A card that is in use cannot be used by a second process."""
    path = tmp_path / "card.ichimai"
    write_card_file(path, KEY, sample_image())

    with (
        inserted_card(path, KEY, system_randomness),
        pytest.raises(Conflict, match="in use"),
        inserted_card(path, KEY, system_randomness),
    ):
        pass


def test_no_card_is_laid_on_one_in_use(tmp_path: Path) -> None:
    """A new card replaces one that nobody uses, and never one in a reader."""
    path = tmp_path / "card.ichimai"
    other = replace(sample_image(), security_code="7777")
    lay_card_file(path, KEY, sample_image())

    with inserted_card(path, KEY, system_randomness), pytest.raises(Conflict):
        lay_card_file(path, KEY, other)

    assert sample_image() == read_card_file(path, KEY)
    lay_card_file(path, KEY, other)
    assert other == read_card_file(path, KEY)


def test_one_reader_by_any_name(tmp_path: Path) -> None:
    """A card under a second name is the same card, and written in its place."""
    path, other = tmp_path / "sample.card", tmp_path / "other.card"
    write_card_file(path, KEY, sample_image())
    other.symlink_to(path)

    with inserted_card(other, KEY, system_randomness) as card:
        with pytest.raises(Conflict), inserted_card(path, KEY, system_randomness):
            pass
        card.power_on()
        card.transmit(bytes.fromhex("00A4040C0A" + Aid.JPKI.value.hex()))
        card.transmit(bytes.fromhex("002000980430303030"))

    assert 2 == tries_in(path)
    assert other.is_symlink()


# Selects, verifies, then changes or presents a PIN without end, and prints the number
# of every answer once it is given.
_NEVER_RESTS = """
import sys
from pathlib import Path
from ichimai.card.chip.card_file import inserted_card
from ichimai.randomness import system_randomness

path, select, verify, header, shape, most = sys.argv[1:]
with inserted_card(Path(path), bytes(range(32)), system_randomness) as card:
    card.power_on()
    card.transmit(bytes.fromhex(select))
    card.transmit(bytes.fromhex(verify))
    number = 0
    while number < int(most):
        number += 1
        value = (shape % number).encode()
        card.transmit(bytes.fromhex(header) + bytes((len(value),)) + value)
        print(number, flush=True)
    sys.stdin.read()
"""


def shape_of(rule: PinRule) -> str:
    """What makes numbers into values of the PIN's form."""
    letters = "A" if rule.allows(b"A00001") else ""
    return f"{letters}%0{rule.shortest - len(letters)}d"


def killed_after(path: Path, rule: PinRule, header: str, most: int) -> int:
    """Kill a card that never rests; how many answers it gave."""
    aid: bytes = PLATFORM_PINS[rule].value
    select = CommandApdu(0, 0xA4, 0x04, 0x0C, aid)
    right = Persistent(sample_image()).pin(rule) or b""
    verify = CommandApdu(0, 0x20, 0, 0x80 | short_id(rule.pin_file), right)
    said = (select.to_bytes().hex(), verify.to_bytes().hex(), header)
    program = (sys.executable, "-c", _NEVER_RESTS, path)
    with subprocess.Popen(
        [*program, *said, shape_of(rule), str(most)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:
        assert process.stdout
        process.stdout.readline()
        # Another moment for each PIN; the first one is killed at its first answer.
        time.sleep(0.001 * list(PLATFORM_PINS).index(rule))
        process.kill()
        return 1 + len(process.stdout.readlines())


@pytest.mark.parametrize(
    "rule", [rule for rule in PLATFORM_PINS if rule.tries], ids=lambda rule: rule.name
)
def test_kill_while_presenting(tmp_path: Path, rule: PinRule) -> None:
    """Whenever a card is killed, each answer has cost a try, and one more may have."""
    path = tmp_path / "card.ichimai"
    write_card_file(path, KEY, sample_image())
    header = bytes((0x00, 0x20, 0x00, 0x80 | short_id(rule.pin_file))).hex()

    answered = killed_after(path, rule, header, 3)

    left = getattr(read_card_file(path, KEY).tries, rule.field)
    spent = rule.tries - left
    assert spent in {answered, min(answered + 1, rule.tries)}


@pytest.mark.parametrize(
    "rule",
    [rule for rule in PLATFORM_PINS if rule.changeable],
    ids=lambda rule: rule.name,
)
def test_kill_while_changing(tmp_path: Path, rule: PinRule) -> None:
    """Whenever a card is killed, its PIN is that of its last answer, or one ahead."""
    path = tmp_path / "card.ichimai"
    write_card_file(path, KEY, sample_image())
    header = bytes((*rule.change_header, 0x80 | short_id(rule.pin_file))).hex()

    answered = killed_after(path, rule, header, 9000)

    with inserted_card(path, KEY, system_randomness) as card:
        pin = Persistent(card.image).pin(rule)
    shape = shape_of(rule)
    assert pin in {(shape % number).encode() for number in (answered, answered + 1)}
    assert {path.name, f".{path.name}.lock"} == {
        each.name for each in tmp_path.iterdir()
    }


def test_wrong_key(tmp_path: Path) -> None:
    """Another key is refused, and the repair names the option."""
    path = tmp_path / "card.ichimai"
    write_card_file(path, KEY, sample_image())

    with pytest.raises(Malformed, match="--key-file") as caught:
        read_card_file(path, bytes(32))

    assert "card-key" == caught.value.code


@settings(max_examples=40)
@given(st.data())
def test_damage(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Cut short anywhere or with any byte flipped, the file is Malformed."""
    path = tmp_path_factory.mktemp("damaged") / "card.ichimai"
    write_card_file(path, KEY, sample_image())
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    flip = data.draw(st.integers(0, 255))
    flipped = bytes([whole[at] ^ flip]) + whole[at + 1 :] if flip else b""
    path.write_bytes(whole[:at] + flipped)

    with pytest.raises(Malformed) as caught:
        read_card_file(path, KEY)

    assert caught.value.repair


def test_no_file(tmp_path: Path) -> None:
    """A missing file and a missing folder are named."""
    with pytest.raises(Unavailable, match=r"none\.card"):
        read_card_file(tmp_path / "none.card", KEY)
    with pytest.raises(Unavailable, match="folder"):
        write_card_file(tmp_path / "no" / "card", KEY, sample_image())
