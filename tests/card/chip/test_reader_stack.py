"""The stack starts behind walls, or says why it does not."""

import subprocess
import sys
from pathlib import Path

import pytest

from ichimai.card.chip import reader_stack
from ichimai.card.chip.reader_stack import (
    check_packages,
    furnish_namespace,
    namespace_prefix,
    network_namespace,
    run_to_its_end,
)
from ichimai.errors import Unavailable


def test_missing_packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without the virtual reader the Debian packages are named."""
    monkeypatch.setattr(reader_stack, "_READER_CONFIGURATION", tmp_path / "vpcd")

    with pytest.raises(Unavailable, match="pcscd and vsmartcard-vpcd"):
        check_packages()


def test_no_namespaces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where namespaces are not permitted, the way out and its price are named."""
    monkeypatch.setattr(reader_stack, "_works", lambda _: False)

    with pytest.raises(Unavailable, match=r"--expose.*every address"):
        namespace_prefix()


def test_user_namespace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without root a user namespace takes its place."""
    monkeypatch.setattr(
        reader_stack, "_works", lambda command: "--map-root-user" in command
    )

    assert "--map-root-user" in namespace_prefix()


def test_no_walls_no_furniture() -> None:
    """The machine's own network and `/run` are left alone."""
    with pytest.raises(Unavailable, match="own network"):
        furnish_namespace(network_namespace())


def test_walls() -> None:
    """Behind the walls there is a loopback, an empty `/run`, and nothing else."""
    try:
        prefix = namespace_prefix()
    except Unavailable:
        pytest.skip("needs namespaces: this machine does not permit them")
    inside = (
        "import os, socket\n"
        "from ichimai.card.chip.reader_stack import furnish_namespace\n"
        f"furnish_namespace({network_namespace()!r})\n"
        "socket.create_server(('127.0.0.1', 35963)).close()\n"
        "print(os.listdir('/run'), [name for _, name in socket.if_nameindex()])\n"
    )

    done = subprocess.run(
        [*prefix, sys.executable, "-c", inside],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )

    assert done.stdout.startswith("[] ['lo'")


@pytest.mark.parametrize(
    ("script", "code"), [("exit 0", 0), ("exit 7", 7), ("kill -TERM $$", 143)]
)
def test_exit_codes(script: str, code: int) -> None:
    """A program's exit code is passed on; a signal counts from 128."""
    assert code == run_to_its_end(["sh", "-c", script])


def test_no_program() -> None:
    """A program that does not exist is named."""
    with pytest.raises(Unavailable, match="no-such-program"):
        run_to_its_end(["no-such-program"])
