"""What hangs on a sentence, by its place: the table `kinds.toml`, applied."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Message

from cataloguing.files import source_of
from cataloguing.places import SOURCES, table

_PREFIX = "src/ichimai/"


def kind_of(message: Message) -> str:
    """`figure`, `duty`, or nothing for plain text; the gravest of its places counts."""
    english = source_of(message)
    kinds = {
        _kind(place.removeprefix(_PREFIX), english) for place, _ in message.locations
    }
    return next((each for each in ("figure", "duty") if each in kinds), "")


def _kind(place: str, english: str) -> str:
    for row in table("kinds.toml")["kind"]:
        under = row["under"]
        if place != under and not place.startswith(f"{under}/"):
            continue
        if "says" in row and not re.search(row["says"], english):
            continue
        if "part" in row and not any(
            re.fullmatch(row["part"], each) for each in _parts(place)[english]
        ):
            continue
        return str(row["kind"])
    return ""


@cache
def _parts(place: str) -> Mapping[str, set[str]]:
    """Under which keys each sentence of a table stands; none where it is no table."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    path = Path(SOURCES, place)
    if path.suffix == ".toml":
        for key, text in _texts(tomllib.loads(path.read_text("utf-8"))):
            found[text].add(key)
    return found


def _texts(value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any TOML value
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if isinstance(each, str):
                yield key, each
            else:
                yield from _texts(each)
