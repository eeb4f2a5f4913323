"""Japanese words within a text of another language, to be marked as such.

Whoever has a page read aloud hears a word in the voice of its language only where the
page says which language it is (WCAG 2.2, 3.1.2).
"""

import re
from collections.abc import Iterator

_SIGNS = r"\u3005\u3006\u3041-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_JAPANESE_RUN = re.compile(f"([{_SIGNS}]+)")
_WITH_KANA = re.compile(rf"([{_SIGNS}]*[\u3041-\u30fa][{_SIGNS}]*)")


def by_tongue(text: str, html: str) -> Iterator[tuple[str, bool]]:
    """*text* in pieces, each with whether it is Japanese in a text that is not.

    In Chinese only what has kana is Japanese for sure.

    Args:
        html: the language of the text, a value of the lang attribute.
    """
    if html == "ja" or text.isascii():
        yield text, False
        return
    japanese = _WITH_KANA if html.startswith("zh") else _JAPANESE_RUN
    for place, part in enumerate(japanese.split(text)):
        if part:
            yield part, bool(place % 2)
