"""Each day on which a provision changed has cases for its eve, the day, and the morrow.

The days are found in the graph, wherever a text compares a day of the person with one
of its own: provisions chosen by a day, dated numbers, tariffs. Nobody lists them.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from ichimai.law.questions import QUESTIONS, question
from ichimai.rules.graph import Node, walk
from ichimai.rules.question import AS_OF
from ichimai.rules.reading import read_facts
from ichimai.rules.scalar import Case
from law.worked import WORKED

ASKED = tuple(name for name in QUESTIONS if name != "check-number")
ONE_DAY = timedelta(days=1)


def _turning_points(name: str) -> Iterator[tuple[Node, date]]:
    """What is compared, and the first day from which the comparison comes out anew."""
    for node in walk(question(name).roots()):
        if node.op != "le":
            continue
        low, high = node.args
        if low.op == "const" and isinstance(low.args[0], date):
            yield high, low.args[0]
        elif high.op == "const" and isinstance(high.args[0], date):
            yield low, high.args[0] + ONE_DAY


def _days_of_cases(name: str, compared: Node) -> set[object]:
    """The values that the cases of a question have for what is compared."""
    asked = question(name)
    return {
        Case({**read_facts(asked, case.given).facts, AS_OF: case.as_of})[compared]
        for case in WORKED
        if case.question == name
    }


TURNING_POINTS = [
    pytest.param(name, compared, first, id=f"{name} {first} {str(compared)[:40]}")
    for name in ASKED
    for compared, first in dict.fromkeys(_turning_points(name))
]


@pytest.mark.parametrize(("name", "compared", "first"), TURNING_POINTS)
def test_eve_day_and_morrow(name: str, compared: Node, first: date) -> None:
    """Some case has the day before, some the day itself, some the day after."""
    wanted = {first - ONE_DAY, first, first + ONE_DAY}

    assert set() == wanted - _days_of_cases(name, compared)


def test_changes_of_law_are_found() -> None:
    """The search finds the first days that the law files name, tariffs among them."""
    found = {first for point in TURNING_POINTS if (first := point.values[2])}

    assert {
        date(2012, 7, 9),
        date(2015, 10, 5),
        date(2022, 4, 1),
        date(2023, 11, 1),
        date(2024, 12, 2),
        date(2025, 4, 1),
        date(2026, 6, 14),
        date(2026, 10, 1),
    } <= found


def test_a_case_stands_under_the_first_day_of_its_text() -> None:
    """Each folder is named for the first day of a rule or of a dated comparison."""
    for name in ASKED:
        begun = {node.spec.since for node in question(name).rules()}
        begun |= {first for _, first in _turning_points(name)}

        assert {case.first_day for case in WORKED if case.question == name} <= begun
