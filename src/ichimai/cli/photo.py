"""`ichimai photo`: hold a photo against the rules, here, without keeping it."""

import json
from pathlib import Path

import click

from ichimai.authority.photos import (
    BY_EYE,
    MAX_BYTES,
    Outcome,
    PhotoReport,
    check_photo,
)
from ichimai.cli.exits import Exit, terminal_language
from ichimai.errors import Unavailable, msgid
from ichimai.texts.language import translator

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
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def check(file: Path, as_json: bool) -> int:  # noqa: FBT001 - a flag of the command line
    """Hold FILE against each photo rule, pass or fail.

    The photo is read here, sent nowhere and not kept.

    \b
    Examples:
      ichimai photo check face.jpg
      ichimai photo check face.jpg --json

    Exit codes: 0 every rule is kept, 1 a rule is broken, 4 the file cannot be read.
    """  # noqa: D301 - click reads the backslash
    report = check_photo(_bytes_of(file))
    if as_json:
        click.echo(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
    else:
        _print(report)
    return Exit.DONE if report.passed else Exit.REJECTED


def _bytes_of(file: Path) -> bytes:
    """The bytes of *file*, one byte past what the size rule needs at the most."""
    try:
        with file.open("rb") as photo:
            head = photo.read(4 * MAX_BYTES + 1)
    except OSError as error:
        raise Unavailable(
            msgid("The file cannot be read: {cause}."),
            repair=msgid("Name a file that is there and that you may read."),
            code="file-unreadable",
            cause=error.strerror or type(error).__name__,
        ) from error
    return head


def _print(report: PhotoReport) -> None:
    say = translator(terminal_language())
    for result in report.results:
        mark, word = _MARKS[result.outcome], say(_WORDS[result.outcome])
        click.echo(f"{mark} {say(result.rule.sentence)} ({word}: {result.found})")
        if result.outcome is Outcome.FAIL:
            click.echo(f"    {say(result.rule.repair)}")
    click.echo()
    click.echo(say(msgid("Look at these yourself:")))
    for _, sentence, _ in BY_EYE:
        click.echo(f"· {say(sentence)}")
