"""What is known of cities, and that the rest is said to be unknown."""

import json
import subprocess
import sys
from datetime import date

import pytest

from ichimai.errors import Malformed
from ichimai.planner.cities.city import cities, get_city

DAY = date(2026, 11, 21)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "ichimai", "cities", "--lang", "en"),
            *("--as-of", "2026-11-21", *arguments),
        ],
        capture_output=True,
        check=False,
        text=True,
    )


def test_seven_cities_are_known() -> None:
    """Every city of the guides, each under a code whose last digit checks."""
    names = {city.place.romaji.partition("-")[0] for city in cities()}

    assert names == {
        *("Shinjuku", "Osaka", "Fukuoka", "Hamamatsu", "Kobe", "Inagi", "Yokohama"),
    }


def test_a_city_s_own_lines_come_first() -> None:
    """Fukuoka has two lines of its own, and the national ones after them."""
    lines = [line.telephone for line in get_city("401307").lines]

    assert ["092-753-6113", "092-262-1799", "0120-95-0178"] == lines[:3]
    assert "092-753-6113" not in [line.telephone for line in get_city("131041").lines]


def test_what_no_source_says_is_unknown() -> None:
    """A guide names Yokohama and says nothing of it; of Fuchu nobody says anything."""
    yokohama = get_city("141003").to_json("en", DAY)["facts"]

    assert {"unknown"} == {fact["value"] for fact in yokohama}
    assert get_city("141003").known
    assert not get_city("132063").known


@pytest.mark.parametrize(
    "code", ["", "13104", "131042", "1310411", "１３１０４１", "x"]
)
def test_a_slip_in_a_code_is_caught(code: str) -> None:
    """Another length, other digits, and a last digit that does not check."""
    with pytest.raises(Malformed):
        get_city(code)


def test_the_command_tells_known_from_unknown() -> None:
    """Exit code 0, 6 with a line to ring, and 4 for no code."""
    known, unknown, slip = run("281000"), run("132063"), run("281001")

    assert (0, 6, 4) == (known.returncode, unknown.returncode, slip.returncode)
    assert "800 yen" in known.stdout
    assert "0120-95-0178" in unknown.stdout
    assert "131041" in slip.stderr


def test_json_stands_alone() -> None:
    """The list holds what each city answers by itself."""
    listed = json.loads(run("--json").stdout)

    assert [city.to_json("en", DAY) for city in cities()] == listed
    assert json.loads(run("271004", "--json").stdout) in listed
