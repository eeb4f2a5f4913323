"""A software card on disk: its image, sealed, replaced whole at every change.

    AES-256-GCM, magic and version (`crypto.sealing`)  around  `CardImage.to_bytes`

A change is written to a new file in the same folder, flushed to the disk, and renamed
over the old one; then the folder is flushed. Whatever kills the process or the machine,
there is the state before or the state after, never a torn one. A counter of tries is
written before the comparison it pays for, so that no try comes back.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import Final

from ichimai.card.chip.card import SoftwareCard
from ichimai.card.layout.image import CardImage
from ichimai.crypto.refuted import CiphertextRefuted
from ichimai.crypto.sealing import open_file, seal_file
from ichimai.durable import OWNER_ONLY, put_private
from ichimai.errors import Conflict, Malformed, Unavailable, msgid
from ichimai.randomness import Randomness

_LABEL: Final = "ichimai-card"
"""Bound into the seal: no other sealed file passes for a card."""


def write_card_file(path: Path, key: bytes, image: CardImage) -> None:
    """Write *image* to *path*, whole and durable, in place of what was there.

    Raises:
        Unavailable: code `card-file`; the folder or the disk does not take it.
    """
    sealed = seal_file(key, image.to_bytes(), _LABEL)
    try:
        put_private(path, sealed)
    except OSError:
        raise Unavailable(
            msgid("The card file {path} cannot be written."),
            repair=msgid("Check that its folder exists, is yours, and has space."),
            code="card-file",
            path=str(path),
        ) from None


def lay_card_file(path: Path, key: bytes, image: CardImage) -> None:
    """Write a new card to *path*, in place of a card that no process is using.

    Raises:
        Conflict: code `card-in-use`; that process would write the old card back.
        Unavailable: as `write_card_file`.
    """
    path = path.resolve()
    with _claimed(path):
        write_card_file(path, key, image)


def read_card_file(path: Path, key: bytes) -> CardImage:
    """The image in a card file.

    Raises:
        Unavailable: code `card-file`; there is none, or it may not be read.
        Malformed: code `card-file` no card file, cut short or changed; `card-key`
            sealed under another key, or damaged, which a seal does not tell apart;
            `newer-format` written by a later version.
    """
    try:
        sealed = path.read_bytes()
    except OSError:
        raise Unavailable(
            msgid("The card file {path} cannot be read."),
            repair=msgid("Name a file that ichimai card make has written."),
            code="card-file",
            path=str(path),
        ) from None
    try:
        content = open_file(key, sealed, _LABEL)
    except CiphertextRefuted as refuted:
        raise _refused(refuted.reason, path) from None
    return CardImage.from_bytes(content)


@contextmanager
def inserted_card(
    path: Path, key: bytes, randomness: Randomness
) -> Iterator[SoftwareCard]:
    """The card in *path*, in use by this process alone; every change goes to the file.

    Raises:
        Conflict: code `card-in-use`; another process has it. Two of them would each
            give back the tries that the other one spent.
    """
    path = path.resolve()  # two names of one file are one card, with one lock
    with _claimed(path):
        image = read_card_file(path, key)
        _sweep(path)

        def keep(changed: CardImage) -> None:
            write_card_file(path, key, changed)

        card = SoftwareCard(image, randomness, on_change=keep)
        try:
            yield card
        finally:
            card.close()


@contextmanager
def _claimed(path: Path) -> Iterator[None]:
    """Hold the lock file beside *path*; it stays, because removing it would race."""
    lock = path.with_name(f".{path.name}.lock")
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, OWNER_ONLY)
    except OSError:
        raise Unavailable(
            msgid("The folder of the card file {path} cannot be written to."),
            repair=msgid("A card counts tries: keep it where its counts can be kept."),
            code="card-file",
            path=str(path),
        ) from None
    try:
        _lock(handle, path)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Conflict(
            msgid("The card {path} is in use by another process."),
            repair=msgid("Take it out of the other reader first."),
            code="card-in-use",
            path=str(path),
        ) from None


def _sweep(path: Path) -> None:
    """Clear away what processes left that were killed before their rename."""
    for draft in path.parent.glob(f".{escape(path.name)}.*.new"):
        with suppress(OSError):
            draft.unlink()


def _refused(reason: str, path: Path) -> Malformed:
    match reason:
        case "newer-format":
            return Malformed(
                msgid("The card file {path} was written by a later version."),
                repair=msgid("Install that version of ichimai, or make the card anew."),
                code="newer-format",
                path=str(path),
            )
        case "not-sealed":
            return Malformed(
                msgid("The file {path} is not a card file."),
                repair=msgid("Name a file that ichimai card make has written."),
                code="card-file",
                path=str(path),
            )
        case _:
            return Malformed(
                msgid("The card file {path} is damaged or sealed under another key."),
                repair=msgid("Give its own key with --key-file, or take a backup."),
                code="card-key",
                path=str(path),
            )
