"""A verdict in words: each answer its word, its reasons, its limits, and no tick.

The sentences of the answers are the reader's own. Here stand only the purposes of the
form, the four questions as a person asks them, and the one sentence above the answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ichimai.card.reader.sentences import LIMITS, REASONS, WORDS
from ichimai.card.reader.sentences import headline as answer_headline
from ichimai.card.reader.verdict import Question, Word
from ichimai.errors import msgid
from ichimai.texts.language import translator

PURPOSES: dict[str, str] = {
    "identity": msgid("Compare the person with the card"),
    "employment": msgid("See whether this person may work, and how far"),
    "residence": msgid("See the status of residence and its last day"),
    "insurance": msgid("See the health insurance"),
}
"""What a card may be read for, in the order of the form."""

_QUESTIONS: dict[Question, str] = {
    Question.ORIGIN: msgid("Did the authority record these data?"),
    Question.CURRENCY: msgid("Does the card count today?"),
    Question.HOLDER: msgid("Is the holder present?"),
    Question.PERMISSION: msgid("Does the card allow this?"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One question as it is shown, in the language of the page.

    Attributes:
        key: the question's name in the interfaces.
        status: the status word in the interfaces.
        question: as a person asks it.
        word: the status in words.
        sentence: the answer in one sentence.
        reasons: why, the decisive one first.
        limits: what the answer does not say.
    """

    key: str
    status: str
    question: str
    word: str
    sentence: str
    reasons: tuple[str, ...]
    limits: tuple[str, ...]


def rows(verdict: Mapping[str, Any], language: str) -> list[Row]:
    """The four answers of *verdict*, which has the JSON shape of the interfaces."""
    return [_row(each, verdict[each.value], language) for each in Question]


def _row(question: Question, answer: Mapping[str, Any], language: str) -> Row:
    say, status = translator(language), Word(answer["status"])
    return Row(
        key=question.value,
        status=status.value,
        question=say(_QUESTIONS[question]),
        word=say(WORDS[status]),
        sentence=say(answer_headline(question, status)),
        reasons=tuple(say(REASONS[key]) for key in answer["reasons"]),
        limits=tuple(say(LIMITS[key]) for key in answer["limits"]),
    )


def headline(verdict: Mapping[str, Any]) -> str:
    """The sentence above the four answers: what a person at a counter does next."""
    found = {each: Word(verdict[each.value]["status"]) for each in Question}
    if found[Question.ORIGIN] is Word.REFUTED:
        return msgid("Do not rely on this card: the authority did not record it.")
    if found[Question.CURRENCY] is Word.LAPSED:
        return msgid("Do not rely on this card: it has ceased to be valid.")
    if found[Question.PERMISSION] is Word.REFUTED:
        return msgid("The card does not allow what you asked about.")
    if set(found.values()) <= {Word.CONFIRMED, Word.SPECIAL_PERIOD}:
        return msgid("Each of the four answers is yes. Compare the face as well.")
    return msgid("Some answers are open. Read each of the four before you go on.")
