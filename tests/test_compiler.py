"""Text in C becomes a function, and only this user's own libraries are loaded."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ichimai import compiler
from ichimai.compiler import compiled
from ichimai.errors import Unavailable


def test_without_a_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to install."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    compiler._compiler.cache_clear()

    with pytest.raises(Unavailable) as refused:
        compiled("int run(void) { return 0; }", "run", 0)

    compiler._compiler.cache_clear()
    assert "no-compiler" == refused.value.code
    assert "gcc" in str(refused.value)


def test_a_text_that_is_no_c() -> None:
    """What the compiler says is told."""
    with pytest.raises(Unavailable) as refused:
        compiled("this is no C", "run", 0)

    assert "compiler-refuses" == refused.value.code
    assert "error" in str(refused.value)


_KEPT = """
from ichimai.compiler import compiled, _folder
print(compiled("int run(void) { return 7; }", "run", 0)(), _folder())
"""


def _folder_used(home: Path) -> Path:
    done = subprocess.run(
        [sys.executable, "-c", _KEPT],
        env={**os.environ, "XDG_CACHE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    number, _, folder = done.stdout.strip().partition(" ")
    assert "7" == number
    return Path(folder)


def test_what_was_compiled_is_kept(tmp_path: Path) -> None:
    """A second process finds the library of the first, in a folder of this user."""
    first, second = _folder_used(tmp_path), _folder_used(tmp_path)

    assert tmp_path / "ichimai" / "kernel" == first == second
    assert 1 == len(list(first.glob("*.so")))
    assert 0o700 == first.stat().st_mode & 0o777


def test_a_folder_that_others_can_write_is_left_alone(tmp_path: Path) -> None:
    """Nobody else's library is loaded."""
    shared = tmp_path / "ichimai" / "kernel"
    shared.mkdir(parents=True)
    shared.chmod(0o777)

    used = _folder_used(tmp_path)

    assert shared != used
    assert [] == list(shared.iterdir())
