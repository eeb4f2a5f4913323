"""Never "yes" where a rule refuses: random visits, replayed in the register (M51)."""

import os
from collections import Counter as Tally
from dataclasses import dataclass
from typing import Any

import pytest

from ichimai.authority.keys import AuthorityKeys
from ichimai.authority.setup import new_keys
from ichimai.planner.before_you_go.asked import Asked, read_asked
from ichimai.planner.before_you_go.checks import Outcome
from ichimai.planner.before_you_go.verdict import Verdict, judge
from ichimai.randomness import SeededRandomness
from planner.before_you_go.people import AS_OF, visits
from planner.before_you_go.replay import Counter

pytestmark = pytest.mark.audit
NUMBER = 10_000 if os.environ.get("ICHIMAI_AUDIT") else 1_000


@dataclass(frozen=True, slots=True)
class Told:
    """A visit and what was said of it."""

    given: dict[str, Any]
    asked: Asked
    verdict: Verdict


@pytest.fixture(scope="module")
def told() -> tuple[Told, ...]:
    """Every random visit, in the order of its day."""
    found = []
    for given in visits(NUMBER):
        asked = read_asked(given)
        found.append(Told(given, asked, judge(asked, AS_OF)))
    return tuple(sorted(found, key=lambda each: each.asked.on))


@pytest.fixture(scope="module")
def authority_keys() -> AuthorityKeys:
    """Keys of a TEST authority; nothing is signed with them here."""
    return new_keys(SeededRandomness("a counter"))


@pytest.fixture
def counter(authority_keys: AuthorityKeys) -> Counter:
    """An empty register: its clock goes through the days once."""
    return Counter.opened(authority_keys)


def test_nobody_who_was_told_yes_is_refused(
    told: tuple[Told, ...], counter: Counter, capsys: pytest.CaptureFixture[str]
) -> None:
    """The register takes in each filing to which the answer was yes."""
    outcomes = Tally(each.verdict.outcome for each in told)
    with capsys.disabled():
        shares = [f"{w.value} {100 * n / len(told):.1f} %" for w, n in outcomes.items()]
        print(f"\n{len(told)} visits: {', '.join(sorted(shares))}")  # noqa: T201 - asked

    refused = [
        (each.given, why)
        for each in told
        if each.verdict.outcome is Outcome.YES
        and (why := counter.refuses(each.asked)) is not None
    ]

    assert [] == refused
    assert outcomes[Outcome.YES] > NUMBER // 25
    assert outcomes[Outcome.UNKNOWN] > 0
    assert outcomes[Outcome.NO] > 0


def test_the_register_refuses_what_was_told_no(
    told: tuple[Told, ...], counter: Counter
) -> None:
    """The replay can fail: requests that the law refuses are refused there as well."""
    hopeless = [
        each
        for each in told
        if any(
            check.name == "request" and check.outcome is Outcome.NO
            for check in each.verdict.checks
        )
        and each.asked.on_register
        and each.asked.counter is not None
        and each.asked.status_after is None
    ]

    assert len(hopeless) >= NUMBER // 20
    assert all(counter.refuses(each.asked) for each in hopeless)


def test_what_is_unknown_says_what_is_missing(told: tuple[Told, ...]) -> None:
    """Each unknown has a check that says why, and each no one that says no."""
    for each in told:
        found = {check.outcome for check in each.verdict.checks}
        assert each.verdict.outcome in found
        assert (Outcome.NO in found) == (each.verdict.outcome is Outcome.NO)


def test_a_forgotten_fact_never_makes_a_yes(told: tuple[Told, ...]) -> None:
    """Whoever leaves a fact out is told unknown or no where the whole was no."""
    for each in told[: NUMBER // 5]:
        if each.verdict.outcome is not Outcome.NO:
            continue
        for part in ("person", "office"):
            less = judge(read_asked({**each.given, part: {}}), AS_OF)
            assert less.outcome is not Outcome.YES
