"""The common workload W: one rule text, and the plain text that says what is right."""

from dataclasses import astuple
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ichimai.bench import w_people, w_plain
from ichimai.bench.own import ENGINES, EVALUATORS
from ichimai.bench.rows import facts_of
from ichimai.bench.w import GOALS
from ichimai.rules.column_values import Array
from ichimai.rules.columns import Plan
from ichimai.rules.scalar import Case, Unknown


def goals_of(engine: str, folder: Path, columns: w_people.Columns) -> dict[str, Array]:
    """The goals of all rows as that contender hands them over."""
    w_people.write(folder, columns)
    contender = ENGINES[engine]("w", folder, 2)
    contender.load(columns["status"].size)
    return dict(contender.outputs(contender.lap()))


@pytest.mark.parametrize("engine", EVALUATORS)
@pytest.mark.parametrize("seed", [1, 2])
def test_random_residents(engine: str, seed: int, tmp_path: Path) -> None:
    """Each evaluator has every goal of random residents as plain Python has it."""
    columns = w_people.at_random(20_000, seed)

    found = goals_of(engine, tmp_path, columns)

    for name, goal in goals_of("python", tmp_path, columns).items():
        np.testing.assert_array_equal(goal, found[name], name)


@pytest.mark.parametrize("engine", EVALUATORS)
def test_awkward_residents(engine: str, tmp_path: Path) -> None:
    """So it has those of every resident with an awkward birth, card and stay."""
    columns = w_people.awkward()

    found = goals_of(engine, tmp_path, columns)

    for name, goal in goals_of("python", tmp_path, columns).items():
        np.testing.assert_array_equal(goal, found[name], name)


def test_every_goal_is_settled() -> None:
    """Nothing is unknown of any resident of W."""
    columns = w_people.for_rules(w_people.people(5_000))

    found = Plan(GOALS).run(columns, w_plain.AS_OF, 5_000)

    assert {None} == {column.known for column in found.values()}


def test_one_awkward_resident_at_a_time() -> None:
    """The evaluator for one person has the same, facts of each kind among them."""
    columns = {name: values[::61] for name, values in w_people.awkward().items()}
    people, given = w_people.residents(columns), w_people.for_rules(columns)
    facts = Plan(GOALS).facts.values()

    for row, resident in enumerate(people):
        case = Case(facts_of(given, facts, w_plain.AS_OF, row))
        found = tuple(case[goal] for goal in GOALS.values())

        assert astuple(w_plain.assess(resident)) == found, resident


def test_awkward_residents_are_awkward() -> None:
    """Births on 29 February, every kind of application and notices on limits are in."""
    people = w_people.residents(w_people.awkward())

    assert any((p.birth_date.month, p.birth_date.day) == (2, 29) for p in people)
    assert {True, False} == {w_plain.assess(p).notice_due for p in people}
    assert {None, 0, 1} == {
        p.applied_renewal_on and (p.applied_renewal_on - p.stay_until).days
        for p in people
        if p.stay_until
    }


def test_a_limited_status_without_its_end() -> None:
    """Where the register lacks the end of stay, the card's end is unknown."""
    facts = {
        "birth_date": date(2000, 2, 29),
        "status": w_plain.TIME_LIMITED,
        "stay_until": None,
        "card_issued_on": date(2024, 5, 31),
    }

    assert isinstance(Case(facts)[GOALS["card_end"]], Unknown)


def test_files_keep_the_residents(tmp_path: Path) -> None:
    """What is read from the files is what was written, up to the rows asked for."""
    columns = w_people.people(500)

    w_people.write(tmp_path, columns)

    for name, values in w_people.read(tmp_path, 300).items():
        np.testing.assert_array_equal(columns[name][:300], values)
