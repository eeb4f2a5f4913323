"""One person: every goal that a register keeps, with reasons; and a command's start.

The goals are those of `ichimai.law.population_goals`, worked out for one invented
resident after the other by the evaluator that needs the standard library only. The
command is `ichimai law ask`, a new process each time.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle

from ichimai.bench.figures import Figure, beside
from ichimai.bench.laps import best, microseconds
from ichimai.bench.measures.lines import AS_OF, QUESTION, cards
from ichimai.bench.own import Work, register_work
from ichimai.bench.rows import facts_of
from ichimai.bench.setting import Setting
from ichimai.rules.columns import Plan
from ichimai.rules.explain import argument, basis
from ichimai.rules.scalar import Case, Value

_PEOPLE = 500
_STARTS = 10
_MILLISECOND_TARGET, _EXPLAINED_TARGET, _START_TARGET = 1000.0, 5000.0, 0.3

Facts = dict[str, Value]


def measure(setting: Setting) -> Iterator[Figure]:
    """Microseconds for all goals, plain and explained; seconds of a new process."""
    work = register_work()
    everybody = _people(work, min(_PEOPLE, setting.rows))
    target = Figure("one-person/target", _MILLISECOND_TARGET, "us")
    yield target
    for name, answer, limit in (
        ("one-person/all-goals", _goals, target),
        (
            "one-person/all-goals-explained-with-citations",
            _explained,
            Figure("one-person/target-explained", _EXPLAINED_TARGET, "us"),
        ),
    ):
        setting.tell(name)
        if limit is not target:
            yield limit
        took = microseconds(_next_of(everybody, partial(answer, work)), least=20)
        yield beside(name, took, "us", limit)
    yield from _starts(setting)


def _people(work: Work, count: int) -> list[Facts]:
    columns = work.residents(count)
    facts = Plan(work.goals).facts.values()
    return [facts_of(columns, facts, work.as_of, row) for row in range(count)]


def _next_of(
    everybody: Sequence[Facts], answer: Callable[[Facts], object]
) -> Callable[[], object]:
    """Answer for another person each time, as a counter does."""
    waiting = cycle(everybody)
    return lambda: answer(next(waiting))


def _goals(work: Work, facts: Facts) -> list[Value]:
    case = Case(facts)
    return [case[goal] for goal in work.goals.values()]


def _explained(work: Work, facts: Facts) -> tuple[object, ...]:
    case = Case(facts)
    goals = [*work.goals.values()]
    return [case[goal] for goal in goals], argument(case, *goals), basis(case, goals)


def _starts(setting: Setting) -> Iterator[Figure]:
    """A new process: Python alone, and the command with one line of facts."""
    line = json.dumps(next(cards(1))).encode()
    ask = ["-m", "ichimai", "law", "ask", QUESTION, "--as-of", AS_OF.isoformat()]
    laps = min(_STARTS, 2 * setting.laps)
    setting.tell("one-person/process-start")
    python = Figure(
        "one-person/process-start/python-alone", _start([], line, laps), "s"
    )
    yield python
    target = Figure("one-person/target-process-start", _START_TARGET, "s")
    yield target
    took = _start(ask, line, laps)
    yield beside("one-person/process-start/law-ask", took, "s", target)
    yield beside("one-person/process-start/law-ask-beside-python", took, "s", python)


def _start(words: Sequence[str], line: bytes, laps: int) -> float:
    command = [sys.executable, *(words or ("-c", "pass"))]
    return best(
        lambda: subprocess.run(command, input=line, capture_output=True, check=True),
        laps,
    )
