"""Citations of Japanese acts, orders and ordinances, in English notation and Japanese.

The canonical form is `ICA 19-15-2(1)(ii)`: the act's short identifier, the article, the
paragraph in parentheses, the item in lower-case Roman numerals. A supplementary
provision is written `ICA suppl. 59/2024 2(1)`: act number and year of the amendment.
"""

import re
from dataclasses import dataclass

ACTS: dict[str, str] = {
    "ICA": "入管法",
    "ICA-EO": "入管法施行令",
    "ICA-MO": "入管法施行規則",
    "SPA": "入管特例法",
    "SPA-EO": "入管特例法施行令",
    "SPA-MO": "入管特例法施行規則",
    "APP": "特定在留カード交付申請規則",
    "APP-S": "特定特別永住者証明書交付申請規則",
    "FORM": "特定在留カード様式命令",
    "FORM-S": "特定特別永住者証明書様式命令",
    "MNA": "番号利用法",
    "MNA-EO": "番号利用法施行令",
    "MNA-MO": "個人番号カード等命令",
    "MNA-R": "番号利用法施行規則",
    "JPKI": "公的個人認証法",
    "JPKI-MO": "公的個人認証法施行規則",
    "BRRA": "住民基本台帳法",
    "BRRA-EO": "住民基本台帳法施行令",
    "BRRA-MO": "住民基本台帳法施行規則",
    "PMA": "公金受取口座登録法",
    "DAN": "預貯金口座管理法",
    "FRA": "戸籍法",
    "CC": "民法",
    "AGE": "年齢計算ニ関スル法律",
    "AGH": "行政機関の休日に関する法律",
    "LAA": "地方自治法",
    "ALM": "労働施策総合推進法",
}
"""Short identifier of each act that is cited, with its short Japanese title."""

_CITATION = re.compile(
    r"(?P<act>[A-Z]+(?:-[A-Z]+)?)"
    r"(?: suppl\. (?P<amending>\d+/\d{4}))?"
    r" (?P<article>\d+(?:-\d+)*)"
    r"(?:\((?P<paragraph>\d+)\))?"
    r"(?:\((?P<item>[ivxl]+(?:-\d+)?)\))?"
)
_DIGITS = "〇一二三四五六七八九"
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def kanji_number(number: int) -> str:
    """*number* from 1 to 999 as statutes write it: 百十二, 二十, 五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    written = ""
    for count, unit in ((hundreds, "百"), (tens, "十")):
        if count:
            written += ("" if count == 1 else _DIGITS[count]) + unit
    return written + (_DIGITS[ones] if ones else "")


def _roman_number(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value
        for value, after in zip(values, following, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Citation:
    """One provision: act, article, and where given paragraph, item, amending act."""

    act: str
    article: str
    paragraph: int | None = None
    item: str | None = None
    amending: str | None = None

    def __str__(self) -> str:
        suppl = f" suppl. {self.amending}" if self.amending else ""
        paragraph = f"({self.paragraph})" if self.paragraph else ""
        item = f"({self.item})" if self.item else ""
        return f"{self.act}{suppl} {self.article}{paragraph}{item}"

    def in_japanese(self) -> str:
        """The provision as Japanese readers write it: 入管法第十九条の五第一項."""
        number, *branches = (int(part) for part in self.article.split("-"))
        article = f"第{kanji_number(number)}条" + "".join(
            f"の{kanji_number(branch)}" for branch in branches
        )
        suppl = ""
        if self.amending:
            act_number, year = self.amending.split("/")
            suppl = f"附則（{year}年法令第{act_number}号）"
        paragraph = f"第{kanji_number(self.paragraph)}項" if self.paragraph else ""
        return f"{ACTS[self.act]}{suppl}{article}{paragraph}{self._item_in_japanese()}"

    def _item_in_japanese(self) -> str:
        if not self.item:
            return ""
        numeral, *branches = self.item.split("-")
        written = f"第{kanji_number(_roman_number(numeral))}号"
        return written + "".join(f"の{kanji_number(int(b))}" for b in branches)


def cite(text: str) -> Citation:
    """The citation that *text* writes in the canonical form.

    Raises:
        ValueError: another form, or an act that is not in `ACTS`.
    """
    found = _CITATION.fullmatch(text)
    if found is None or found["act"] not in ACTS:
        raise ValueError(f"not a citation of a known act: {text!r}")
    paragraph = found["paragraph"]
    return Citation(
        act=found["act"],
        article=found["article"],
        paragraph=int(paragraph) if paragraph else None,
        item=found["item"],
        amending=found["amending"],
    )
