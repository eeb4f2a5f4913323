"""The worked examples come out exactly, in process and through the command."""

import json
import re
import subprocess
import sys
from functools import cache

import pytest

from ichimai.law.questions import QUESTIONS, ask, question
from ichimai.rules.explain import applied_item, grounds
from ichimai.rules.graph import Node
from ichimai.rules.question import AS_OF
from ichimai.rules.reading import read_facts
from ichimai.rules.scalar import Case
from law.worked import WORKED, Worked

BESIDE = ("rules", "cites", "reason")
GRAPHS = tuple(name for name in QUESTIONS if name != "check-number")


@pytest.mark.parametrize("worked", WORKED, ids=lambda w: f"{w.question}-{w.name}")
def test_example(worked: Worked) -> None:
    """Values, reason and remark are those of the example, and nothing is left over."""
    finding = ask(worked.question, worked.given, worked.as_of)

    found = dict(finding.answer)
    if "reason" in worked.expect:
        found["reason"] = finding.reason
    assert worked.expect == found
    assert finding.rules
    assert finding.cites


def _asked_together() -> list[tuple[str, str]]:
    return sorted({(w.question, w.as_of.isoformat()) for w in WORKED})


@pytest.mark.parametrize(("asked", "as_of"), _asked_together())
def test_example_through_the_command(asked: str, as_of: str) -> None:
    """`ichimai law ask` answers line by line, in order, the same."""
    examples = [
        w for w in WORKED if (w.question, w.as_of.isoformat()) == (asked, as_of)
    ]
    lines = "".join(json.dumps(w.given) + "\n" for w in examples)

    done = subprocess.run(
        [sys.executable, "-m", "ichimai", "law", "ask", asked, "--as-of", as_of],
        input=lines,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (done.returncode, done.stderr)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(examples) == len(answers)
    for worked, answer in zip(examples, answers, strict=True):
        assert worked.expect == {
            name: value
            for name, value in answer.items()
            if name in worked.expect or name not in BESIDE
        }
        assert answer["rules"]


def test_every_example_of_the_law_files() -> None:
    """X01 to X24 and E-01 to E-36 are all there."""
    sources = {name for w in WORKED for name in re.findall(r"[XE]-?\d\d", w.source)}

    assert {f"X{number:02}" for number in range(1, 25)} <= sources
    assert {f"E-{number:02}" for number in range(1, 37)} <= sources


def test_a_case_says_why() -> None:
    """Each case says why and whence."""
    assert all(w.why.endswith(".") and w.source for w in WORKED)


@cache
def _rows_reached() -> frozenset[tuple[Node, str]]:
    """Rows of tables on which the answer to some worked example rests."""
    reached: set[tuple[Node, str]] = set()
    for worked in WORKED:
        asked = question(worked.question)
        facts = read_facts(asked, worked.given).facts
        case = Case({**facts, AS_OF: worked.as_of})
        for node in {n for goal in asked.goals for n in grounds(case, goal.value)}:
            item = applied_item(case, node)
            if item is not None:
                reached.add((node, item.key))
    return frozenset(reached)


@pytest.mark.parametrize("name", GRAPHS)
def test_every_row_is_reached(name: str) -> None:
    """Each row of each table carries the answer to some worked example.

    A rule that several questions share may be reached through any of them.
    """
    rows = {(n, item.key) for n in question(name).rules() for item in n.spec.items}

    left = rows - _rows_reached()

    assert [] == sorted((node.spec.name, key) for node, key in left)


@pytest.mark.parametrize("name", GRAPHS)
def test_every_rule_has_its_basis(name: str) -> None:
    """Each rule and row has a sentence, a provision and identifiers."""
    nodes: tuple[Node, ...] = question(name).rules()

    for node in nodes:
        assert node.spec.cites
        assert node.spec.rules
        assert node.spec.title
        assert node.spec.about
        for item in node.spec.items:
            assert item.says.endswith(".")
