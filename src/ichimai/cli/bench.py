"""`ichimai bench`: measure the rules on this machine, beside its limits and others."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ichimai.cli.console import print_json
from ichimai.cli.exits import Exit
from ichimai.cli.options import FILE, FOLDER, json_option, language_option
from ichimai.cli.usage import WrongUsage
from ichimai.errors import Unavailable, msgid

if TYPE_CHECKING:
    from ichimai.bench.figures import Figure  # loads NumPy, which may not be there


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@json_option
@language_option
@click.option("--rows", type=click.IntRange(1), help="Residents in columns.")
@click.option("--lines", type=click.IntRange(1), help="Lines of JSON.")
@click.option("--cards", type=click.IntRange(1), help="Cards made in bulk.")
@click.option("--laps", type=click.IntRange(1), help="Laps; the quickest counts.")
@click.option("--peers", type=FOLDER, help="Folder with a program for each peer.")
@click.option("--python", type=FILE, help="Python of an environment with the peers.")
def command(names: tuple[str, ...], *, as_json: bool, **options: Any) -> int:  # noqa: ANN401
    """Measure NAME, or everything, on this machine.

    Names: memory, w, population, questions, one-person, scale, roster, cards,
    personalisation, lines.

    Each value stands beside another one of the same run: a limit of the machine, or
    another engine. Other engines take part where --peers and --python name them. What
    is being done is said on standard error.

    \b
    Examples:
      ichimai bench memory
      ichimai bench w --rows 100000 --laps 2
      ichimai bench --json > figures.json
    """
    if find_spec("numpy") is None:
        raise Unavailable(
            msgid("What is measured is columns, and they need NumPy."),
            repair=msgid("Install it: {command}."),
            code="package-missing",
            command="pip install 'ichimai[columns]'",
        )
    suite = import_module("ichimai.bench.suite")
    for name in names:
        if name not in suite.MEASURES:
            raise WrongUsage(
                msgid("{name} is no measurement. Choose from: {choices}."),
                name=ascii(name),
                choices=", ".join(suite.MEASURES),
            )
    figures: list[Figure] = list(suite.run(names or suite.MEASURES, _setting(options)))
    if as_json:
        print_json([figure.to_json() for figure in figures])
    else:
        _print(figures)
    return Exit.DONE


def _setting(options: dict[str, Any]) -> object:
    """What is asked for: the sizes that were given, and the peers if both were."""
    machine = import_module("ichimai.bench.machine")
    setting = import_module("ichimai.bench.setting")
    contenders = import_module("ichimai.bench.contenders")
    folder: Path | None = options.pop("peers")
    python: Path | None = options.pop("python")
    peers = None
    if folder is not None and python is not None:
        # Not resolved: the interpreter of an environment is a link out of it.
        peers = contenders.Peers(python.absolute(), folder.absolute())
    sizes = {name: size for name, size in options.items() if size is not None}
    return setting.Setting(machine.cores(), _say, peers=peers, **sizes)


def _say(text: str) -> None:
    click.echo(f"bench: {text}", err=True)


def _print(figures: Iterable["Figure"]) -> None:
    described: str = import_module("ichimai.bench.machine").described()
    click.echo(described)
    for line in import_module("ichimai.bench.figures").table(figures):
        click.echo(line)
