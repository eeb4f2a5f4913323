"""One drawing a question: its answers, the rules under them, the facts under those."""

import itertools
from collections.abc import Iterable, Iterator, Mapping

from ichimai.rules.graph import Node
from ichimai.rules.question import AS_OF, Question
from reference_rules.dependence import nearest
from reference_rules.layers import Gate, Key, Layout, laid_out
from reference_rules.svg import LINE, PALE, box, curve, document, lines_of, words

_WIDTH, _FACT_WIDTH, _BETWEEN, _GAP, _MARGIN = 208, 176, 44, 12, 16
_LINE_HEIGHT, _TOP = 17, 52
_CHARACTERS = 28
_RULE, _GOAL, _FACT = "#0b4f8a", "#e7f1fb", "#f3f1e7"


def drawing(each: Question) -> str:
    """The drawing of a question as SVG."""
    picture = _Picture(each)
    return document(
        picture.size,
        f"What {each.name} rests on",
        _described(each),
        picture.parts(),
    )


def _described(each: Question) -> str:
    sentences = []
    for node in reversed(each.rules()):
        under = ", ".join(_name(n) for n in nearest(node)) or "no fact"
        sentences.append(f"{node.spec.title} rests on: {under}.")
    return " ".join([each.title, *sentences])


def _name(node: Node) -> str:
    return str(node.spec.name if node.op == "fact" else node.spec.title)


def _depths(rules: tuple[Node, ...], fields: Mapping[Node, str]) -> dict[Node, int]:
    """How far each rule is from the answers: one more than what rests on it.

    What carries a remark or a refusal only stands just before what it rests on.
    """
    depth = dict.fromkeys(rules, 0)
    under = {n: [u for u in nearest(n) if u.op == "rule"] for n in rules}
    for node in reversed(rules):  # what rests on a rule comes before it
        for rule in under[node]:
            depth[rule] = max(depth[rule], depth[node] + 1)
    for node in rules:
        if depth[node] == 0 and not fields[node] and under[node]:
            depth[node] = min(depth[rule] for rule in under[node]) - 1
    return depth


def _room(texts: Iterable[str], least: float, each: float) -> float:
    """How wide boxes are for their longest line, at so much a character."""
    return max(least, 28 + each * max(map(len, texts), default=0))


class _Picture:
    def __init__(self, each: Question) -> None:
        rules = each.rules()
        self._fields = {
            node: ", ".join(goal.name for goal in each.goals if goal.value is node)
            for node in rules
        }
        depth = _depths(rules, self._fields)
        self._last = max(depth.values()) + 1
        edges = [(node, under) for node in rules for under in nearest(node)]
        boxes = dict.fromkeys([*rules, *(under for _, under in edges)])
        self._texts = {node: self._lines(node) for node in boxes}
        self._rule_width = _room(self._fields.values(), _WIDTH, 8.2)
        facts = (lines[0] for node, lines in self._texts.items() if node.op == "fact")
        self._fact_width = _room(facts, _FACT_WIDTH, 7.3)
        self._heights: dict[Key, float] = {
            node: _LINE_HEIGHT * len(lines) + 12 for node, lines in self._texts.items()
        }
        layers: dict[Key, int] = {n: depth.get(n, self._last) for n in boxes}
        self._layout: Layout = laid_out(self._heights, layers, edges, _GAP)
        width = self._left(self._last) + self._fact_width + _MARGIN
        self.size = width, self._layout.height + _TOP + _MARGIN

    def _lines(self, node: Node) -> list[str]:
        if node.op == "fact":
            known = " (always known)" if node.spec.name == AS_OF else ""
            return [f"{node.spec.name}{known}"]
        cites = node.spec.cites
        more = f" +{len(cites) - 1}" if len(cites) > 1 else ""
        field = self._fields[node]
        return [
            *([f"\N{RIGHTWARDS ARROW} {field}"] if field else []),
            *lines_of(node.spec.title, _CHARACTERS),
            f"{cites[0]}{more}",
        ]

    def _left(self, layer: int) -> float:
        return _MARGIN + layer * (self._rule_width + _BETWEEN)

    def _wide(self, key: Key) -> float:
        last = self._layout.layer[key] == self._last
        return self._fact_width if last else self._rule_width

    def _height(self, key: Key) -> float:
        return _TOP + self._layout.middle[key]

    def parts(self) -> Iterator[str]:
        """Lines first, so that boxes stand on them."""
        yield from self._headings()
        drawn: set[tuple[Key, Key]] = set()
        for (_, end), route in self._layout.routes.items():
            fact = isinstance(end, Node) and end.op == "fact"
            for step in itertools.pairwise(route):
                if step not in drawn:
                    drawn.add(step)
                    yield self._step(*step, fact=fact)
        for key in self._texts:
            yield from self._box(key)

    def _headings(self) -> Iterator[str]:
        heads = ((0, "Answers, and the rules they rest on"), (self._last, "Facts"))
        for layer, head in heads:
            at = self._left(layer), 24.0
            yield words(at, head, size=14, more='font-weight="bold"')
        yield words(
            (self._left(0), 41.0),
            "Blue: a field of the answer. Dashed: at second hand, or our reading.",
            size=12,
            ink=PALE,
        )

    def _step(self, start: Key, end: Key, *, fact: bool) -> str:
        left = self._left(self._layout.layer[start])
        points = [
            (left + self._wide(start), self._height(start)),
            (self._left(self._layout.layer[end]), self._height(end)),
        ]
        if isinstance(start, Gate):
            points.insert(0, (left, self._height(start)))
        ink = LINE if fact else _RULE
        return curve(points, ink=ink, width=1 if fact else 1.6)

    def _box(self, node: Node) -> Iterator[str]:
        lines, height = self._texts[node], self._heights[node]
        at = self._left(self._layout.layer[node]), self._height(node) - height / 2
        fact = node.op == "fact"
        fill = _FACT if fact else _GOAL if self._fields[node] else "#ffffff"
        sure = fact or node.spec.confidence == "official"
        size = (self._wide(node), height)
        yield box(at, size, fill=fill, edge=PALE if fact else _RULE, dashed=not sure)
        for number, text in enumerate(lines):
            base = at[0] + 10, at[1] + 18 + number * _LINE_HEIGHT
            small = not fact and number == len(lines) - 1
            lead = not fact and bool(self._fields[node]) and number == 0
            bold = 'font-weight="bold"' if lead else ""
            ink = PALE if small else "#1b1f24"
            yield words(base, text, size=12 if small else 13, ink=ink, more=bold)
