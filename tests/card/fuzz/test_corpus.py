"""What the fuzzer found interesting once is played with every run of the tests.

PYTHONPATH=src:tests python -m card.fuzz.grow chip 5000     more of it
"""

import os
from collections.abc import Callable, Hashable
from functools import cache
from pathlib import Path
from typing import Protocol

import pytest

from card.fuzz import chip_target, reader_target
from card.fuzz.guided import Fuzzer, Lines, changed_line, watched

AUDIT = "ICHIMAI_AUDIT" in os.environ
CORPUS = Path(__file__).with_name("corpus")


class Target(Protocol):
    """Something to play inputs at."""

    def play(self, lines: Lines) -> set[Hashable]:
        """Play an input; what it saw. It raises where a rule is broken."""
        ...


@cache
def target(name: str) -> Target:
    """One of the two targets, built once."""
    if name == "chip":
        return chip_target.ChipTarget()
    return reader_target.ReaderTarget()


def corpus(name: str) -> list[Lines]:
    """The inputs kept for a target; an empty line stands between two."""
    path = CORPUS / f"{name}.txt"
    if not path.exists():
        return []
    blocks = path.read_text().split("\n\n")
    return [tuple(map(compact, each.splitlines())) for each in blocks if each.strip()]


def compact(line: str) -> str:
    """A line as the fuzzer has it: its bytes without spaces between them."""
    mark = "* " if line.startswith("* ") else ""
    try:
        return mark + bytes.fromhex(line.removeprefix("* ")).hex()
    except ValueError:
        return line


@pytest.mark.parametrize(("name", "least"), [("chip", 100), ("reader", 10)])
def test_corpus(name: str, least: int) -> None:
    """Every input that is kept leaves the card standing and the reader right."""
    kept = corpus(name)

    for lines in kept:
        target(name).play(lines)

    assert len(kept) > least


def test_scripts() -> None:
    """The conversations to begin with keep the rules as well."""
    inputs = chip_target.script_inputs()

    for lines in inputs:
        target("chip").play(lines)

    assert len(inputs) > 80


@pytest.mark.audit
@pytest.mark.parametrize(
    ("name", "rounds", "first", "words"),
    [
        ("chip", (5000, 100), chip_target.script_inputs, chip_target.words),
        ("reader", (1500, 5), reader_target.first_inputs, reader_target.words),
    ],
    ids=["chip", "reader"],
)
def test_at_length(
    name: str,
    rounds: tuple[int, int],
    first: Callable[[], list[Lines]],
    words: Callable[[], tuple[str, ...]],
) -> None:
    """Rounds guided by coverage break no rule; there are few of them outside audit."""
    fuzzer = Fuzzer(target(name).play, "/ichimai/card/", words(), seed=2)
    fuzzer.learn([*first(), *corpus(name)] if AUDIT else first()[:2])

    fuzzer.run(rounds[0] if AUDIT else rounds[1])

    assert [] == fuzzer.found


def planted(lines: Lines) -> set[Hashable]:
    """A fault behind four conditions, each of which is a step of its own."""
    text = "".join(line for line in lines if not line.startswith("* "))
    if not text.startswith("80"):
        return set()
    if text[2:4] != "ff":
        return set()
    if "0c" not in text[4:]:
        return set()
    if len(lines) > 2:
        raise ZeroDivisionError
    return set()


def test_coverage_leads_to_a_fault() -> None:
    """A fault behind four conditions is found step by step, and not by luck alone."""
    guided = Fuzzer(planted, __file__, ("00",))
    guided.learn([("0000",)])
    blind = Fuzzer(planted, "nothing is watched", ("00",))
    blind.learn([("0000",)])

    guided.run(4000)
    blind.run(4000)

    assert guided.found
    assert {ZeroDivisionError} == {type(error) for _, error in guided.found}
    assert [] == blind.found
    assert len(guided.kept) >= 3


def test_watched() -> None:
    """Steps are those of the watched folder alone."""
    with watched(__file__) as here:
        planted(("80ff",))
    with watched("nowhere") as nothing:
        planted(("80ff",))

    assert here
    assert not nothing


def test_rounds_repeat() -> None:
    """The same seed changes the same inputs in the same way."""
    runs = []
    for _ in range(2):
        fuzzer = Fuzzer(planted, __file__, ("00",), seed=7)
        fuzzer.learn([("0000",)])
        fuzzer.run(300)
        runs.append(fuzzer.kept)

    assert runs[0] == runs[1]


def test_lines_without_bytes() -> None:
    """A line that is no bytes is changed by nothing but leaving it out."""
    lot = Fuzzer(planted, "", ("",))._lot

    assert "reset" == changed_line("reset", lot)
