"""Every key that a question can give has its sentence, and no sentence is left over."""

import re
from pathlib import Path

import pytest

from ichimai.card.reader import holder, refused, sentences
from ichimai.card.reader.verdict import Question, Word

READER = Path(sentences.__file__).parent
QUESTIONS = (
    "origin",
    "currency",
    "holder",
    "permission",
    "verify",
    "first_answers",
    "basic_items",
)
KEY = re.compile(
    r'"([0-9a-z]+(?:-[0-9a-z]+)+|signed|signature|layout|unsigned|expired)"'
)


def written_keys() -> set[str]:
    """Everything in the questions' sources that has the form of a key."""
    found = {
        key
        for name in QUESTIONS
        for key in KEY.findall((READER / f"{name}.py").read_text(encoding="utf-8"))
    }
    return found | {refused.PIN_WRONG, refused.PIN_LOCKED, refused.PIN_LAST_TRY}


def test_no_sentence_is_left_over() -> None:
    """Each key of the table is written in a question."""
    known = written_keys() | {refused.PIN_FORM, refused.NO_CERTIFICATE, "no-jpki"}

    assert set() == (set(sentences.REASONS) | set(sentences.LIMITS)) - known


@pytest.mark.parametrize("question", Question)
@pytest.mark.parametrize("word", Word)
def test_headlines(question: Question, word: Word) -> None:
    """Every word as the answer to every question has a headline that is a sentence."""
    assert sentences.headline(question, word).endswith(".")
    assert word in sentences.WORDS
    assert question in sentences.QUESTIONS


def test_sentences_are_sentences() -> None:
    """Reasons and limits are whole sentences."""
    for sentence in (*sentences.REASONS.values(), *sentences.LIMITS.values()):
        assert re.fullmatch(r"[A-Z0-9].*\.", sentence), sentence


def test_limits_of_the_holder() -> None:
    """Each answer about the holder says what binds it to the data, and what not."""
    assert set(holder.LIMITS) <= set(sentences.LIMITS)
