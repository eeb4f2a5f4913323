"""Status words: unique, each with a meaning, and the family that counts tries."""

import pytest

from ichimai.card.iso7816.status import (
    Refusal,
    StatusWord,
    describe,
    tries_left,
    wrong_with,
)


@pytest.mark.parametrize("word", StatusWord)
def test_every_word_has_a_meaning(word: StatusWord) -> None:
    """Every status word says what it means and is described by it."""
    assert f"{word:04X}: {word.meaning}" == describe(word)


@pytest.mark.parametrize("tries", range(16))
def test_tries(tries: int) -> None:
    """The tries that a word counts are read back."""
    assert tries == tries_left(wrong_with(tries))
    assert str(tries) in describe(wrong_with(tries))


@pytest.mark.parametrize("tries", [-1, 16])
def test_tries_out_of_range(tries: int) -> None:
    """More than fifteen tries do not fit into a status word."""
    with pytest.raises(ValueError, match="fifteen"):
        wrong_with(tries)


@pytest.mark.parametrize("status", [0x9000, 0x6300, 0x63B0, 0x63D0, 0x6984])
def test_no_tries(status: int) -> None:
    """Other words count no tries."""
    assert tries_left(status) is None


def test_foreign_word() -> None:
    """A word outside the tables is shown with its digits."""
    assert "6123: not in the tables" == describe(0x6123)


def test_refusal() -> None:
    """A refusal carries the status word."""
    assert 0x6A82 == Refusal(StatusWord.FILE_NOT_FOUND).status
