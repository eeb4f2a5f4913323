"""One sentence in the reader's language and in Japanese, for two readers of one sheet.

The Japanese is what a clerk reads; it stands beside every other language (plain
Japanese included, whose readings are for the holder and not for the counter).
"""

from collections.abc import Callable
from dataclasses import dataclass

from ichimai.texts.language import get_language
from ichimai.texts.said import ENGLISH, JAPANESE, Said


@dataclass(frozen=True, slots=True)
class Paired:
    """A text in the reader's language, and in Japanese unless that is the same.

    Attributes:
        own: what the reader reads; beside the draft of a fee, a date, a penalty or a
            counter it has the English, as the Japanese stands beside it anyway.
        japanese: what the clerk reads.
        foreign: the lang attribute of `own` where it fell back to another language.
    """

    own: str
    japanese: str | None
    foreign: str | None = None

    def on_one_line(self) -> str:
        """Both, the Japanese first: what a clerk sees in a narrow list."""
        return self.own if self.japanese is None else f"{self.japanese} / {self.own}"


def paired(written: Callable[[str], str], language: str) -> Paired:
    """What *written* says in *language*, and in Japanese beside it.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    own = written(language)
    japanese = None if language == JAPANESE else written(JAPANESE)
    if isinstance(own, Said):
        foreign = None if own.language == language else get_language(own.language).html
        return Paired(_with_english(own), japanese, foreign)
    return Paired(own, None if japanese == own else japanese)


def _with_english(text: Said) -> str:
    if ENGLISH not in text.beside:
        return text.own
    return f"{text.own} ({text.others[ENGLISH]})"
