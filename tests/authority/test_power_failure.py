"""Whatever instant the power fails at, nothing acknowledged is lost or done twice."""

import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from authority.desk import DELIVERY_ON, PINS_ON_CARD, Desk
from authority.resumed import FILE_KEY, STEPS, next_step, reopened, url_of
from ichimai.authority import setup
from ichimai.authority.escrow import sweep
from ichimai.authority.keys import open_keys
from ichimai.card.chip.card_file import read_card_file
from ichimai.clock import VirtualClock, morning_in_japan
from ichimai.model.filing import CardState
from ichimai.randomness import system_randomness

_TESTS = Path(__file__).parents[1]
_AT_ONCE = 3


def played(folder: Path, fatal: int) -> tuple[list[str], int]:
    """What a process acknowledged until the power failed; how it ended."""
    done = subprocess.run(
        [sys.executable, _TESTS / "authority/player.py", folder, str(fatal)],
        check=False,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(_TESTS.parent / "src"), str(_TESTS)]),
        },
    )
    assert "" == done.stderr
    return done.stdout.split(), done.returncode


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a register in which MINH TEST has filed nothing yet."""
    place = tmp_path_factory.mktemp("power")
    clock = VirtualClock(morning_in_japan(DELIVERY_ON))
    setup.init(place / "authority", FILE_KEY, clock, system_randomness)
    (place / "before").mkdir()
    keys = open_keys(place / "authority", FILE_KEY)
    Desk.opened(keys, url_of(place / "before")).office.registry.close()
    return place / "before"


def failed_at(before: Path, fatal: int) -> tuple[int, list[str], Path]:
    """The case in a folder of its own, played until the power failed at *fatal*."""
    folder = before.with_name(f"failed-{fatal}")
    shutil.copytree(before, folder)
    acknowledged, code = played(folder, fatal)
    assert -signal.SIGKILL == code
    return fatal, acknowledged, folder


def assert_resumed(acknowledged: list[str], folder: Path) -> None:
    """Check what the failure left, then take the case to its end, once."""
    desk = reopened(folder)
    registry, escrow = desk.office.registry, desk.office.escrow
    assert registry.verify_journal().fault is None
    assert () == registry.differences()
    told = [entry.command for entry in registry.journal()]
    assert set(acknowledged) <= set(told)
    assert registry.receipts() <= escrow.receipts()
    sweep(escrow, registry)
    assert registry.receipts() == escrow.receipts()

    while (step := next_step(desk)) is not None:
        STEPS[step](desk, folder)

    told = [entry.command for entry in registry.journal()]
    assert [1] * len(STEPS) == [told.count(step) for step in STEPS]
    cards = {card.state: card.number for card in registry.cards_of(desk.resident.id)}
    image = read_card_file(folder / "resident.card", FILE_KEY)
    assert {CardState.VOID, CardState.ACTIVE} == cards.keys()
    assert (image.card_number, image.pins) == (cards[CardState.ACTIVE], PINS_ON_CARD)
    assert frozenset() == escrow.receipts()
    registry.close()


def test_every_instant(before: Path) -> None:
    """At every flush, rename, removal and commit the power may fail."""
    whole = before.with_name("whole")
    shutil.copytree(before, whole)
    acknowledged, code = played(whole, 0)
    assert (0, list(STEPS)) == (code, acknowledged[:-1])
    points = int(acknowledged[-1])

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        failures = list(pool.map(lambda n: failed_at(before, n), range(1, points + 1)))

    for _, acknowledged, folder in failures:
        assert_resumed(acknowledged, folder)
    assert 20 < points
