"""Text in C to a function that runs: compiled once by this machine's own compiler.

What was compiled is kept in a folder that only this user can write, under a name made
of the text, the compiler and the processor, so that nothing stale and nobody else's
code is ever loaded. Without such a folder it is compiled anew by each process.
"""

import atexit
import ctypes
import hashlib
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from ichimai.errors import Unavailable, msgid

FASTEST = 3
"""The most effort that a compiler is asked for."""

_OPTIONS = ("-std=c11", "-march=native", "-fPIC", "-shared", "-x", "c")
# The processors for which compilers think well of looking many places of a table up at
# once; without it they read one after the other. What may run says -march alone.
_FOR_X86 = ("-mtune=haswell",)
_COMPILERS = ("cc", "gcc", "clang")
_LONGEST = 300
"""Seconds that a compiler may take; a plan of a register takes some five."""


def compiled(source: str, name: str, effort: int = FASTEST) -> Callable[..., int]:
    """The function of that name, compiled from *source*; it returns an `int32_t`.

    Raises:
        Unavailable: code `no-compiler`, or `compiler-refuses`.
    """
    tuned = _FOR_X86 if os.uname().machine == "x86_64" else ()
    options = (f"-O{effort}", *tuned, *_OPTIONS)
    told = "\0".join((source, *options, _compiler(), _version(), _processor()))
    key = hashlib.sha256(told.encode()).hexdigest()
    place = _folder() / f"{key}.so"
    if not place.exists():
        _compile(source, options, place)
    function = ctypes.CDLL(str(place))[name]
    function.restype = ctypes.c_int32
    found: Callable[..., int] = function
    return found


def _compile(source: str, options: tuple[str, ...], place: Path) -> None:
    """Write the library under its name in one step, so that nobody loads a part."""
    handle, name = tempfile.mkstemp(dir=place.parent, suffix=".draft")
    os.close(handle)
    draft = Path(name)
    done = subprocess.run(  # noqa: S603 - the compiler on PATH, our own text
        [_compiler(), *options, "-o", str(draft), "-"],
        input=source.encode(),
        capture_output=True,
        timeout=_LONGEST,
        check=False,
    )
    if done.returncode != 0:
        draft.unlink(missing_ok=True)
        raise Unavailable(
            msgid("The C compiler {compiler} refuses the text of the kernel."),
            repair=msgid("Work in columns instead, and report what it says: {said}"),
            code="compiler-refuses",
            compiler=_compiler(),
            said=done.stderr.decode(errors="replace")[:500],
        )
    draft.replace(place)


@cache
def _compiler() -> str:
    for name in _COMPILERS:
        if (found := shutil.which(name)) is not None:
            return found
    raise Unavailable(
        msgid("There is no C compiler on this machine, and the kernel needs one."),
        repair=msgid("Install one: on Debian the package {package}."),
        code="no-compiler",
        package="gcc",
    )


@cache
def _version() -> str:
    done = subprocess.run(  # noqa: S603 - the compiler on PATH
        [_compiler(), "--version"], capture_output=True, check=False
    )
    return done.stdout.decode(errors="replace")


@cache
def _processor() -> str:
    """What this processor can do; code for another one might not run on it."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return str(os.uname())
    return next((line for line in lines if line.startswith(("flags", "Features"))), "")


@cache
def _folder() -> Path:
    """Where libraries are kept: this user's own, or one for this process only."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    place = Path(home) / "ichimai" / "kernel"
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = place.lstat()
    except OSError:
        return _for_this_process()
    others = stat.S_IWGRP | stat.S_IWOTH
    if found.st_uid != os.getuid() or found.st_mode & others:
        return _for_this_process()
    return place


def _for_this_process() -> Path:
    place = tempfile.mkdtemp(prefix="ichimai-kernel-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return Path(place)
