"""Written names: how alike two are, and the form of a card."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.planner.names.forms import Likeness, compare, forms_of, on_the_card

CASES = tomllib.loads(Path(__file__).with_name("likenesses.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["pairs"], ids=lambda case: case["id"])
def test_two_names(case: dict[str, Any]) -> None:
    """The two names are as alike as the table says, whichever comes first."""
    found = compare(case["one"], case["other"]).word

    assert case["is"] == found
    assert compare(case["other"], case["one"]).word == found


@pytest.mark.parametrize("case", CASES["on_the_card"], ids=lambda case: case["id"])
def test_form_of_a_card(case: dict[str, Any]) -> None:
    """A card shows the standard form, and of some characters no source says which."""
    assert case.get("shown") == on_the_card(case["asked"])


@given(st.text(max_size=40))
def test_a_name_is_the_same_as_itself(name: str) -> None:
    """Whatever is written, it is the same as itself."""
    assert Likeness.SAME is compare(name, name)


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_order_of_two_names_does_not_matter(one: str, other: str) -> None:
    """Any two texts are as alike one way as the other."""
    assert compare(one, other) is compare(other, one)


def test_a_long_name_is_not_cut() -> None:
    """Sixty-six letters stay sixty-six letters (N04)."""
    name = "MARIA APARECIDA DOS SANTOS DE OLIVEIRA NAKAMURA FERREIRA DA SILVA"

    assert name == forms_of(name).letters
