"""How tests speak: one sentence each, in the present tense."""

import ast
import re

from house.tree import functions, modules

SENTENCE = re.compile(r"\S.*[.!?]\Z", re.DOTALL)


def test_each_test_states_a_fact() -> None:
    """Every test has a docstring that is a sentence."""
    silent = [
        f"{name}:{function.lineno}: {function.name}"
        for name, _, tree in modules("tests/")
        for function in functions(tree)
        if function.name.startswith("test_")
        and not SENTENCE.fullmatch(ast.get_docstring(function) or "")
    ]

    assert [] == silent


def test_no_test_hopes() -> None:
    """No docstring of a test says what ought to be; it says what is."""
    hoping = [
        f"{name}: {getattr(node, 'name', 'the module')}"
        for name, _, tree in modules("tests/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and re.search(r"\bshould\b", ast.get_docstring(node) or "", re.IGNORECASE)
    ]

    assert [] == hoping


def test_nothing_is_set_aside() -> None:
    """No test is skipped or excused by a mark, and nothing is left to be done."""
    marks = re.compile(
        r"pytest\.mark\.(skip\b|xfail)|\b(TO[D]O|FIX[M]E|X[X]X)\b"
        r"|raise NotImplemented[E]rror"
    )
    found = [
        f"{name}:{number}"
        for name, text, _ in modules("src/", "tests/")
        if name != "tests/house/test_tests.py"
        for number, line in enumerate(text.splitlines(), start=1)
        if marks.search(line)
    ]

    assert [] == found
