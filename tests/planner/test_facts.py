"""Facts are read strictly: each slip is an error that names its field and a repair."""

from datetime import date

import pytest

from ichimai.errors import Malformed
from ichimai.planner.events import Damaged, Destination, Moved
from ichimai.planner.facts import MyNumberKind
from ichimai.planner.planning import make_plan
from ichimai.planner.reading import parse_facts

DECIDED_BEFORE_FILED = {"filed_on": "2027-05-10", "decided_on": "2027-05-09"}


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ([], "type", "facts"),
        ({"person": []}, "type", "person"),
        ({"person": None}, "type", "person"),
        ({"person": {"stay_ends_on": None}}, "type", "person.stay_ends_on"),
        ({"person": {"stay_ends_on": 20261231}}, "type", "person.stay_ends_on"),
        ({"person": {"stay_ends_on": "2026/12/31"}}, "format", "person.stay_ends_on"),
        ({"person": {"stay_ends_on": "2026-02-29"}}, "format", "person.stay_ends_on"),
        ({"person": {"stay_ends_on": "9026-12-31"}}, "out-of-range", None),
        ({"person": {"status": "engineer"}}, "unknown-value", "person.status"),
        ({"person": {"stay_months": True}}, "type", "person.stay_months"),
        ({"person": {"stay_months": 0}}, "out-of-range", "person.stay_months"),
        ({"person": {"on_resident_register": "yes"}}, "type", None),
        ({"person": {"capacity": "king"}}, "unknown-value", "person.capacity"),
        ({"residence_card": {"kind": "07"}}, "unknown-value", "residence_card.kind"),
        ({"my_number_card": {"kind": "blue"}}, "unknown-value", "my_number_card.kind"),
        ({"events": {}}, "type", "events"),
        ({"events": ["lost"]}, "type", "events[0]"),
        ({"events": [{"kind": "party"}]}, "unknown-value", "events[0].kind"),
        (
            {"events": [{"kind": "extension", "filed_on": "10 Nov"}]},
            "format",
            "events[0].filed_on",
        ),
        (
            {
                "events": [
                    {
                        "kind": "extension",
                        "filed_on": "2026-11-10",
                        "decided_on": "2026-11-09",
                    }
                ]
            },
            "contradiction",
            "events[0].decided_on",
        ),
        (
            {"person": {"birth_date": "2020-01-01", "stay_ends_on": "2019-01-01"}},
            "contradiction",
            "person.stay_ends_on",
        ),
        ({"person": {"municipality": "Shinjuku"}}, "format", "person.municipality"),
        (
            {"person": {"designated_activity": "none of them"}},
            "unknown-value",
            "person.designated_activity",
        ),
        (
            {"events": [{"kind": "moved", "destination": "the moon"}]},
            "unknown-value",
            "events[0].destination",
        ),
        (
            {"events": [{"kind": "born", "parents": ["king"]}]},
            "unknown-value",
            "events[0].parents",
        ),
        (
            {"events": [{"kind": "born", "parents": "japanese"}]},
            "type",
            "events[0].parents",
        ),
        (
            {
                "person": {"birth_date": "2020-01-01"},
                "events": [{"kind": "lost", "on": "2019-12-31"}],
            },
            "contradiction",
            "events[0].on",
        ),
        (
            {
                "events": [
                    {
                        "kind": "lost",
                        "filed_on": "2027-05-10",
                        "decided_on": "2027-05-09",
                    }
                ]
            },
            "contradiction",
            "events[0].decided_on",
        ),
        ({"wishes": {"specified_card": 1}}, "type", "wishes.specified_card"),
        ({"certificates": {"signature": "x"}}, "type", "certificates.signature"),
    ],
)
def test_a_slip_names_its_field(facts: object, code: str, field: str | None) -> None:
    """The code is stable, the field is a path, the repair is a sentence."""
    with pytest.raises(Malformed) as caught:
        parse_facts(facts)

    assert code == caught.value.code
    assert caught.value.repair
    if field:
        assert field == caught.value.values["field"]


def test_no_value_travels_in_an_error() -> None:
    """What people wrote may be a number or a name; the error does not repeat it."""
    with pytest.raises(Malformed) as caught:
        parse_facts({"person": {"status": "MINH TEST"}})

    assert "MINH" not in str(caught.value)


def test_unknown_and_absent_are_the_same() -> None:
    """The word unknown says no more than silence."""
    said = {"person": {"status": "unknown", "stay_ends_on": "unknown"}}

    assert parse_facts({}) == parse_facts(said)


def test_fields_that_nobody_asks_for_are_told() -> None:
    """A misspelt fact is kept by its path."""
    facts = parse_facts({"person": {"stay_end": "2026-12-31"}, "shoe_size": 43})

    assert {"person.stay_end", "shoe_size"} == set(facts.ignored)


def test_null_says_that_there_is_no_my_number_card() -> None:
    """Null is an answer, absence is none; a specified card carries the side itself."""
    none = parse_facts({"my_number_card": None}).my_number_card
    silent = parse_facts({}).my_number_card
    specified = parse_facts({"residence_card": {"kind": "specified-residence"}})

    assert MyNumberKind.NONE is none.kind
    assert silent.kind is None
    assert MyNumberKind.SPECIFIED is specified.my_number_card.kind


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (
            {"person": {"status": "permanent-resident", "standing": "other"}},
            "person.standing",
        ),
        (
            {
                "person": {"status": "permanent-resident"},
                "residence_card": {"kind": "special-permanent"},
            },
            "residence_card.kind",
        ),
    ],
)
def test_a_card_of_another_standing_is_refused(
    facts: dict[str, object], field: str
) -> None:
    """Status and card are of one person, or the facts are wrong."""
    with pytest.raises(Malformed) as caught:
        make_plan(parse_facts(facts), date(2026, 11, 20))

    assert "contradiction" == caught.value.code
    assert field == caught.value.values["field"]


def test_the_word_of_a_procedure_names_its_event() -> None:
    """A move out leads to another municipality, an ordered re-issue was ordered."""
    told = parse_facts({"events": [{"kind": "move-out"}, {"kind": "ordered-reissue"}]})

    (moved,), (damaged,) = told.events_of(Moved), told.events_of(Damaged)
    assert Destination.OTHER_MUNICIPALITY is moved.destination
    assert damaged.ordered is True


def test_a_birth_tells_the_day_of_birth() -> None:
    """Whoever was born that day need not say it twice."""
    told = parse_facts({"events": [{"kind": "born", "on": "2026-12-19"}]})

    assert date(2026, 12, 19) == told.person.birth_date
