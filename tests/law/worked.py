"""The worked examples of the law files, and ours, read from the case data.

A case is `cases/<question>/<first day of its text>/<name>.toml`. TOML has no null:
`absent` and `expect_absent` list the fields that are.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cases"
ON = date(2026, 7, 1)


@dataclass(frozen=True)
class Worked:
    """One example: what is given, what comes out, and where it says so."""

    question: str
    first_day: date
    name: str
    why: str
    source: str
    as_of: date
    given: dict[str, Any]
    expect: dict[str, Any]


def _json(value: Any) -> Any:  # noqa: ANN401 - a JSON value
    if isinstance(value, dict):
        return {name: _json(held) for name, held in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _read(path: Path) -> Worked:
    table = tomllib.loads(path.read_text("utf-8"))
    given = {**_json(table["given"]), **dict.fromkeys(table.get("absent", []))}
    expect = {**_json(table["expect"]), **dict.fromkeys(table.get("expect_absent", []))}
    return Worked(
        path.parent.parent.name,
        date.fromisoformat(path.parent.name),
        path.stem,
        table["why"],
        table["source"],
        table.get("as_of", ON),
        given,
        expect,
    )


WORKED = tuple(_read(path) for path in sorted(FOLDER.glob("*/*/*.toml")))
