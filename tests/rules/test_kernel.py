"""The compiled loop and columns: the same graph, the same answers, row by row."""

from datetime import date
from functools import partial

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ichimai.compiler import compiled
from ichimai.errors import Malformed
from ichimai.law.population_goals import FACTS, GOALS
from ichimai.law.questions import QUESTIONS, question
from ichimai.rules.column_values import Column, filled, told
from ichimai.rules.columns import Plan
from ichimai.rules.fact import choice_fact, day_fact
from ichimai.rules.graph import day
from ichimai.rules.kernel import BLOCK, Kernel
from rules.people import columns_of, days, goals_of, people

ASKED = tuple(name for name in QUESTIONS if name != "check-number")
ROWS = 300
ON = date(2026, 7, 1)
QUICK = partial(compiled, effort=0)

born = day_fact("born", "When?")
gone = day_fact("gone", "Until when?", optional=True, not_before="born")
sort = choice_fact("sort", "Which?", ("a", "b", "c"))


def _assert_alike(
    plan: Plan, columns: dict[str, Column], as_of: date, rows: int
) -> None:
    wanted = plan.run(columns, as_of, rows)

    found = Kernel(plan, QUICK).run(columns, as_of, rows)

    for name, goal in plan.goals.items():
        a, b = wanted[name], found[name]
        known = np.broadcast_to(filled(a.known), (rows,))
        assert (known == filled(b.known)).all(), str(goal)[:200]
        absent = np.broadcast_to(told(a.absent), (rows,)) & known
        assert (absent == (told(b.absent) & known)).all(), str(goal)[:200]
        there = known & ~absent
        assert (a.values[there] == b.values[there]).all(), str(goal)[:200]


@pytest.mark.parametrize("name", ASKED)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), unknown=st.sampled_from([0.02, 0.1, 0.3, 0.7]))
def test_every_value_of_every_question(name: str, seed: int, unknown: float) -> None:
    """Each rule is known, absent and equal in the same rows."""
    asked = question(name)
    rng = np.random.default_rng(seed)
    columns = columns_of(asked.facts, people(rng, asked.facts, ROWS, unknown))

    _assert_alike(Plan(goals_of(asked)), columns, days(rng, 1)[0], ROWS)


@pytest.mark.parametrize("unknown", [0.0, 0.2])
def test_everything_that_a_register_keeps(unknown: float) -> None:
    """All goals of a population agree, with unknown facts and without."""
    rng = np.random.default_rng(20260614)
    facts = tuple(FACTS)
    columns = columns_of(facts, people(rng, facts, ROWS, unknown))

    _assert_alike(Plan(GOALS), columns, ON, ROWS)


@pytest.mark.parametrize("left_out", ["status", "birth_date", "delivered_on"])
def test_facts_that_nobody_gives(left_out: str) -> None:
    """A fact without a column is unknown in each row."""
    asked = question("card-validity")
    rng = np.random.default_rng(1)
    columns = columns_of(asked.facts, people(rng, asked.facts, ROWS, 0.1))
    del columns[left_out]

    _assert_alike(Plan(goals_of(asked)), columns, ON, ROWS)


def test_one_value_for_everybody_and_many_blocks() -> None:
    """A single value counts in each row, over several blocks and threads."""
    rows = 2 * BLOCK + 17
    plan = Plan({"later": gone.exists() & (gone.present() > born), "gone": gone})
    numbers = np.arange(rows, dtype=np.int32) % 4000
    columns = {
        "born": Column(np.array(1500, np.int32)),
        "gone": Column(numbers, absent=numbers % 3 == 0),
    }

    found = Kernel(plan, QUICK).run(columns, ON, rows, threads=3)

    wanted = (numbers > 1500) & (numbers % 3 != 0)
    assert (wanted == found["later"].values).all()
    assert found["later"].known is None
    assert (numbers % 3 == 0).tolist() == told(found["gone"].absent).tolist()


def test_a_bound_settles_what_was_not_said() -> None:
    """A day that cannot be earlier than a known one is later than all before it."""
    plan = Plan({"after": gone.present() >= day("2020-01-01")})
    columns = {
        "born": Column(np.array([19000, 17000], np.int32)),
        "gone": Column(np.zeros(2, np.int32), np.zeros(2, np.bool_)),
    }

    _assert_alike(plan, columns, ON, 2)

    found = Kernel(plan, QUICK).run(columns, ON, 2)["after"]
    assert [True, False] == filled(found.known).tolist()


@pytest.mark.parametrize("kind", [np.int8, np.int16, np.int32, np.int64])
def test_any_width_of_numbers(kind: type[np.signedinteger]) -> None:
    """Words may stand in their column as numbers of any width."""
    plan = Plan({"b": sort.is_("b")})

    found = Kernel(plan, QUICK).run(
        {"sort": Column(np.array([0, 1, 2, 1], kind))}, ON, 4
    )

    assert [False, True, False, True] == found["b"].values.tolist()


def test_nobody_at_all() -> None:
    """No rows give no answers."""
    plan = Plan({"born": born})

    found = Kernel(plan, QUICK).run({"born": Column(np.zeros(0, np.int32))}, ON, 0)

    assert 0 == found["born"].values.size


@pytest.mark.parametrize("number", [-(2**31), -40_000, 60_000, 2**31 - 1], ids=str)
def test_a_day_outside_the_tables_is_refused(number: int) -> None:
    """No memory outside of the tables is read; the column is named."""
    asked = question("renewal-bridge")
    plan = Plan({goal.name: goal.value for goal in asked.goals})
    numbers = np.full(BLOCK + 3, 20_000, np.int32)
    numbers[BLOCK + 1] = number
    columns = {name: Column(np.array(20_000, np.int32)) for name in plan.facts}
    columns["filed_on"] = Column(numbers)

    with pytest.raises(Malformed) as refused:
        Kernel(plan, QUICK).run(columns, ON, numbers.size)

    assert "out-of-range" == refused.value.code
    assert "filed_on" == refused.value.values["field"]


def test_what_is_unknown_may_stand_as_anything() -> None:
    """A number outside the range does no harm where it is marked as unknown."""
    plan = Plan({"born": born})
    columns = {
        "born": Column(np.array([2**31 - 1, 5], np.int32), np.array([False, True]))
    }

    found = Kernel(plan, QUICK).run(columns, ON, 2)["born"]

    assert [False, True] == filled(found.known).tolist()
