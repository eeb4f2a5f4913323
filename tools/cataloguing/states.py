"""What a translation rests on: the state of an entry, and the source it was made from.

An entry carries two comments, `state: …` and `source: …`. The second is a hash of the
English sentence and of its Japanese, which is what the law says; when either changes,
the state drops to "source changed" until somebody looks again.
"""

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum

from babel.messages.catalog import Message


class State(StrEnum):
    """How far a translation has been looked at."""

    SOURCE_CHANGED = "source changed"
    MACHINE_DRAFT = "machine draft"
    SECOND_MACHINE = "second-machine checked"
    HUMAN_REVIEWED = "human reviewed"


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of one entry, by whom and when if a person reviewed it."""

    state: State
    source: str
    by: str = ""

    def comments(self, kind: str) -> list[str]:
        """As the catalogue writes it, with the *kind* of the sentence."""
        by = f" ({self.by})" if self.by else ""
        written = [f"state: {self.state}{by}", f"source: {self.source}"]
        return [*written, f"kind: {kind}"] if kind else written

    def beside(self, source: str) -> "Standing":
        """The same where the source is unchanged, else marked as overtaken."""
        if source == self.source:
            return self
        return replace(self, state=State.SOURCE_CHANGED, source=source, by="")


def source_hash(english: str, japanese: str) -> str:
    """What a translation was made from, in 8 hexadecimal digits."""
    whole = f"{english}\0{japanese}".encode()
    return hashlib.sha256(whole).hexdigest()[:8]


def standing_of(message: Message) -> Standing | None:
    """The standing that an entry carries, or None where it has none or a wrong one."""
    found = dict(line.split(": ", 1) for line in _comments(message) if ": " in line)
    word, _, by = found.get("state", "").partition(" (")
    if word not in set(State) or "source" not in found:
        return None
    return Standing(State(word), found["source"], by.removesuffix(")"))


def _comments(message: Message) -> list[str]:
    return [line.strip() for line in message.user_comments]
