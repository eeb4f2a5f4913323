"""Which languages there are, and the lookup of a sentence in one of them."""

from collections.abc import Callable
from functools import cache


@cache
def translator(language: str) -> Callable[[str], str]:
    """The lookup of English source strings in the catalogue of *language*."""
    del language

    def same(source: str) -> str:
        return source

    return same
