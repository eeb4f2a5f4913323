"""Why: what settled a value, what is missing for it, what to ask next.

Nothing here is written by the author of a rule: all of it is read from the graph and
the values, so an explanation cannot say anything else than the rule did.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ichimai.rules.graph import Node
from ichimai.rules.scalar import Case, Unknown, Value
from ichimai.rules.table import Item, RuleSpec


@dataclass(frozen=True, slots=True)
class Step:
    """One conclusion or fact of an argument.

    Attributes:
        depth: 0 for what was asked, one more for what it rests on.
        name: the rule's or the fact's name.
        title: what it is, an English msgid; a fact's question.
        value: known, absent or unknown.
        cites: provisions, those of the applied item; none where it is a signpost.
        rules: identifiers of the law files.
        says: the applied item's sentence, an English msgid; empty for a fact.
    """

    depth: int
    name: str
    title: str
    value: Value
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    says: str = ""


def applied_item(case: Case, node: Node) -> Item[Node] | None:
    """The row of a rule's table that settled its value; None where there is none.

    Where several rows lead to one value, it is the one that is known to apply.
    """
    items: tuple[Item[Node], ...] = node.spec.items
    if not items or not case.known(node):
        return None
    return items[case.candidates(node.args[0])[-1]]


def led_to(case: Case, node: Node) -> Node | None:
    """The value from which a rule or a row took its own; None where it computed it."""
    if node.op == "rule":
        body: Node = node.args[0]
        return body
    if node.op == "cases" and case.known(node):
        return case.outcome(node, case.candidates(node)[-1])
    return None


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def grounds(case: Case, node: Node) -> Iterator[Node]:
    """The rules on which a value rests, the outermost first.

    Of a table it is the row that applied, its condition and its value; rows that did
    not apply are no ground.
    """
    if node.op == "rule":
        yield node
        yield from grounds(case, node.args[0])
    elif node.op == "cases":
        row = case.candidates(node)[-1]
        yield from grounds(case, case.outcome(node, row))
        if row < len(node.args) // 2:
            yield from grounds(case, node.args[2 * row])
    elif node.op in ("and", "or"):
        value = case[node]
        same = [a for a in node.args if case[a] is value]
        yield from (g for a in same for g in grounds(case, a))
    else:
        operands = (a for a in node.args if isinstance(a, Node))
        yield from (g for a in operands for g in grounds(case, a))


def basis(case: Case, nodes: Iterable[Node]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Rule identifiers and provisions behind some values, the most exact first."""
    rules: list[str] = []
    cites: list[str] = []
    for node in dict.fromkeys(g for n in nodes for g in grounds(case, n)):
        item = applied_item(case, node)
        if item and not item.cites:
            continue  # a signpost: the rule that it leads to is a ground of its own
        rules += item.rules if item and item.rules else node.spec.rules
        cites += item.cites if item else node.spec.cites
    return _unique(rules), _most_exact(_unique(cites))


def _most_exact(cites: tuple[str, ...]) -> tuple[str, ...]:
    """Without an article or paragraph one of whose parts is named as well."""
    return tuple(
        cite for cite in cites if not any(c.startswith(f"{cite}(") for c in cites)
    )


def missing(case: Case, node: Node) -> tuple[str, ...]:
    """Names of the facts that the value waits for, in the order the law reaches them.

    Only facts that are needed whatever the others turn out to be, or that decide which
    others are: a fact in a row that may never apply is not asked for yet. A value with
    two ways out is named `first|second`.
    """
    if case.known(node):
        return ()
    if node.op == "fact":
        return (node.spec.name,)
    if node.op == "present" and case.known(node.args[0]):
        return _names(node.args[0])
    if node.op == "either":
        ways = [missing(case, a) for a in node.args]
        return ("|".join(_unique(name for way in ways for name in way)),)
    if node.op == "cases":
        return _missing_in_cases(case, node)
    open_operands = [a for a in node.args if isinstance(a, Node) and not case.known(a)]
    if node.op in ("and", "or"):
        open_operands = open_operands[:1]
    if node.op == "le":
        # A day with bounds may not be needed once the other side is known.
        boundless = [a for a in open_operands if not _bounded(case[a])]
        open_operands = boundless or open_operands
    if node.op == "stand_in":
        open_operands = [node.args[0]]
    return _unique(name for a in open_operands for name in missing(case, a))


def _bounded(value: Value) -> bool:
    return isinstance(value, Unknown) and value.bounded


def _names(node: Node) -> tuple[str, ...]:
    """The fact behind a value that is absent although the law needs it."""
    return (node.spec.name,) if node.op == "fact" else ()


def _missing_in_cases(case: Case, node: Node) -> tuple[str, ...]:
    rows = case.candidates(node)
    waits: tuple[str, ...] = ()
    if len(rows) > 1:
        waits = missing(case, node.args[2 * rows[0]])
    outcomes = [missing(case, case.outcome(node, row)) for row in rows]
    everywhere = [name for name in outcomes[0] if all(name in o for o in outcomes)]
    return _unique([*waits, *everywhere])


def stood_in(case: Case, node: Node) -> Node:
    """The day that a `stand_in` node took."""
    wanted, known_with, fallback = node.args
    said = case.known(wanted) or case.known(known_with)
    chosen: Node = wanted if said else fallback
    return chosen


def _support(case: Case, node: Node) -> Iterator[Node]:
    """The nearest rules and facts behind a value."""
    if node.op in ("fact", "rule"):
        yield node
    elif node.op == "cases":
        rows = case.candidates(node)
        for row in range(min(rows[-1] + 1, len(node.args) // 2)):
            yield from _support(case, node.args[2 * row])
        yield from _support(case, case.outcome(node, rows[-1]))
    elif node.op == "stand_in":
        yield from _support(case, stood_in(case, node))
    elif node.op in ("and", "or") and case.known(node):
        value = case[node]
        same = [a for a in node.args if case[a] is value]
        # One false operand settles an `and`; one true operand settles an `or`.
        settles = same[:1] if value is (node.op == "or") else same
        for operand in settles:
            yield from _support(case, operand)
    else:
        for operand in node.args:
            if isinstance(operand, Node):
                yield from _support(case, operand)


def argument(case: Case, *nodes: Node) -> Iterator[Step]:
    """The argument for some values, step by step, each with what it rests on below it.

    What a rule rests on is told once; where it is used again, its value is enough.
    """
    told: set[Node] = set()
    for node in nodes:
        yield from _argument(case, node, 0, told)


def _argument(case: Case, node: Node, depth: int, told: set[Node]) -> Iterator[Step]:
    if node.op == "fact":
        yield Step(depth, node.spec.name, node.spec.asks, case[node])
        return
    if node.op == "rule":
        spec: RuleSpec = node.spec
        item = applied_item(case, node)
        yield Step(
            depth,
            spec.name,
            spec.title,
            case[node],
            item.cites if item else spec.cites,
            (item.rules if item else ()) or spec.rules,
            item.says if item else "",
        )
        if node in told:
            return
        told.add(node)
        node = node.args[0]
    for reason in dict.fromkeys(_support(case, node)):
        yield from _argument(case, reason, depth + 1, told)


def next_question(
    facts: dict[str, Value], goals: Sequence[Node], askable: Sequence[Node]
) -> Node | None:
    """The fact to ask for next: the one whose worst answer leaves the least to ask.

    None where every goal is settled.
    """

    def waits(given: dict[str, Value]) -> set[str]:
        case = Case(given)
        return {
            part for g in goals for name in missing(case, g) for part in name.split("|")
        }

    def left(fact: Node) -> int:
        answers: Sequence[Value] = {
            "choice": fact.spec.options,
            "truth": (False, True),
        }.get(fact.spec.kind, ())
        trials = [{**facts, fact.spec.name: a} for a in answers] or [facts]
        return max(len(waits(trial) - {fact.spec.name}) for trial in trials)

    wanted = waits(facts)
    candidates = [fact for fact in askable if fact.spec.name in wanted]
    return min(candidates, key=left, default=None)
