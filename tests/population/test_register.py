"""Invented residents as facts of rule texts: everything is settled for everybody."""

import numpy as np

from ichimai.law.population_goals import FACTS, GOALS
from ichimai.population.distribution import distribution
from ichimai.population.register import everybody, facts
from ichimai.population.residents import BLOCK, WORDS, Population
from ichimai.rules.column_values import number_day
from ichimai.rules.columns import Plan
from ichimai.rules.fact import choice_fact

PEOPLE = Population(2_000, seed=11)


def test_every_goal_is_settled() -> None:
    """What a register keeps is known of each invented resident."""
    columns = everybody(PEOPLE, FACTS)

    found = Plan(GOALS).run(columns, distribution().on, 2_000)

    assert {None} == {column.known for column in found.values()}


def test_goals_that_say_something() -> None:
    """No goal is the same for everybody, so each rule has somebody to decide about."""
    people = Population(40_000, seed=11)
    found = Plan(GOALS).run(everybody(people, FACTS), distribution().on, 40_000)

    flat = [
        name
        for name, column in found.items()
        if len(np.unique(column.values)) == 1 and column.absent is None
    ]
    assert [] == flat


def test_facts_that_are_known() -> None:
    """Only the days of a stay are left out; months are said instead."""
    assert {"stay_days"} == {f.spec.name for f in FACTS} - set(everybody(PEOPLE, FACTS))


def test_words_in_the_order_of_the_fact() -> None:
    """A word stands as its place among the options of the fact that asks for it."""
    block = PEOPLE.block(0, 50)
    turned = choice_fact("card", "Which?", tuple(reversed(WORDS["card"])))

    [found] = facts(block, [turned]).values()

    assert (3 - block["card"].values == found.values).all()


def test_what_nobody_has_is_unknown_where_it_may_not_be_absent() -> None:
    """An unlimited stay has no last day: for a fact that may not be absent, unknown."""
    stay = next(fact for fact in FACTS if fact.spec.name == "stay_ends_on")
    block = PEOPLE.block(0, 200)

    column = facts(block, [stay])["stay_ends_on"]

    assert column.absent is None
    assert (column.known == ~block["stay_ends_on"].absent).all()


def test_blocks_are_joined_in_order() -> None:
    """Everybody is where the blocks have them, across the end of a block."""
    many = everybody(Population(BLOCK + 3, seed=2), FACTS)
    last = facts(Population(BLOCK + 3, seed=2).block(1, 3), FACTS)

    for name, column in last.items():
        assert (column.values == many[name].values[-3:]).all()
    assert number_day(many["birth_date"].values[-1]) == number_day(
        last["birth_date"].values[-1]
    )
