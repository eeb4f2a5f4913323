"""`ichimai roster`: many people's days from one file, on this machine."""

import sys
from datetime import date
from pathlib import Path

import click

from ichimai.cli.console import bytes_of, print_wrapped
from ichimai.cli.exits import Exit
from ichimai.cli.options import FILE, FOLDER, as_of_option, json_option, language_option
from ichimai.cli.spoken import sayer, terminal_language
from ichimai.clock import SystemClock
from ichimai.durable import write_through
from ichimai.errors import Unavailable, msgid
from ichimai.papers.calendar import plan_calendar
from ichimai.papers.roster_files import files_of
from ichimai.planner.roster.check import check_roster
from ichimai.planner.roster.ranking import Rank
from ichimai.planner.roster.result import Roster
from ichimai.planner.roster.table import LARGEST_FILE

_IN_CALENDAR = frozenset(set(Rank) - {Rank.QUESTION, Rank.NOTHING})
_STEP = 50
"""Rows between two movements of the bar."""


@click.group()
def command() -> None:
    """Work out many people's days from one file."""


@command.command("check")
@click.argument("file", type=FILE)
@as_of_option("Day of the check")
@click.option("--out", type=FOLDER, help="Folder for tables, calendar and record.")
@json_option
@language_option
def check(*, file: Path, out: Path | None, as_of: date | None, as_json: bool) -> int:
    """Say who in FILE (CSV or xlsx) has what to do, the most urgent first.

    A code for each person is enough: no name, no card number, and never a My Number.
    Every row comes back, worked out or rejected with the reason. Nothing is sent
    anywhere; the file stays on this machine.

    \b
    Examples:
      ichimai roster check people.csv
      ichimai roster check people.xlsx --as-of 2026-11-21 --json
      ichimai roster check people.xlsx --out results

    --out writes people.csv, rejected.csv, roster.xlsx, roster.ics and audit.json.
    Letters are not there yet.

    Exit codes: 0 everybody was worked out, 1 some rows were rejected, 4 the file
    cannot be read or must not be.
    """
    clock = SystemClock()
    raw = bytes_of(file, LARGEST_FILE)
    with click.progressbar(range(1), length=1, file=sys.stderr) as bar:

        def tell(done: int, rows: int) -> None:
            bar.length = rows
            if done % _STEP == 0 or done == rows:
                bar.update(done - bar.pos)

        roster = check_roster(raw, as_of or clock.today(), clock.now(), tell)
    if out is not None:
        _keep(roster, out)
    if as_json:
        for piece in roster.json_text(terminal_language()):
            click.echo(piece, nl=False)
        click.echo()
    else:
        _print(roster)
    return Exit.REJECTED if roster.rejected else Exit.DONE


def _keep(roster: Roster, out: Path) -> None:
    """Write the files of the result, for their owner's eyes alone.

    Raises:
        Unavailable: code `directory`.
    """
    language = terminal_language()
    files = files_of(roster, language)
    due = [each for each in roster.people if each.rank in _IN_CALENDAR]
    codes = [each.entry.code or f"#{each.entry.row}" for each in due]
    files["roster.ics"] = plan_calendar([each.plan for each in due], language, codes)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            write_through(out / name, content)
    except OSError as error:
        raise Unavailable(
            msgid("The files cannot be written to {directory}: {cause}."),
            repair=msgid("Name a directory that can be written to."),
            code="directory",
            directory=str(out),
            cause=error.strerror or type(error).__name__,
        ) from error


def _print(roster: Roster) -> None:
    say, language = sayer(), terminal_language()
    for rank in Rank:
        members = [each for each in roster.people if each.rank is rank]
        click.echo(f"{say(rank.sentence)}: {len(members):,}")
        if rank is Rank.NOTHING:
            break
        for person in members:
            code = person.entry.code or f"#{person.entry.row}"
            tasks = person.tasks()
            title = tasks[0].sentence("title", language) if tasks else ""
            print_wrapped(f"{code}  {person.due_on or ''}  {title}", "  ", "    ")
    if roster.rejected:
        click.echo(f"{say(msgid('Rejected rows'))}: {len(roster.rejected):,}")
    for row in roster.rejected:
        told = row.to_json(language)
        print_wrapped(
            f"{row.row}  {row.column}  {told['problem']} {told['repair']}", "  ", "    "
        )
