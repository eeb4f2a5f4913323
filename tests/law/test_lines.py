"""Many lines at once: each answered as it would be alone, to the letter."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ichimai.errors import Malformed, NotFound
from ichimai.law.lines import Lines
from ichimai.law.questions import QUESTIONS, answer_line, question
from ichimai.rules.graph import Node
from law.worked import WORKED
from rules.people import Row, days, people

ON = date(2026, 7, 1)
ODD = (
    "",
    "{",
    "[]",
    '{"status": "student", "status": "student"}',
    '{"filed_on": "2026-02-30"}',
    '{"filed_on": "1700-01-01"}',
    '{"%s": "%d"}',
    '{"old_card": {"expires_on": null}}',
    '{"old_card": "unknown"}',
    '{"old_card": null, "status": "unknown"}',
    '{"procedure": "no-such-procedure"}',
    '{"stay_days": true}',
    "{}",
)


def _with_rule_texts() -> Iterator[str]:
    for name in QUESTIONS:
        try:
            question(name)
        except NotFound:
            continue  # plain functions answer it
        yield name


ASKED = tuple(_with_rule_texts())


def _text(row: Row, facts: Mapping[str, Node]) -> str:
    """A row as a person's JSON: inner facts in their object, null where none."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        shown = value.isoformat() if isinstance(value, date) else value
        group, _, inner = name.partition(".")
        if not inner:
            found[name] = shown
        elif shown is not None and found.get(group, {}) is not None:
            found.setdefault(group, {})[inner] = shown
        elif all(row.get(n) is None for n in facts if n.startswith(f"{group}.")):
            found[group] = None
    return json.dumps(found)


def _alone(name: str, line: str, as_of: date) -> tuple[str, list[str]]:
    warned: list[str] = []
    answer = answer_line(name, line, as_of, warn=warned.append)
    return json.dumps(answer, ensure_ascii=False), warned


@pytest.mark.parametrize("name", ASKED)
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), unknown=st.sampled_from([0.0, 0.05, 0.4]))
def test_as_if_alone(name: str, seed: int, unknown: float) -> None:
    """Values, provisions, reason, refusal and warnings are those of the line alone."""
    rng = np.random.default_rng(seed)
    asked = question(name)
    facts = {fact.spec.name: fact for fact in asked.facts}
    lines = [_text(row, facts) for row in people(rng, asked.facts, 80, unknown)]
    lines += ODD
    as_of = days(rng, 1)[0]
    warned: list[tuple[int, str]] = []

    answers = Lines(name, as_of).answer(lines, lambda *said: warned.append(said))

    alone = [_alone(name, line, as_of) for line in lines]
    assert [text for text, _ in alone] == answers.texts
    assert [(n, w) for n, (_, said) in enumerate(alone) for w in said] == warned
    assert any(text.startswith('{"error"') for text, _ in alone) == answers.rejected
    assert any(text.startswith('{"unknown"') for text, _ in alone) == answers.unknown


@pytest.mark.parametrize("name", ASKED)
def test_worked_cases(name: str) -> None:
    """Every worked case of the law has the same answer in the company of the others."""
    given_ = [case for case in WORKED if case.question == name]
    lines = [json.dumps(case.given, default=str) for case in given_]

    for as_of in {case.as_of for case in given_}:
        answers = Lines(name, as_of).answer(lines, lambda *_: None)

        assert [_alone(name, line, as_of)[0] for line in lines] == answers.texts


def test_an_answer_that_is_more_than_its_goals_is_never_pieced_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where a line's answer is not the value of its goal, each line is asked alone."""

    def other(name: str, line: str, as_of: date, **_: object) -> dict[str, Any]:
        answer = answer_line(name, line, as_of)
        answer["standing"] = answer["standing"].upper() + str(len(line))
        return answer

    monkeypatch.setattr("ichimai.law.lines.answer_line", other)
    lines = ['{"status": "diplomat"}', '{"status":  "diplomat"}']

    texts = Lines("standing", ON).answer(lines, lambda *_: None).texts

    assert ["OTHER22", "OTHER23"] == [json.loads(text)["standing"] for text in texts]


def test_day_of_looking_outside_the_calendar() -> None:
    """A day of looking that columns cannot count with is refused, not clipped."""
    with pytest.raises(Malformed):
        Lines("card-validity", date(2101, 1, 1))


def _law(*words: str, lines: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ichimai", "law", *words, "--as-of", "2026-07-01"],
        input=lines,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_command_answers_long_input_line_by_line() -> None:
    """A long input has the answers, warnings and exit code of its lines, in order."""
    lines = [*ODD, *(f'{{"status": "diplomat", "x{n}": 1}}' for n in range(5))] * 60

    done = _law("ask", "standing", lines="\n".join(lines) + "\n")

    assert [_alone("standing", line, ON)[0] for line in lines] == done.stdout.split(
        "\n"
    )[:-1]
    first = next(line for line in done.stderr.splitlines() if "'x4'" in line)
    assert f"line {len(ODD) + 5}:" in first
    assert 1 == done.returncode


def test_a_line_is_answered_before_the_next_one_is_written() -> None:
    """Whoever writes one line and waits gets its answer, before and after a block."""
    line = b'{"status": "diplomat"}\n'
    with subprocess.Popen(
        [sys.executable, "-m", "ichimai", "law", "ask", "standing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as talk:
        assert talk.stdin is not None
        assert talk.stdout is not None
        for count in (1, 400, 1):
            talk.stdin.write(line * count)
            talk.stdin.flush()
            answers = {talk.stdout.readline() for _ in range(count)}

            assert 1 == len(answers)
        talk.stdin.close()
        assert 0 == talk.wait(timeout=30)
