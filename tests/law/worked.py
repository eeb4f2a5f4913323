"""The worked examples of the law files, and ours, read from the case data.

A case is `cases/<question>/<first day of its text>/<name>.toml`. TOML has no null:
`absent` and `expect_absent` list the fields that are.

A matrix is one such file of many cases: each `row` gives the cells of the `columns` in
their order, "-" for null, the days of the answer, and what stands beside them.

A change of law is one too, with three answers: on the `eve` of its first day, on the
`day`, and on the `morrow`. The days stand in the fact that chooses the law, or are days
of looking (`chosen_by = "as_of"`).
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
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


def _matrix(path: Path, table: dict[str, Any]) -> Iterator[Worked]:
    columns = table["columns"]
    for number, row in enumerate(table["row"], 1):
        named = {name: row[name] for name in table["names"]}
        cells = zip(columns, row["cells"], strict=True)
        yield Worked(
            path.parent.parent.name,
            date.fromisoformat(path.parent.name),
            "-".join([*map(str, named.values()), str(number)]),
            row["why"],
            row["source"],
            row.get("as_of", ON),
            {
                **named,
                **_json(row.get("given", {})),
                **dict.fromkeys(row.get("absent", [])),
            },
            {
                **{name: None if cell == "-" else cell for name, cell in cells},
                **_json(row.get("days", {})),
                **row["beside"],
            },
        )


def _changes(path: Path, table: dict[str, Any]) -> Iterator[Worked]:
    for number, change in enumerate(table["change"], 1):
        first, chosen_by = change["first"], change["chosen_by"]
        for name, off in (("eve", -1), ("day", 0), ("morrow", 1)):
            on = first + timedelta(days=off)
            given = {
                **_json(change["given"]),
                **dict.fromkeys(change.get("absent", [])),
            }
            if chosen_by != "as_of":
                given[chosen_by] = on.isoformat()
            answer = _json(change[name])
            yield Worked(
                path.parent.parent.name,
                date.fromisoformat(path.parent.name),
                f"{path.stem}-{number}-{first}-{name}",
                change["why"],
                change["source"],
                on if chosen_by == "as_of" else ON,
                given,
                {n: None if value == "-" else value for n, value in answer.items()},
            )


def _cases() -> Iterator[Worked]:
    for path in sorted(FOLDER.glob("*/*/*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        if "columns" in table:
            yield from _matrix(path, table)
        elif "change" in table:
            yield from _changes(path, table)
        else:
            yield _read(path)


WORKED = tuple(_cases())
