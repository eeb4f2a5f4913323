"""Facts as a stranger would give them, and what the law files say of each.

A case of `strangers/<question>.toml` holds one line of JSON and what to expect of the
answer: each field that is named has that value, and `open` and `note` are there only
where they are named. `"open": true` asks for a sentence, whatever it says.
`"error"` and `"field"` are those of the refusal; `"unknown"` is the whole list in any
order, `"unknown_has"` a part of it; `"not_reason"` is a reason that must not be given.
"""

import json
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "strangers"
ON = date(2026, 7, 1)


@dataclass(frozen=True)
class Stranger:
    """One line of facts, and what the sources say of it."""

    question: str
    source: str
    why: str
    as_of: date
    line: str
    expect: dict[str, Any]


def _read(path: Path) -> list[Stranger]:
    return [
        Stranger(
            path.stem,
            case["source"],
            case["why"],
            case.get("as_of", ON),
            case["given"],
            json.loads(case["expect"]),
        )
        for case in tomllib.loads(path.read_text("utf-8"))["case"]
    ]


STRANGERS = tuple(s for path in sorted(FOLDER.glob("*.toml")) for s in _read(path))


def differences(expect: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """What of an answer is not as expected, by field."""
    if "error" in expect:
        error = answer.get("error", {})
        told = {"error": error.get("code"), "field": error.get("field")}
        return [name for name, value in expect.items() if told[name] != value]
    if "unknown" in expect:
        same = sorted(expect["unknown"]) == sorted(answer.get("unknown", []))
        return [] if same else ["unknown"]
    if "unknown_has" in expect:
        part = set(expect["unknown_has"]) <= set(answer.get("unknown", []))
        return [] if part else ["unknown"]
    found = [
        name
        for name, value in expect.items()
        if name not in ("open", "not_reason") and answer.get(name, ...) != value
    ]
    if bool(answer.get("open")) != expect.get("open", False):
        found.append("open")
    if "note" in answer and "note" not in expect:
        found.append("note")
    if "not_reason" in expect and answer.get("reason") == expect["not_reason"]:
        found.append("reason")
    return found
