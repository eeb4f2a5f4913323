"""Files that survive a crash: written through to the disk, and named when whole.

What is acknowledged has been flushed, content and name. Whatever kills the process or
the machine, a name leads to the content before or to the content after.
"""

import os
from contextlib import suppress
from pathlib import Path

OWNER_ONLY = 0o600


def write_through(
    path: Path, content: bytes, mode: int = OWNER_ONLY, *, new: bool = False
) -> None:
    """Write *content* to *path* and flush it; the name is not durable yet.

    Args:
        mode: permissions of a file that is made by this.
        new: refuse a file that is there already.

    Raises:
        OSError: the place does not take it, or with *new* there is something.
    """
    made = os.O_EXCL if new else os.O_TRUNC
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | made, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_whole(
    path: Path, draft: Path, content: bytes, mode: int = OWNER_ONLY
) -> None:
    """Put *content* in the place of *path*, whole and durable, by way of *draft*.

    Raises:
        OSError: the folder or the disk does not take it; the draft may be left over.
    """
    write_through(draft, content, mode)
    draft.replace(path)
    flush_folder(path.parent)


def put_private(path: Path, content: bytes) -> None:
    """Put *content* in the place of *path*, readable by its owner alone at any moment.

    A file that was there is replaced, so that its own permissions do not count.

    Raises:
        OSError: the folder or the disk does not take it.
    """
    path = path.resolve()
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        replace_whole(path, draft, content)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise


def flush_folder(folder: Path) -> None:
    """Make names durable: a new, changed or removed name lives in its folder.

    Raises:
        OSError: the folder cannot be opened.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
