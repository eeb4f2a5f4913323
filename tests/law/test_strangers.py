"""Whoever reads the law files and not our code gets the answers that they expect."""

import pytest

from ichimai.law.questions import answer_line
from law.strangers import STRANGERS, Stranger, differences


def _named(stranger: Stranger) -> str:
    return f"{stranger.question}: {stranger.source}: {stranger.why}"


@pytest.mark.parametrize("stranger", STRANGERS, ids=_named)
def test_line(stranger: Stranger) -> None:
    """A line of facts is answered as the sources say."""
    answer = answer_line(stranger.question, stranger.line, stranger.as_of)

    assert [] == differences(stranger.expect, answer), answer
