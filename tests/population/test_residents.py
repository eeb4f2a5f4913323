"""Invented residents: whom they resemble, and that a seed is all they depend on."""

from datetime import date

import numpy as np
import pytest

from ichimai.law.numbers import local_government_check_digit
from ichimai.law.questions import ask, question
from ichimai.model.status import Status
from ichimai.population.dice import Dice
from ichimai.population.distribution import distribution
from ichimai.population.files import people, stored
from ichimai.population.residents import BLOCK, WORDS, Columns, Population
from ichimai.rules.column_values import day_number

FEW = Population(3_000, seed=7)


@pytest.fixture(scope="module")
def block() -> Columns:
    """One whole block."""
    return Population(BLOCK, seed=1).block(0)


def test_bits_that_never_change() -> None:
    """The first numbers of a seed are these, on every machine."""
    dice = Dice(1, 0, 3)

    shares = dice.shares().tolist()

    assert [0.5118216247002567, 0.9504636963259353, 0.14415961271963373] == shares


def test_the_first_of_many_are_those_of_a_few() -> None:
    """A larger population begins with the smaller one of the same seed."""
    few = list(FEW.blocks())
    many = next(Population(BLOCK + 10, seed=7).blocks())

    assert len(few) == 1
    for name, column in few[0].items():
        np.testing.assert_array_equal(stored(column), stored(many[name])[:3_000])


def test_blocks_are_other_people() -> None:
    """Another block and another seed give other people; the last block is cut short."""
    first, last = Population(BLOCK + 10, seed=7).blocks()
    other = Population(10, seed=8).block(0, 10)

    born = last["birth_date"].values
    assert born.size == 10
    assert (born != first["birth_date"].values[:10]).any()
    assert (born != other["birth_date"].values).any()


def test_statuses_have_their_shares(block: Columns) -> None:
    """Each status is as frequent as published, to half a percent of everybody."""
    of = distribution()
    counted = np.bincount(block["status"].values, minlength=len(Status)) / BLOCK

    for place, status in enumerate(Status):
        share = of.statuses[status] / of.total
        assert share == pytest.approx(counted[place], abs=0.005), status


def test_nationalities_have_their_shares(block: Columns) -> None:
    """So is each nationality, special permanent residents among them."""
    counted = np.bincount(block["nationality"].values) / BLOCK
    shares = dict(zip(WORDS["nationality"], counted, strict=False))

    assert 900_738 / 3_956_619 == pytest.approx(shares["CHN"], abs=0.005)
    assert 409_584 / 3_956_619 == pytest.approx(shares["KOR"], abs=0.005)


def test_prefectures_have_their_shares(block: Columns) -> None:
    """A fifth live in Tokyo, in municipalities whose check digit is right."""
    codes = block["municipality"].values

    tokyo = (codes // 10_000 == 13).mean()
    assert 775_340 / 3_956_619 == pytest.approx(tokyo, abs=0.005)
    for code in np.unique(codes).tolist():
        body, digit = f"{code:06}"[:5], f"{code:06}"[5]
        assert local_government_check_digit(body) == digit


def test_ages_of_a_status(block: Columns) -> None:
    """Students are young adults, permanent residents of every age."""
    today = day_number(distribution().on)
    ages = (today - block["birth_date"].values) // 365.25
    statuses = block["status"].values
    students = ages[statuses == list(Status).index(Status.STUDENT)]
    permanent = ages[statuses == list(Status).index(Status.PERMANENT_RESIDENT)]

    assert 15 <= students.min() <= students.max() <= 40
    assert permanent.min() < 5
    assert permanent.max() > 90


def test_days_in_order(block: Columns) -> None:
    """Nobody files before birth, gets a card before filing, or an old card after."""
    days = {name: column.values for name, column in block.items()}
    had = ~block["old_card.expires_on"].absent

    assert (days["birth_date"] < days["filed_on"]).all()
    assert (days["filed_on"] <= days["delivered_on"]).all()
    old = days["old_card.delivered_on"]
    assert (old[had] <= days["old_card.expires_on"][had]).all()
    assert (old[had] < days["filed_on"][had]).all()


def test_the_law_answers_for_each() -> None:
    """Everybody's facts are accepted by the law, and it never lacks one."""
    wanted = {
        fact.spec.name.partition(".")[0] for fact in question("card-validity").facts
    }
    day = distribution().on

    for facts in people(FEW.block(0, 300)):
        given = {key: value for key, value in facts.items() if key in wanted}
        if given["stay_ends_on"] is None:
            del given["stay_ends_on"]  # of an unlimited stay nobody is asked
        found = ask("card-validity", given, day)

        assert found.settled, facts


def test_the_day_of_the_distribution() -> None:
    """Everybody is invented as of a day on which the amended law is in force."""
    assert date(2026, 6, 14) < distribution().on
