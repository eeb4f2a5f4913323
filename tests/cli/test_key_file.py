"""The key of sealed files is found, made once, and never half-written."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ichimai.cli.key_file import default_key_file, read_key, read_or_make_key
from ichimai.errors import Malformed, Unavailable
from ichimai.randomness import system_randomness


def test_default_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name the key lies in the configuration folder, for its owner only."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    key = read_or_make_key(None, system_randomness)

    assert tmp_path / "ichimai" / "key" == default_key_file()
    assert 0o600 == default_key_file().stat().st_mode & 0o777
    assert key == read_key(None)
    assert [default_key_file()] == list(default_key_file().parent.iterdir())


def test_made_once(tmp_path: Path) -> None:
    """Many makers at once agree on one key."""
    path = tmp_path / "key"

    with ThreadPoolExecutor(8) as pool:
        keys = set(
            pool.map(lambda _: read_or_make_key(path, system_randomness), range(16))
        )

    assert 1 == len(keys)


@pytest.mark.parametrize("content", [bytes(32), b"00" * 32, b"00" * 32 + b"\n"])
def test_both_forms(tmp_path: Path, content: bytes) -> None:
    """A key is 32 bytes as they are, or 64 hexadecimal digits."""
    path = tmp_path / "key"
    path.write_bytes(content)
    path.chmod(0o600)

    assert bytes(32) == read_key(path)


@pytest.mark.parametrize("content", [b"", bytes(31), b"0" * 63, "鍵".encode() * 20])
def test_no_key(tmp_path: Path, content: bytes) -> None:
    """Anything else is no key, and the sentence names the file."""
    path = tmp_path / "key"
    path.write_bytes(content)
    path.chmod(0o600)

    with pytest.raises(Malformed, match=str(path)):
        read_key(path)


def test_no_file(tmp_path: Path) -> None:
    """A key that is only to be read is not made, and a missing one is named."""
    with pytest.raises(Unavailable, match="missing"):
        read_key(tmp_path / "missing")


def test_open_to_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A key that others may read is used, with a warning on standard error."""
    path = tmp_path / "key"
    path.write_bytes(bytes(32))
    path.chmod(0o644)

    assert bytes(32) == read_key(path)
    assert "chmod 600" in capsys.readouterr().err
