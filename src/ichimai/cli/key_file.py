"""The key under which files at rest are sealed: where it comes from, how it is made.

`--key-file`, else `$ICHIMAI_KEY_FILE`, else `ichimai/key` in the user's configuration
folder, made on first use. The key never lies in the folder of the data it protects: a
copied or backed-up data folder is useless without it.
"""

import os
from pathlib import Path

import click

from ichimai.cli.spoken import sayer
from ichimai.crypto.sealing import KEY_BYTES, new_file_key
from ichimai.durable import write_through
from ichimai.errors import Malformed, Unavailable, msgid
from ichimai.randomness import Randomness

_OTHERS = 0o077


def default_key_file() -> Path:
    """`ichimai/key` in `$XDG_CONFIG_HOME`, or in `~/.config` without it."""
    configured = os.environ.get("XDG_CONFIG_HOME")
    folder = Path(configured) if configured else Path.home() / ".config"
    return folder / "ichimai" / "key"


def read_key(given: Path | None) -> bytes:
    """The 32 bytes of the key, for opening what was sealed before.

    Raises:
        Unavailable: code `key-file`; there is no such file, or it may not be read.
        Malformed: code `key-file`; it holds something else than a key.
    """
    path = given or default_key_file()
    try:
        content = path.read_bytes()
    except OSError:
        raise Unavailable(
            msgid("The key file {path} cannot be read."),
            repair=msgid("Name the right file with --key-file or ICHIMAI_KEY_FILE."),
            code="key-file",
            path=str(path),
        ) from None
    if path.stat().st_mode & _OTHERS:
        warning = sayer()(msgid("Others may read {path}: run chmod 600 on it."))
        click.echo(f"ichimai: {warning.format(path=path)}", err=True)
    return _key_in(content, path)


def read_or_make_key(given: Path | None, randomness: Randomness) -> bytes:
    """The key, made first where there is none: for commands that seal something new.

    Two processes that start at once end up with one key: a new file appears complete
    under its name, or not at all.

    Raises:
        Unavailable: code `key-file`; the file can be neither read nor made.
        Malformed: code `key-file`; it holds something else than a key.
    """
    path = given or default_key_file()
    if not path.exists():
        try:
            _make(path, randomness)
        except OSError:
            raise Unavailable(
                msgid("The key file {path} cannot be made."),
                repair=msgid("Name a place that can be written to with --key-file."),
                code="key-file",
                path=str(path),
            ) from None
    return read_key(given)


def _make(path: Path, randomness: Randomness) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{randomness(8).hex()}")
    write_through(draft, f"{new_file_key().hex()}\n".encode("ascii"), new=True)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # somebody was quicker, and theirs is the key
    finally:
        draft.unlink()


def _key_in(content: bytes, path: Path) -> bytes:
    if len(content) == KEY_BYTES:
        return content
    try:
        key = bytes.fromhex(content.decode("ascii"))
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise Malformed(
            msgid("The key file {path} does not hold a key."),
            repair=msgid("A key is 32 bytes, or 64 hexadecimal digits."),
            code="key-file",
            path=str(path),
        )
    return key
