"""File names made of what people write: short, different, and good on every disk."""

import unicodedata
from collections.abc import Sequence

_LONGEST = 40


def file_names(texts: Sequence[str], kind: str) -> list[str]:
    """A name for each of *texts*, which begins with *kind* and has no ending.

    Letters and digits are kept and anything else is a hyphen; what would be empty, or
    differ from another by the size of letters only, has its number in it.
    """
    found: list[str] = []
    taken: set[str] = set()
    for number, text in enumerate(texts, start=1):
        plain = unicodedata.normalize("NFKC", text)
        kept = "".join(char if char.isalnum() else "-" for char in plain)
        slug = kept[:_LONGEST].strip("-")
        name = f"{kind}-{slug}"
        if not slug or name.casefold() in taken:
            name = f"{kind}-{number}-{slug}".rstrip("-")
        while name.casefold() in taken:
            name += "-"
        taken.add(name.casefold())
        found.append(name)
    return found
