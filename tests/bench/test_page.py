"""The page and the drawing of a run: what they say is what was measured."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from ichimai.bench.figures import Figure, beside
from ichimai.bench.page import TARGETS, Run, page, run_of, series
from ichimai.bench.plot import Scale, drawn

DOCS = Path(__file__).parents[2] / "docs"
SVG = "{http://www.w3.org/2000/svg}"

LIMIT = Figure("w/100/memory-limit/4-cores", 0.01, "s")
OURS = beside("w/100/ichimai-columns/4-cores/wall", 0.3, "s", LIMIT)
PEER = beside("w/100/duckdb-2/4-cores/wall", 0.6, "s", OURS)
FIGURES = (
    LIMIT,
    OURS,
    PEER,
    Figure("w/100/ichimai-columns/4-cores/one", 40.0, "us"),
    beside("w/100/openfisca-core-46/1-core/wall", 4.5, "s", OURS),
    Figure("w/100/with_spark", None, "s", "absent: no Java"),
    Figure("scale/w/columns/4-cores/10", 90.0, "ns/resident"),
    Figure("scale/w/columns/4-cores/1000", 99.0, "ns/resident"),
)
RUN = Run("make bench", "a machine", "2026-11-01", FIGURES)


def row(text: str, start: str) -> str:
    """The row of a table that begins so."""
    return next(line for line in text.splitlines() if line.startswith(f"| {start}"))


def test_engines() -> None:
    """A row an engine, beside our columns and the limit; who was absent says why."""
    text = page(RUN, "cost.svg")

    assert row(text, "duckdb-2") == "| duckdb-2 | 4 | 0.6 |  | 2× | 60× |  |  |"
    assert "| 30× |" in row(text, "ichimai-columns")
    assert "absent: no Java" in row(text, "spark")


def test_targets() -> None:
    """A target is met or not by the figure of the run, or was not measured."""
    text = page(RUN, "cost.svg")

    assert row(text, "W in columns level with DuckDB").endswith("| yes |")
    assert row(text, "W in columns at least 20 times").endswith("| no |")
    assert row(text, "W in the kernel").endswith("| not measured | – |")
    assert row(text, "Cost per resident flat").endswith("| yes |")


def test_targets_have_one_limit() -> None:
    """Each target is either a least or a most."""
    assert all((target.least is None) != (target.most is None) for target in TARGETS)


def test_what_was_not_measured_has_no_table() -> None:
    """A run of one measurement has the tables of that one."""
    text = page(RUN, "cost.svg")

    assert "Every goal of every question" not in text
    assert "What a register keeps, for everybody\n" not in text


def test_a_run_is_kept_whole() -> None:
    """The file beside the page gives the page once more."""
    kept = run_of(json.loads(json.dumps(RUN.to_json())))

    assert page(RUN, "cost.svg") == page(kept, "cost.svg")


def test_the_page_that_is_committed() -> None:
    """The page of the documentation and its drawing are those of the kept figures."""
    run = run_of(json.loads((DOCS / "performance/figures.json").read_text()))
    text = (DOCS / "performance.md").read_text()

    generated = r"bench: begin -->\n\n(.*)\n<!-- make bench: end"
    [made] = re.findall(generated, text, re.DOTALL)
    assert page(run, "performance/cost.svg") == made
    picture = (DOCS / "performance/cost.svg").read_text()
    assert drawn("Cost of a resident against population", series(run)) == picture


def test_a_drawing() -> None:
    """Each line has its points and its name, and lies on the paper."""
    lines = {"a < b": [(10.0, 5.0), (1000.0, 50.0)], "c": [(10.0, 5.5)]}

    tree = ET.fromstring(drawn("title", lines))  # noqa: S314 - our own text

    words = [text.text for text in tree.iter(f"{SVG}text")]
    assert {"a < b", "c", "title"} <= set(words)
    assert len(list(tree.iter(f"{SVG}circle"))) == 3
    width, height = float(tree.get("width", 0)), float(tree.get("height", 0))
    for circle in tree.iter(f"{SVG}circle"):
        assert 0 < float(circle.get("cx", 0)) < width
        assert 0 < float(circle.get("cy", 0)) < height
    names = [text for text in tree.iter(f"{SVG}text") if text.text in lines]
    places = sorted(float(text.get("y", 0)) for text in names)
    assert places[1] - places[0] >= 15


@pytest.mark.parametrize(("number", "place"), [(10, 0), (100, 50), (1000, 100)])
def test_a_logarithmic_scale(number: float, place: float) -> None:
    """Ten times as much is as far on from anywhere."""
    assert place == pytest.approx(Scale(1, 3, 0, 100).at(number))
