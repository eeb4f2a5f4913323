"""Nobody real is in this repository: numbers are invented, and listed."""

import re
import tomllib
from pathlib import Path

from house.tree import texts

LISTED = tomllib.loads((Path(__file__).parent / "invented.toml").read_text())

# The series TS…TS is this project's own, for its tests.
CARD_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?!TS[0-9]{8}TS)[A-Z]{2}[0-9]{8}[A-Z]{2}(?![0-9A-Za-z])"
)
MY_NUMBER = re.compile(r"(?<![0-9A-Za-z.:])[0-9]{12}(?![0-9A-Za-z])")
# Where long digits are hashes or drawings, not numbers of people.
NO_PEOPLE = ("requirements/", "docs/pictures/", "tests/house/invented.toml")


def unlisted(pattern: re.Pattern[str], listed: set[str]) -> list[tuple[str, str]]:
    """Every file with a text of *pattern* that is not *listed*, and the text."""
    return [
        (name, found)
        for name, text in texts()
        if not name.startswith(NO_PEOPLE)
        for found in sorted(set(pattern.findall(text)) - listed)
    ]


def could_be_somebody(digits: str) -> bool:
    """Whether twelve digits end in the check digit of a My Number.

    Written anew from the ordinance's formula, apart from the one in `law`: from the
    right, weights 2 to 7 and then 2 to 6; eleven less the remainder, or nothing.
    """
    weights = (2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6)
    total = sum(
        int(digit) * weight
        for digit, weight in zip(reversed(digits[:-1]), weights, strict=True)
    )
    return int(digits[-1]) == (11 - total % 11) % 11 % 10


def test_card_numbers_are_invented() -> None:
    """Every residence card number in the tree stands in the list of invented ones."""
    assert [] == unlisted(CARD_NUMBER, set(LISTED["card_numbers"]))


def test_my_numbers_are_invented() -> None:
    """Every twelve digits that could be a My Number stand in the list."""
    found = unlisted(MY_NUMBER, set(LISTED["my_numbers"]))

    assert [] == [place for place in found if could_be_somebody(place[1])]
