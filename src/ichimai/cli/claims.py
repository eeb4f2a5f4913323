"""`ichimai claims`: what people say of the cards, and what is confirmed of it."""

import click

from ichimai.cli.console import print_json, print_wrapped
from ichimai.cli.exits import Exit
from ichimai.cli.options import json_option, language_option
from ichimai.cli.spoken import sayer, terminal_language
from ichimai.errors import msgid
from ichimai.law.told import CONFIDENCES
from ichimai.planner.knowledge.claims import VERDICTS, Claim, find_claims
from ichimai.texts.in_words import day_in_words


@click.command()
@click.argument("words", nargs=-1)
@json_option
@language_option
def command(*, words: tuple[str, ...], as_json: bool) -> int:
    """Print what people say and what is confirmed, where all of WORDS are found.

    WORDS may be of any language shown here, or Japanese in Roman letters.

    \b
    Examples:
      ichimai claims
      ichimai claims bank
      ichimai claims mina hokensho --lang ja
      ichimai claims C-21 --json

    Exit codes: 0 done, 6 nothing is known here of those words.
    """
    found = find_claims(" ".join(words))
    if as_json:
        print_json([claim.to_json(terminal_language()) for claim in found])
    for claim in () if as_json else found:
        _print(claim)
    if not found:
        message = msgid("Nothing is known here of these words; that settles nothing.")
        click.echo(sayer()(message), err=True)
    return Exit.DONE if found else Exit.UNKNOWN


def _print(claim: Claim) -> None:
    say = sayer()
    print_wrapped(f"{claim.key}  {say(claim.title)}", hang="      ")
    verdict = say(VERDICTS[claim.verdict])
    print_wrapped(f"{verdict}: {say(claim.about)}", "      ")
    source = say(msgid("Source: {source}; read on {day}; {confidence}.")).format(
        source=claim.source,
        day=day_in_words(claim.read_on, terminal_language()),
        confidence=say(CONFIDENCES[claim.confidence]),
    )
    published = claim.published or say(msgid("Not known"))
    newest = say(msgid("Newest guide among the sources: {month}.")).format(
        month=published
    )
    basis = "; ".join((*map(str, claim.cites), *claim.rules))
    for line in filter(None, (basis, source, newest)):
        print_wrapped(line, "      ", dim=True)
    click.echo()
