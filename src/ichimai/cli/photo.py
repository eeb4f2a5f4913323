"""`ichimai photo`: hold a photo against the rules, here, without keeping it."""

from pathlib import Path

import click

from ichimai.authority.photos import (
    BY_EYE,
    MAX_BYTES,
    Outcome,
    PhotoReport,
    check_photo,
)
from ichimai.cli.console import bytes_of, print_json
from ichimai.cli.exits import Exit
from ichimai.cli.options import FILE, json_option, language_option
from ichimai.cli.spoken import sayer
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
@json_option
@language_option
def check(*, file: Path, as_json: bool) -> int:
    """Hold FILE against each photo rule, pass or fail.

    The photo is read here, sent nowhere and not kept.

    \b
    Examples:
      ichimai photo check face.jpg
      ichimai photo check face.jpg --json

    Exit codes: 0 every rule is kept, 1 a rule is broken, 4 the file cannot be read.
    """
    report = check_photo(bytes_of(file, _MOST))
    if as_json:
        print_json(report.to_json())
    else:
        _print(report)
    return Exit.DONE if report.passed else Exit.REJECTED


def _print(report: PhotoReport) -> None:
    say = sayer()
    for result in report.results:
        mark, word = _MARKS[result.outcome], say(_WORDS[result.outcome])
        click.echo(f"{mark} {say(result.rule.sentence)} ({word}: {result.found})")
        if result.outcome is Outcome.FAIL:
            click.echo(f"    {say(result.rule.repair)}")
    click.echo()
    click.echo(say(msgid("Look at these yourself:")))
    for _, sentence, _ in BY_EYE:
        click.echo(f"· {say(sentence)}")
