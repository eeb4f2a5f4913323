"""What a machine needs for cards in virtual readers: each part, and how to get it."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

from ichimai.card.chip.reader_stack import (
    find_program,
    has_virtual_reader,
    namespace_prefix,
)
from ichimai.errors import Unavailable, msgid


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that the stack rests on, as it was found.

    Attributes:
        there: whether this machine has it.
        needed: whether nothing works without it; otherwise some things do.
        serves: what it is for, an English source string.
        repair: how to get it, an English source string that may name `{packages}`.
    """

    name: str
    there: bool
    needed: bool
    serves: str
    repair: str
    packages: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    name: str
    found: Callable[[], bool]
    needed: bool
    serves: str
    repair: str = msgid("Install the Debian packages {packages}.")
    packages: str = ""


def _a_program(name: str) -> Callable[[], bool]:
    return lambda: find_program(name) is not None


def _has_walls() -> bool:
    try:
        namespace_prefix()
    except Unavailable:
        return False
    return True


_WANTED: Final = (
    _Wanted(
        "pcscd",
        _a_program("pcscd"),
        needed=True,
        serves=msgid("the PC/SC daemon, through which programs reach readers"),
        packages="pcscd",
    ),
    _Wanted(
        "vpcd",
        has_virtual_reader,
        needed=True,
        serves=msgid("the virtual reader, into which software cards go"),
        packages="vsmartcard-vpcd",
    ),
    _Wanted(
        "namespaces",
        _has_walls,
        needed=True,
        serves=msgid("walls around the reader, so that nobody outside reaches it"),
        repair=msgid("Run it as root, or allow namespaces (unshare)."),
    ),
    _Wanted(
        "pyscard",
        lambda: find_spec("smartcard") is not None,
        needed=False,
        serves=msgid("reading and checking cards with `card read` and `card verify`"),
        repair=msgid(
            "Install the extra ichimai[pcsc]; on Debian first install {packages}."
        ),
        packages="libpcsclite-dev, swig, build-essential",
    ),
    _Wanted(
        "setpriv",
        _a_program("setpriv"),
        needed=False,
        serves=msgid("ends the daemon even where this program is killed"),
        packages="util-linux",
    ),
    _Wanted(
        "opensc-tool",
        _a_program("opensc-tool"),
        needed=False,
        serves=msgid("card software by others, to try the cards with"),
        packages="opensc",
    ),
)


def parts() -> tuple[Part, ...]:
    """Every part, in the order in which one would put them in. Nothing is started."""
    return tuple(
        Part(
            name=each.name,
            there=each.found(),
            needed=each.needed,
            serves=each.serves,
            repair=each.repair,
            packages=each.packages,
        )
        for each in _WANTED
    )
