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
            name: {"kind": _kind(name), "words": list(WORDS.get(name, ()))}
            for name in few
        },
    }


def _kind(name: str) -> str:
    if name in WORDS:
        return "word"
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

    What a person does not have is null; an old card that there is not is null as a
    whole.
    """
    names = list(block)
    columns = [_listed(name, column) for name, column in block.items()]
    for row in zip(*columns, strict=True):
        facts: dict[str, Any] = {}
        for name, value in zip(names, row, strict=True):
            outer, _, inner = name.partition(".")
            if not inner:
                facts[name] = value
            elif value is None:
                facts[outer] = None
            else:
                facts.setdefault(outer, {})[inner] = value
        yield facts


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
    elif name in COUNTS:
        found = numbers
    else:
        found = [_DAYS[number] for number in numbers]
    if column.absent is not None:
        gone = column.absent.tolist()
        found = [None if no else one for one, no in zip(found, gone, strict=True)]
    return found
