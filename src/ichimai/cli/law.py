"""`ichimai law`: ask, explain, list and show the rules."""

import sys
from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import Any

import click

from ichimai.cli.console import print_json
from ichimai.cli.exits import Exit
from ichimai.cli.law_telling import described, named_entries, print_entry, tell
from ichimai.cli.lines import MANY, Answering, batches
from ichimai.cli.options import as_of_option, json_option, language_option
from ichimai.cli.spoken import sayer, terminal_language
from ichimai.cli.usage import WrongUsage
from ichimai.clock import SystemClock
from ichimai.errors import msgid
from ichimai.law.coverage import coverage as accounted
from ichimai.law.questions import (
    LONGEST_LINE,
    QUESTIONS,
    all_rules,
    explain,
    next_question,
    question,
    read_line,
)
from ichimai.law.told import CONFIDENCES
from ichimai.model.citation import cite
from ichimai.rules.explain import Step
from ichimai.rules.graph import Node, walk
from ichimai.rules.question import AS_OF
from ichimai.rules.scalar import Unknown, Value
from ichimai.texts.in_words import day_in_words
from ichimai.texts.language import SOURCE


@click.group()
def command() -> None:
    """List, show, tell and ask the rules of law."""


command.add_command(tell)


@command.command()
@click.argument("question")
@as_of_option("Day from which the question is looked at")
@language_option
def ask(question: str, as_of: date | None) -> int:
    """Answer QUESTION once for each line of facts.

    Facts come on standard input, one JSON object a line; answers leave on standard
    output, one a line, in the same order. `"unknown"` or a field left out is unknown;
    null says that there is none.

    \b
    Example:
      echo '{"status": "student", "stay_months": 15}' | ichimai law ask standing
    """
    _refuse_unanswered(question)
    day = as_of or SystemClock().today()
    answering = Answering(question, day, sayer())
    for lines in batches(sys.stdin.buffer):
        for answer in answering.answer(lines):
            sys.stdout.write(answer + "\n")
            if len(lines) < MANY:
                sys.stdout.flush()
        sys.stdout.flush()
    if answering.rejected:
        return Exit.REJECTED
    return Exit.UNKNOWN if answering.unknown else Exit.DONE


@command.command("explain")
@click.argument("question")
@as_of_option("Day from which the question is looked at")
@language_option
def explain_(question: str, as_of: date | None) -> int:
    """Explain the answer to QUESTION for one object of facts on standard input.

    Each line is a conclusion with its value and the provision that set it; what it
    rests on stands below it, further in. Where a fact is missing, the last line says
    which one to find out next.

    \b
    Example:
      echo '{"status": "student", "stay_months": 15}' | ichimai law explain standing
    """
    _refuse_unanswered(question)
    day = as_of or SystemClock().today()
    say = sayer()
    facts = read_line(sys.stdin.buffer.read(LONGEST_LINE).decode(errors="replace"))
    for step in explain(question, facts, day):
        click.echo(_argued(step, say))
    wanted = next_question(question, facts, day)
    if wanted is None:
        return Exit.DONE
    click.echo(f"? {wanted.spec.name}: {say(wanted.spec.asks)}")
    return Exit.UNKNOWN


def _argued(step: Step, say: Callable[[str], str]) -> str:
    line = f"{'  ' * step.depth}{say(step.title)} {_shown(step.value, say)}"
    reason = f"  {say(step.says)}" if step.says else ""
    basis = f" [{step.cites[0]}]" if step.cites else ""
    return f"{line}{reason}{basis}"


def _shown(value: Value, say: Callable[[str], str]) -> str:
    if isinstance(value, bool):
        return say(msgid("yes")) if value else say(msgid("no"))
    if value is None:
        return say(msgid("none"))
    if isinstance(value, Unknown):
        return say(msgid("unknown"))
    return value.isoformat() if isinstance(value, date) else str(value)


def _refuse_unanswered(question: str) -> None:
    if question in QUESTIONS:
        return
    raise WrongUsage(
        msgid("{name} is no question. Ask one of: {choices}."),
        name=ascii(question),
        choices=", ".join(QUESTIONS),
    )


def _list_coverage(*, as_json: bool) -> int:
    found = accounted()
    if as_json:
        print_json(found)
        return Exit.DONE
    for name, row in found.items():
        click.echo(f"{name}  {row['state']:<9}  {row.get('where') or row['reason']}")
    return Exit.DONE


def _described(name: str, node: Node) -> dict[str, Any]:
    spec = node.spec
    return {
        "name": spec.name,
        "question": name,
        "title": spec.title,
        "rules": list(spec.rules),
        "cites": list(spec.cites),
        "since": spec.since.isoformat(),
        "confidence": spec.confidence,
    }


def _with_items(name: str, node: Node) -> dict[str, Any]:
    described = _described(name, node)
    described["about"] = node.spec.about
    described["in_japanese"] = _japanese(node.spec.cites)
    described["facts"] = [
        under.spec.name
        for under in walk([node])
        if under.op == "fact" and under.spec.name != AS_OF
    ]
    described["items"] = [
        {
            "reason": item.key,
            "says": item.says,
            "cites": list(item.cites),
            "in_japanese": _japanese(item.cites),
            "rules": list(item.rules),
        }
        for item in node.spec.items
    ]
    return described


def _japanese(cites: tuple[str, ...]) -> list[str]:
    return [cite(text).in_japanese() for text in cites]


@command.command("list")
@json_option
@language_option
@click.option("--coverage", is_flag=True, help="Every rule of the law files.")
def list_(*, as_json: bool, coverage: bool) -> int:
    """List the rules with citation, first day in force and confidence.

    \b
    Example:
      ichimai law list --json
    """
    if coverage:
        return _list_coverage(as_json=as_json)
    found = [_described(name, node) for name, node in all_rules()]
    if as_json:
        print_json(found)
        return Exit.DONE
    for asked, rows in groupby(found, key=lambda row: str(row["question"])):
        click.echo(f"{asked}: {question(asked).title}")
        for row in rows:
            click.echo(f"  {row['name']}: {row['title']}")
            click.echo(f"    {_standing(row)}")
    return Exit.DONE


def _standing(row: dict[str, Any]) -> str:
    """Where a rule stands, since when, and how sure that is."""
    basis = ", ".join([*row["cites"], *row["rules"]])
    return f"{basis}; in force from {row['since']}; {row['confidence']}"


def _in_force(row: dict[str, Any], say: Callable[[str], str]) -> str:
    """The identifiers of a rule, its first day and how sure it is."""
    ids, language = ", ".join(row["rules"]), terminal_language()
    if language == SOURCE:
        return f"{ids}; in force from {row['since']}; {row['confidence']}"
    first_day = day_in_words(date.fromisoformat(row["since"]), language)
    in_force = say(msgid("In force from {day}.")).format(day=first_day)
    return f"{ids}  {in_force} {say(CONFIDENCES[row['confidence']])}"


@command.command()
@click.argument("rule")
@json_option
@language_option
def show(rule: str, *, as_json: bool) -> int:
    """Show RULE: by its name, or by an identifier of the law files.

    What is told about it without computing anything stands below.

    \b
    Examples:
      ichimai law show RC-128
      ichimai law show RC-205
      ichimai law show special_period_ends_on
    """
    found = [
        _with_items(name, node)
        for name, node in all_rules()
        if _named(rule, name, node)
    ]
    told = named_entries(rule)
    if not found and not told:
        raise WrongUsage(
            msgid("{name} is no rule. `ichimai law list` lists them."), name=ascii(rule)
        )
    if as_json:
        print_json([*found, *(described(entry) for entry in told)])
        return Exit.DONE
    for number, row in enumerate(found):
        if number:
            click.echo()
        _print_rule(row)
    for number, entry in enumerate(told):
        if found or number:
            click.echo()
        print_entry(entry)
    return Exit.DONE


def _named(wanted: str, question: str, node: Node) -> bool:
    spec = node.spec
    ids = {*spec.rules, *(rule for item in spec.items for rule in item.rules)}
    return wanted in {spec.name, f"{question}.{spec.name}", *ids}


def _print_rule(row: dict[str, Any]) -> None:
    """Titles and sentences in the language of this run; `about` is for programmers."""
    say = sayer()
    click.echo(f"{row['question']}.{row['name']}: {say(row['title'])}")
    _print_provisions(row, "  ")
    click.echo(f"  {_in_force(row, say)}")
    if row["about"] and terminal_language() == SOURCE:
        click.echo(f"  {row['about']}")
    rests_on = say(msgid("Rests on: {facts}")).format(facts=", ".join(row["facts"]))
    click.echo(f"  {rests_on}")
    for number, item in enumerate(row["items"], start=1):
        ids = f" [{', '.join(item['rules'])}]" if item["rules"] else ""
        click.echo(f"  {number}. {item['reason']}: {say(item['says'])}{ids}")
        _print_provisions(item, "     ")


def _print_provisions(row: dict[str, Any], margin: str) -> None:
    for english, japanese in zip(row["cites"], row["in_japanese"], strict=True):
        click.echo(f"{margin}{english}  {japanese}")
