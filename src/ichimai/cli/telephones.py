"""`ichimai lines`: whom to ring, with whatever is known of each line."""

import click

from ichimai.cli.console import print_json, print_wrapped
from ichimai.cli.exits import Exit
from ichimai.cli.options import json_option, language_option
from ichimai.cli.spoken import sayer, terminal_language
from ichimai.errors import msgid
from ichimai.planner.knowledge.lines import (
    COSTS,
    DAYS,
    HOURS,
    SEVERAL,
    TONGUES,
    Line,
    all_lines,
    lines_that_speak,
)
from ichimai.texts.in_words import day_in_words

_INDENT = "    "


@click.command()
@click.option(
    "--speaks",
    type=click.Choice(sorted(TONGUES)),
    help="Only lines of which a source says that they speak it.",
)
@json_option
@language_option
def command(*, speaks: str | None, as_json: bool) -> int:
    """Print whom to ring: purpose, languages, days, hours, cost, and where it was read.

    \b
    Examples:
      ichimai lines
      ichimai lines --speaks pt --lang easy
      ichimai lines --json

    Exit codes: 0 done, 6 no line is known that speaks that language.
    """
    found = lines_that_speak(speaks) if speaks else all_lines()
    if as_json:
        print_json([line.to_json(terminal_language()) for line in found])
    for line in () if as_json else found:
        print_line(line)
        click.echo()
    return Exit.DONE if found else Exit.UNKNOWN


def print_line(line: Line) -> None:
    """One line as text, every field of its JSON; what is not known is said to be so."""
    say = sayer()
    print_wrapped(f"{line.telephone}  {say(line.about)}", hang=_INDENT)
    unknown = say(msgid("Not known"))
    known = (
        (msgid("Languages"), _languages(line)),
        (msgid("Days"), say(DAYS[line.days]) if line.days else ""),
        (msgid("Hours"), say(HOURS[line.hours]) if line.hours else ""),
        (msgid("Cost"), say(COSTS[line.cost]) if line.cost else ""),
    )
    for name, text in known:
        print_wrapped(f"{say(name)}: {text or unknown}", _INDENT)
    read_on = day_in_words(line.read_on, terminal_language())
    print_wrapped(f"{line.source}; {read_on}", _INDENT, dim=True)


def _languages(line: Line) -> str:
    if SEVERAL in line.languages:
        return sayer()(msgid("Several languages"))
    return ", ".join(TONGUES[tag] for tag in line.languages)
