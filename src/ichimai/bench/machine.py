"""The machine that measures: what it is, and what a process on it has used.

Processor time and peak memory of other processes come from `/proc`; where there is
none, nobody knows them.
"""

import os
import platform
from pathlib import Path

_PROC = Path("/proc")
_MIB = 1 << 20


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def load() -> float:
    """How many processes wanted a core over the last minute."""
    return os.getloadavg()[0]


def described() -> str:
    """Processor, memory and system in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{cores()} cores of {_processor()}, {memory:.0f} GiB, "
        f"{platform.system()}, Python {platform.python_version()}"
    )


def _processor() -> str:
    info = _PROC / "cpuinfo"
    if info.exists():
        for line in info.read_text().splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()


def family(root: int) -> list[int]:
    """A process and all that descend from it; only itself where `/proc` is missing."""
    found = [root]
    for process in found:
        for children in (_PROC / str(process) / "task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:
                continue  # it ended while it was looked at
    return found


def processor_seconds(root: int) -> float | None:
    """What a process and its descendants have used of the processor so far."""
    ticks, seen = 0, False
    for process in family(root):
        try:
            stat = (_PROC / str(process) / "stat").read_text()
        except OSError:
            continue
        # The name, in parentheses, may hold anything; fields 14 and 15 are its times.
        fields = stat.rpartition(")")[2].split()
        ticks, seen = ticks + int(fields[11]) + int(fields[12]), True
    return ticks / os.sysconf("SC_CLK_TCK") if seen else None


def peak_mebibytes(root: int) -> float | None:
    """The most memory that a process and its living descendants held so far."""
    peak = 0
    for process in family(root):
        try:
            status = (_PROC / str(process) / "status").read_text()
        except OSError:
            continue
        for line in status.splitlines():
            if line.startswith("VmHWM:"):
                peak += int(line.split()[1]) * 1024
    return peak / _MIB or None
