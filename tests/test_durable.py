"""A file is whole under its name, or as it was before."""

from pathlib import Path

import pytest

from ichimai.durable import (
    OWNER_ONLY,
    put_private,
    replace_whole,
    write_through,
)


def test_replaced(tmp_path: Path) -> None:
    """A replaced file holds the new content, for its owner alone, without a draft."""
    path = tmp_path / "card"
    path.write_bytes(b"before")

    replace_whole(path, tmp_path / "draft", b"after")

    assert b"after" == path.read_bytes()
    assert OWNER_ONLY == path.stat().st_mode & 0o777
    assert [path] == list(tmp_path.iterdir())


def test_draft_that_fails(tmp_path: Path) -> None:
    """Where the draft cannot be written, what was there stays."""
    path = tmp_path / "card"
    path.write_bytes(b"before")

    with pytest.raises(OSError, match="draft"):
        replace_whole(path, tmp_path / "missing" / "draft", b"after")

    assert b"before" == path.read_bytes()


def test_private(tmp_path: Path) -> None:
    """A private file is its owner's alone, also where others could read the old one."""
    path = tmp_path / "face.png"
    path.write_bytes(b"before")
    path.chmod(0o644)

    put_private(path, b"after")

    assert b"after" == path.read_bytes()
    assert OWNER_ONLY == path.stat().st_mode & 0o777
    assert [path] == list(tmp_path.iterdir())


def test_only_new(tmp_path: Path) -> None:
    """A file that is to be new never overwrites another."""
    path = tmp_path / "key"
    path.write_bytes(b"first")

    with pytest.raises(FileExistsError):
        write_through(path, b"second", new=True)

    assert b"first" == path.read_bytes()
