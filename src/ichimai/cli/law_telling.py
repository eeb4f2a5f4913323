"""`ichimai law tell`, and the texts that `ichimai law show` finds for a rule."""

from collections.abc import Callable
from typing import Any

import click

from ichimai.cli.console import print_json, print_wrapped
from ichimai.cli.exits import Exit
from ichimai.cli.options import json_option, language_option
from ichimai.cli.spoken import sayer, terminal_language
from ichimai.cli.usage import WrongUsage
from ichimai.errors import msgid
from ichimai.law.told import CONFIDENCES, Entry, subjects
from ichimai.texts.in_words import day_in_words


@click.command()
@click.argument("subject", required=False)
@json_option
@language_option
def tell(subject: str | None, *, as_json: bool) -> int:
    """Tell what the law says on SUBJECT; without one, list the subjects.

    These are the rules that set no day and no amount: duties, penalties, what a card
    shows, who is told what. Each text names its provisions and where it was read.

    \b
    Examples:
      ichimai law tell
      ichimai law tell duties-and-penalties --lang ja
    """
    if subject is None:
        return _list_subjects(as_json=as_json)
    found = [each for each in subjects() if each.name == subject]
    if not found:
        raise WrongUsage(
            msgid("{name} is no subject. `ichimai law tell` lists them."),
            name=ascii(subject),
        )
    entries = found[0].entries
    if as_json:
        print_json([described(entry) for entry in entries])
        return Exit.DONE
    print_wrapped(sayer()(found[0].title))
    for entry in entries:
        click.echo()
        print_entry(entry)
    return Exit.DONE


def _list_subjects(*, as_json: bool) -> int:
    say = sayer()
    titles = {each.name: say(each.title) for each in subjects()}
    if as_json:
        print_json(titles)
        return Exit.DONE
    for name, title in titles.items():
        click.echo(f"{name}: {title}")
    return Exit.DONE


def named_entries(wanted: str) -> list[Entry]:
    """The texts of a rule by identifier, or the one text by `subject.key`."""
    return [
        entry
        for each in subjects()
        for entry in each.entries
        if wanted == entry.name or wanted in entry.rules
    ]


def described(entry: Entry) -> dict[str, Any]:
    """*entry* as JSON, its title and text in the language of this run."""
    say = sayer()
    return {
        "name": entry.key,
        "subject": entry.subject,
        "title": say(entry.title),
        "about": say(entry.about),
        "rules": list(entry.rules),
        "cites": [str(each) for each in entry.cites],
        "in_japanese": [each.in_japanese() for each in entry.cites],
        "since": None if entry.since is None else entry.since.isoformat(),
        "confidence": entry.confidence,
        "source": entry.source,
        "read_on": entry.read_on.isoformat(),
    }


def print_entry(entry: Entry) -> None:
    """Title, text, provisions, first day, how sure it is and where it was read."""
    say = sayer()
    print_wrapped(f"{entry.name}: {say(entry.title)}")
    print_wrapped(say(entry.about), "  ")
    for provision in entry.cites:
        click.echo(f"  {provision}  {provision.in_japanese()}")
    for line in _standing(entry, say):
        print_wrapped(line, "  ", "  ")


def _standing(entry: Entry, say: Callable[[str], str]) -> list[str]:
    language = terminal_language()
    read_on = day_in_words(entry.read_on, language)
    since = []
    if entry.since is not None:
        first_day = day_in_words(entry.since, language)
        since = [say(msgid("In force from {day}.")).format(day=first_day)]
    return [
        ", ".join(entry.rules),
        *since,
        say(msgid("Source: {source}; read on {day}; {confidence}.")).format(
            source=entry.source,
            day=read_on,
            confidence=say(CONFIDENCES[entry.confidence]),
        ),
    ]
