"""Days, sums and spans in the languages of tier 1, by the forms that Babel knows.

Digits are 0 to 9 in each of them, because a counter reads them too. The units of a
stay are a small table: not every language has them in the library's data.
"""

from collections.abc import Mapping
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

_YEN: Mapping[str, str] = {
    "zh-Hans": "{amount}日元",
    "vi": "{amount} yên",
    "ko": "{amount}엔",
    "fil": "{amount} yen",
    "ne": "{amount} येन",
    "pt-BR": "{amount} ienes",
}

_UNITS: Mapping[str, tuple[tuple[str, str], tuple[str, str], tuple[str, str]]] = {
    "zh-Hans": (("{}年", "{}年"), ("{}个月", "{}个月"), ("{}天", "{}天")),
    "vi": (("{} năm", "{} năm"), ("{} tháng", "{} tháng"), ("{} ngày", "{} ngày")),
    "ko": (("{}년", "{}년"), ("{}개월", "{}개월"), ("{}일", "{}일")),
    "fil": (("{} taon", "{} taon"), ("{} buwan", "{} buwan"), ("{} araw", "{} araw")),
    "ne": (("{} वर्ष", "{} वर्ष"), ("{} महिना", "{} महिना"), ("{} दिन", "{} दिन")),
    "pt-BR": (("{} ano", "{} anos"), ("{} mês", "{} meses"), ("{} dia", "{} dias")),
}
"""Years, months and days, each for one and for several."""


def local_day(day: date, code: str) -> str:
    """*day* with its weekday, in the full form of the language."""
    return format_date(day, "full", locale=_locale(code))


def local_money(yen: int, code: str) -> str:
    """An amount in yen with the marks that the language sets between thousands."""
    return _YEN[code].format(amount=format_decimal(yen, locale=_locale(code)))


def local_stay(counts: tuple[int, int, int], code: str) -> str:
    """Years, months and days, as far as there are any."""
    gap = "" if code == "zh-Hans" else " "
    return gap.join(
        several.format(count) if count != 1 else one.format(count)
        for count, (one, several) in zip(counts, _UNITS[code], strict=True)
        if count
    )


def _locale(code: str) -> str:
    return code.replace("-", "_")
