"""One sentence in the reader's language and in Japanese, for two readers of one sheet.

The Japanese is what a clerk reads; it stands beside every other language (plain
Japanese included, whose readings are for the holder and not for the counter).
"""

from collections.abc import Callable
from dataclasses import dataclass

JAPANESE = "ja"


@dataclass(frozen=True, slots=True)
class Paired:
    """A text in the reader's language, and in Japanese unless that is the same."""

    own: str
    japanese: str | None

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
    return Paired(own, None if japanese == own else japanese)
