"""Days and money are written in one fixed form a language."""

from datetime import date, timedelta

import pytest

from ichimai.texts.in_words import day_in_words, money
from ichimai.texts.readings import only_readings, unread, without_readings


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("ja", "2026年12月28日（月）"),
        ("en", "Monday 28 December 2026"),
        (
            "easy",
            (
                "2026年（ねん）12月（じゅうにがつ）28日（にじゅうはちにち）"
                " 月曜日（げつようび）"
            ),
        ),
    ],
)
def test_a_day_is_written_out_with_its_weekday(language: str, written: str) -> None:
    """The day carries year, month, day and weekday in each language."""
    assert written == day_in_words(date(2026, 12, 28), language)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 12, 28), "2026年（令和8年）12月28日（月）"),
        (date(2019, 5, 1), "2019年（令和元年）5月1日（水）"),
        (date(2019, 4, 30), "2019年（平成31年）4月30日（火）"),
        (date(1989, 1, 7), "1989年（昭和64年）1月7日（土）"),
        (date(1912, 7, 30), "1912年（大正元年）7月30日（火）"),
    ],
)
def test_the_era_follows_the_year_where_it_is_asked_for(
    day: date, written: str
) -> None:
    """The era changes on its first day, and its first year is 元年."""
    assert written == day_in_words(day, "ja", era=True)


def test_the_era_in_english_is_named_in_roman_letters() -> None:
    """English names the era and counts its years from 1."""
    written = day_in_words(date(2019, 5, 1), "en", era=True)

    assert "Wednesday 1 May 2019 (Reiwa 1)" == written


@pytest.mark.parametrize(
    ("day", "spoken"),
    [
        (date(2026, 4, 1), "2026ねんしがつついたち すいようび"),
        (date(2026, 7, 20), "2026ねんしちがつはつか げつようび"),
        (date(2026, 9, 24), "2026ねんくがつにじゅうよっか もくようび"),
        (date(2026, 1, 19), "2026ねんいちがつじゅうくにち げつようび"),
        (date(2026, 5, 31), "2026ねんごがつさんじゅういちにち にちようび"),
    ],
)
def test_days_and_months_are_read_as_people_say_them(day: date, spoken: str) -> None:
    """The irregular readings of days and months stand in plain Japanese."""
    assert spoken == only_readings(day_in_words(day, "easy"))


def test_every_day_of_a_year_is_fully_read() -> None:
    """No day of a leap year leaves a kanji without a reading, with or without era."""
    days = [date(2028, 1, 1) + timedelta(days=n) for n in range(366)]

    assert [] == [d for d in days if unread(day_in_words(d, "easy", era=True))]


def test_without_readings_a_plain_day_reads_as_a_japanese_one() -> None:
    """Taking the readings out leaves an ordinary Japanese date."""
    written = without_readings(day_in_words(date(2026, 12, 28), "easy"))

    assert "2026年12月28日 月曜日" == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("ja", "1,900円"), ("en", "1,900 yen"), ("easy", "1,900円（えん）")],
)
def test_money_is_written_in_one_fixed_form(language: str, written: str) -> None:
    """The amount keeps its digits and its comma in every language."""
    assert written == money(1900, language)
