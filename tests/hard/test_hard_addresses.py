"""The hard addresses of the users' page, section 13.2: each does what its row says."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ichimai.errors import NotFound
from ichimai.planner.parameters import OF_EVENT, OF_PERSON
from ichimai.planner.places.finding import find_places, find_retired, places_in
from ichimai.planner.places.municipalities import find_place, get_place, wards_of
from ichimai.planner.planning import answer
from ichimai.registry.residents import enrol
from registry.lives import ENROLMENT
from web.standing import new_registry

CASES = tomllib.loads(Path(__file__).with_name("addresses.toml").read_text("utf-8"))


def _name(case: dict[str, Any]) -> str:
    return str(case["id"])


@pytest.mark.parametrize("case", CASES["address"], ids=_name)
def test_an_address_lies_in_its_municipality(case: dict[str, Any]) -> None:
    """Free text is enough, in any width and with any hyphen; abroad is nowhere here."""
    assert case["lies_in"] == [place.code for place in places_in(case["address"])]


def test_addresses_are_kept_as_they_were_written() -> None:
    """The register gives back every sign of each, whatever its length."""
    registry = new_registry()
    addresses = [case["address"] for case in CASES["address"]]

    found = []
    for each in addresses:
        with registry.transaction("municipality") as tx:
            found.append(enrol(tx, replace(ENROLMENT, address=each)).id)
    kept = [registry.get_resident(each).address for each in found]
    registry.close()

    assert addresses == kept


@pytest.mark.parametrize("case", CASES["name"], ids=_name)
def test_a_name_finds_every_place_that_has_it(case: dict[str, Any]) -> None:
    """With its prefecture, which tells places of one name apart."""
    found = find_places(case["name"])

    assert case["named"] == [place.code for place in found]
    assert len(found) == len({place.full_name for place in found})
    assert all(place.full_name.startswith(place.prefecture.name) for place in found)


@pytest.mark.parametrize("case", CASES["gone"], ids=_name)
def test_a_place_that_is_no_more(case: dict[str, Any]) -> None:
    """What lies there now is named to be confirmed; nothing is chosen silently."""
    gone = find_retired(case["name"])

    assert gone is not None
    assert [] == list(find_places(case["name"]))
    assert case["now"] == [
        place.full_name.removeprefix(place.prefecture.name) for place in gone.places
    ]


@pytest.mark.parametrize("case", CASES["counter"], ids=_name)
def test_the_counter_is_that_of_the_ward(case: dict[str, Any]) -> None:
    """A ward of a designated city has its own office, and its city is known."""
    place = get_place(case["code"])

    assert case["counter"] == place.code
    assert case["of_city"] == place.municipality.code


@pytest.mark.parametrize("case", CASES["wards"], ids=_name)
def test_a_designated_city_has_its_wards(case: dict[str, Any]) -> None:
    """Whoever gives the city alone can be asked for the ward."""
    found = {code: len(wards_of(get_place(code))) for code in case["cities"]}

    assert case["cities"] == found


@pytest.mark.parametrize("case", CASES["plan"], ids=_name)
def test_without_an_address_nothing_runs(case: dict[str, Any]) -> None:
    """The task waits without a last day, and no question asks where somebody lives."""
    plan = answer(case["facts"], date.fromisoformat(case["as_of"]))
    tasks = {task["id"]: task for task in plan["tasks"]}
    names = " ".join(each.path for each in (*OF_PERSON, *OF_EVENT))

    assert "not_yet" == tasks[case["task"]]["state"]
    assert "unknown" == tasks[case["task"]]["legal_last_day"]
    assert [] == [word for word in case["never_asked"] if word in names]


@pytest.mark.parametrize("case", CASES["code"], ids=_name)
def test_a_code_that_nobody_lives_under(case: dict[str, Any]) -> None:
    """It is accepted in data and not offered, or names what lies there now."""
    if "problem" in case:
        with pytest.raises(NotFound) as refused:
            get_place(case["code"])
        assert case["problem"] == refused.value.code
        assert refused.value.values["day"]
    else:
        place = find_place(case["code"])
        assert place is not None
        assert (case["name"], case["offered"]) == (place.name, place.offered)
