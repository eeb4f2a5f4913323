"""`ichimai evidence`: a sheet for the special period, and the check of its code."""

from datetime import date
from pathlib import Path

import click

from ichimai.authority.evidence import signed_evidence
from ichimai.authority.keys import TRUST, open_keys
from ichimai.card.reader.stay_evidence import (
    STANDINGS,
    CheckedEvidence,
    Standing,
    check_evidence,
)
from ichimai.card.reader.trust_folder import load_trust_folder
from ichimai.cli.console import bytes_of, print_json, print_wrapped
from ichimai.cli.exits import Exit, sentence
from ichimai.cli.facts_file import facts_in
from ichimai.cli.key_file import read_key
from ichimai.cli.options import (
    DEFAULT_DIRECTORY,
    FILE,
    FOLDER,
    as_of_option,
    directory_option,
    fonts_option,
    json_option,
    key_file_option,
    language_option,
)
from ichimai.cli.spoken import sayer, terminal_language
from ichimai.clock import SystemClock
from ichimai.durable import write_through
from ichimai.errors import Malformed, Unavailable, msgid
from ichimai.papers.evidence import evidence_pdf, written_evidence
from ichimai.planner.evidence import evidence_of
from ichimai.planner.reading import parse_facts

_LONGEST_CODE = 4_000
_BEGINS = "eyJ"
"""How a JWS begins: a brace and a quotation mark in Base64."""
_PUBLIC = 0o644


@click.group()
def command() -> None:
    """Show by a sheet that a stay goes on after the printed day.

    TEST only: the sheet is not a document of the authorities, and its key is a test
    key.
    """


@command.command("make")
@click.argument("file")
@click.option("--out", type=FILE, help="Write the sheet here. Default: only the code.")
@as_of_option("Day on which the sheet is made")
@fonts_option
@directory_option
@key_file_option
@language_option
def make(
    *,
    file: str,
    out: Path | None,
    as_of: date | None,
    fonts: Path | None,
    directory: Path,
    key_file: Path | None,
) -> int:
    """Sign what the facts in FILE (JSON; - is standard input) say, on one sheet of A4.

    The facts are those of `ichimai plan`. The text of the code goes to standard output.

    \b
    Examples:
      ichimai evidence make facts.json --out sheet.pdf
      ichimai evidence make facts.json --out sheet.pdf --lang easy > code.txt

    Exit codes: 0 made, 4 no special period runs or something cannot be read, 6 a day is
    not known.
    """
    day = as_of or SystemClock().today()
    try:
        evidence = evidence_of(parse_facts(facts_in(file)), day)
    except Malformed as error:
        if error.code != "missing":
            raise
        click.echo(f"ichimai: {sentence(error)}", err=True)
        return Exit.UNKNOWN
    signed = signed_evidence(evidence, open_keys(directory, read_key(key_file)))
    if out is not None:
        sheet = evidence_pdf(evidence, signed, terminal_language(), fonts=fonts)
        _write(out, sheet)
    click.echo(signed)
    return Exit.DONE


@command.command("verify")
@click.argument("code")
@click.option(
    "--trust",
    type=FOLDER,
    default=DEFAULT_DIRECTORY / TRUST,
    envvar="ICHIMAI_TRUST",
    show_default=True,
    show_envvar=True,
    help="Folder that the authority publishes.",
)
@as_of_option("Day to judge by")
@json_option
@language_option
def verify(*, code: str, trust: Path, as_of: date | None, as_json: bool) -> int:
    """Check CODE: the text that was scanned, or a file that holds it (- is input).

    No network is needed. A decision that came since is not seen: ask the official
    inquiry as well.

    \b
    Examples:
      ichimai evidence verify code.txt --trust trust
      ichimai evidence verify eyJhbGciOiJFUzM4NCIs... --as-of 2027-01-15 --json

    Exit codes: 0 signed and running, 5 not so, 4 the code or the trust folder cannot be
    read.
    """
    day = as_of or SystemClock().today()
    checked = check_evidence(_code_in(code), load_trust_folder(trust), day)
    if as_json:
        print_json(_in_json(checked, day))
    else:
        _show(checked)
    return Exit.DONE if checked.standing is Standing.RUNS else Exit.NEGATIVE


def _code_in(given: str) -> str:
    """The text itself, or what the file of that name holds."""
    if given.startswith(_BEGINS):
        return given
    return bytes_of(given, _LONGEST_CODE).decode("ascii", errors="replace").strip()


def _show(checked: CheckedEvidence) -> None:
    print_wrapped(sayer()(STANDINGS[checked.standing]))
    if checked.evidence is None:
        return
    paper = written_evidence(checked.evidence, terminal_language())
    print_wrapped(paper.test.own)
    print_wrapped(paper.lawful.own)
    for part in paper.parts:
        click.echo()
        print_wrapped(part.title.own)
        for item in part.items:
            print_wrapped(f"· {item.own}", "  ", "  ")


def _in_json(checked: CheckedEvidence, day: date) -> dict[str, object]:
    return {
        "as_of": day.isoformat(),
        "standing": checked.standing.value,
        "evidence": checked.evidence.fields() if checked.evidence else None,
    }


def _write(out: Path, sheet: bytes) -> None:
    try:
        write_through(out, sheet, _PUBLIC)
    except OSError as error:
        raise Unavailable(
            msgid("The file {file} cannot be written: {cause}."),
            repair=msgid("Name a file that can be written."),
            code="file-unwritable",
            file=str(out),
            cause=error.strerror or type(error).__name__,
        ) from error
