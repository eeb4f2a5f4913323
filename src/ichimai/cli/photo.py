"""`ichimai photo`: hold a photo against the rules, here, without keeping it."""

from datetime import date
from pathlib import Path

import click

from ichimai.authority.photos import (
    BY_EYE,
    MAX_BYTES,
    DayResult,
    Outcome,
    PhotoReport,
    check_days,
    check_photo,
)
from ichimai.cli.console import bytes_of, print_json
from ichimai.cli.exits import Exit
from ichimai.cli.options import (
    DAY,
    FILE,
    as_of_option,
    json_option,
    language_option,
)
from ichimai.cli.spoken import sayer
from ichimai.clock import SystemClock
from ichimai.errors import msgid

_MOST = 4 * MAX_BYTES
"""Read no more of a file: by then the rule on size has long said no."""
_MARKS = {Outcome.PASS: "✓", Outcome.FAIL: "✗", Outcome.NOT_TESTED: "–"}
_WORDS = {
    Outcome.PASS: msgid("kept"),
    Outcome.FAIL: msgid("broken"),
    Outcome.NOT_TESTED: msgid("not tested"),
}


@click.group()
def command() -> None:
    """Check a photo against the rules."""


@command.command("check")
@click.argument("file", type=FILE)
@click.option("--taken-on", type=DAY, help="Day on which the photo was taken.")
@click.option("--born-on", type=DAY, help="Birth date, for a small child.")
@as_of_option("Day of the application")
@json_option
@language_option
def check(
    *,
    file: Path,
    taken_on: date | None,
    born_on: date | None,
    as_of: date | None,
    as_json: bool,
) -> int:
    """Hold FILE against each photo rule, pass or fail.

    The photo is read here, sent nowhere and not kept.

    \b
    Examples:
      ichimai photo check face.jpg
      ichimai photo check face.jpg --taken-on 2026-10-01
      ichimai photo check face.jpg --json

    Exit codes: 0 every rule is kept, 1 a rule is broken, 4 the file cannot be read.
    """
    report = check_photo(bytes_of(file, _MOST))
    days = check_days(taken_on, born_on, as_of or SystemClock().today())
    if as_json:
        told = {"days": [day.to_json() for day in days]} if days else {}
        print_json(report.to_json() | told)
    else:
        _print(report, days)
    kept = all(day.outcome is Outcome.PASS for day in days)
    return Exit.DONE if report.passed and kept else Exit.REJECTED


def _print(report: PhotoReport, days: tuple[DayResult, ...]) -> None:
    say = sayer()
    for result in report.results:
        mark, word = _MARKS[result.outcome], say(_WORDS[result.outcome])
        click.echo(f"{mark} {say(result.rule.sentence)} ({word}: {result.found})")
        if result.outcome is Outcome.FAIL:
            click.echo(f"    {say(result.rule.repair)}")
    for day in days:
        mark, word = _MARKS[day.outcome], say(_WORDS[day.outcome])
        click.echo(f"{mark} {say(day.sentence)} ({word}: {day.day})")
        if day.repair:
            click.echo(f"    {say(day.repair)}")
    click.echo()
    click.echo(say(msgid("Look at these yourself:")))
    for _, sentence, _ in BY_EYE:
        click.echo(f"· {say(sentence)}")
