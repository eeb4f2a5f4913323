"""Tables of items: how an article that says "in each of these cases" is written.

`cases(when(…), …, otherwise(…))` is a rule's whole body, so every table has a name and
every row its own provision, reason key and sentence.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic

from ichimai.rules.graph import N, Node, RuleTextError, Truth, walk


@dataclass(frozen=True, slots=True)
class Item(Generic[N]):
    """One row of a table of items: when it applies, what it sets, and where it stands.

    A row without provisions is a signpost: it only leads to another rule, in its
    condition or its value, and an answer rests on that rule and not on the row.

    Attributes:
        cites: provisions in canonical form; none for a signpost.
        key: stable reason key, kebab-case.
        says: the reason as a sentence, an English msgid.
        rules: identifiers of the law files, where the item has its own.
    """

    condition: Truth | None
    value: N
    cites: tuple[str, ...]
    key: str
    says: str
    rules: tuple[str, ...] = ()


def when(
    condition: Truth,
    value: N,
    *cites: str,
    key: str,
    says: str,
    rules: tuple[str, ...] = (),
) -> Item[N]:
    """The row that applies where *condition* holds and no row above it did."""
    if not isinstance(condition, Truth):
        raise RuleTextError(
            f"the condition of {key!r} is a {type(condition).__name__}, not a Truth: "
            "`==` and `in` compare Python objects, so write .is_(…), .one_of(…) or <="
        )
    return Item(condition, value, cites, key, says, rules)


def otherwise(
    value: N, *cites: str, key: str, says: str, rules: tuple[str, ...] = ()
) -> Item[N]:
    """The last row: it applies where no row above it did."""
    return Item(None, value, cites, key, says, rules)


@dataclass(frozen=True, slots=True)
class Table(Generic[N]):
    """The rows of a rule in the article's own order, the last without condition."""

    items: tuple[Item[N], ...]


def cases(*rows: Item[N]) -> Table[N]:
    """The value of the first row whose condition holds. It is a rule's whole body."""
    if not rows or rows[-1].condition is not None:
        raise RuleTextError("cases() ends with otherwise(…): the law has an answer")
    if any(row.condition is None for row in rows[:-1]):
        raise RuleTextError("otherwise(…) is the last row: move it down")
    keys = [row.key for row in rows]
    if len(set(keys)) != len(keys):
        raise RuleTextError(f"one key, one row: {sorted(keys)} names one twice")
    return Table(rows)


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """What a rule says of itself.

    Attributes:
        name: the function's name.
        title: what the value is, an English msgid.
        cites: provisions in canonical form.
        rules: identifiers of the law files (`RC-…`, `MN-…`).
        since: first day in force.
        confidence: `official`, `secondary`, `single-source` or `inferred`.
        items: the rows, empty where the rule has one value only.
        about: the rule text's own docstring.
    """

    name: str
    title: str
    cites: tuple[str, ...]
    rules: tuple[str, ...]
    since: date
    confidence: str
    items: tuple[Item[Any], ...] = ()
    about: str = field(default="", compare=False)


CONFIDENCES = ("official", "secondary", "single-source", "inferred")


def common_kind(name: str, values: Iterable[Node]) -> type[Node]:
    """The one kind of all the values of a rule.

    Raises:
        RuleTextError: they are of different kinds.
    """
    kinds = {type(value) for value in values}
    if len(kinds) != 1:
        named = ", ".join(sorted(kind.__name__ for kind in kinds))
        raise RuleTextError(
            f"the rows of {name} set values of different kinds: {named}"
        )
    return kinds.pop()


def table_node(spec: RuleSpec, items: tuple[Item[Any], ...]) -> Node:
    """The graph of a table of items."""
    values = [item.value for item in items]
    for item in items:
        if not isinstance(item.value, Node):
            raise RuleTextError(
                f"row {item.key!r} of {spec.name} sets a {type(item.value).__name__}: "
                "wrap it as day(…), days(…), word(…), TRUE or FALSE"
            )
    kind = common_kind(spec.name, values)
    for item in items:
        if not item.cites and not _leads_to_a_rule(item):
            raise RuleTextError(
                f"row {item.key!r} of {spec.name} names no provision and leads to no "
                "rule that does: name the provision"
            )
    args = tuple(
        part
        for item in items
        for part in (item.condition, item.value)
        if part is not None
    )
    return kind("cases", args, any(value.optional for value in values))


def _leads_to_a_rule(item: Item[Any]) -> bool:
    parts = [part for part in (item.condition, item.value) if part is not None]
    return any(node.op == "rule" for node in walk(parts))
