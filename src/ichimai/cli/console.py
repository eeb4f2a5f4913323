"""What commands read and print alike: files, typed lines, JSON."""

import json
import shutil
import sys
from pathlib import Path

import click

from ichimai.cli.spoken import remember_file
from ichimai.errors import Malformed, Unavailable, msgid
from ichimai.texts.lines import columns, wrapped

_WIDEST = 80


def print_json(value: object) -> None:
    """*value* on standard output, indented, in UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def terminal_width() -> int:
    """The columns to write in: the terminal's, but no more than are read with ease."""
    return min(_WIDEST, shutil.get_terminal_size().columns)


def print_wrapped(
    text: str, indent: str = "", hang: str = "", *, dim: bool = False
) -> None:
    """*text* on standard output, broken into lines as wide as the terminal."""
    broken = wrapped(text, terminal_width(), indent, hang)
    click.echo(click.style(broken, dim=True) if dim else broken)


def print_row(label: str, value: str, width: int) -> None:
    """A label, and its value from column *width* on; below it in a narrow terminal."""
    row = f"  {label}{' ' * (width - columns(label))}"
    if columns(row) + columns(value) <= terminal_width():
        click.echo(f"{row}{value}")
        return
    print_wrapped(label, "  ")
    print_wrapped(value, "    ")


def bytes_of(file: Path | str, most: int) -> bytes:
    """The bytes of *file*, `-` being standard input; one past *most* where it has more.

    Raises:
        Unavailable: code `file-unreadable`.
    """
    try:
        if file == "-":
            remember_file(None)
            return sys.stdin.buffer.read(most + 1)
        with Path(file).open("rb") as opened:
            remember_file(str(file))
            return opened.read(most + 1)
    except OSError as error:
        raise Unavailable(
            msgid("The file {file} cannot be read: {cause}."),
            repair=msgid("Name a file that is there and that you may read."),
            code="file-unreadable",
            file=str(file),
            cause=error.strerror or type(error).__name__,
        ) from error


def typed(prompt: str, *, hidden: bool = False, twice: bool = False) -> str:
    """What is typed at the prompt; without a terminal, the next line of input.

    Args:
        prompt: names what is wanted; a remark in parentheses may follow.
        hidden: show nothing of what is typed.
        twice: at a terminal, ask again and compare.

    Raises:
        Malformed: code `input-ended`.
    """
    if sys.stdin.isatty():
        answer: str = click.prompt(
            prompt,
            default="",
            show_default=False,
            hide_input=hidden,
            confirmation_prompt=twice,
            err=True,
        )
        return answer
    line = sys.stdin.readline()
    if not line:
        raise Malformed(
            msgid("Standard input ended before the {what}."),
            repair=msgid("Write it as a line of its own."),
            code="input-ended",
            what=prompt.split(" (", maxsplit=1)[0],
        )
    return line.rstrip("\r\n")


def no_folder(folder: Path, error: OSError) -> Unavailable:
    """The error of a folder that does not take its files: code `directory`."""
    return Unavailable(
        msgid("The files cannot be written to {directory}: {cause}."),
        repair=msgid("Name a directory that can be written to."),
        code="directory",
        directory=str(folder),
        cause=error.strerror or type(error).__name__,
    )
