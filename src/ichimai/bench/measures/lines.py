"""Lines of JSON through the command itself: `ichimai law ask card-validity`.

The command is a process of its own with one thread; what it used of the processor is
told, because one core is what the target names, and the wall beside it.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from ichimai.bench.commands import Used, measured
from ichimai.bench.figures import Figure, absent, beside
from ichimai.bench.laps import on_one_core
from ichimai.bench.setting import Setting
from ichimai.law.questions import answer_line
from ichimai.rules.column_values import day_number, number_day

QUESTION = "card-validity"
AS_OF = date(2026, 7, 1)
_FEW = 2_000
_MINUTE = 60
_PROCEDURES = ("extension", "change-of-status", "validity-renewal")
_STATUSES = ("permanent-resident", "hsp-2", "student")


def measure(setting: Setting) -> Iterator[Figure]:
    """Seconds for all lines in columns; a line, and a line answered alone beside it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        setting.tell(f"lines: {setting.lines} are written")
        lines = [json.dumps(facts) for facts in cards(setting.lines)]
        given = folder / "facts.jsonl"
        given.write_text("\n".join(lines) + "\n")
        setting.tell("lines: the command answers them")
        found = _answered(given, folder / "answers.jsonl", setting.lines)
    if isinstance(found, str):
        yield absent(f"lines/{setting.lines}/1-core", "s", found)
        return
    name = f"lines/{setting.lines}/1-core"
    yield Figure(f"{name}/wall", found.wall, "s")
    minute = Figure(f"lines/{setting.lines}/target-one-minute", float(_MINUTE), "s")
    yield minute
    yield beside(f"{name}/processor", found.processor, "s", minute)
    if found.peak is not None:
        yield Figure(f"{name}/peak-memory", found.peak, "MiB")
    line = Figure(f"{name}/a-line", found.wall / setting.lines * 1e6, "us")
    yield line
    few = lines[:_FEW]
    alone = on_one_core(lambda: _one_by_one(few), setting.laps) / len(few) * 1e6
    yield beside("lines/one-by-one/1-core/a-line", alone, "us", line)


def _answered(given: Path, answers: Path, count: int) -> Used | str:
    """What the command used; or why nobody can say."""
    words = ("law", "ask", QUESTION, "--as-of", AS_OF.isoformat())
    used = measured(words, given, answers)
    with answers.open() as read:
        answered = sum('"expires_on"' in line for line in read)
    if answered != count:
        return f"the command answered {answered} of {count} lines"
    return used


def _one_by_one(lines: list[str]) -> None:
    for line in lines:
        json.dumps(answer_line(QUESTION, line, AS_OF), ensure_ascii=False)


def cards(count: int) -> Iterator[dict[str, Any]]:
    """Facts for `card-validity` in which everything is said and nothing contradicts."""
    rng = np.random.default_rng(5)
    first, last = day_number(date(2026, 7, 1)), day_number(date(2031, 1, 1))
    births = day_number(date(1950, 1, 1)), day_number(date(2024, 1, 1))
    columns = (
        rng.integers(0, 2, count),
        rng.integers(0, len(_PROCEDURES), count),
        rng.integers(0, len(_STATUSES), count),
        rng.integers(*births, count),
        rng.integers(first, last, count),
        rng.integers(0, 60, count),
        rng.integers(90, 1800, count),
    )
    for row in zip(*(column.tolist() for column in columns), strict=True):
        specified, procedure, status, born, filed, wait, stay = row
        filed_on = number_day(filed)

        def on(days: int, start: date = filed_on) -> str:
            return (start + timedelta(days)).isoformat()

        yield {
            "card": "specified-residence" if specified else "residence",
            "status": _STATUSES[status],
            "birth_date": number_day(born).isoformat(),
            "procedure": _PROCEDURES[procedure],
            "filed_on": on(0),
            "delivered_on": on(wait),
            "stay_ends_on": on(stay + 60),
            "old_card": {"delivered_on": on(-1500), "expires_on": on(60)},
        }
