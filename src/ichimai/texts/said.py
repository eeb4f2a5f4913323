"""A sentence that knows in which language it stands, and what must stand beside it.

A translation that no person has reviewed is a draft. What a duty says in a draft has
its Japanese beside it; what names a fee, a date, a penalty or a counter has plain
Japanese and English beside it (`kinds.toml`). Whoever treats the sentence as a string
gets all of it, so that nothing can be shown from the draft alone by forgetting to ask;
pages and papers lay the parts out and mark their languages.
"""

from collections.abc import Callable, Mapping
from typing import Self

from ichimai.texts.readings import without_readings

JAPANESE, PLAIN, ENGLISH = "ja", "easy", "en"

BESIDE: Mapping[str, tuple[str, ...]] = {
    "": (),
    "duty": (JAPANESE,),
    "figure": (PLAIN, ENGLISH),
}
"""The languages that stand beside a draft, by the kind of its sentence."""


class Said(str):
    """A text in one language, with what it says in others.

    Attributes:
        own: the text alone.
        language: code of the language in which `own` stands.
        others: the same text by code of the language, as far as they are known.
        beside: codes of the languages that are shown beside it.
    """

    __slots__ = ("beside", "language", "others", "own")

    own: str
    language: str
    others: Mapping[str, str]
    beside: tuple[str, ...]

    def __new__(
        cls,
        own: str,
        language: str,
        others: Mapping[str, str],
        beside: tuple[str, ...] = (),
    ) -> Self:
        """The whole as a string: the text, and in parentheses what stands beside it."""
        shown = " / ".join(without_readings(others[code]) for code in beside)
        made = super().__new__(cls, f"{own} ({shown})" if shown else own)
        made.own, made.language = own, language
        made.others, made.beside = others, beside
        return made

    def format(self, *_: object, **values: object) -> "Said":
        """The sentence with its values, each in the language of its part.

        Where a value must have other languages beside it, so must the sentence.
        """
        return Said(
            self.own.format(
                **{
                    name: in_language(each, self.language)
                    for name, each in values.items()
                }
            ),
            self.language,
            {
                code: text.format(
                    **{name: in_language(each, code) for name, each in values.items()}
                )
                for code, text in self.others.items()
            },
            max((self.beside, *map(_beside, values.values())), key=len),
        )

    def parts_beside(self) -> list[tuple[str, str]]:
        """What stands beside it, each with the code of its language."""
        return [(code, self.others[code]) for code in self.beside]


def alone(text: str) -> str:
    """*text* without what stands beside it: for keys, searches and comparisons."""
    return text.own if isinstance(text, Said) else text


def in_language(value: object, code: str) -> object:
    """What *value* is in the language of that code, as far as that is known."""
    if isinstance(value, Said):
        return value.others.get(code, value.own)
    return value


def in_several(written: Callable[[str], str], code: str) -> Said:
    """What *written* gives in the language of that code, knowing the others too.

    For values, days and sums for example, which no translation can get wrong.
    """
    others = {each: written(each) for each in (JAPANESE, PLAIN, ENGLISH)}
    return Said(written(code), code, others)


def _beside(value: object) -> tuple[str, ...]:
    return value.beside if isinstance(value, Said) else ()
