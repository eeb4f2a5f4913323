"""A visit of somebody whose stay or card has ended, or who asks for express mail."""

from datetime import date
from typing import Any

import pytest

from ichimai.planner.before_you_go.asked import read_asked
from ichimai.planner.before_you_go.verdict import Verdict, judge
from planner.before_you_go.test_visits import GOOD, reasons

AS_OF = date(2026, 11, 21)
OVER = {"stay_ends_on": "2026-10-31"}
LONG_OVER = {"stay_ends_on": "2026-08-31"}
SETTLED = {"status": "permanent-resident", "stay_ends_on": None}
ENDED = {"kind": "residence", "expires_on": "2026-11-20"}
MAILED = {"express": True}
BY_MAIL = {"procedure": "address-change", **MAILED}
CITY = {"counter": "municipality", "municipality": "131041"}


def told(**changes: dict[str, Any]) -> Verdict:
    """The verdict on the good visit with some parts changed."""
    given = {part: {**GOOD.get(part, {}), **new} for part, new in changes.items()}
    return judge(read_asked({**GOOD, **given}), AS_OF)


@pytest.mark.parametrize(
    ("changes", "outcome", "key"),
    [
        ({"person": OVER}, "unknown", "stay-is-over"),
        ({"person": LONG_OVER}, "no", "stay-is-over"),
        ({"person": {"stay_ends_on": None}}, "unknown", "fact-missing"),
        ({"person": SETTLED, "card": ENDED}, "unknown", "card-has-ended"),
        ({"card": {"kind": "special-permanent"}}, "unknown", "fact-missing"),
        (
            {"card": {"kind": "specified-residence", "delivered_on": "2026-06-13"}},
            "unknown",
            "fact-missing",
        ),
        ({"visit": MAILED}, "no", "mailed-by-municipality"),
        ({"office": CITY, "visit": BY_MAIL}, "unknown", "silent"),
        (
            {
                "person": {"municipality": "271004"},
                "office": {"counter": "municipality", "municipality": "271004"},
                "visit": {"procedure": "address-change"},
            },
            "unknown",
            "which-ward",
        ),
    ],
)
def test_what_has_ended_or_does_not_fit_is_no_yes(
    changes: dict[str, Any], outcome: str, key: str
) -> None:
    """Until a special period could end it is unknown, after that no (RC-145)."""
    verdict = told(**changes)

    assert outcome == verdict.outcome
    assert key in reasons(verdict, outcome)


def test_a_newcomer_may_ask_for_express_mail() -> None:
    """The first address is one of the cases of the ordinance (RC-084)."""
    verdict = told(office=CITY, visit={"procedure": "first-address", **MAILED})

    assert "yes" == verdict.outcome


def test_nothing_is_picked_up_after_a_no() -> None:
    """Where the visit would be for nothing, no day of pick-up is told."""
    assert told(visit={"on": "2026-11-23"}).pick_up_days is None
