"""The verdict of a reader: four questions, four answers, and never one Boolean.

    origin      did the authority record these data?
    currency    does the card still count today?
    holder      is the one who presents it able to act as its holder?
    permission  does it allow what the asker is about to do?

"Genuine" and "still valid" are different answers (RC-221, RC-223), a card can be one
without the other, and each of the four can stay open. Whoever needs a single yes has to
say which questions it is made of.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NoReturn, TypeAlias

Json: TypeAlias = str | int | list[str]


class Question(StrEnum):
    """The four questions, in the order in which they are asked and shown."""

    ORIGIN = "origin"
    CURRENCY = "currency"
    HOLDER = "holder"
    PERMISSION = "permission"


class Word(StrEnum):
    """The status of an answer."""

    CONFIRMED = "confirmed"
    """Asked, and yes."""
    REFUTED = "refuted"
    """Asked, and no."""
    NOT_CONFIRMED = "not_confirmed"
    """Asked, and what is needed for a yes did not come."""
    NOT_CHECKED = "not_checked"
    """Not asked, or there is nothing to ask it of."""
    NOT_YET = "not_yet"
    """The card begins to count on a later day."""
    LAPSED = "lapsed"
    """The card has ceased to be valid."""
    SPECIAL_PERIOD = "special_period"
    """The printed day has passed, and the card counts on by law (RC-146)."""
    UNSUPPORTED = "unsupported"
    """The question cannot be answered from a card."""


NEGATIVE: Final = frozenset(
    {Word.REFUTED, Word.NOT_CONFIRMED, Word.NOT_YET, Word.LAPSED, Word.UNSUPPORTED}
)
"""The words that are no for the one who asked. `not_checked` is not among them: who
gave no PIN and named no purpose did not ask, except where a reason says that the check
was wanted and could not be made (`Answer.negative`)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One question's answer.

    Attributes:
        status: the word.
        reasons: stable keys in kebab-case, the decisive one first; the sentences for
            people stand in `sentences`.
        limits: stable keys of what the answer does not say.
        details: what belongs to this question alone, JSON values.
        wanted: whether the asker wanted this answer; without it an answer that was not
            checked is nothing to worry about.
    """

    status: Word
    reasons: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    details: Mapping[str, Json] = field(default_factory=dict)
    wanted: bool = True

    @property
    def negative(self) -> bool:
        """Whether the asker did not get the yes that was asked for."""
        unchecked = self.status is Word.NOT_CHECKED and self.wanted
        return unchecked or self.status in NEGATIVE

    def to_json(self) -> dict[str, Json]:
        """Status, reasons, limits, then the details."""
        return {
            "status": self.status.value,
            "reasons": list(self.reasons),
            "limits": list(self.limits),
            **self.details,
        }

    def __bool__(self) -> NoReturn:
        message = "an answer is a word with reasons; compare its status"
        raise TypeError(message)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What the purpose lets the asker see of the card, and what it does not.

    Attributes:
        texts: field name to text.
        pictures: field name to the image's bytes; in `to_json` by name only.
        withheld: names of fields that the card holds and the purpose does not need.
    """

    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    withheld: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """Everything disclosed, by name."""
        return [*self.texts, *self.pictures]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Four answers about one card at one moment. It has no truth value.

    Attributes:
        items: how name, address, birth and sex as text came about; no fifth question,
            and nothing in it where nobody asked.
        test_roots: whether the verdict rests on roots of a test authority. Such a
            verdict says nothing about any real card or person.
    """

    origin: Answer
    currency: Answer
    holder: Answer
    permission: Answer
    disclosure: Disclosure = field(default_factory=Disclosure)
    test_roots: bool = True
    items: Answer = Answer(Word.NOT_CHECKED, wanted=False)

    def __bool__(self) -> NoReturn:
        message = "a verdict has four answers; ask each of them"
        raise TypeError(message)

    def __iter__(self) -> Iterator[tuple[Question, Answer]]:
        """The four questions with their answers, in order."""
        yield Question.ORIGIN, self.origin
        yield Question.CURRENCY, self.currency
        yield Question.HOLDER, self.holder
        yield Question.PERMISSION, self.permission

    @property
    def negative(self) -> tuple[Question, ...]:
        """The questions whose answer is not the yes that was asked for."""
        return tuple(question for question, answer in self if answer.negative)

    def to_json(self) -> dict[str, object]:
        """The shape that the interfaces fix; no picture in it.

        `items` comes where it was asked for, and a My Number in `values` where the
        purpose allows it alone.
        """
        answers = {question.value: answer.to_json() for question, answer in self}
        if self.items.reasons:
            answers["items"] = self.items.to_json()
        return {
            **answers,
            "disclosed": self.disclosure.names,
            "values": dict(self.disclosure.texts),
            "not_disclosed": list(self.disclosure.withheld),
            "trust": "test" if self.test_roots else "production",
        }
