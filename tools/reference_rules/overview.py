"""The drawing of everything: questions, the rules that answer them, the facts below."""

from collections.abc import Iterator
from colorsys import hls_to_rgb
from statistics import fmean

from ichimai.rules.graph import Node
from reference_rules.dependence import Dependence, nearest
from reference_rules.svg import PALE, Point, curve, document, words

_ROW, _BETWEEN, _TOP, _MARGIN = 19, 14, 64, 16
_RULES, _LEADERS, _FACTS, _WIDTH = 270, 700, 840, 1040
_LONGEST = 62
_GOLDEN = (5**0.5 - 1) / 2


def overview(dependence: Dependence) -> str:
    """Every question, rule and fact as SVG, a colour to each question."""
    picture = _Picture(dependence)
    names = ", ".join(each.name for each in dependence.questions)
    return document(
        (_WIDTH, picture.height),
        "Questions, rules and facts",
        f"{len(dependence.questions)} questions ({names}), {len(dependence.places)} "
        "rules beside the question with which each is described, and the facts on "
        "which the rules rest at first hand. The page lists the same in words.",
        picture.parts(),
    )


class _Picture:
    def __init__(self, dependence: Dependence) -> None:
        self._dependence = dependence
        self._colours: dict[str, str] = {}
        self._heads: dict[str, float] = {}
        self._rows: dict[Node, float] = {}
        height = float(_TOP)
        for number, each in enumerate(dependence.questions):
            self._colours[each.name] = _colour(number)
            self._heads[each.name] = height
            for node in dependence.own(each):
                self._rows[node] = height
                height += _ROW
            height = max(height, self._heads[each.name] + _ROW) + _BETWEEN
        self.height = height + _MARGIN
        self._facts = self._placed_facts()

    def _placed_facts(self) -> dict[str, float]:
        """Facts by name, near the rules that use them, spread over the height."""
        users: dict[str, list[float]] = {}
        for node, height in self._rows.items():
            for under in nearest(node):
                if under.op == "fact":
                    users.setdefault(under.spec.name, []).append(height)
        order = sorted(users, key=lambda name: (fmean(users[name]), name))
        room = (self.height - _TOP - _MARGIN - _ROW) / max(len(order) - 1, 1)
        return {name: _TOP + place * room for place, name in enumerate(order)}

    def parts(self) -> Iterator[str]:
        """Lines first, so that words stand on them."""
        for at, text in ((_MARGIN, "Question"), (_RULES, "Rule"), (_FACTS, "Fact")):
            yield words((at, 28.0), text, size=15, more='font-weight="bold"')
        yield words(
            (_MARGIN, 46.0),
            "A rule stands beside the question with which it is described; its lines "
            "lead to the facts it reads itself.",
            size=12,
            ink=PALE,
        )
        yield from self._lines()
        yield from self._words()

    def _lines(self) -> Iterator[str]:
        for each in self._dependence.questions:
            start: Point = (_RULES - 62.0, self._heads[each.name] - 4)
            ink = self._colours[each.name]
            for node in each.rules():
                end = (_RULES - 6.0, self._rows[node] - 4)
                yield curve([start, end], ink=ink, width=1.2, faint=0.8)
        for node, height in self._rows.items():
            ink = self._colours[self._dependence.places[node].question]
            start = (_RULES + _extent(_short(node)), height - 4)
            for name in dict.fromkeys(
                under.spec.name for under in nearest(node) if under.op == "fact"
            ):
                end = (_FACTS - 6.0, self._facts[name] - 4)
                yield curve(
                    [start, (_LEADERS, start[1]), end], ink=ink, width=1, faint=0.45
                )

    def _words(self) -> Iterator[str]:
        for name, height in self._heads.items():
            ink = self._colours[name]
            yield words((_MARGIN, height), name, ink=ink, more='font-weight="bold"')
        for node, height in self._rows.items():
            yield words((_RULES, height), _short(node))
        for name, height in self._facts.items():
            yield words((_FACTS, height), name)


def _colour(number: int) -> str:
    """Hues far apart from neighbour to neighbour, dark enough to be read on white."""
    hue = number * _GOLDEN % 1
    red, green, blue = (round(255 * part) for part in hls_to_rgb(hue, 0.3, 0.75))
    return f"#{red:02x}{green:02x}{blue:02x}"


def _short(node: Node) -> str:
    title = str(node.spec.title)
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"


def _extent(text: str) -> float:
    """About how wide a text of the drawing is."""
    return 7.2 * len(text) + 8
