"""Which rows of columns contradict themselves, and in what: as for one person."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from ichimai.errors import msgid
from ichimai.rules.column_values import Array, Column
from ichimai.rules.columns import Plan
from ichimai.rules.graph import Day
from ichimai.rules.question import Contradiction, Question

NONE = -1
"""Stands for a row that contradicts itself in nothing."""


def contradictions_of(question: Question) -> tuple[Contradiction, ...]:
    """Everything in which facts of the question may contradict each other.

    In the order in which one person is refused: first days that are declared never to
    come before another one and do, then what the question itself rules out.
    """
    return (*_reversed_days(question), *question.contradictions)


def _reversed_days(question: Question) -> list[Contradiction]:
    days = {f.spec.name: f for f in question.facts if isinstance(f, Day)}
    return [
        Contradiction(
            later.present() < days[later.spec.not_before].present(),
            name,
            msgid("{field} is before {first}, which cannot be."),
        )
        for name, later in days.items()
        if later.spec.not_before in days
    ]


class Contradictions:
    """Finds the rows that nobody should get an answer for.

    Attributes:
        entries: what may contradict, in the order in which it is looked at.

    Raises:
        RuleTextError: the contradictions of the question are not for columns.
    """

    def __init__(self, question: Question) -> None:
        self.entries = contradictions_of(question)
        self._plan = Plan(
            {str(place): entry.where for place, entry in enumerate(self.entries)}
        )

    def run(
        self,
        columns: Mapping[str, Column],
        as_of: date,
        rows: int,
        *,
        threads: int = 1,
    ) -> Array:
        """For each row the place in `entries` of the first that is known to hold.

        Arguments and refusals are those of `Plan.run`. A row about which too little is
        known to be sure has `NONE`, as has one without fault.
        """
        held = self._plan.run(columns, as_of, rows, threads=threads)
        found = np.full(rows, NONE, np.int16)
        for place in reversed(range(len(self.entries))):
            found[held[str(place)].values] = place
        return found
