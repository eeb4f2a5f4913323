"""`ichimai names`: how a name stands on each side, and where it will not match."""

import click

from ichimai.cli.console import bytes_of, print_json, print_wrapped
from ichimai.cli.exits import Exit
from ichimai.cli.options import json_option, language_option
from ichimai.cli.spoken import sayer, terminal_language
from ichimai.errors import Malformed, msgid
from ichimai.model.strict_json import read_strictly
from ichimai.planner.names.preview import Names, preview_to_json

_MOST = 100_000


@click.command()
@click.argument("file", metavar="FILE|-")
@json_option
@language_option
def command(*, file: str, as_json: bool) -> int:
    """Show how the names in FILE stand on each card, certificate and form.

    FILE is a JSON object: passport (the name in letters), and where there are such
    characters, alias, and elsewhere: {"bank": "the name there", ...}.

    \b
    Examples:
      ichimai names mine.json
      echo '{"passport": "ZHANG WEI", "characters": "张伟"}' | ichimai names -
      ichimai names mine.json --json

    Exit codes: 0 done, 4 the file cannot be read.
    """
    found = preview_to_json(_names(bytes_of(file, _MOST)), terminal_language())
    if as_json:
        print_json(found)
        return Exit.DONE
    say = sayer()
    for each in found["appearances"]:
        click.echo(click.style(each["name"], bold=True))
        shown = each["shown"]
        for line in (say(msgid("Not known")),) if shown == "unknown" else shown:
            print_wrapped(line, "  ")
        for note in each["notes"]:
            print_wrapped(note, "  · ", dim=True)
        click.echo()
    for meeting in found["elsewhere"]:
        click.echo(click.style(f"{meeting['place']}: {meeting['written']}", bold=True))
        print_wrapped(meeting["means"], "  ")
    return Exit.DONE


def _names(text: bytes) -> Names:
    """The names of a file.

    Raises:
        Malformed: also where it is no JSON; what stands in it is not repeated.
    """
    try:
        value = read_strictly(text.decode("utf-8-sig"))
    except ValueError:
        raise Malformed(
            msgid("The file is not JSON in UTF-8."),
            repair=msgid("Write the name as it stands on the passport or the card."),
            code="malformed-json",
        ) from None
    return Names.of_json(value)
