"""The reference of the rules says what is in the graph, in words and in drawings."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from reference_rules.dependence import Dependence, asked, nearest
from reference_rules.drawing import drawing
from reference_rules.layers import Gate, laid_out
from reference_rules.overview import overview
from reference_rules.page import anchor, page

from ichimai.law.questions import all_rules
from ichimai.rules.question import Question

DEPENDENCE = Dependence(asked())
QUESTIONS = pytest.mark.parametrize(
    "each", DEPENDENCE.questions, ids=lambda each: each.name
)
SVG = "{http://www.w3.org/2000/svg}"


def _parsed(drawn: str) -> ET.Element:
    return ET.fromstring(drawn)  # noqa: S314 - our own drawing


def _said(drawn: str) -> str:
    """All words of a drawing, one space between them."""
    texts = _parsed(drawn).iter(f"{SVG}text")
    return " ".join(" ".join((text.text or "").split()) for text in texts)


def test_page_describes_each_rule_once() -> None:
    """Every rule has one heading, with its provisions and identifiers below it."""
    text = page(DEPENDENCE)

    headings = re.findall(r"^### (.+) \(`.+\.(.+)`\)$", text, re.MULTILINE)
    rules = {node for _, node in all_rules()}
    assert sorted((n.spec.title, n.spec.name) for n in rules) == sorted(headings)
    for _, node in all_rules():
        assert all(f"{provision} (" in text for provision in node.spec.cites)
        assert all(f"`{item.key}`" in text for item in node.spec.items)


def test_links_of_the_page_lead_to_its_headings() -> None:
    """What a rule rests on, and what rests on it, is one step away."""
    text = page(DEPENDENCE)

    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    there = [anchor(heading) for heading in headings]
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(there)
    assert len(set(there)) == len(there)


@QUESTIONS
def test_drawing_names_everything(each: Question) -> None:
    """Each rule and fact of a question stands in its drawing, and all can be heard."""
    drawn = drawing(each)

    said, root = _said(drawn), _parsed(drawn)
    for node in each.rules():
        assert node.spec.title in said
    for fact in each.facts:
        if any(fact in {*nearest(node)} for node in each.rules()):
            assert fact.spec.name in said.split()
    assert each.name in (root.findtext(f"{SVG}title") or "")
    description = root.findtext(f"{SVG}desc") or ""
    assert all(node.spec.title in description for node in each.rules())


@QUESTIONS
def test_boxes_stand_apart(each: Question) -> None:
    """No box of a drawing overlaps another one or leaves the drawing."""
    root = _parsed(drawing(each))
    ground, *boxes = [
        tuple(float(rect.get(side, 0)) for side in ("x", "y", "width", "height"))
        for rect in root.iter(f"{SVG}rect")
    ]

    for place, (x, y, width, height) in enumerate(boxes):
        assert x + width <= ground[2]
        assert y + height <= ground[3]
        for other_x, other_y, other_width, other_height in boxes[place + 1 :]:
            beside = x + width <= other_x or other_x + other_width <= x
            assert beside or y + height <= other_y or other_y + other_height <= y


def test_overview_names_everything() -> None:
    """Questions, rules and facts all stand in the one drawing of everything."""
    said = _said(overview(DEPENDENCE))

    for each in DEPENDENCE.questions:
        assert each.name in said
        assert all(node.spec.title[:50] in said for node in each.rules())


def test_long_edges_pass_a_gate_in_each_layer() -> None:
    """An edge over several layers passes them where others to the same end do."""
    layers = {"a": 0, "b": 0, "c": 1, "d": 3}
    heights = dict.fromkeys(layers, 20.0)

    layout = laid_out(heights, layers, [("a", "d"), ("b", "d"), ("a", "c")], 10)

    gates = (Gate("d", 1), Gate("d", 2))
    assert ("a", *gates, "d") == layout.routes["a", "d"]
    assert ("b", *gates, "d") == layout.routes["b", "d"]
    assert 23 <= abs(layout.middle["c"] - layout.middle[Gate("d", 1)])


def test_edges_do_not_cross_without_need() -> None:
    """Two boxes that are linked crosswise at first change places."""
    layers = {"a": 0, "b": 0, "x": 1, "y": 1}
    heights = dict.fromkeys(layers, 20.0)

    layout = laid_out(heights, layers, [("a", "y"), ("b", "x")], 10)

    ordered = sorted(layers, key=lambda key: (layers[key], layout.middle[key]))
    first, second = ordered[:2], ordered[2:]
    pairs = {"a": "y", "b": "x"}
    assert second == [pairs[key] for key in first]
    assert all(
        layout.middle[below] - layout.middle[above] >= 30
        for above, below in (*pairwise(first), *pairwise(second))
    )
