"""Lines of standard input as they come, answered one by one or many at a time."""

import json
import select
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import IO, TYPE_CHECKING

import click

from ichimai.cli.exits import sentence
from ichimai.errors import Malformed, NotFound
from ichimai.law.questions import LONGEST_LINE, answer_line
from ichimai.rules.graph import RuleTextError

if TYPE_CHECKING:
    from ichimai.law.lines import Lines  # loads NumPy, which one person never needs

MANY = 256
"""Lines from which columns are worth their start."""

MOST = 65_536
"""Lines that are answered at once."""

_CHUNK = 1 << 18
_MOST_BYTES = 1 << 25
_LONGEST = LONGEST_LINE + 2


def batches(stream: IO[bytes]) -> Iterator[list[str]]:
    """The lines of a stream as text, as many at a time as there are.

    Whoever writes a line and waits for its answer gets it: nothing more is waited for
    while a line is here. What is no UTF-8 stays no JSON; nothing is lost. A line too
    long to be anybody's facts is cut, which makes it no JSON either.
    """
    lines: list[bytes] = []
    size, rest = 0, b""
    # One read of what there is; a plain `read` would wait until the chunk is full.
    some = getattr(stream, "read1", stream.read)
    while chunk := some(_CHUNK):
        *whole, rest = (rest[:_LONGEST] + chunk).split(b"\n")
        lines += [line + b"\n" for line in whole]
        size += len(chunk)
        full = len(lines) >= MOST or size >= _MOST_BYTES
        if lines and (full or not _more_is_here(stream)):
            for start in range(0, len(lines), MOST):
                yield [_text(line) for line in lines[start : start + MOST]]
            lines, size = [], 0
    if rest:
        lines.append(rest)
    if lines:
        yield [_text(line) for line in lines]


def _text(line: bytes) -> str:
    text = line[:_LONGEST].decode("utf-8", errors="surrogateescape")
    return text.removeprefix("\ufeff")


def _more_is_here(stream: IO[bytes]) -> bool:
    try:
        ready, _, _ = select.select([stream], [], [], 0)
    except (OSError, ValueError):
        return True  # no file of the system: all of it is here
    return bool(ready)


class Answering:
    """The answers of `ichimai law ask` in one run.

    Attributes:
        rejected: whether a line was rejected so far.
        unknown: whether a line waits for a fact so far.
    """

    def __init__(self, question: str, day: date, say: Callable[[str], str]) -> None:
        self._question, self._day, self._say = question, day, say
        self._many: Lines | None = None
        self._tried = False
        self._before = 0
        self.rejected = False
        self.unknown = False

    def answer(self, lines: list[str]) -> Iterator[str]:
        """The answers to the next lines, in order, as JSON text."""
        if len(lines) >= MANY and not self._tried:
            self._many, self._tried = self._in_columns(), True
        if self._many is None or len(lines) < MANY:
            for place, line in enumerate(lines):
                yield self._alone(line, place)
        else:
            answers = self._many.answer(lines, self._warn)
            self.rejected |= answers.rejected
            self.unknown |= answers.unknown
            yield from answers.texts
        self._before += len(lines)

    def _in_columns(self) -> "Lines | None":
        """Columns for this question; None where it or this machine has none."""
        if find_spec("numpy") is None:
            return None
        kind: type[Lines] = import_module("ichimai.law.lines").Lines
        try:
            return kind(self._question, self._day, sentence=sentence, say=self._say)
        except (Malformed, NotFound, RuleTextError):
            return None

    def _alone(self, line: str, place: int) -> str:
        answer = answer_line(
            self._question,
            line,
            self._day,
            sentence=sentence,
            say=self._say,
            warn=lambda name: self._warn(place, name),
        )
        self.rejected |= "error" in answer
        self.unknown |= "unknown" in answer
        return json.dumps(answer, ensure_ascii=False)

    def _warn(self, place: int, name: str) -> None:
        # A name is the caller's own text and may be anything: it is shown as ASCII.
        number, shown = self._before + place + 1, ascii(name[:60])
        click.echo(f"ichimai: line {number}: {shown} is not asked for.", err=True)
