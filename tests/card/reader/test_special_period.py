"""The reader counts the special period as the law does."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ichimai.card.reader.currency import special_period_end
from ichimai.law.questions import ask


@given(st.dates(date(2026, 6, 14), date(2060, 12, 31)))
def test_as_the_law_counts(last_day: date) -> None:
    """For every last day of a stay, reader and law name the same last day."""
    facts = {
        "procedure": "extension",
        "filed_on": last_day - timedelta(days=10),
        "stay_ends_on": last_day,
        "stay_months": 12,
        "decided_on": None,
        "my_number_extended": False,
    }

    found = ask("special-period", facts, last_day)

    assert found.answer["ends_on"] == special_period_end(last_day).isoformat()


def test_month_ends() -> None:
    """The worked dates of the law file, example X21."""
    assert [
        date(2026, 8, 31),
        date(2027, 1, 31),
        date(2027, 4, 30),
        date(2027, 2, 28),
    ] == [
        special_period_end(day)
        for day in (
            date(2026, 6, 30),
            date(2026, 11, 30),
            date(2027, 2, 28),
            date(2026, 12, 31),
        )
    ]
