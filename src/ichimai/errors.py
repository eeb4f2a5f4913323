"""The one family of errors, told apart by what the caller can do about them.

An error carries a stable `code`, a sentence that says what is wrong, a sentence that
says what to repair, and the values that both sentences name. The sentences are English
source strings, marked with `msgid` so that the catalogues find them; the two edges of
the house (`cli.exits`, `web.problems`) translate and format them. Nothing in between
catches an error in order to print it.

No value may be a PIN, a My Number, a name or an address: an error travels into logs.
"""

from typing import ClassVar


def msgid(sentence: str) -> str:
    """Mark *sentence* for the catalogues; what comes back is the sentence itself."""
    return sentence


class IchimaiError(Exception):
    """Something that a caller can act on.

    Args:
        problem: what is wrong, an English source string with `{named}` values.
        repair: what to do about it, the same kind of string.
        code: stable key of this very case, kebab-case; the class's own by default.
        values: what the two sentences name.
    """

    kind: ClassVar[str] = "error"

    def __init__(
        self,
        problem: str,
        *,
        repair: str = "",
        code: str | None = None,
        **values: object,
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.repair = repair
        self.code = code or self.kind
        self.values = values

    def __str__(self) -> str:
        sentences = [self.problem.format(**self.values)]
        if self.repair:
            sentences.append(self.repair.format(**self.values))
        return " ".join(sentences)


class Malformed(IchimaiError):
    """What was given cannot be read: a date that is none, a file cut short."""

    kind = "malformed"


class NotFound(IchimaiError):
    """There is nothing by that identifier."""

    kind = "not-found"


class Conflict(IchimaiError):
    """The row has changed since it was read; read it again and decide again."""

    kind = "conflict"


class Refused(IchimaiError):
    """The law, or the state of the case, does not allow this now."""

    kind = "refused"


class NotPermitted(IchimaiError):
    """This person may not do this, though somebody may."""

    kind = "not-permitted"


class Unavailable(IchimaiError):
    """Something outside is missing: a service, a package, a file, a free port."""

    kind = "unavailable"
