"""`docs/reference/rules.md`: every rule with its basis, its rows and its neighbours."""

import re
from collections.abc import Iterable, Iterator

from ichimai.model.citation import cite
from ichimai.rules.graph import Node
from ichimai.rules.question import Question
from ichimai.rules.table import Item, RuleSpec
from reference_rules.dependence import Dependence, Place, facts_under, roles

_INTRODUCTION = """\
Made from the rule texts: nothing here can say anything else than what is computed.
A rule has a first day, a confidence (`official`: read in the law or on an official page; `secondary`: at second hand; `inferred`: our reading of it), and, where the law lists cases, rows; the first row that applies sets the value.
Each is shown as `ichimai law show NAME` shows it; [law.md](../law.md) says how to read the texts.

![Every question, the rules that answer it, and the facts they rest on](rules/overview.svg)
"""  # noqa: E501 - one sentence a line, as in the documents


def page(dependence: Dependence) -> str:
    """The whole page."""
    parts = ["# The rules\n", _INTRODUCTION, _contents(dependence)]
    for each in dependence.questions:
        parts += _question(dependence, each)
    return "\n".join(parts)


def _contents(dependence: Dependence) -> str:
    rows = [
        f"| [{each.name}](#{each.name}) | {each.title} | {len(each.rules())} "
        f"| {len(each.facts)} |"
        for each in dependence.questions
    ]
    head = ["| Question | Asks | Rules | Facts |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def _question(dependence: Dependence, each: Question) -> Iterator[str]:
    yield f"## {each.name}\n"
    yield f"{each.title}\n"
    yield f"![What {each.name} rests on](rules/{each.name}.svg)\n"
    yield "| Fact | Asks | Kind |\n|---|---|---|"
    for fact in each.facts:
        kind = f"{fact.spec.kind}{' or null' if fact.spec.optional else ''}"
        yield f"| `{fact.spec.name}` | {_cell(fact.spec.asks)} | {kind} |"
    yield ""
    shared = [dependence.places[node] for node in dependence.shared(each)]
    if shared:
        yield f"Shared with questions above: {_links(shared)}.\n"
    for node in dependence.own(each):
        yield from _rule(dependence, each, node)


def _rule(dependence: Dependence, each: Question, node: Node) -> Iterator[str]:
    spec: RuleSpec = node.spec
    yield f"### {dependence.places[node].heading}\n"
    yield f"{_sentence(spec.about)}\n"
    yield f"- Provision: {_provisions(spec.cites)}"
    yield f"- In force from {spec.since.isoformat()}; confidence: {spec.confidence}"
    yield f"- Rules of the law files: {', '.join(spec.rules)}"
    facts = ", ".join(f"`{name}`" for name in facts_under(node))
    yield f"- Facts: {facts or 'none'}"
    under, over = dependence.rests_on(node), dependence.carries(node)
    yield f"- Rests on: {_links(under) or 'facts alone'}"
    carried = [*roles(each, node), *([_links(over)] if over else [])]
    yield f"- What rests on it: {', '.join(carried)}\n"
    if spec.items:
        yield "| Reason | Says | Provision | Rules |\n|---|---|---|---|"
        for item in spec.items:
            yield _row(item)
        yield ""


def _row(item: Item) -> str:
    provision = _provisions(item.cites) if item.cites else "that of the rule it names"
    rules = ", ".join(item.rules)
    return f"| `{item.key}` | {_cell(item.says)} | {provision} | {rules} |"


def _provisions(cites: Iterable[str]) -> str:
    return "; ".join(f"{text} ({cite(text).in_japanese()})" for text in cites)


def _links(places: Iterable[Place]) -> str:
    return ", ".join(
        f"[{place.node.spec.title}](#{anchor(place.heading)})" for place in places
    )


def anchor(heading: str) -> str:
    """The anchor that a heading is given where Markdown is shown."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _sentence(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return _sentence(text).replace("|", "\\|")
