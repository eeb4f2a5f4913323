"""Every rule of the law files, and where it stands: computed, knowledge, or out."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from ichimai.law.questions import all_rules
from ichimai.law.told import subjects


def _table() -> dict[str, Any]:
    return tomllib.loads(
        files("ichimai.law").joinpath("coverage.toml").read_text("utf-8")
    )


def rule_ids() -> tuple[str, ...]:
    """Every identifier of both law files, in their order, with their gaps."""
    return tuple(
        f"{prefix}-{number:03}"
        for prefix, spans in _table()["ids"].items()
        for first, last in spans
        for number in range(first, last + 1)
    )


def coverage() -> dict[str, dict[str, str]]:
    """By identifier: `state`, and `where` or `reason`. Builds every rule text.

    An identifier that nothing accounts for is left out; a test looks for it. One that
    is computed and told as well is computed.
    """
    found: dict[str, dict[str, str]] = {}
    for name, row in (*_computed(), *_told(), *_left_out()):
        found.setdefault(name, row)
    return {name: found[name] for name in rule_ids() if name in found}


def _computed() -> Iterator[tuple[str, dict[str, str]]]:
    """A rule that is a text's own subject before one that a row of it names."""
    by_rows: list[tuple[str, dict[str, str]]] = []
    for question, node in all_rules():
        row = {"state": "computed", "where": f"{question}.{node.spec.name}"}
        yield from ((name, row) for name in node.spec.rules)
        by_rows += [(name, row) for item in node.spec.items for name in item.rules]
    yield from by_rows
    for module in _table()["code"]:
        row = {"state": "computed", "where": module["where"]}
        yield from ((name, row) for name in module["ids"])


def _told() -> Iterator[tuple[str, dict[str, str]]]:
    for subject in subjects():
        for entry in subject.entries:
            for name in entry.rules:
                yield name, {"state": "knowledge", "where": entry.name}


def _left_out() -> Iterator[tuple[str, dict[str, str]]]:
    for row in _table()["out"]:
        for name in row["ids"]:
            yield name, {"state": "out", "reason": row["reason"]}
