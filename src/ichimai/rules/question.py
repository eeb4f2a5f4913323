"""A question of law: the facts it may be asked with, and the goals that answer it."""

from collections.abc import Iterable
from dataclasses import dataclass

from ichimai.rules.graph import Node, RuleTextError, Truth, walk

AS_OF = "as_of"
"""Name of the day from which a question is looked at. Always known, never asked."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A field of the answer.

    Attributes:
        name: as in the interface.
        value: the rule whose value it takes.
        only_if: where this does not hold, the answer has no such field.
    """

    name: str
    value: Node
    only_if: Truth | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Facts that cannot all be so.

    Attributes:
        where: when this is known to hold, the facts are refused.
        field: the fact to look at first.
        says: what is wrong, an English msgid.
    """

    where: Truth
    field: str
    says: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to be said beside an answer, where it is known to hold.

    Attributes:
        where: when to say it.
        kind: `open` (the sources leave the case open), `note` (a stable key) or
            `reason` (a stable key that takes the place of the rule's own).
        says: the sentence (`open`) or the key.
    """

    where: Truth
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Question:
    """What can be asked, and which rules answer it.

    The reason of an answer is the key of the row that set the value of `reason`,
    through all rules that it was taken from; with `outermost` it is the first row's.
    Where `era` does not hold, the sources say nothing of that day: no field has a
    value, and no fact is asked for.

    Building one checks that it declares exactly the facts that its rules rest on.

    Raises:
        RuleTextError: a fact that is used but not declared, or declared and not used.
    """

    name: str
    title: str
    facts: tuple[Node, ...]
    goals: tuple[Goal, ...]
    contradictions: tuple[Contradiction, ...] = ()
    remarks: tuple[Remark, ...] = ()
    reason: Node | None = None
    ignored: tuple[str, ...] = ()
    outermost: bool = False
    era: Truth | None = None

    def __post_init__(self) -> None:
        used = {
            n for n in walk(self.roots()) if n.op == "fact" and n.spec.name != AS_OF
        }
        for fact in used - set(self.facts):
            raise RuleTextError(
                f"{self.name} rests on the fact {fact.spec.name}, which it does not "
                "declare: add it to facts"
            )
        for fact in set(self.facts) - used:
            raise RuleTextError(
                f"{self.name} declares the fact {fact.spec.name}, on which nothing "
                "rests: use it or leave it out"
            )

    def roots(self) -> Iterable[Node]:
        """What an answer rests on: its era, goals, contradictions and remarks."""
        if self.era is not None:
            yield self.era
        for goal in self.goals:
            yield goal.value
            if goal.only_if is not None:
                yield goal.only_if
        yield from (contradiction.where for contradiction in self.contradictions)
        yield from (remark.where for remark in self.remarks)

    def rules(self) -> tuple[Node, ...]:
        """Every rule under the question, those it rests on first."""
        return tuple(n for n in walk(self.roots()) if n.op == "rule")
