"""The Japanese eras (元号) since 1868, and the year of an era in which a day lies."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Era:
    """One era.

    Attributes:
        first_day: its first day.
        digit: the digit that forms of the administration write for it.
        japanese: its name; `reading` in kana, `english` in Roman letters.
    """

    first_day: date
    digit: str
    japanese: str
    reading: str
    english: str

    def year_of(self, day: date) -> int:
        """Which year of the era it is on *day*; the first is 1."""
        return day.year - self.first_day.year + 1


ERAS = (
    Era(date(2019, 5, 1), "5", "令和", "れいわ", "Reiwa"),
    Era(date(1989, 1, 8), "4", "平成", "へいせい", "Heisei"),
    Era(date(1926, 12, 25), "3", "昭和", "しょうわ", "Showa"),
    Era(date(1912, 7, 30), "2", "大正", "たいしょう", "Taisho"),
    Era(date(1868, 10, 23), "1", "明治", "めいじ", "Meiji"),
)
"""The latest first."""


def find_era(day: date) -> Era | None:
    """The era of *day*; None before 23 October 1868."""
    return next((era for era in ERAS if day >= era.first_day), None)
