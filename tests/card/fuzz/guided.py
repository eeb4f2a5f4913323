"""Fuzzing guided by coverage, without any tool beside the interpreter.

An input is a list of lines. A round changes a known input, plays it, and keeps it where
it walked from one line of the watched sources to another as no input did before, or
where the target saw something new. What is kept is trimmed: lines without which the new
steps are still walked are left out.
The same seed and the same inputs give the same rounds.
"""

import random  # noqa: TID251 - repeatable rounds, nothing secret
import sys
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

Lines = tuple[str, ...]
Step = Hashable
"""From line to line in a piece of code, or whatever a target saw."""
Play = Callable[[Lines], Iterable[Hashable]]

MOST_LINES = 24
LONGEST_LINE = 1200
_TRIMMED_LINE_BY_LINE = 10
_BYTES = (0x00, 0x01, 0x02, 0x04, 0x08, 0x0C, 0x7F, 0x80, 0x81, 0x90, 0xB0, 0xFF)


@contextmanager
def watched(folder: str) -> Iterator[set[Step]]:
    """The steps from line to line that are walked in sources below *folder*."""
    steps: set[Step] = set()

    def enter(frame: FrameType, event: str, arg: object) -> Any:  # noqa: ANN401
        del event, arg
        code = frame.f_code
        if folder not in code.co_filename:
            return None
        last = frame.f_lineno

        def walk(frame: FrameType, event: str, arg: object) -> Any:  # noqa: ANN401
            nonlocal last
            del arg
            if event == "line":
                steps.add((code, last, frame.f_lineno))
                last = frame.f_lineno
            return walk

        return walk

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        yield steps
    finally:
        sys.settrace(before)


@dataclass
class Fuzzer:
    """One target, what is known to it, and what was found.

    Attributes:
        play: plays an input, and says what it saw; anything that it raises is a find.
        folder: below which sources are watched.
        words: lines that a change may put in.
        kept: inputs that walked a new step, trimmed.
        found: inputs at which *play* raised, with what it raised.
    """

    play: Play
    folder: str
    words: tuple[str, ...]
    seed: int = 1
    kept: list[Lines] = field(default_factory=list)
    found: list[tuple[Lines, Exception]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lot = random.Random(self.seed)  # noqa: S311 - the same
        self._pool: list[Lines] = []
        self._seen: set[Step] = set()

    def learn(self, inputs: Iterable[Lines]) -> None:
        """Play *inputs* as they are; what they walk is known from then on."""
        for lines in inputs:
            self._seen |= self._walked(lines)
            self._pool.append(lines)

    def run(self, rounds: int) -> None:
        """Change, play and keep, *rounds* times."""
        for _ in range(rounds):
            lines = self._changed()
            fresh = self._walked(lines) - self._seen
            if fresh:
                lines = self._trimmed(lines, fresh)
                self._seen |= fresh
                self._pool.append(lines)
                self.kept.append(lines)

    @property
    def steps(self) -> int:
        """How many different steps were walked so far."""
        return len(self._seen)

    def _walked(self, lines: Lines) -> set[Step]:
        with watched(self.folder) as steps:
            try:
                seen = set(self.play(lines))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a find
                self.found.append((lines, error))
                seen = set()
        return steps | seen

    def _trimmed(self, lines: Lines, fresh: set[Step]) -> Lines:
        """*lines* without a tail, and without single ones, that the steps need not."""
        finds = len(self.found)
        while len(lines) > 1 and fresh <= self._walked(lines[: len(lines) // 2]):
            lines = lines[: len(lines) // 2]
        at = len(lines) if len(lines) <= _TRIMMED_LINE_BY_LINE else 0
        while at:
            at -= 1
            shorter = lines[:at] + lines[at + 1 :]
            if fresh <= self._walked(shorter):
                lines = shorter
        del self.found[finds:]
        return lines

    def _changed(self) -> Lines:
        lot = self._lot
        lines = list(lot.choice(self._pool)) if self._pool else []
        for _ in range(lot.randint(1, 4)):
            self._change(lines)
        # An empty line is where the corpus parts two inputs.
        return tuple(line[:LONGEST_LINE] for line in lines[:MOST_LINES] if line)

    def _change(self, lines: list[str]) -> None:
        lot = self._lot
        at = lot.randrange(len(lines) + 1)
        match lot.randrange(6):
            case 0 if lines:
                del lines[at - 1]
            case 1:
                lines.insert(at, lot.choice(self.words))
            case 2 if self._pool:
                other = lot.choice(self._pool)
                lines[at:] = other[lot.randrange(len(other) + 1) :]
            case _ if lines:
                lines[at - 1] = changed_line(lines[at - 1], lot)


def changed_line(line: str, lot: random.Random) -> str:
    """*line* with the bytes in it changed; a line without bytes as it is."""
    mark, hexed = ("* ", line[2:]) if line.startswith("* ") else ("", line)
    try:
        content = bytearray.fromhex(hexed)
    except ValueError:
        return line
    at = lot.randrange(len(content) + 1)
    match lot.randrange(7):
        case 0:
            content[at:at] = bytes((lot.choice(_BYTES),))
        case 1:
            del content[at : at + lot.randint(1, 4)]
        case 2:
            del content[at:]
        case 3:
            content += lot.randbytes(lot.choice((1, 2, 3, 8, 16, 256)))
        case 4:
            mark = "" if mark else "* "
        case _ if at < len(content):
            new = lot.choice((*_BYTES, content[at] ^ 1 << lot.randrange(8)))
            content[at] = new
    return mark + content.hex()
