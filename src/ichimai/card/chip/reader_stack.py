"""The project's own pcscd with the virtual reader: always behind walls of its own.

Debian's vpcd listens on every address of the machine, and there is one pcscd for each
`/run/pcscd`. So the stack runs in a network namespace and a mount namespace of its own:
nobody outside reaches the card, and any number of stacks stand side by side. Without
root, a user namespace gives the same. Where namespaces are not permitted nothing is
started, unless the caller says that the reader may be exposed.

    unshare ──▶ this process again ──▶ loopback up, tmpfs on /run ──▶ pcscd ──▶ command
"""

import fcntl
import os
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import IO, Final

from ichimai.card.chip.card import SoftwareCard
from ichimai.card.chip.vpcd import VPCD_PORT, VirtualSlot
from ichimai.errors import Unavailable, msgid

_SOCKET: Final = Path("/run/pcscd/pcscd.comm")
_READER_CONFIGURATION: Final = Path("/etc/reader.conf.d/vpcd")
_SYSTEM_FOLDERS: Final = "/usr/sbin:/sbin:/usr/bin:/bin"
_PAUSE: Final = 0.05
_PATIENCE: Final = 200
"""How often to look for the daemon, 0.05 s apart."""

_NOTICE: Final = 10.0
"""Seconds within which the reader notices a card; one is usual."""

_TERM_GRACE: Final = 5.0

_SIOCGIFFLAGS: Final = 0x8913
_SIOCSIFFLAGS: Final = 0x8914
_IFF_UP: Final = 0x1
_INTERFACE_REQUEST: Final = "16sH14x"
"""`struct ifreq` of Linux as far as flags go: the name, the flags, the rest."""


def find_program(name: str) -> str | None:
    """Where a system program is; daemons are not on everybody's path."""
    return shutil.which(name) or shutil.which(name, path=_SYSTEM_FOLDERS)


def has_virtual_reader() -> bool:
    """Whether the driver of the virtual reader is configured for the daemon."""
    return _READER_CONFIGURATION.exists()


def check_packages() -> None:
    """Find pcscd and the virtual reader's driver.

    Raises:
        Unavailable: code `package`; one of them is missing, and the Debian packages
            are named.
    """
    if find_program("pcscd") and has_virtual_reader():
        return
    raise Unavailable(
        msgid("The PC/SC daemon or its virtual reader is not installed."),
        repair=msgid("Install the Debian packages pcscd and vsmartcard-vpcd."),
        code="package",
    )


def namespace_prefix() -> list[str]:
    """The command that puts another one behind walls: `unshare` with its options.

    Raises:
        Unavailable: code `namespace`; neither this user nor a user namespace may.
    """
    unshare = find_program("unshare")
    for options in (["--mount", "--net"], ["--map-root-user", "--mount", "--net"]):
        if unshare and _works([unshare, *options, "true"]):
            return [unshare, *options, "--"]
    raise Unavailable(
        msgid("This machine does not let the reader have a network of its own."),
        repair=msgid(
            "Allow namespaces (unshare), or add --expose: the virtual reader then"
            " listens on every address of this machine, and whoever reaches it can"
            " put in a card."
        ),
        code="namespace",
    )


def network_namespace() -> str:
    """The name of the network namespace in which this process lives."""
    return str(Path("/proc/self/ns/net").readlink())


def furnish_namespace(outside: str) -> None:
    """Bring loopback up and put an empty `/run` over the machine's own.

    Args:
        outside: `network_namespace()` as it was before the walls went up. Where it is
            still the same nothing is done: it would be done to the whole machine.

    Raises:
        Unavailable: code `namespace`; there are no walls, or they cannot be furnished.
    """
    if network_namespace() != outside:
        try:
            _loopback_up()
            _run([find_program("mount") or "mount", "-t", "tmpfs", "tmpfs", "/run"])
        except (OSError, subprocess.CalledProcessError):
            pass
        else:
            return
    raise Unavailable(
        msgid("The reader's own network could not be set up."),
        repair=msgid("Run the command again as root, or with --expose."),
        code="namespace",
    )


@contextmanager
def running_daemon() -> Iterator[None]:
    """A pcscd in the foreground of this namespace, ended by its own PID.

    Raises:
        Unavailable: code `pcscd`; it did not come up, and its last line says why.
    """
    if _answers():
        raise _did_not_start("a PC/SC daemon is running already")
    _SOCKET.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    with tempfile.TemporaryFile() as log:
        daemon = subprocess.Popen(  # noqa: S603 - a system program by its path
            [*_dies_with_us(), find_program("pcscd") or "pcscd", "--foreground"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(daemon, log)
            yield
        finally:
            _end(daemon)


@contextmanager
def card_in_reader(card: SoftwareCard, number: int = 0) -> Iterator[None]:
    """The card in the first slot, or in slot *number*, once the reader noticed it.

    Raises:
        Unavailable: code `reader`; the slot does not answer.
    """
    slot = VirtualSlot(card, "127.0.0.1", VPCD_PORT + number)
    slot.insert()
    thread = Thread(target=slot.serve, name="card")
    thread.start()
    try:
        if not slot.noticed.wait(_NOTICE):
            raise Unavailable(
                msgid("The reader does not notice the card."),
                repair=msgid("Look whether another program holds the reader."),
                code="reader",
            )
        yield
    finally:
        slot.take_out()
        thread.join()


def run_to_its_end(command: Sequence[str]) -> int:
    """The exit code of *command*, run with this terminal; 128 + n after signal n.

    Raises:
        Unavailable: code `command`; there is no such program.
    """
    try:
        process = subprocess.Popen(list(command))  # noqa: S603 - the user's own
    except OSError:
        raise Unavailable(
            msgid("The command {program} cannot be started."),
            repair=msgid("Write the command and its arguments after --."),
            code="command",
            program=command[0],
        ) from None
    try:
        code = process.wait()
    except BaseException:
        _end(process)
        raise
    return code if code >= 0 else 128 - code


def _works(command: Sequence[str]) -> bool:
    try:
        _run(command)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _run(command: Sequence[str]) -> None:
    subprocess.run(  # noqa: S603 - a system program by its path
        list(command),
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _loopback_up() -> None:
    """What `ip link set lo up` does, without the package it is in."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
        request = struct.pack(_INTERFACE_REQUEST, b"lo", 0)
        answer = fcntl.ioctl(wire, _SIOCGIFFLAGS, request)
        flags = struct.unpack(_INTERFACE_REQUEST, answer)[1]
        up = struct.pack(_INTERFACE_REQUEST, b"lo", flags | _IFF_UP)
        fcntl.ioctl(wire, _SIOCSIFFLAGS, up)


def _dies_with_us() -> list[str]:
    """The daemon gets SIGTERM even if this process is killed without warning."""
    setpriv = find_program("setpriv")
    return [setpriv, "--pdeathsig", "TERM", "--"] if setpriv else []


def _wait_for(daemon: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    for _ in range(_PATIENCE):
        if daemon.poll() is not None:
            break
        if _answers():
            return
        time.sleep(_PAUSE)
    log.seek(0)
    lines = log.read().decode(errors="replace").strip().splitlines()
    raise _did_not_start(lines[-1][-120:] if lines else "-")


def _did_not_start(said: str) -> Unavailable:
    return Unavailable(
        msgid("The PC/SC daemon does not start: {said}."),
        repair=msgid("Look whether another pcscd holds the reader."),
        code="pcscd",
        said=said,
    )


def _answers() -> bool:
    with socket.socket(socket.AF_UNIX) as wire:
        return wire.connect_ex(os.fspath(_SOCKET)) == 0


def _end(process: subprocess.Popen[bytes]) -> None:
    """SIGTERM, so that the daemon clears up after itself; SIGKILL only if deaf."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_TERM_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
