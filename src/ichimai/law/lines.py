"""Many lines of facts at once: the answers of `answer_line`, worked out in columns.

Needs NumPy. Values come from columns; the argument around them (rules, provisions,
reason, what is missing) from `answer_line` itself, asked once for each pattern of
states and put around the values of every row that has it.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ichimai.errors import IchimaiError, Malformed
from ichimai.law.questions import answer_line, question, read_line
from ichimai.rules.column_rows import Patterns, Rows, listed, same_day
from ichimai.rules.column_values import number_day
from ichimai.rules.columns import Plan, column_of
from ichimai.rules.graph import Choice, Day, Node, Truth
from ichimai.rules.question import AS_OF, Question
from ichimai.rules.reading import read_facts
from ichimai.rules.scalar import Value

MOST_LINES = 65_536
"""Lines answered at once."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers in the order of their lines, as JSON text, and what was among them."""

    texts: list[str]
    rejected: bool
    unknown: bool


@dataclass(frozen=True, slots=True)
class _Template:
    """An answer with gaps for the values of a row.

    *gaps* are the goals whose values go in, in order; None says that the pattern is
    answered line by line.
    """

    text: str
    gaps: tuple[str, ...] | None
    rejected: bool
    unknown: bool


class _Texts(dict[int | None, str]):
    """The JSON text of each value of a goal, written once."""

    def __init__(self, goal: Node, words: tuple[str, ...]) -> None:
        super().__init__()
        self._goal, self._words = goal, words

    def __missing__(self, number: int | None) -> str:
        assert number is not None  # noqa: S101 - what is absent is part of the template
        value: Any = number
        if isinstance(self._goal, Day):
            value = number_day(number).isoformat()
        elif isinstance(self._goal, Choice):
            value = self._words[number]
        elif isinstance(self._goal, Truth):
            value = bool(number)
        text = self[number] = json.dumps(value, ensure_ascii=False)
        return text


class Lines:
    """Answers lines of facts for one question, many at a time.

    Args:
        question_name: a question with a rule text.
        as_of, sentence, say: as `answer_line` takes them.

    Raises:
        NotFound: no such question, or it has no rule text.
        RuleTextError: its rules are not for columns.
        Malformed: *as_of* lies outside the years of facts.
    """

    def __init__(
        self,
        question_name: str,
        as_of: date,
        *,
        sentence: Callable[[IchimaiError], str] = str,
        say: Callable[[str], str] = str,
    ) -> None:
        self._name, self._as_of = question_name, as_of
        self._sentence, self._say = sentence, say
        self._asked = question(question_name)
        self._plan = Plan(_roots(self._asked))
        self._day = same_day(as_of)
        self._plan.check({AS_OF: self._day})
        self._goals = {goal.name: goal.value for goal in self._asked.goals}
        self._rows = Rows(self._asked.facts)
        self._patterns = Patterns(self._plan.steps)
        self._templates: dict[bytes, _Template] = {}
        self._texts = {
            name: _Texts(node, self._plan.words.get(node, ()))
            for name, node in self._goals.items()
        }

    def answer(self, lines: Sequence[str], warn: Callable[[int, str], None]) -> Answers:
        """The answers to at most `MOST_LINES` lines.

        *warn* is told the place of a line and the name of a fact that is not asked for.
        """
        readings = [self._read(line) for line in lines]
        plain = [place for place, facts in enumerate(readings) if facts is not None]
        found: dict[int, tuple[str, bool, bool]] = {}
        if plain:
            found = self._answer_plain(lines, plain, [readings[p] or {} for p in plain])
        for place, line in enumerate(lines):
            if place not in found:
                found[place] = self._answer_alone(line, place, warn)
        texts = [found[place][0] for place in range(len(lines))]
        return Answers(
            texts,
            any(rejected for _, rejected, _ in found.values()),
            any(unknown for *_, unknown in found.values()),
        )

    def _read(self, line: str) -> Mapping[str, Value] | None:
        """The facts of a line; None where there is anything to say of the line."""
        try:
            reading = read_facts(self._asked, read_line(line))
        except Malformed:
            return None
        return None if reading.ignored else reading.facts

    def _answer_alone(
        self, line: str, place: int, warn: Callable[[int, str], None]
    ) -> tuple[str, bool, bool]:
        answer = self._ask(line, lambda name: warn(place, name))
        text = json.dumps(answer, ensure_ascii=False)
        return text, "error" in answer, "unknown" in answer

    def _ask(
        self, line: str, warn: Callable[[str], None] = lambda _: None
    ) -> dict[str, Any]:
        return answer_line(
            self._name,
            line,
            self._as_of,
            sentence=self._sentence,
            say=self._say,
            warn=warn,
        )

    def _answer_plain(
        self,
        lines: Sequence[str],
        plain: Sequence[int],
        readings: Sequence[Mapping[str, Value]],
    ) -> dict[int, tuple[str, bool, bool]]:
        """The answers to the lines in the places *plain*, whose facts were read."""
        columns = self._rows.columns(readings)
        columns[AS_OF] = self._day
        block = self._plan.run_block(columns)
        grouped = self._patterns.of(block, len(plain))
        values = {
            name: listed(column_of(block.held[node], len(plain)))
            for name, node in self._goals.items()
        }
        templates = [
            self._template(
                key, lines[plain[row]], {n: v[row] for n, v in values.items()}
            )
            for key, row in zip(grouped.keys, grouped.first, strict=True)
        ]
        found: dict[int, tuple[str, bool, bool]] = {}
        for row, pattern in enumerate(grouped.places.tolist()):
            template = templates[pattern]
            if template.gaps is None:
                continue
            text = template.text % tuple(
                self._texts[name][values[name][row]] for name in template.gaps
            )
            found[plain[row]] = text, template.rejected, template.unknown
        return found

    def _template(
        self, key: bytes, line: str, values: Mapping[str, int | None]
    ) -> _Template:
        """The template of a pattern, made from the answer to one of its lines."""
        if key not in self._templates:
            self._templates[key] = self._made_of(self._ask(line), values)
        return self._templates[key]

    def _made_of(
        self, answer: Mapping[str, Any], values: Mapping[str, int | None]
    ) -> _Template:
        """*values* are those of the row that was answered; None is absent."""
        rejected, unknown = "error" in answer, "unknown" in answer
        parts, gaps = [], []
        for name, value in answer.items():
            text = json.dumps(value, ensure_ascii=False)
            number = values.get(name)
            if rejected or unknown or number is None:
                text = text.replace("%", "%%")
            elif self._texts[name][number] == text:
                gaps.append(name)
                text = "%s"
            else:
                # The answer is more than its goals: nothing may be put in its place.
                return _Template("", None, rejected, unknown)
            parts.append(f"{json.dumps(name)}: {text}")
        return _Template("{" + ", ".join(parts) + "}", tuple(gaps), rejected, unknown)


def _roots(asked: Question) -> dict[str, Node]:
    """Everything that an answer rests on."""
    roots = [goal.value for goal in asked.goals]
    roots += [asked.era] if asked.era is not None else []
    roots += [goal.only_if for goal in asked.goals if goal.only_if is not None]
    roots += [contradiction.where for contradiction in asked.contradictions]
    roots += [remark.where for remark in asked.remarks]
    if asked.reason is not None:
        roots.append(asked.reason)
    return {str(place): root for place, root in enumerate(dict.fromkeys(roots))}
