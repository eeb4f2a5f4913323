"""For translators: what is still missing, and a way to hand in what is there now."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Message

from cataloguing.checking import hash_beside, of_message
from cataloguing.files import forms_of, is_translated, read, source_of, write
from cataloguing.kinds import kind_of
from cataloguing.places import TEMPLATE, Target, get_target
from cataloguing.scope import of_scope
from cataloguing.states import Standing, State, source_hash
from cataloguing.terms import terms_in

_FIRST = ("planner/words", "planner/steps", "web", "papers", "planner")
"""What people meet first is translated first."""


def todo(code: str, part: int, parts: int) -> list[dict[str, Any]]:
    """The sentences of part *part* of *parts* that have no translation yet.

    A sentence keeps its part while others are filled in.
    """
    target = get_target(code)
    catalogue, japanese = read(target.place), read(get_target("ja").place)
    scope = sorted(of_scope(read(TEMPLATE), target), key=_order)
    mine = scope[len(scope) * (part - 1) // parts : len(scope) * part // parts]
    return [
        {
            "id": _short(source_of(each)),
            "English": source_of(each),
            "Japanese": forms_of(japanese.get(each.id, each.context))[0],
            "where": _places(each)[0],
            "terms": _terms(source_of(each), code),
        }
        for each in mine
        if not is_translated(catalogue.get(each.id, each.context))
    ]


def fill(code: str, place: Path, state: State, by: str = "") -> int:
    """Write the translations of a JSON file that pass every check.

    The file maps an English sentence, or the id that `todo` gave it, to its
    translation. What does not pass is refused, one line each on standard error.

    Returns:
        How many were refused.
    """
    target = get_target(code)
    catalogue, japanese = read(target.place), read(get_target("ja").place)
    scope = {source_of(each): each for each in of_scope(read(TEMPLATE), target)}
    by_id = {_short(english): english for english in scope}
    written = refused = 0
    for key, text in json.loads(place.read_text("utf-8")).items():
        english = by_id.get(key, key)
        forms = tuple(text) if isinstance(text, list) else (text,)
        found = list(_refusals(scope, english, forms, target))
        for problem in found:
            print(f"{code}: {problem}: {english!r}", file=sys.stderr)
        if found:
            refused += 1
            continue
        source = scope[english]
        standing = Standing(state, hash_beside(source, japanese), by)
        catalogue.delete(source.id, source.context)
        catalogue.add(
            source.id,
            forms if len(forms) > 1 else forms[0],
            user_comments=standing.comments(kind_of(source)),
            context=source.context,
        )
        written += 1
    write(catalogue, target.place)
    print(f"{code}: {written} written, {refused} refused")
    return refused


def _refusals(
    scope: Mapping[str, Message], english: str, forms: tuple[str, ...], target: Target
) -> Iterator[str]:
    if english not in scope:
        yield "no sentence that this language translates"
    elif not all(isinstance(each, str) and each for each in forms):
        yield "empty, or no text"
    else:
        yield from of_message(scope[english], forms, target)


def _short(english: str) -> str:
    """A name for the sentence that is quicker to write than the sentence."""
    return source_hash(english, "")


def _order(message: Message) -> tuple[int, str, str]:
    place = _places(message)[0]
    rank = next((n for n, at in enumerate(_FIRST) if place.startswith(at)), len(_FIRST))
    return rank, place, source_of(message)


def _places(message: Message) -> list[str]:
    return [place.removeprefix("src/ichimai/") for place, _ in message.locations]


def _terms(source: str, code: str) -> dict[str, list[str]]:
    """The terms in that sentence, with what the language has agreed to call them."""
    return {
        each.english: list(each.approved.get(code, (each.japanese,)))
        for each in terms_in(source)
    }
