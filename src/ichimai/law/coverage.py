"""Every rule of the law files, and where it stands: computed, knowledge, or out."""

import tomllib
from importlib.resources import files
from typing import Any

from ichimai.law.questions import all_rules


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

    An identifier that nothing accounts for is left out; a test looks for it.
    """
    table = _table()
    found: dict[str, dict[str, str]] = {}
    for question, node in all_rules():
        items = (rule for item in node.spec.items for rule in item.rules)
        for name in (*node.spec.rules, *items):
            where = f"{question}.{node.spec.name}"
            found.setdefault(name, {"state": "computed", "where": where})
    for kind, state in (("code", "computed"), ("knowledge", "knowledge")):
        for row in table[kind]:
            for name in row["ids"]:
                found.setdefault(name, {"state": state, "where": row["where"]})
    for row in table["out"]:
        for name in row["ids"]:
            found.setdefault(name, {"state": "out", "reason": row["reason"]})
    return {name: found[name] for name in rule_ids() if name in found}
