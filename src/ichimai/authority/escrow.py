"""The escrow: where sealed contents wait for the card maker, outside the register.

Three things wait: the chosen PINs from the filing to the issue, the unsigned card with
its keys from the preparation to the issue, the finished card from the issue to the
confirmation. All of them are sealed to the card maker before they come here. The
register holds no byte of them, only receipts, and so no backup of it does.

Two stores cannot be changed together, so the register decides and the escrow follows:

    deposit, flushed to the disk          a crash leaves what nothing points to
    commit the receipt with the command   from here on it is kept
    commit the command that drops it      from here on it is worth nothing
    erase                                 a crash leaves what nothing points to

What is pointed to is always there, and a step is taken once because the register takes
it once. What nothing points to is found by `sweep`. Why: docs/decisions/0031.
"""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Final, Protocol

from ichimai.durable import flush_folder, replace_whole
from ichimai.errors import Refused, Unavailable, msgid
from ichimai.registry.store import Registry

_RECEIPT: Final = re.compile(r"[A-Za-z0-9_]+\.[0-9a-f]{64}")
_DRAFT: Final = ".new"
_LOCK: Final = ".lock"


class Escrow(Protocol):
    """Whoever keeps sealed contents. A receipt names an owner and a SHA-256."""

    def deposit(self, owner: str, sealed: bytes) -> str:
        """Keep *sealed* for a resident, durably; its receipt. Call while `held`."""
        ...

    def find(self, receipt: str) -> bytes | None:
        """What was deposited, unchanged; None where it is not here any more."""
        ...

    def erase(self, receipt: str) -> None:
        """Keep it no longer. What is not here is erased already."""
        ...

    def receipts(self) -> frozenset[str]:
        """Of everything that is kept."""
        ...

    def held(self, *, alone: bool = False) -> AbstractContextManager[None]:
        """Keep `sweep` out, which comes *alone*, between a deposit and its commit."""
        ...


class MemoryEscrow:
    """An escrow that ends with its process, for a register that does so too."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._lock = RLock()

    def deposit(self, owner: str, sealed: bytes) -> str:
        """Keep *sealed* for a resident; its receipt."""
        receipt = _receipt(owner, sealed)
        self._kept[receipt] = sealed
        return receipt

    def find(self, receipt: str) -> bytes | None:
        """What was deposited; None where it is not here any more."""
        return self._kept.get(receipt)

    def erase(self, receipt: str) -> None:
        """Keep it no longer."""
        self._kept.pop(receipt, None)

    def receipts(self) -> frozenset[str]:
        """Of everything that is kept."""
        return frozenset(self._kept)

    @contextmanager
    def held(self, *, alone: bool = False) -> Iterator[None]:
        """Keep `sweep` out; here everybody comes alone."""
        del alone
        with self._lock:
            yield


class FileEscrow:
    """An escrow in a folder that its owner alone may enter, one file a content.

    Raises:
        Unavailable: code `escrow`; by every method, where the folder does not serve.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deposit(self, owner: str, sealed: bytes) -> str:
        """Keep *sealed* for a resident, durably; its receipt."""
        receipt = _receipt(owner, sealed)
        draft = self._folder / f"{receipt}{_DRAFT}"
        with self._reported():
            replace_whole(self._folder / receipt, draft, sealed)
        return receipt

    def find(self, receipt: str) -> bytes | None:
        """What was deposited, unchanged; None where it is not here any more."""
        with self._reported():
            try:
                sealed = self._place(receipt).read_bytes()
            except FileNotFoundError:
                return None
        return sealed if receipt == _receipt(owner_of(receipt), sealed) else None

    def erase(self, receipt: str) -> None:
        """Keep it no longer."""
        with self._reported():
            self._place(receipt).unlink(missing_ok=True)
            if self._folder.is_dir():
                flush_folder(self._folder)

    def receipts(self) -> frozenset[str]:
        """Of everything that is kept."""
        with self._reported():
            paths = tuple(self._folder.iterdir()) if self._folder.is_dir() else ()
        return frozenset(p.name for p in paths if _RECEIPT.fullmatch(p.name))

    @contextmanager
    def held(self, *, alone: bool = False) -> Iterator[None]:
        """Keep `sweep` out of every process, or come *alone* as it does."""
        with self._reported():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = os.open(self._folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
            if alone:
                with self._reported():
                    for draft in self._folder.glob(f"*{_DRAFT}"):
                        draft.unlink(missing_ok=True)
            yield
        finally:
            os.close(lock)

    def _place(self, receipt: str) -> Path:
        if not _RECEIPT.fullmatch(receipt):
            raise ValueError("that is no receipt")
        return self._folder / receipt

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise Unavailable(
                msgid("The escrow {folder} cannot be used: {reason}."),
                repair=msgid("Check that the folder is yours and has space."),
                code="escrow",
                folder=str(self._folder),
                reason=error.strerror,
            ) from None


def escrow_of(directory: Path) -> FileEscrow:
    """The escrow of the authority in *directory*, beside its keys."""
    return FileEscrow(directory / "escrow")


def deposited(escrow: Escrow, receipt: str) -> bytes:
    """What the register points to.

    Raises:
        Refused: code `escrow`; this escrow does not have it, or not unchanged.
    """
    sealed = escrow.find(receipt)
    if sealed is None:
        raise Refused(
            msgid("The escrow does not hold what the register points to."),
            repair=msgid("Use the escrow of this register, or have the person refile."),
            code="escrow",
        )
    return sealed


@contextmanager
def following(
    escrow: Escrow, registry: Registry, application_id: str
) -> Iterator[None]:
    """Take one step of an application within; what it lets go of is then erased."""
    before = registry.receipts_of(application_id).values()
    with escrow.held():
        yield
        kept = registry.receipts_of(application_id).values()
        for receipt in before:
            if receipt not in kept:
                escrow.erase(receipt)


def sweep(escrow: Escrow, registry: Registry) -> int:
    """Erase what a crash has left behind; how many contents that were.

    Only what belongs to a resident of *registry* is touched: the contents of another
    register's residents are not this one's to judge.
    """
    with escrow.held(alone=True):
        left = escrow.receipts() - registry.receipts()
        ours = [r for r in left if registry.find_resident(owner_of(r)) is not None]
        for receipt in ours:
            escrow.erase(receipt)
    return len(ours)


def owner_of(receipt: str) -> str:
    """The resident for whom something was deposited."""
    return receipt.partition(".")[0]


def _receipt(owner: str, sealed: bytes) -> str:
    return f"{owner}.{sha256(sealed).hexdigest()}"
