"""The real PC/SC stack, one for each worker, behind walls of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ichimai.card.chip.card_file import write_card_file
from ichimai.card.layout.image import CardImage
from needs import needs
from sample_card import sample_image

KEY = bytes(range(32))
_COMMAND = [sys.executable, "-m", "ichimai", "card"]


class Stack:
    """A running pcscd with the virtual reader, seen from inside its namespaces."""

    def __init__(self, pid: int, folder: Path) -> None:
        self._enter = ["nsenter", f"--target={pid}", "--mount", "--net"]
        if (
            Path("/proc/self/ns/user").readlink()
            != Path(f"/proc/{pid}/ns/user").readlink()
        ):
            self._enter += ["--user", "--preserve-credentials"]
        self.folder = folder
        self.key_file = folder / "key"
        self.key_file.write_bytes(KEY)
        self.key_file.chmod(0o600)
        self.inserted: Path | None = None
        self._card: subprocess.Popen[bytes] | None = None

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program inside, to its end; its output as text."""
        return subprocess.run(
            [*self._enter, *command],
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def put_in(self, path: Path) -> None:
        """The card in *path* in the slot, instead of any other one."""
        self.take_out()
        command = [*_COMMAND, "insert", str(path), "--key-file", str(self.key_file)]
        self._card = subprocess.Popen(
            [*self._enter, *command], env=_environment(), stderr=subprocess.DEVNULL
        )
        self.inserted = path
        self._wait(present=True)

    def take_out(self) -> None:
        """An empty slot."""
        if self._card is not None:
            self._card.terminate()
            self._card.wait()
            self._card = self.inserted = None
            self._wait(present=False)

    def reset(self) -> None:
        """Cut the power; a reader that has just seen its card may not do it at once."""
        for _ in range(50):
            if self.run("opensc-tool", "--reset").returncode == 0:
                return
            time.sleep(0.1)
        pytest.fail("the reader does not reset the card")

    def _wait(self, *, present: bool) -> None:
        for _ in range(200):
            if ("Yes" in self.run("opensc-tool", "--list-readers").stdout) is present:
                return
            time.sleep(0.05)
        pytest.fail("the reader does not notice the card")


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The stack as `ichimai card stack` starts it, empty, for the whole run."""
    for package, program in (
        ("opensc", "opensc-tool"),
        ("opensc", "pkcs15-tool"),
        ("opensc", "pkcs11-tool"),
        ("openssl", "openssl"),
        ("util-linux", "nsenter"),
    ):
        needs(package, program=program)
    with subprocess.Popen(
        [*_COMMAND, "stack", "--", "sh", "-c", "echo ready; exec cat"],
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        if process.stdout.readline() != "ready\n":
            pytest.skip(f"needs pcscd: {process.stderr.read().strip()}")
        running = Stack(process.pid, tmp_path_factory.mktemp("opensc"))
        yield running
        running.take_out()
        process.stdin.close()


@pytest.fixture(scope="session")
def sample_card_file(stack: Stack) -> Path:
    """The sample card's file, for tests that leave its tries as they were."""
    path = stack.folder / "sample.card"
    write_card_file(path, KEY, sample_image())
    return path


@pytest.fixture
def card(stack: Stack, sample_card_file: Path) -> None:
    """The sample card in the slot, reset.

    pcscd cuts the power only 0.5 s after the last client, and a test that comes sooner
    would inherit a verified PIN.
    """
    if stack.inserted != sample_card_file:
        stack.put_in(sample_card_file)
    stack.reset()


@pytest.fixture
def insert(stack: Stack) -> Callable[[CardImage], Path]:
    """Make a new card from an image and put it into the slot."""

    def inserted(image: CardImage) -> Path:
        path = stack.folder / "another.card"
        stack.take_out()
        write_card_file(path, KEY, image)
        stack.put_in(path)
        return path

    return inserted
