"""Invented residents in files: one array a column, or one JSON object a line.

Both are written a block at a time, so that the number of people costs no memory.
`population.json` beside them says what each column is, and from which seed.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import IO, Any, Literal

import numpy as np
from numpy.lib.format import dtype_to_descr, write_array_header_1_0

import ichimai
from ichimai.population.distribution import distribution
from ichimai.population.residents import (
    CODES,
    COUNTS,
    WORDS,
    Columns,
    Population,
)
from ichimai.rules.column_values import Array, Column, number_day

Form = Literal["columns", "jsonl"]

LINES = "residents.jsonl"
ABOUT = "population.json"

_THINGS = {
    "old_card": "delivered_on",
    "pending": "filed_on",
    "renewal": "filed_on",
    "my_number": "made_on",
    "certificates": "issued_on",
    "duty": "event_on",
}
"""What a person may have or not, and the day that says whether there is one."""

NO_DAY = -(2**31)
"""Stands in a file of days or counts where there is none."""


def write(
    population: Population, folder: Path, form: Form, tell: Callable[[int], None]
) -> Mapping[str, Any]:
    """Write everybody; what comes back is what `population.json` says.

    Args:
        folder: is there already; files of the same names are replaced.
        tell: is told after each block how many people there are so far.

    Raises:
        OSError: the folder or the disk does not take it.
    """
    about = _about(population, form)
    (_columns if form == "columns" else _lines)(population, folder, tell)
    text = json.dumps(about, ensure_ascii=False, indent=2)
    (folder / ABOUT).write_text(text + "\n", encoding="utf-8")
    return about


def _about(population: Population, form: Form) -> Mapping[str, Any]:
    few = population.block(0, 1)
    return {
        "ichimai": ichimai.__version__,
        "people": population.people,
        "seed": population.seed,
        "on": distribution().on.isoformat(),
        "invented": True,
        "form": form,
        "absent": NO_DAY if form == "columns" else None,
        "columns": {
            name: {"kind": _kind(name, column), "words": list(WORDS.get(name, ()))}
            for name, column in few.items()
        },
    }


def _kind(name: str, column: Column) -> str:
    if name in WORDS:
        return "word"
    if column.values.dtype == np.bool_:
        return "truth"
    if name in CODES:
        return "code"
    return "count" if name in COUNTS else "days since 1970-01-01"


def _columns(population: Population, folder: Path, tell: Callable[[int], None]) -> None:
    with ExitStack() as stack:
        files: dict[str, IO[bytes]] = {}
        done = 0
        for block in population.blocks():
            for name, column in block.items():
                values = stored(column)
                if name not in files:
                    file = stack.enter_context((folder / f"{name}.npy").open("wb"))
                    files[name] = file
                    _head(file, values, population.people)
                files[name].write(values.tobytes())
            done += next(iter(block.values())).values.size
            tell(done)


def _head(file: IO[bytes], values: Array, people: int) -> None:
    write_array_header_1_0(
        file,
        {
            "descr": dtype_to_descr(values.dtype),
            "fortran_order": False,
            "shape": (people,),
        },
    )


def stored(column: Column) -> Array:
    """The values, with `NO_DAY` where there is none."""
    if column.absent is None:
        return column.values
    return np.where(column.absent, np.int32(NO_DAY), column.values)


def _lines(population: Population, folder: Path, tell: Callable[[int], None]) -> None:
    done = 0
    with (folder / LINES).open("w", encoding="utf-8") as file:
        for block in population.blocks():
            for facts in people(block):
                file.write(json.dumps(facts, ensure_ascii=False) + "\n")
                done += 1
            tell(done)


def people(block: Columns) -> Iterator[dict[str, Any]]:
    """Each resident of a block as JSON facts, by the names of the interfaces.

    What a person does not have is null: a day, or a thing as a whole.
    """
    names = [name.partition(".") for name in block]
    columns = [_listed(name, column) for name, column in block.items()]
    for row in zip(*columns, strict=True):
        facts: dict[str, Any] = {}
        things: dict[str, dict[str, Any]] = {name: {} for name in _THINGS}
        for (outer, _, inner), value in zip(names, row, strict=True):
            if outer in _THINGS:
                things[outer][inner or outer] = value
            else:
                facts[outer] = value
        for name, thing in things.items():
            facts[name] = _thing(thing) if thing[_THINGS[name]] is not None else None
        yield facts


def _thing(held: Mapping[str, Any]) -> dict[str, Any]:
    """A thing with what lies within it as an object of its own."""
    found: dict[str, Any] = {}
    for name, value in held.items():
        outer, _, inner = name.partition(".")
        whole = {inner: value} if inner and value is not None else value
        found[outer] = whole
    return found


class _Days(dict[int, str]):
    """Days as they are written, each written once."""

    def __missing__(self, number: int) -> str:
        day: date = number_day(number)
        text = self[number] = day.isoformat()
        return text


_DAYS = _Days()


def _listed(name: str, column: Column) -> list[Any]:
    numbers = column.values.tolist()
    if name in WORDS:
        words = [str(word) for word in WORDS[name]]
        found: list[Any] = [words[number] for number in numbers]
    elif name in CODES:
        found = [f"{number:06}" for number in numbers]
    elif name in COUNTS or column.values.dtype == np.bool_:
        found = numbers
    else:
        found = [_DAYS[number] for number in numbers]
    if column.absent is not None:
        gone = column.absent.tolist()
        found = [None if no else one for one, no in zip(found, gone, strict=True)]
    return found
