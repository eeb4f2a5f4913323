"""What rests on what: between rules and facts nothing stands in the graph but steps."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ichimai.law.questions import QUESTIONS, question
from ichimai.rules.graph import Node, walk
from ichimai.rules.question import AS_OF, Question

WITHOUT_RULES = "check-number"
"""The one question that plain functions answer."""


def asked() -> Iterator[Question]:
    """Every question with a rule text, in the order of the interfaces."""
    return (question(name) for name in QUESTIONS if name != WITHOUT_RULES)


def nearest(node: Node) -> tuple[Node, ...]:
    """The rules and facts on which a rule rests at first hand, in the text's order."""
    found: dict[Node, None] = {}
    seen: set[Node] = set()
    waiting = [*reversed(_operands(node))]
    while waiting:
        under = waiting.pop()
        if under in seen:
            continue
        seen.add(under)
        if under.op in ("rule", "fact"):
            found[under] = None
        else:
            waiting.extend(reversed(_operands(under)))
    return tuple(found)


def _operands(node: Node) -> list[Node]:
    return [part for part in node.args if isinstance(part, Node)]


def facts_under(node: Node) -> list[str]:
    """The names of all facts on which a rule rests, at any hand."""
    names = (n.spec.name for n in walk([node]) if n.op == "fact")
    return [name for name in dict.fromkeys(names) if name != AS_OF]


@dataclass(frozen=True, slots=True)
class Place:
    """A rule where it is first met: the question, and the names of what it answers."""

    question: str
    node: Node

    @property
    def name(self) -> str:
        """The rule's name with its question, as `ichimai law show` takes it."""
        return f"{self.question}.{self.node.spec.name}"

    @property
    def heading(self) -> str:
        """The heading under which the reference describes it."""
        return f"{self.node.spec.title} (`{self.name}`)"


class Dependence:
    """Every rule of some questions, with what it rests on and what rests on it."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self.questions = tuple(questions)
        self.places: dict[Node, Place] = {}
        self._over: dict[Node, dict[Node, None]] = {}
        for each in self.questions:
            for node in each.rules():
                if node in self.places:
                    continue
                self.places[node] = Place(each.name, node)
                for under in nearest(node):
                    self._over.setdefault(under, {})[node] = None

    def rests_on(self, node: Node) -> list[Place]:
        """The rules on which a rule rests at first hand."""
        return [self.places[n] for n in nearest(node) if n.op == "rule"]

    def carries(self, node: Node) -> list[Place]:
        """The rules that rest on it at first hand."""
        return [self.places[over] for over in self._over.get(node, ())]

    def own(self, each: Question) -> list[Node]:
        """The rules that are described with this question: those first met in it."""
        return [n for n in each.rules() if self.places[n].question == each.name]

    def shared(self, each: Question) -> list[Node]:
        """Its rules that are described with a question before it."""
        return [n for n in each.rules() if self.places[n].question != each.name]


def roles(each: Question, node: Node) -> list[str]:
    """What a rule is to the question itself: fields, open cases, refusals."""
    found = [f"the field `{goal.name}`" for goal in each.goals if goal.value is node]
    for word, entries in (
        ("an open case or note", each.remarks),
        ("a refusal", each.contradictions),
    ):
        if any(_uses(entry.where, node) for entry in entries):
            found.append(word)
    return found


def _uses(where: Node, node: Node) -> bool:
    return where is node or node in {*nearest(where)}
