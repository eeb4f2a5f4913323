"""The dated amounts, at the days on which they begin and end."""

from datetime import date

import pytest

from ichimai.law.tariff import find_amount


@pytest.mark.parametrize(
    ("name", "day", "yen"),
    [
        ("permission", "2025-03-31", None),
        ("permission", "2025-04-01", 6000),
        ("permission", "2026-09-30", 6000),
        ("permission", "2026-10-01", None),
        ("specified-card", "2026-06-13", None),
        ("specified-card", "2026-06-14", 1900),
        ("my-number-card-after-lapse", "2027-01-05", 1000),
        ("no-such-fee", "2026-11-20", None),
    ],
)
def test_an_amount_holds_within_its_days(name: str, day: str, yen: int | None) -> None:
    """Before its first and after its last known day nothing is said."""
    found = find_amount(name, date.fromisoformat(day))

    assert yen == (found.yen if found else None)
