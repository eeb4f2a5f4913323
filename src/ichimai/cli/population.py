"""`ichimai population`: invent residents, any number of them."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from ichimai.cli.console import no_folder, print_json
from ichimai.cli.exits import Exit
from ichimai.cli.options import FOLDER, json_option, language_option
from ichimai.errors import Unavailable, msgid


@click.group()
def command() -> None:
    """Invent residents, any number of them."""


@command.command()
@click.option("--people", type=click.IntRange(1), required=True, help="How many.")
@click.option("--seed", type=click.IntRange(0), required=True, help="Whole number.")
@click.option("--out", type=FOLDER, required=True, help="Folder for the files.")
@click.option(
    "--form",
    type=click.Choice(["columns", "jsonl"]),
    default="columns",
    show_default=True,
    help="One NumPy file a column, or one JSON object a line.",
)
@json_option
@language_option
def make(*, people: int, seed: int, out: Path, form: str, as_json: bool) -> int:
    """Invent residents with the published shares of the real ones.

    Statuses, nationalities, ages and prefectures follow published figures; what nobody
    publishes follows assumptions, and the data file of the package says which is which.
    The same seed gives the same people, and the first of many are those of a few.

    \b
    Examples:
      ichimai population make --people 10000 --seed 1 --out var/people
      ichimai population make --people 100 --seed 1 --out few --form jsonl
    """
    if find_spec("numpy") is None:
        raise Unavailable(
            msgid("What is invented is columns, and they need NumPy."),
            repair=msgid("Install it: {command}."),
            code="package-missing",
            command="pip install 'ichimai[columns]'",
        )
    population = import_module("ichimai.population.residents").Population(people, seed)
    write = import_module("ichimai.population.files").write
    told = 0

    def tell(done: int) -> None:
        nonlocal told
        if (tenths := 10 * done // people) > told:
            told = tenths
            click.echo(f"{done:,} / {people:,}", err=True)

    try:
        out.mkdir(parents=True, exist_ok=True)
        about = write(population, out, form, tell)
    except OSError as error:
        raise no_folder(out, error) from error
    if as_json:
        print_json(about)
    else:
        click.echo(f"{out}: {people:,}")
    return Exit.DONE
