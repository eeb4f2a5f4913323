"""The questions of law that can be asked, and the one way to ask them.

Each question is a module of this package with an attribute `QUESTION`; only the module
of the question that is asked is imported, so a command starts at once.

Titles of rules, reasons, open cases and questions to people are English msgids, marked
with `ichimai.errors.msgid` in the modules of this package; the catalogues find them
there. In `title=`, `says=` and the second argument of a fact stands nothing else.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import Any

from ichimai.errors import IchimaiError, Malformed, NotFound, msgid
from ichimai.model.finding import Finding
from ichimai.model.strict_json import read_strictly
from ichimai.rules.explain import Step, applied_item, argument, basis, led_to, missing
from ichimai.rules.explain import next_question as next_fact
from ichimai.rules.graph import Node
from ichimai.rules.question import AS_OF, Goal, Question
from ichimai.rules.reading import (
    UNKNOWN_WORD,
    Reading,
    read_facts,
    refuse_contradictions,
)
from ichimai.rules.scalar import Case, Value

_MODULES = {
    "standing": "standing",
    "card-validity": "card_validity.in_force",
    "special-period": "special_period",
    "renewal-bridge": "renewal_bridge",
    "my-number-card-validity": "my_number_card_validity",
    "my-number-card-extension": "my_number_card_extension",
    "certificate-validity": "certificate_validity",
    "renewal-window": "renewal_window",
    "specified-card-request": "specified_card_request",
    "fee": "fee",
    "deadline": "deadline",
    "counter": "counter",
    "who-may-file": "who_may_file",
    "who-may-receive": "who_may_receive",
    "documents": "documents",
    "re-entry": "re_entry",
    "card-duties": "card_duties",
    "event-effects": "events.effects",
    "my-number-card-application": "my_number_card_application",
    "my-number-card-collection": "my_number_card_collection",
    "my-number-card-issue": "my_number_card_issue",
    "card-visits": "card_visits",
    "signature-certificate": "signature_certificate",
    "pin-reset": "pin_reset",
    "insurance-use": "insurance_use",
    "papers-at-a-store": "papers_at_a_store",
    "online-move-out": "online_move_out",
    "card-state": "lifecycle.states",
}

_CHECK_NUMBER = "check-number"

QUESTIONS: tuple[str, ...] = (*_MODULES, _CHECK_NUMBER)
"""The questions that are answered, in the order of the interfaces."""

SOURCES_SILENT = "sources-silent"
"""Key of a row where the sources say nothing: its value is answered `"unknown"`."""

LONGEST_LINE = 1_000_000
"""Characters of one line of facts. Nothing that a person's facts fill is near it."""


def question(name: str) -> Question:
    """The question by that name, its rules built; `check-number` has no rule text.

    Raises:
        NotFound: there is none, or it is not answered yet.
    """
    if name not in _MODULES:
        raise NotFound(
            msgid("The question {question} is not answered here."),
            repair=msgid("Ask one of: {known}."),
            code="no-such-question",
            question=ascii(name)[1:-1],
            known=", ".join(QUESTIONS),
        )
    found: Question = import_module(f"ichimai.law.{_MODULES[name]}").QUESTION
    return found


def ask(question_name: str, facts: Mapping[str, Any], as_of: date) -> Finding:
    """The answer of the law to a question about one person's facts.

    Args:
        question_name: one of `QUESTIONS`.
        facts: JSON values as the interfaces fix them; `date` objects are accepted.
        as_of: chooses the law where the facts name neither filing nor delivery.

    Raises:
        Malformed: a fact that cannot be read or contradicts another;
            `values["field"]` names it.
        NotFound: no such question.
    """
    return _answered(question_name, facts, as_of)[0]


def explain(
    question_name: str, facts: Mapping[str, Any], as_of: date
) -> tuple[Step, ...]:
    """The argument behind every field of the answer. Raises as `ask` does."""
    if question_name == _CHECK_NUMBER:
        return ()
    asked = question(question_name)
    case = _case(asked, read_facts(asked, facts), as_of)
    if asked.era is not None and _is_silent(asked, case):
        return tuple(argument(case, asked.era))
    steps = argument(case, *(goal.value for goal in _goals(asked, case)))
    return (*steps, *_left_open(asked, case))


def _is_silent(asked: Question, case: Case) -> bool:
    """Whether the day that chooses the law is known to lie before the sources."""
    return asked.era is not None and case[asked.era] is False


def _left_open(asked: Question, case: Case) -> Iterator[Step]:
    """What the answer says to be open, each with what that rests on below it."""
    for remark in asked.remarks:
        if remark.kind == "open" and case.holds(remark.where):
            title = msgid("Left open by the sources")
            yield Step(0, remark.kind, title, value=True, says=remark.says)
            for step in argument(case, remark.where):
                yield replace(step, depth=step.depth + 1)


def next_question(
    question_name: str, facts: Mapping[str, Any], as_of: date
) -> Node | None:
    """The fact whose answer leaves the least to ask; None where all is settled."""
    if question_name == _CHECK_NUMBER:
        return None
    asked = question(question_name)
    known: dict[str, Value] = {**read_facts(asked, facts).facts, AS_OF: as_of}
    if _is_silent(asked, Case(known)):
        return None
    eras = [asked.era] if asked.era is not None else []
    return next_fact(known, [*eras, *(g.value for g in asked.goals)], asked.facts)


def answer_line(
    question_name: str,
    line: str,
    as_of: date,
    *,
    sentence: Callable[[IchimaiError], str] = str,
    say: Callable[[str], str] = str,
    warn: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """The JSON answer to one line of facts: values, `unknown`, or `error`.

    Args:
        sentence: writes an error in the reader's language.
        say: does the same with the sentence of an open case.
        warn: is told the name of each fact that the question does not ask for.

    A JSON object that names one key twice says two things and is refused.
    """
    try:
        finding, ignored = _answered(question_name, read_line(line), as_of)
    except Malformed as error:
        field = error.values.get("field")
        return {
            "error": {
                "code": error.code,
                "field": field if isinstance(field, str) else None,
                "message": sentence(error),
            }
        }
    for name in ignored:
        warn(name)
    if not finding.settled:
        return {"unknown": list(finding.unknown)}
    answer: dict[str, Any] = dict(finding.answer)
    if "open" in answer:
        answer["open"] = say(answer["open"])
    answer["rules"] = list(finding.rules)
    answer["cites"] = list(finding.cites)
    if finding.reason is not None:
        answer["reason"] = finding.reason
    return answer


def all_rules() -> Iterator[tuple[str, Node]]:
    """Every rule once, with the first question that it answers. Builds all of them."""
    seen: set[Node] = set()
    for name in _MODULES:
        for node in question(name).rules():
            if node not in seen:
                seen.add(node)
                yield name, node


def _answered(
    name: str, facts: Mapping[str, Any], as_of: date
) -> tuple[Finding, tuple[str, ...]]:
    if name == _CHECK_NUMBER:
        # The form of a number is no table of items: plain functions answer it.
        numbers = import_module("ichimai.law.numbers")
        found: tuple[Finding, tuple[str, ...]] = numbers.finding(facts, as_of)
        return found
    return _finding(question(name), facts, as_of)


def _finding(
    asked: Question, facts: Mapping[str, Any], as_of: date
) -> tuple[Finding, tuple[str, ...]]:
    reading = read_facts(asked, facts)
    case = _case(asked, reading, as_of)
    given = {name: _json(value) for name, value in facts.items()}
    if _is_silent(asked, case):
        return _before_the_sources(asked, case, given, as_of), reading.ignored
    goals = _goals(asked, case)
    needed = [asked.era, *(n for g in goals for n in (g.value, g.only_if))]
    waits = [name for n in needed if n is not None for name in missing(case, n)]
    if waits:
        unknown = tuple(dict.fromkeys(waits))
        finding = Finding(asked.name, as_of, given, {}, unknown=unknown)
        return finding, reading.ignored
    answer = {goal.name: _answered_value(case, goal) for goal in goals}
    reason = _reason(case, asked.reason, outermost=asked.outermost)
    if UNKNOWN_WORD in answer.values():
        reason = SOURCES_SILENT
    for remark in asked.remarks:
        if not case.holds(remark.where):
            continue
        if remark.kind == "reason":
            reason = remark.says
        else:
            answer.setdefault(remark.kind, remark.says)
    rules, cites = basis(case, [goal.value for goal in goals])
    finding = Finding(asked.name, as_of, given, answer, rules, cites, reason)
    return finding, reading.ignored


def _before_the_sources(
    asked: Question, case: Case, given: Mapping[str, Any], as_of: date
) -> Finding:
    """Every field is unknown on a day of which the sources say nothing."""
    answer = {goal.name: UNKNOWN_WORD for goal in asked.goals if goal.only_if is None}
    rules, cites = basis(case, [node for node in (asked.era,) if node is not None])
    return Finding(asked.name, as_of, given, answer, rules, cites, SOURCES_SILENT)


def _goals(asked: Question, case: Case) -> list[Goal]:
    return [
        goal
        for goal in asked.goals
        if goal.only_if is None or case[goal.only_if] is not False
    ]


def _case(asked: Question, reading: Reading, as_of: date) -> Case:
    case = Case({**reading.facts, AS_OF: as_of})
    refuse_contradictions(asked, case)
    return case


def _answered_value(case: Case, goal: Goal) -> Any:
    value = _json(case[goal.value])
    if value is None and _reason(case, goal.value) == SOURCES_SILENT:
        return UNKNOWN_WORD
    return value


def _reason(case: Case, node: Node | None, *, outermost: bool = False) -> str | None:
    found = None
    while node is not None:
        item = applied_item(case, node) if node.op == "rule" else None
        found = item.key if item else found
        if found and outermost:
            break
        node = led_to(case, node)
    return found


def _json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _json(held) for name, held in value.items()}
    if isinstance(value, list | tuple):
        return [_json(held) for held in value]
    return value.isoformat() if isinstance(value, date) else value


def read_line(line: str) -> dict[str, Any]:
    """The facts of one line of JSON.

    Raises:
        Malformed: code `malformed-json`, or `type` where it is JSON but no object.
    """
    if len(line) > LONGEST_LINE:
        raise _not_json()
    try:
        line.encode()  # bytes that are no UTF-8 came in as lone surrogates
        found = read_strictly(line)
    except ValueError:
        raise _not_json() from None
    if not isinstance(found, dict):
        raise Malformed(
            msgid("The line is JSON but not an object."),
            repair=msgid("Write the facts between braces: {example}."),
            code="type",
            example='{"filed_on": "2026-07-01"}',
        )
    return found


def _not_json() -> Malformed:
    return Malformed(
        msgid("The line is not JSON."),
        repair=msgid("Write one JSON object on each line, each key once."),
        code="malformed-json",
    )
