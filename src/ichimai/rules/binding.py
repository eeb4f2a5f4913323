"""The same rule text about another fact, or about what another rule sets.

A question names its facts from where it stands: to a card `expires_on` is its answer,
to a renewal it is what is given. Binding puts one in the place of the other, so that
answers become facts and one graph holds both rules once.

A word that is bound settles conditions at once: rows that can no longer apply are
left out, with their items, so that an explanation still names the row that did.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ichimai.rules.graph import (
    FALSE,
    NO_DAY,
    TRUE,
    Choice,
    Day,
    N,
    Node,
    RuleTextError,
    Truth,
    share,
    walk,
)
from ichimai.rules.table import RuleSpec


def renamed(
    fact: N,
    name: str,
    *,
    optional: bool = False,
    not_before: str | None = None,
    not_after: str | None = None,
) -> N:
    """A fact asked for as *fact* is, under a name of its own.

    Args:
        fact: what is asked.
        name: as in the interface.
        optional: whether there may be no such thing.
        not_before: name of a day fact that is never later than this one.
        not_after: name of a day fact that is never earlier than this one.
    """
    spec = replace(
        fact.spec,
        name=name,
        optional=optional,
        not_before=not_before,
        not_after=not_after,
    )
    return replace(fact, optional=optional, spec=spec)


def bind(roots: Sequence[N], facts: Mapping[Any, Node]) -> tuple[N, ...]:
    """The same values with other nodes in the places of facts.

    What rests on none of these facts stays the very same node.

    Args:
        roots: the values.
        facts: facts and what takes their places.

    Raises:
        RuleTextError: a value of another kind, one that may be absent where the fact
            may not, or a fact that nothing rests on.
    """
    bound: dict[Node, Node] = {}
    for fact, value in facts.items():
        _check(fact, value)
    for node in walk(roots):
        bound[node] = facts[node] if node in facts else _rebuilt(node, bound)
    for fact in facts:
        if fact not in bound:
            raise RuleTextError(f"nothing here rests on {fact}: leave its binding out")
    return tuple(bound[root] for root in roots)  # type: ignore[misc]  # kinds are kept


def chosen(condition: Truth, then: N, rest: N) -> N:
    """*then* where the condition holds, otherwise *rest*; no rule of the law."""
    args = (condition, then, rest)
    return share(type(then), "cases", args, optional=then.optional or rest.optional)


def only_where(condition: Truth, then: Day) -> Day:
    """*then* where the condition holds; elsewhere there is no such day."""
    return chosen(condition, then, NO_DAY)


def _check(fact: Node, value: Node) -> None:
    if fact.op != "fact":
        raise RuleTextError(f"{fact} is no fact: only a fact can be bound")
    if type(value) is not type(fact):
        raise RuleTextError(
            f"{fact} is a {type(fact).__name__}, not a {type(value).__name__}"
        )
    if value.optional and not fact.optional:
        raise RuleTextError(f"{value} may be absent: bind {fact} to .present() of it")


def _rebuilt(node: Node, bound: Mapping[Node, Node]) -> Node:
    args = tuple(bound[a] if isinstance(a, Node) else a for a in node.args)
    if all(a is b for a, b in zip(args, node.args, strict=True)):
        return node
    simple = _SIMPLER.get(node.op)
    found = None if simple is None else simple(args)
    if found is not None:
        return found
    if node.op == "cases":
        rows = _rows_left(args)
        args = tuple(args[place] for place in rows)
        return _cases(node, args)
    if node.op == "rule":
        return _rule(node, args[0], bound)
    optional = node.optional and node.op in ("open_from", "open_until")
    return share(type(node), node.op, args, optional=optional)


def _cases(node: Node, args: tuple[Node, ...]) -> Node:
    outcomes = (*args[1::2], args[-1])
    optional = any(outcome.optional for outcome in outcomes)
    return share(type(node), "cases", args, optional=optional)


def _rows_left(args: tuple[Node, ...]) -> list[int]:
    """Places of what is left of a table: no row that never applies, none behind."""
    left: list[int] = []
    for place in range(0, len(args) - 1, 2):
        if args[place] is TRUE:
            return [*left, place + 1]
        if args[place] is not FALSE:
            left += [place, place + 1]
    return [*left, len(args) - 1]


def _rule(node: Node, body: Node, bound: Mapping[Node, Node]) -> Node:
    """A rule about the new facts, with the items whose rows are left."""
    spec: RuleSpec = node.spec
    if spec.items:
        table = node.args[0]
        args = tuple(bound[a] for a in table.args)
        places = _rows_left(args)
        ends = [place for place in places if place % 2 or place == len(args) - 1]
        spec = replace(spec, items=tuple(spec.items[place // 2] for place in ends))
    return replace(node, args=(body,), optional=body.optional, spec=spec)


def _in(args: tuple[Any, ...]) -> Node | None:
    operand, words = args
    possible = _words(operand)
    if possible is None or possible & set(words):
        constant = operand.op == "const"
        return TRUE if constant and operand.args[0] in words else None
    return FALSE


def _words(node: Node) -> set[str] | None:
    """The words that a choice can be; None for a code, which can be any."""
    if node.op == "const":
        return {node.args[0]} - {None}
    if node.op == "fact":
        return set(node.spec.options) or None
    found: set[str] = set()
    for outcome in node.args:
        if isinstance(outcome, Choice):
            words = _words(outcome)
            if words is None:
                return None
            found |= words
    return found


def _and(args: tuple[Node, ...]) -> Node | None:
    first, second = args
    if first is FALSE or second is FALSE:
        return FALSE
    return second if first is TRUE else first if second is TRUE else None


def _or(args: tuple[Node, ...]) -> Node | None:
    first, second = args
    if first is TRUE or second is TRUE:
        return TRUE
    return second if first is FALSE else first if second is FALSE else None


def _not(args: tuple[Any, ...]) -> Node | None:
    return {TRUE: FALSE, FALSE: TRUE}.get(args[0])


def _exists(args: tuple[Any, ...]) -> Node | None:
    """What is never absent exists; a fact still has to be named first."""
    operand = args[0]
    if operand.optional:
        return None
    return (
        TRUE if operand.op == "const" else share(Truth, "exists", args, optional=False)
    )


def _present(args: tuple[Any, ...]) -> Node | None:
    operand: Node = args[0]
    return None if operand.optional else operand


def _given(args: tuple[Any, ...]) -> Node | None:
    return TRUE if args[0].op == "const" else None


_SIMPLER: dict[str, Callable[[tuple[Any, ...]], Node | None]] = {
    "in": _in,
    "and": _and,
    "or": _or,
    "not": _not,
    "exists": _exists,
    "present": _present,
    "given": _given,
}
