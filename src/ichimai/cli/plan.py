"""`ichimai plan`: one person's facts in, dated tasks out."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from ichimai.cli.exits import Exit, sentence
from ichimai.clock import SystemClock
from ichimai.errors import Malformed, Unavailable, msgid
from ichimai.model.days import parse_day
from ichimai.planner.facts import parse_facts
from ichimai.planner.plan import Plan
from ichimai.planner.planning import answer, make_plan
from ichimai.planner.sheet import sheet
from ichimai.texts.language import SOURCE, find_language, languages

_LARGEST_FILE = 1_000_000
_WRITTEN = ("text", "json")
_LATER = ("html", "pdf", "ics")


@click.command()
@click.argument("file")
@click.option("--as-of", "as_of", help="Day of the plan; today in Japan by default.")
@click.option("--lang", "language", default=SOURCE, help="Language of the sentences.")
@click.option("--format", "form", default="text", help="text (the default) or json.")
def command(file: str, as_of: str | None, language: str, form: str) -> int:
    """Turn the facts in FILE (JSON; - is standard input) into dated tasks.

    No name and no number is asked for; nothing is stored and nothing is sent.

    \b
    Examples:
      ichimai plan facts.json
      ichimai plan facts.json --as-of 2026-11-20 --lang ja
      ichimai plan - --format json < facts.json

    Exit codes: 0 a plan, 4 nothing could be planned for this case, 6 a fact that is
    needed is not known.
    """  # noqa: D301 - click reads the backslash
    _check_usage(language, form)
    day = _day(as_of)
    facts = _facts_in(file)
    family = isinstance(facts, dict) and "people" in facts
    if form == "json":
        click.echo(_json(answer(facts, day, language)))
        if family:
            return Exit.DONE
    elif family:
        raise click.UsageError("A family is written as JSON: add --format json.")
    plan = make_plan(parse_facts(facts), day)
    if form == "text":
        click.echo(sheet(plan, language))
    return _ending(plan)


def _ending(plan: Plan) -> Exit:
    """Nothing planned is no success: either a fact is missing or the case is."""
    if plan.tasks:
        return Exit.DONE
    why = {gap.why for gap in plan.unknown}
    return Exit.NOTHING_DONE if "not-covered" in why else Exit.UNKNOWN


def _check_usage(language: str, form: str) -> None:
    if find_language(language) is None:
        known = ", ".join(each.code for each in languages())
        raise click.BadParameter(
            f"There is no catalogue for it; choose one of {known}.",
            param_hint="'--lang'",
        )
    if form in _LATER:
        raise click.BadParameter(
            "This form is not written yet; choose text or json.",
            param_hint="'--format'",
        )
    if form not in _WRITTEN:
        raise click.BadParameter("Choose text or json.", param_hint="'--format'")


def _day(as_of: str | None) -> date:
    if as_of is None:
        return SystemClock().today()
    try:
        return parse_day(as_of, "--as-of")
    except Malformed as error:
        raise click.BadParameter(sentence(error), param_hint="'--as-of'") from error


def _facts_in(file: str) -> object:
    """The JSON that *file* holds.

    Raises:
        Unavailable: code `file-unreadable`.
        Malformed: code `malformed-json`; with the line.
    """
    try:
        if file == "-":
            raw = sys.stdin.buffer.read(_LARGEST_FILE + 1)
        else:
            with Path(file).open("rb") as opened:
                raw = opened.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise Unavailable(
            msgid("The file cannot be read: {cause}."),
            repair=msgid("Name a file that is there and that you may read."),
            code="file-unreadable",
            cause=error.strerror or type(error).__name__,
        ) from error
    try:
        # One byte more than the largest file was read, so a larger one is cut short.
        value: object = json.loads(raw[:_LARGEST_FILE].decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise Malformed(
            msgid("The facts are not JSON in UTF-8 (line {line})."),
            repair=msgid("Write one JSON object; docs/plan.md has one to start from."),
            code="malformed-json",
            line=line,
        ) from error
    return value


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
