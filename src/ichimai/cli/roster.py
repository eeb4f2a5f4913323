"""`ichimai roster`: many people's days from one file, on this machine."""

import sys
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from ichimai.cli.console import bytes_of, no_folder, print_wrapped
from ichimai.cli.exits import Exit
from ichimai.cli.options import FILE, FOLDER, as_of_option, json_option, language_option
from ichimai.cli.spoken import sayer, terminal_language
from ichimai.clock import SystemClock
from ichimai.durable import write_through
from ichimai.errors import Malformed, msgid
from ichimai.papers.roster_files import files_of
from ichimai.papers.roster_letters import addressees, letters_of
from ichimai.planner.roster.check import check_roster
from ichimai.planner.roster.columns import template_file
from ichimai.planner.roster.ladder import ladder_of
from ichimai.planner.roster.ranking import Rank
from ichimai.planner.roster.result import Check, Roster
from ichimai.planner.roster.table import LARGEST_FILE

_STEP = 50
"""Rows between two movements of the bar."""


_EXAMPLES = """\b
Examples:
  ichimai roster check people.csv
  ichimai roster check people.xlsx --as-of 2026-11-21 --json
  ichimai roster check people.xlsx --out results --by "SAMPLE, personnel"
  ichimai roster check people.xlsx --out results --letters
  ichimai roster check people.csv --column "Visa until=stay_expires_on"
  ichimai roster check people.csv --tell 60=person --tell 14=person,school
"""


@click.group()
def command() -> None:
    """Work out many people's days from one file."""


@command.command("template")
@language_option
def print_template() -> int:
    """Print a roster to begin with: the headings, and one invented person.

    CSV in UTF-8 with a byte order mark, which spreadsheets open as it is. Columns that
    you do not need can be deleted.

    \b
    Examples:
      ichimai roster template > people.csv
      ichimai roster template --lang ja > people.csv

    Exit code: 0.
    """
    text = template_file(japanese=terminal_language() in {"ja", "easy"})
    click.echo(text.encode("utf-8-sig"), nl=False)
    return Exit.DONE


@command.command("check", epilog=_EXAMPLES)
@click.argument("file", type=FILE)
@as_of_option("Day of the check")
@click.option("--out", type=FOLDER, help="Folder for tables, calendars and record.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="HEADING=MEANING",
    help="What a column holds whose heading is not known here. May be given again.",
)
@click.option(
    "--columns", "columns_file", type=FILE, help="The same in a TOML file, a line each."
)
@click.option(
    "--tell",
    "steps",
    multiple=True,
    metavar="DAYS=WHO,...",
    help="Who is told so many days before. May be given again.",
)
@click.option("--letters", is_flag=True, help="A letter a person whose days are near.")
@click.option("--by", metavar="WHO", help="Who checks, for the record.")
@json_option
@language_option
def check(  # noqa: PLR0913 - one argument an option
    *,
    file: Path,
    as_of: date | None,
    out: Path | None,
    columns: tuple[str, ...],
    columns_file: Path | None,
    steps: tuple[str, ...],
    letters: bool,
    by: str | None,
    as_json: bool,
) -> int:
    """Say who in FILE (CSV or xlsx) has what to do, the most urgent first.

    A code for each person is enough: no name, no card number, and never a My Number
    or a PIN. Every row comes back, worked out or rejected with the reason. Nothing is
    sent anywhere; the file stays on this machine.

    MEANING is one of id, status_group, card_kind, card_delivered_on, card_expires_on,
    stay_expires_on, mynumber_expires_on, filed_on, filed_how, birth_date,
    municipality, site, language, note, or not_needed for a column to be dropped.

    --out writes people.csv, rejected.csv, tell.csv, all three as roster.xlsx, the
    feed roster.ics with one more a site, and audit.json with the hash of each.
    --letters adds a folder with one letter a person whose days are near, as HTML and
    PDF, in the language of the row beside Japanese; where none is told, or there is no
    catalogue for it, in plain Japanese.

    Exit codes: 0 everybody was worked out, 1 some rows were rejected, 4 the file
    cannot be read or must not be.
    """
    clock = SystemClock()
    asked = Check(
        as_of=as_of or clock.today(),
        checked_at=clock.now(),
        columns=_meanings(columns_file) | _pairs(columns),
        ladder=ladder_of(steps),
        by=by,
    )
    if letters and out is None:
        raise click.UsageError("--letters needs --out.")
    roster = _checked(bytes_of(file, LARGEST_FILE), asked)
    if out is not None:
        _keep(files_of(roster, terminal_language()).items(), out)
    if out is not None and letters:
        _write_letters(roster, out / "letters")
    _tell_unused(roster)
    if as_json:
        for piece in roster.json_text(terminal_language()):
            click.echo(piece, nl=False)
        click.echo()
    else:
        _print(roster)
    return Exit.REJECTED if roster.rejected else Exit.DONE


def _checked(raw: bytes, asked: Check) -> Roster:
    """The roster, worked out before a bar. Raises as `check_roster` does."""
    with click.progressbar(range(1), length=1, **_seen()) as bar:

        def tell(done: int, rows: int) -> None:
            bar.length = rows
            if done % _STEP == 0 or done == rows:
                bar.update(done - bar.pos)

        return check_roster(raw, asked, tell)


def _seen() -> dict[str, Any]:
    """A bar is shown where somebody looks at it, and leaves no line in a log."""
    return {"file": sys.stderr, "hidden": not sys.stderr.isatty()}


def _pairs(written: tuple[str, ...]) -> dict[str, str]:
    """The meanings that `--column` gives, by heading; a heading may hold `=` itself."""
    found = {}
    for pair in written:
        heading, equals, meaning = pair.rpartition("=")
        if not equals or not heading.strip():
            raise click.BadParameter(pair, param_hint="--column")
        found[heading.strip()] = meaning.strip()
    return found


def _meanings(file: Path | None) -> dict[str, str]:
    """The same from a TOML file.

    Raises:
        Malformed: code `columns-file`.
        Unavailable: code `file-unreadable`.
    """
    if file is None:
        return {}
    try:
        read = tomllib.loads(bytes_of(file, LARGEST_FILE).decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        read = {"": None}
    if not all(isinstance(meaning, str) for meaning in read.values()):
        raise Malformed(
            msgid("The file {file} does not say what columns mean."),
            repair=msgid("Write one line a column in it, like {example}."),
            code="columns-file",
            file=str(file),
            example='"Visa until" = "stay_expires_on"',
        )
    return read


def _write_letters(roster: Roster, out: Path) -> None:
    """Write the letters with a bar of their own.

    Raises:
        Unavailable: codes `directory` and `font-missing`.
    """
    files = 2 * len(addressees(roster))
    with click.progressbar(letters_of(roster), files, **_seen()) as bar:
        _keep(bar, out)


def _keep(files: Iterable[tuple[str, bytes]], out: Path) -> None:
    """Write the files of the result, for their owner's eyes alone.

    Raises:
        Unavailable: code `directory`.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files:
            write_through(out / name, content)
    except OSError as error:
        raise no_folder(out, error) from error


def _tell_unused(roster: Roster) -> None:
    """Say on standard error which columns nobody read."""
    unused = roster.audit.columns.unused
    if unused:
        say = sayer()
        said = say(msgid("Columns that were not understood: {columns}."))
        click.echo(said.format(columns=", ".join(unused)), err=True)


def _print(roster: Roster) -> None:
    say, language = sayer(), terminal_language()
    for rank in Rank:
        members = [each for each in roster.people if each.rank is rank]
        click.echo(f"{say(rank.sentence)}: {len(members):,}")
        if rank is Rank.NOTHING:
            break
        for person in members:
            tasks = person.tasks()
            titles = [task.sentence("title", language) for task in tasks]
            title = [*titles, *person.notes(language), ""][0]
            print_wrapped(
                f"{person.name}  {person.due_on or ''}  {title}", "  ", "    "
            )
    if roster.rejected:
        click.echo(f"{say(msgid('Rejected rows'))}: {len(roster.rejected):,}")
    for row in roster.rejected:
        told = row.to_json(language)
        print_wrapped(
            f"{row.row}  {row.column}  {told['problem']} {told['repair']}", "  ", "    "
        )
