"""`ichimai cities`: what is known of a municipality, and whom to ring."""

import click

from ichimai.cli.console import print_json, print_wrapped
from ichimai.cli.exits import Exit
from ichimai.cli.options import json_option, language_option
from ichimai.cli.spoken import sayer, terminal_language
from ichimai.errors import msgid
from ichimai.planner.knowledge.cities import City, cities, get_city, read_on
from ichimai.texts.in_words import day_in_words


@click.command()
@click.argument("code", required=False)
@json_option
@language_option
def command(*, code: str | None, as_json: bool) -> int:
    """Print what is known of the municipality CODE, or list those that are known.

    CODE has six digits. Of a municipality that is not known, the lines to ring are
    printed.

    \b
    Examples:
      ichimai cities
      ichimai cities 401307 --lang ja
      ichimai cities 131041 --json

    Exit codes: 0 done, 4 no such code, 6 nothing is known of that municipality.
    """
    language = terminal_language()
    if code is None:
        if as_json:
            print_json([city.to_json(language) for city in cities()])
        else:
            for city in cities():
                click.echo(f"{city.code}  {city.name(language)}")
        return Exit.DONE
    city = get_city(code)
    if as_json:
        print_json(city.to_json(language))
    else:
        _print(city, language)
    return Exit.DONE if city.known else Exit.UNKNOWN


def _print(city: City, language: str) -> None:
    say, written = sayer(), city.to_json(language)
    if city.known:
        click.echo(f"{city.code}  {city.name(language)}")
        for fact in city.facts:
            print_wrapped(f"· {say(fact)}", hang="  ")
        source = say(
            msgid("From a guide for residents, read on {day}; verify with the office.")
        )
        day = day_in_words(read_on(), language)
        print_wrapped(source.format(day=day), dim=True)
    else:
        unknown = say(
            msgid(
                "Nothing is known here of the municipality {code}. Ask the national "
                "line or its own office."
            )
        )
        print_wrapped(unknown.format(code=city.code))
    for line in written["lines"]:
        print_wrapped(f"{line['number']}  {line['about']}", hang="    ")
