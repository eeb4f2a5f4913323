"""Many people from one file: `ichimai roster check`, ten thousand and ten times more.

The rosters are invented: dated stays of every kind in four of five rows, a My Number
Card in every other, a filing in one of a hundred, and people with cards of their own.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from ichimai.bench.commands import Used, measured
from ichimai.bench.figures import Figure, absent, beside
from ichimai.bench.setting import Setting
from ichimai.rules.column_values import day_number, number_day

_AS_OF = date(2026, 11, 21)
_FIRST_ONE_CARD = date(2026, 6, 14)
_TARGET_SECONDS, _TARGET_MEBIBYTES = 5.0, 512.0
_TIMES, _SHARE = 10, 100
_HEAD = (
    *("id", "status", "card_kind", "card_delivered_on", "card_expires_on"),
    *("stay_expires_on", "mynumber_expires_on", "filed_on", "birth_date"),
)
_WORK = ("student", "dependent", "dated", "engineer-humanities-international")
_OWN = (
    ("permanent-resident", "residence"),
    ("special-permanent-resident", "special-permanent"),
)


def measure(setting: Setting) -> Iterator[Figure]:
    """Seconds and memory for some people and for ten times as many."""
    few = max(1, setting.lines // _SHARE)
    target = Figure("roster/target", _TARGET_SECONDS, "s")
    memory = Figure("roster/target-memory", _TARGET_MEBIBYTES, "MiB")
    yield from (target, memory)
    with TemporaryDirectory() as name:
        for count in (few, _TIMES * few):
            setting.tell(f"roster: {count} people")
            yield from _of(count, Path(name), target, memory)


def _of(count: int, folder: Path, target: Figure, memory: Figure) -> Iterator[Figure]:
    given, answers = folder / f"{count}.csv", folder / f"{count}.json"
    with given.open("w", newline="") as opened:
        csv.writer(opened).writerows([_HEAD, *_rows(count)])
    words = ("roster", "check", str(given), "--as-of", _AS_OF.isoformat(), "--json")
    used: Used = measured(words, given, answers)
    found = len(json.loads(answers.read_bytes() or b'{"people": []}')["people"])
    start = f"roster/{count}"
    if found != count:
        yield absent(start, "s", f"the command worked out {found} of {count} rows")
        return
    yield beside(f"{start}/wall", used.wall, "s", target)
    yield beside(f"{start}/processor", used.processor, "s", target)
    if used.peak is not None:
        yield beside(f"{start}/peak-memory", used.peak, "MiB", memory)


def _rows(count: int) -> Iterator[Sequence[str]]:
    rng = np.random.default_rng(5)
    today = day_number(_AS_OF)
    columns = (
        rng.integers(0, 10, count),
        rng.integers(today - 20, today + 1400, count),
        rng.choice((366, 1096, 1827), count),
        rng.integers(0, 100, count),
        rng.integers(day_number(date(1960, 1, 1)), day_number(date(2005, 1, 1)), count),
    )
    rows = zip(*(column.tolist() for column in columns), strict=True)
    for number, (kind, ends, length, other, born) in enumerate(rows):
        delivered = min(ends - length, today - other)
        row = (f"{number:06}", *_of_kind(kind, ends, delivered, other))
        yield (*row, number_day(born).isoformat())


def _of_kind(kind: int, ends: int, delivered: int, other: int) -> Sequence[str]:
    """Status, card, its days, the stay's last day, the My Number side, the filing."""
    card_days = number_day(delivered).isoformat(), number_day(ends).isoformat()
    if kind < len(_OWN):
        return (*_OWN[kind], *card_days, "", "", "")
    stay_end = card_days[1]
    young = delivered >= day_number(_FIRST_ONE_CARD)
    filed = number_day(min(ends - 15, day_number(_AS_OF))).isoformat()
    return (
        _WORK[kind % len(_WORK)],
        "residence" if other % 5 or not young else "specified-residence",
        *card_days,
        stay_end,
        stay_end if other % 2 else "",
        filed if other == 0 else "",
    )
