"""Every day since 1868 lies in one era."""

from datetime import date

import pytest

from ichimai.model.eras import find_era


@pytest.mark.parametrize(
    ("day", "english", "year"),
    [
        (date(2019, 4, 30), "Heisei", 31),
        (date(2019, 5, 1), "Reiwa", 1),
        (date(2026, 6, 14), "Reiwa", 8),
        (date(1989, 1, 7), "Showa", 64),
        (date(1989, 1, 8), "Heisei", 1),
        (date(1926, 12, 24), "Taisho", 15),
        (date(1868, 10, 23), "Meiji", 1),
    ],
)
def test_year_of_era(day: date, english: str, year: int) -> None:
    """An era begins on its first day and takes the whole calendar year's number."""
    era = find_era(day)

    assert era is not None
    assert (english, year) == (era.english, era.year_of(day))


def test_before_the_first() -> None:
    """Before Meiji there is no era here."""
    assert find_era(date(1868, 10, 22)) is None
