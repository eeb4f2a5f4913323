"""Columns and one person: the same graph, the same answers, row by row."""

import subprocess
import sys
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ichimai.errors import Malformed, NotFound
from ichimai.law.questions import QUESTIONS, question
from ichimai.rules.calendar import nth_birthday_after
from ichimai.rules.column_values import (
    Array,
    Column,
    Held,
    Truths,
    day_number,
    filled,
    known,
    number_day,
)
from ichimai.rules.columns import LEAST_BLOCK, MOST_BLOCK, Plan, block_size
from ichimai.rules.fact import truth_fact
from ichimai.rules.graph import (
    Choice,
    Day,
    Node,
    RuleTextError,
    Truth,
    make,
    word,
)
from ichimai.rules.question import AS_OF
from ichimai.rules.rule import rule
from ichimai.rules.scalar import Case, Unknown, Value
from ichimai.rules.table import Table, cases, otherwise, when
from rules.people import columns_of, days, goals_of, people

ON = date(2026, 7, 1)
ROWS = 120


def _with_rule_texts() -> list[str]:
    found = []
    for name in QUESTIONS:
        try:
            question(name)
        except NotFound:
            continue  # plain functions answer it
        found.append(name)
    return found


ASKED = _with_rule_texts()


def _at(held: Held, words: tuple[str, ...], node: Node, row: int) -> Value:
    """What a block holds of one row, as the evaluator of one person says it."""
    if isinstance(held, Truths):
        mask = known(held)
        settled = mask is None or _get(mask, row)
        return bool(_get(held.yes, row)) if settled else Unknown()
    if held.absent is not None and _get(held.absent, row):
        return None
    bounds = (held.low, held.has_low), (held.high, held.has_high)
    low, high = (
        _value(node, words, int(_get(ends, row))) if _get(filled(has), row) else None
        for ends, has in bounds
    )
    if low is not None and low == high:
        return low
    return Unknown() if isinstance(node, Choice) else Unknown(low, high)


def _get(values: Array, row: int) -> np.generic:
    found: np.generic = np.broadcast_to(values, (ROWS,))[row]
    return found


def _value(node: Node, words: tuple[str, ...], number: int) -> Value:
    if isinstance(node, Day):
        return number_day(number)
    if isinstance(node, Choice):
        return words[number] if words else f"{number:06}"  # a code has no words
    return number


@pytest.mark.parametrize("name", ASKED)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), unknown=st.sampled_from([0.0, 0.05, 0.3, 0.7]))
def test_every_value_of_every_question(name: str, seed: int, unknown: float) -> None:
    """Each node of the graph has the same state, value and bounds for each row."""
    asked = question(name)
    rng = np.random.default_rng(seed)
    rows = people(rng, asked.facts, ROWS, unknown)
    as_of = days(rng, 1)[0]
    plan = Plan(goals_of(asked))
    day = Column(np.array(day_number(as_of), np.int32))

    columns = {AS_OF: day, **columns_of(asked.facts, rows)}
    plan.check(columns)
    block = plan.run_block(columns)

    for row, facts in enumerate(rows):
        case = Case({**facts, AS_OF: as_of})
        for node in plan.steps:
            words = plan.words.get(node, ())
            found = _at(block.held[node], words, node, row)
            assert case[node] == found, (str(node)[:200], facts, as_of)


@pytest.mark.parametrize("name", ASKED)
def test_many_blocks_on_threads(name: str) -> None:
    """Rows keep their places whatever block and thread they are worked out in."""
    asked = question(name)
    goals = {goal.name: goal.value for goal in asked.goals}
    few = people(np.random.default_rng(5), asked.facts, 1000, 0.1)
    columns = columns_of(asked.facts, few)
    times = 2 * LEAST_BLOCK // 1000 + 2
    many = {
        fact: Column(
            np.tile(column.values, times),
            None if column.known is None else np.tile(column.known, times),
            None if column.absent is None else np.tile(column.absent, times),
        )
        for fact, column in columns.items()
    }

    once = Plan(goals).run(columns, ON, 1000)
    often = Plan(goals).run(many, ON, 1000 * times, threads=3)

    for goal, column in once.items():
        mask = filled(column.known) & np.ones(1000, np.bool_)
        masks = filled(often[goal].known) & np.ones(1000 * times, np.bool_)
        assert (np.tile(mask, times) == masks).all()
        same = np.tile(column.values, times) == often[goal].values
        assert (same | ~masks).all()


def test_blocks() -> None:
    """A thread gets its share at once, unless that is too little or too much."""
    assert block_size(1000, 4, 20) == LEAST_BLOCK
    assert block_size(400_001, 4, 20) == 100_001
    assert block_size(10_000_000, 1, 20) == MOST_BLOCK
    assert LEAST_BLOCK < block_size(10_000_000, 1, 64) < MOST_BLOCK // 2
    assert block_size(10_000_000, 1, 1000) == LEAST_BLOCK


def test_values_held_at_once() -> None:
    """A block that hands its goals over keeps nothing, and one that does not, all."""
    asked = question("renewal-bridge")
    plan = Plan({goal.name: goal.value for goal in asked.goals})
    facts = people(np.random.default_rng(7), asked.facts, 10, 0.1)
    columns = {AS_OF: Column(np.array(0, np.int32)), **columns_of(asked.facts, facts)}
    handed: list[Node] = []

    dropping = plan.run_block(columns, lambda goal, _held: handed.append(goal))
    keeping = plan.run_block(columns)

    assert {} == dropping.held
    assert set(plan.goals.values()) == set(handed)
    assert set(plan.steps) == set(keeping.held)
    assert 1 <= plan.widest < len(plan.steps)


def test_fact_without_a_column_is_unknown() -> None:
    """A fact that no column gives is unknown in every row, and absent in none."""
    asked = question("renewal-bridge")
    plan = Plan({goal.name: goal.value for goal in asked.goals})
    filed = np.full(3, day_number(ON), np.int32)

    ends = plan.run({"filed_on": Column(filed)}, ON, 3)["old_card_ends_on"]

    assert ends.known is not None
    assert not ends.known.any()


def test_no_goals() -> None:
    """Whoever asks for nothing is given nothing, for however many rows."""
    assert {} == Plan({}).run({}, ON, 5)


def test_no_rows() -> None:
    """Nobody is an answer for nobody."""
    asked = question("standing")
    plan = Plan({"standing": asked.goals[0].value})

    assert 0 == plan.run({}, ON, 0)["standing"].values.size


@pytest.mark.parametrize("number", [-40_000_000, day_number(date(2101, 1, 1))])
def test_day_outside_the_calendar_is_refused(number: int) -> None:
    """A known day outside the years of facts is refused, and names its column."""
    asked = question("renewal-bridge")
    plan = Plan({goal.name: goal.value for goal in asked.goals})
    filed = np.array([0, number], np.int32)

    with pytest.raises(Malformed) as refused:
        plan.run({"filed_on": Column(filed)}, ON, 2)

    assert "filed_on" == refused.value.values["field"]
    assert "2100-12-31" == refused.value.values["high"]
    plan.run({"filed_on": Column(filed, np.array([True, False]))}, ON, 2)


def test_leaving_the_tables_is_refused_when_the_plan_is_made() -> None:
    """A rule that could count past the tables is refused before any row is seen."""
    born = next(f for f in question("card-validity").facts if isinstance(f, Day))
    far = nth_birthday_after(born, born, 200)

    with pytest.raises(RuleTextError, match="leave the years"):
        Plan({"far": far})


def test_unknown_operation_is_refused() -> None:
    """An operation that columns do not have is refused when the plan is made."""
    born = next(f for f in question("card-validity").facts if isinstance(f, Day))

    with pytest.raises(RuleTextError, match="no-such-operation"):
        Plan({"odd": make(Day, "no-such-operation", born)})


_ASK_AND_LIST_MODULES = """
import sys, datetime
from ichimai.law.questions import QUESTIONS, answer_line, explain
for name in QUESTIONS:
    answer_line(name, '{"filed_on": "2026-07-01"}', datetime.date(2026, 7, 1))
    explain(name, {}, datetime.date(2026, 7, 1)) if name != "check-number" else None
import ichimai.cli.law
print(*sorted(m for m in sys.modules if m.split(".")[0] == "numpy"))
"""


def test_one_person_never_loads_numpy() -> None:
    """Every question is asked and explained for one person without NumPy."""
    done = subprocess.run(
        [sys.executable, "-c", _ASK_AND_LIST_MODULES],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "" == done.stdout.strip()


def _either_word(holds: Truth, yes: Choice, no: Choice) -> Choice:
    """A rule of two rows."""

    @rule("CC 140", ids="RC-001", title="either", since="2012-07-09")
    def either_word() -> Table:
        """One word or the other."""
        first = when(holds, yes, "CC 140", key="yes", says="It holds.")
        return cases(first, otherwise(no, "CC 140", key="no", says="It does not."))

    chosen: Choice = either_word
    return chosen


def test_words_of_an_inner_table_stay_unsettled() -> None:
    """Words that an outer table numbers in another order never settle by chance."""
    inner = _either_word(truth_fact("inner", "?"), word("yes"), word("no"))
    outer = _either_word(truth_fact("outer", "?"), word("no"), inner)

    answer = Plan({"outer": outer}).run({}, ON, 1)["outer"]

    assert answer.known is not None
    assert not answer.known.any()
