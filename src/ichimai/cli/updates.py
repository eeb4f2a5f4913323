"""`ichimai updates`: what changed in rules, fees and city facts, and when."""

from datetime import date

import click

from ichimai.cli.console import print_json, print_wrapped
from ichimai.cli.exits import Exit
from ichimai.cli.options import DAY, json_option, language_option
from ichimai.cli.spoken import terminal_language
from ichimai.papers.feed import updates_feed
from ichimai.planner.updates.entries import updates
from ichimai.texts.language import get_language


@click.command()
@click.option("--after", type=DAY, help="Only what is later than this day.")
@click.option("--atom", is_flag=True, help="Write an Atom feed (RFC 4287).")
@json_option
@language_option
def command(*, after: date | None, atom: bool, as_json: bool) -> int:
    """Print what changed, the latest first: rules, fees, city facts.

    The days are those of the rules and tariffs themselves: the first day in force, the
    last day for which an amount is known, the day on which a fact was read.

    \b
    Examples:
      ichimai updates --after 2026-06-01
      ichimai updates --atom > updates.atom

    Exit codes: 0 done.
    """
    language = terminal_language()
    found = [each for each in updates() if after is None or each.on > after]
    if atom:
        tag = get_language(language).tag
        click.echo(updates_feed(found, language, tag).decode(), nl=False)
    elif as_json:
        print_json(
            [
                {
                    "on": each.on.isoformat(),
                    "sort": each.sort.value,
                    "key": each.key,
                    "sentence": each.sentence(language),
                    "rules": list(each.rules),
                    "cites": list(each.cites),
                }
                for each in found
            ]
        )
    else:
        for each in found:
            rests = f" [{'; '.join(each.cites)}]" if each.cites else ""
            line = f"{each.on}  {each.sentence(language)}{rests}"
            print_wrapped(line, hang="            ")
    return Exit.DONE
