"""`ichimai phrases`: sentences to say, or to show, at a counter."""

import click

from ichimai.cli.console import print_json, print_wrapped
from ichimai.cli.exits import Exit
from ichimai.cli.options import json_option, language_option
from ichimai.cli.spoken import terminal_language
from ichimai.planner.knowledge.phrases import phrases


@click.command()
@json_option
@language_option
def command(*, as_json: bool) -> int:
    """Print what to say at a counter: Japanese, its reading, and what it means.

    \b
    Examples:
      ichimai phrases
      ichimai phrases --lang easy
      ichimai phrases --json

    Exit code: 0.
    """
    written = [phrase.to_json(terminal_language()) for phrase in phrases()]
    if as_json:
        print_json(written)
        return Exit.DONE
    for phrase in written:
        print_wrapped(f"{phrase['id']}  {phrase['japanese']}", hang="       ")
        for name in ("reading", "romaji", "meaning"):
            print_wrapped(phrase[name], "       ", dim=name != "meaning")
        if phrase["route"]:
            print_wrapped(phrase["route"], "       ", dim=True)
        click.echo()
    return Exit.DONE
