"""What a rule found: the answer, the provisions it rests on, and the facts it used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """A question of law asked on a day, and its answer, whole enough to be explained.

    Attributes:
        question: the question's name, as in `ichimai law ask QUESTION`.
        as_of: the day from which the question was looked at.
        facts: the facts given, JSON values.
        answer: the values found, JSON values; empty where the facts did not settle it.
        rules: identifiers of the rules of the law files that the answer rests on.
        cites: the provisions, in canonical form.
        reason: stable key where the answer rests on one.
        unknown: facts that must be known before there is an answer.
    """

    question: str
    as_of: date
    facts: Mapping[str, Any]
    answer: Mapping[str, Any]
    rules: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    reason: str | None = None
    unknown: tuple[str, ...] = field(default=())

    @property
    def settled(self) -> bool:
        """Whether the facts given were enough for an answer."""
        return not self.unknown

    def to_json(self) -> dict[str, Any]:
        """The finding as JSON values, for the journal and for people who ask why."""
        return {
            "question": self.question,
            "as_of": self.as_of.isoformat(),
            "facts": dict(self.facts),
            "answer": dict(self.answer),
            "rules": list(self.rules),
            "cites": list(self.cites),
            "reason": self.reason,
            "unknown": list(self.unknown),
        }
