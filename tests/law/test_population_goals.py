"""The goals of a whole register: one question's answer is the next one's fact."""

from datetime import date

import numpy as np
import pytest

from ichimai.law.population_goals import FACTS, GOALS
from ichimai.law.questions import ask
from ichimai.rules.explain import argument
from ichimai.rules.question import AS_OF
from ichimai.rules.scalar import Case
from rules.people import Row, people

FIRST_CERTIFICATES = date(2016, 1, 1)
ON = date(2026, 11, 20)
HOLDER: Row = {
    "status": "engineer-humanities-international",
    "birth_date": date(1995, 3, 3),
    "stay_days": 1096,
    "stay_months": 36,
    "stay_ends_on": date(2029, 9, 30),
    "special_permanent": False,
    "designated_activity": "none",
    "card": "residence",
    "procedure": "extension",
    "filed_on": date(2026, 8, 1),
    "delivered_on": date(2026, 9, 1),
    "old_card.delivered_on": date(2023, 9, 30),
    "old_card.expires_on": date(2026, 9, 30),
    "my_number.made_on": date(2024, 1, 10),
    "my_number.stay_ends_on": date(2029, 1, 31),
    "my_number.replaces.expires_on": None,
    "certificates.issued_on": date(2024, 1, 10),
    "certificates.renewal_of_ends_on": None,
    "pending.filed_on": None,
    "renewal.filed_on": None,
    "duty.event_on": None,
}


def test_the_holder_says_declared_words() -> None:
    """Each word of the holder is one that its fact declares."""
    words = {fact.spec.name: fact.spec.options for fact in FACTS if fact.spec.options}

    assert [] == [n for n, w in words.items() if n in HOLDER and HOLDER[n] not in w]


def test_one_fact_a_name() -> None:
    """No two facts of the goals share a name."""
    names = [fact.spec.name for fact in FACTS]

    assert len(set(names)) == len(names)


def test_a_holder() -> None:
    """Certificates and windows follow the days that the cards were given."""
    case = Case({**HOLDER, AS_OF: ON})

    assert {
        "standing": "mid-to-long-term",
        "card.expires_on": date(2029, 9, 30),
        "card.ended": False,
        "card.window_opens_on": None,
        "special_period.ends_on": None,
        "special_period.running": False,
        "renewal.card_ends_on": None,
        "my_number.expires_on": date(2029, 1, 31),
        "my_number.extends_to": date(2029, 9, 30),
        "user_authentication.expires_on": date(2028, 3, 3),
        "user_authentication.window_opens_on": date(2027, 12, 4),
        "signature.expires_on": date(2028, 3, 3),
        "duty.overdue": False,
    } == {
        name: case[GOALS[name]]
        for name in (
            "standing",
            "card.expires_on",
            "card.ended",
            "card.window_opens_on",
            "special_period.ends_on",
            "special_period.running",
            "renewal.card_ends_on",
            "my_number.expires_on",
            "my_number.extends_to",
            "user_authentication.expires_on",
            "user_authentication.window_opens_on",
            "signature.expires_on",
            "duty.overdue",
        )
    }


def test_nobody_with_everything() -> None:
    """Without a single fact every goal about a thing is unknown, none is made up."""
    case = Case({AS_OF: ON})

    assert [] == [name for name, goal in GOALS.items() if case.known(goal)]


@pytest.mark.parametrize("seed", range(2))
def test_an_answer_is_the_next_fact(seed: int) -> None:
    """A user certificate's day is what the questions say when asked one by one."""
    compared = 0
    for row in people(np.random.default_rng(seed), FACTS, 300, 0.0):
        issued, born = row["certificates.issued_on"], row["birth_date"]
        carrier = Case({**row, AS_OF: ON})[GOALS["my_number.expires_on"]]
        specified = str(row["card"]).startswith("specified")
        if issued is None or carrier is None or specified or born > issued:
            continue
        if issued < FIRST_CERTIFICATES:
            continue  # no register holds one that was issued before there were any
        facts = {
            "certificate": "user-authentication",
            "issued_on": issued,
            "birth_date": born,
            "card_ends_on": carrier,
            "renewal_of_ends_on": row["certificates.renewal_of_ends_on"],
        }
        ends_on = ask("certificate-validity", facts, ON).answer["expires_on"]
        case = Case({**row, AS_OF: ON})

        assert ends_on == str(case[GOALS["user_authentication.expires_on"]])
        compared += 1
    assert compared


def test_explained_with_the_rows_that_are_left() -> None:
    """A rule whose rows were settled by a binding still cites the row that applied."""
    case = Case({**HOLDER, AS_OF: ON})

    steps = list(argument(case, GOALS["user_authentication.window_opens_on"]))

    (opening,) = (step for step in steps if step.name == "opens_on")
    assert ("JPKI-MO 13",) == opening.cites
