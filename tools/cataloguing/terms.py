"""The words that the glossary fixes, in every language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from cataloguing.places import table
from ichimai.texts.readings import without_readings

_JAPANESE = ("ja", "easy")
_BANNED = ("〜", "簡単", "自動的に")
_NO_TERMS = re.compile(r"\bichimai(?: [a-z]+)+|`[^`]*`|\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Term:
    """One term: how the source says it, and what a translation may or may not say."""

    english: str
    japanese: str
    found: re.Pattern[str]
    approved: Mapping[str, tuple[str, ...]]
    forbidden: Mapping[str, tuple[str, ...]]


@cache
def glossary() -> tuple[Term, ...]:
    """Every term, a longer one before the shorter that stands within it."""
    made = [_term(entry) for entry in table("glossary.toml")["term"]]
    return tuple(sorted(made, key=lambda each: -len(each.english)))


def _term(entry: Mapping[str, object]) -> Term:
    english, japanese = str(entry["english"]), str(entry["japanese"])
    plain = _several(entry.get("plain", ()))
    held = () if entry.get("only_beside") else _JAPANESE
    approved = dict.fromkeys(held, (japanese, *plain))
    approved |= _by_language(entry.get("say"))
    return Term(
        english=english,
        japanese=japanese,
        found=re.compile(rf"\b{re.escape(english)}s?\b", re.IGNORECASE),
        approved=approved,
        forbidden=_by_language(entry.get("never")),
    )


def _by_language(value: object) -> dict[str, tuple[str, ...]]:
    found = value if isinstance(value, dict) else {}
    return {code: _several(words) for code, words in found.items()}


def _several(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def terms_in(source: str) -> list[Term]:
    """The terms that *source* says; of two that overlap only the longer one."""
    rest = _NO_TERMS.sub("", source)
    found = []
    for term in glossary():
        rest, count = term.found.subn("\0", rest)
        if count:
            found.append(term)
    return found


def of_terms(source: str, text: str, language: str) -> Iterator[str]:
    """Terms of *source* that *text* does not say as agreed, and words it may not say.

    The Japanese term itself is right in every language: a clerk must hear it.
    """
    folded = without_readings(text).replace(" ", "") if language == "easy" else text
    folded = folded.casefold()
    for term in terms_in(source):
        approved = term.approved.get(language, ())
        said = (*approved, term.japanese)
        if approved and not any(each.casefold() in folded for each in said):
            yield f"the glossary's {' or '.join(approved)} is absent"
        for word in term.forbidden.get(language, ()):
            if word.casefold() in folded:
                yield f"the glossary forbids {word} for {term.english}"
    if language in _JAPANESE:
        for word in _BANNED:
            if word in folded:
                yield f"{word} is not a word for these pages"
