"""Invented residents as the evaluators take them: the facts of some rule text."""

from collections.abc import Iterable

import numpy as np

from ichimai.population.residents import (
    CODES,
    WORDS,
    Columns,
    Population,
)
from ichimai.rules.column_filling import Filling
from ichimai.rules.column_values import Column
from ichimai.rules.graph import Choice, Node


def facts(block: Columns, wanted: Iterable[Node]) -> Columns:
    """The columns of a block for the facts that are wanted, by name.

    Words stand as places in the options of their fact. Where a person has no such
    thing and the fact is not one that may be absent, nobody said. A fact of which the
    population knows nothing is left out: it is unknown in every row.
    """
    return {
        fact.spec.name: _for_fact(fact, block[fact.spec.name])
        for fact in wanted
        if fact.spec.name in block
    }


def everybody(population: Population, wanted: Iterable[Node]) -> Columns:
    """The same for a whole population; each value is held once."""
    nodes = tuple(wanted)
    whole: dict[str, Filling] = {}
    start = 0
    for block in population.blocks():
        stop = start + block["status"].values.size
        for name, column in facts(block, nodes).items():
            if name not in whole:
                whole[name] = Filling(population.people, column.values.dtype)
            whole[name].put(slice(start, stop), column)
        start = stop
    return {name: filling.column() for name, filling in whole.items()}


def _for_fact(fact: Node, column: Column) -> Column:
    name, values = fact.spec.name, column.values
    if isinstance(fact, Choice) and name not in CODES:
        options = fact.spec.options
        places = [options.index(str(word)) for word in WORDS[name]]
        values = np.array(places, np.int8).take(values)
    if column.absent is None or not column.absent.any():
        return Column(values)
    if fact.spec.optional:
        return Column(values, absent=column.absent)
    return Column(values, known=~column.absent)
