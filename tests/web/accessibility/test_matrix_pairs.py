"""What the shorter matrix meets, and that the full one meets everything."""

from itertools import product

from web.accessibility.matrix import LANGUAGES, WIDTHS, full, pairs
from web.accessibility.states import STATES, TOLD


def test_the_shorter_matrix_meets_the_pairs() -> None:
    """Each state and each language at each width, and no look twice."""
    several = STATES[: -len(TOLD)]
    looks = [(str(state), language, width) for state, language, width in pairs(several)]

    states = {(state, width) for state, _, width in looks}
    languages = {(language, width) for _, language, width in looks}

    assert set(product(map(str, several), WIDTHS)) == states
    assert set(product(LANGUAGES, WIDTHS)) == languages
    assert len(looks) == len(set(looks))


def test_texts_of_the_law_are_each_met_once() -> None:
    """Together in every language and at every width."""
    looks = pairs(TOLD, 1)

    assert list(TOLD) == [look.state for look in looks]
    assert set(LANGUAGES) == {look.language for look in looks}
    assert set(WIDTHS) == {look.width for look in looks}


def test_the_full_matrix_has_every_look() -> None:
    """States by languages by widths."""
    assert len(STATES) * len(LANGUAGES) * len(WIDTHS) == len(
        set(map(str, full(STATES)))
    )
