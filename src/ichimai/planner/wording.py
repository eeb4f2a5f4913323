"""The one place where a plan's keys become sentences.

Every key is stable and every sentence whole: an English source string with named
values, kept in `words/*.toml` and beside its task in `steps/*.toml`, where the
catalogues find it. A day among the values is written with its weekday in the reader's
language; a day that is not known is said to be unknown.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from ichimai.errors import msgid
from ichimai.texts.in_words import day_in_words
from ichimai.texts.language import translator

PARTS = ("title", "result", "then", "consequence")
"""The sentences of a task."""


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence by its key, with the values that it names.

    A value may be `Words` itself: the name of a card, say, in the reader's language.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


_A_DAY_NOT_KNOWN = msgid("a day that is not known yet")


def say(words: Words, language: str) -> str:
    """The sentence in *language*.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    look_up = translator(language)
    values = {name: _in_words(value, language) for name, value in words.values.items()}
    return look_up(SENTENCES[words.key]).format(**values)


def in_words(path: str, language: str, values: Mapping[str, Any]) -> str:
    """What a path names, as a person calls it: `clocks.stay`, `events[0].parents`.

    A path that has no words of its own comes back as it is.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    key = f"fact.{key_of(path)}"
    if path.startswith("clocks."):
        key = f"clock.{path.removeprefix('clocks.')}"
    return say(Words(key, values), language) if key in SENTENCES else path


def key_of(path: str) -> str:
    """The path of a fact without its place in a list: `events[0].on` → `events.on`."""
    head, bracket, rest = path.partition("[")
    return f"{head}.{rest.partition('].')[2]}" if bracket else path


def _in_words(value: object, language: str) -> str:
    if isinstance(value, date):
        return day_in_words(value, language)
    if isinstance(value, Words):
        return say(value, language)
    if value is None or value == "unknown":
        return translator(language)(_A_DAY_NOT_KNOWN)
    return str(value)


@cache
def tables(folder: str) -> tuple[Mapping[str, Any], ...]:
    """The tables of that folder beside this module, in the order of their names."""
    places = files("ichimai.planner").joinpath(folder).iterdir()
    found = sorted((each for each in places if each.name.endswith(".toml")), key=str)
    return tuple(tomllib.loads(each.read_text("utf-8")) for each in found)


def ids_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the tasks that a row of `steps/*.toml` describes."""
    return tuple(row["ids"]) if "ids" in row else (row["id"],)


def _sentences() -> Iterator[tuple[str, str]]:
    for table in tables("words"):
        for group, sentences in table.items():
            for key, sentence in sentences.items():
                yield f"{group}.{key}", sentence
    for table in tables("steps"):
        for task in table["task"]:
            for task_id in ids_of(task):
                for part in PARTS:
                    yield f"task.{task_id}.{part}", task[part]


SENTENCES: Mapping[str, str] = dict(_sentences())
"""Every sentence of a plan by its key."""
