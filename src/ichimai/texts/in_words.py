"""Days and sums of money in words, one fixed form a language.

No locale library writes those of tier 0: months and weekdays of three languages are a
small table, and the figures that people carry to a counter must not change with a
library's version. Those of tier 1 are Babel's, and know their Japanese and English.
Digits are always 0 to 9.
"""

from datetime import date

from ichimai.model.eras import find_era
from ichimai.model.status import Status
from ichimai.texts.language import SOURCE, find_language, translator
from ichimai.texts.said import in_several

_ENGLISH_DAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_JAPANESE_DAYS = "月火水木金土日"
_READ_DAYS = ("げつ", "か", "すい", "もく", "きん", "ど", "にち")
_READ_MONTHS = (
    "いちがつ",
    "にがつ",
    "さんがつ",
    "しがつ",
    "ごがつ",
    "ろくがつ",
    "しちがつ",
    "はちがつ",
    "くがつ",
    "じゅうがつ",
    "じゅういちがつ",
    "じゅうにがつ",
)
_READ_DIGITS = ("", "いち", "に", "さん", "し", "ご", "ろく", "しち", "はち", "く")
_READ_TENS = ("", "じゅう", "にじゅう", "さんじゅう")
_READ_ODD_DATES = {
    1: "ついたち",
    2: "ふつか",
    3: "みっか",
    4: "よっか",
    5: "いつか",
    6: "むいか",
    7: "なのか",
    8: "ようか",
    9: "ここのか",
    10: "とおか",
    14: "じゅうよっか",
    20: "はつか",
    24: "にじゅうよっか",
}


def day_in_words(day: date, language: str, *, era: bool = False) -> str:
    """*day* with its weekday, as people of *language* write it out.

    `2026年12月28日（月）`, `Monday 28 December 2026`; plain Japanese with readings.
    With *era*, the Japanese year follows for use on paper: `2026年（令和8年）…`; in a
    language of tier 1 it stands in the Japanese beside.
    """
    if is_local(language):
        return in_several(lambda code: _any_day(day, code, era=era), language)
    return _any_day(day, language, era=era)


def is_local(language: str) -> bool:
    """Whether days and sums of that language are written by Babel."""
    found = find_language(language)
    return found is not None and found.tier > 0


def _any_day(day: date, language: str, *, era: bool) -> str:
    if is_local(language):
        # Babel takes a while to import, and tier 0 does without it here.
        from ichimai.texts.local_words import local_day  # noqa: PLC0415

        return local_day(day, language)
    if language == SOURCE:
        weekday, month = _ENGLISH_DAYS[day.weekday()], _ENGLISH_MONTHS[day.month - 1]
        return (
            f"{weekday} {day.day} {month} {day.year}{_era(day, language, wanted=era)}"
        )
    if language == "easy":
        weekday = f"{_JAPANESE_DAYS[day.weekday()]}曜日"
        read = f"{_READ_DAYS[day.weekday()]}ようび"
        return (
            f"{day.year}年（ねん）{_era(day, language, wanted=era)}"
            f"{day.month}月（{_READ_MONTHS[day.month - 1]}）"
            f"{day.day}日（{_read_date(day.day)}） {weekday}（{read}）"
        )
    weekday = _JAPANESE_DAYS[day.weekday()]
    year = f"{day.year}年{_era(day, language, wanted=era)}"
    return f"{year}{day.month}月{day.day}日（{weekday}）"


def status_in_words(status: Status, language: str) -> str:
    """The name of a status of residence; in Japanese, plain or not, the statute's."""
    if is_local(language):
        return translator(language)(status.english)
    return status.english if language == SOURCE else status.japanese


def stay_in_words(months: int, days: int, language: str) -> str:
    """A period of stay as it is granted: `4 years 3 months`, `4年3月`, `30 days`.

    Plain Japanese with readings. Years are twelve months.
    """
    if is_local(language):
        return in_several(lambda code: _any_stay(months, days, code), language)
    return _any_stay(months, days, language)


def _any_stay(months: int, days: int, language: str) -> str:
    years, rest = divmod(months, 12)
    if is_local(language):
        from ichimai.texts.local_words import local_stay  # noqa: PLC0415

        return local_stay((years, rest, days), language)
    units = (
        (years, "year", "年", "ねん"),
        (rest, "month", "か月", "げつ"),
        (days, "day", "日", "にち"),
    )
    if language == SOURCE:
        return " ".join(
            f"{count} {unit}{'' if count == 1 else 's'}"
            for count, unit, _, _ in units
            if count
        )
    readings = language == "easy"
    return "".join(
        f"{count}{unit}{f'（{read}）' if readings else ''}"
        for count, _, unit, read in units
        if count
    )


def money(yen: int, language: str) -> str:
    """An amount in yen: `1,900円`, `1,900 yen`; plain Japanese with a reading."""
    if is_local(language):
        return in_several(lambda code: _any_money(yen, code), language)
    return _any_money(yen, language)


def _any_money(yen: int, language: str) -> str:
    if is_local(language):
        from ichimai.texts.local_words import local_money  # noqa: PLC0415

        return local_money(yen, language)
    if language == SOURCE:
        return f"{yen:,} yen"
    return f"{yen:,}円（えん）" if language == "easy" else f"{yen:,}円"


def _read_date(number: int) -> str:
    if number in _READ_ODD_DATES:
        return _READ_ODD_DATES[number]
    tens, ones = divmod(number, 10)
    return f"{_READ_TENS[tens]}{_READ_DIGITS[ones]}にち"


def _era(day: date, language: str, *, wanted: bool) -> str:
    """The Japanese year in parentheses, or nothing where it was not asked for."""
    if not wanted:
        return ""
    found = find_era(day)
    if found is None:
        return ""
    year = found.year_of(day)
    if language == SOURCE:
        return f" ({found.english} {year})"
    if language == "easy":
        read = "元年（がんねん）" if year == 1 else f"{year}年（ねん）"
        return f"、{found.japanese}（{found.reading}）{read} "
    written = "元" if year == 1 else str(year)
    return f"（{found.japanese}{written}年）"
