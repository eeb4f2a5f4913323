"""What commands read and print alike: files, typed lines, JSON."""

import json
import sys
from pathlib import Path

import click

from ichimai.errors import Malformed, Unavailable, msgid


def print_json(value: object) -> None:
    """*value* on standard output, indented, in UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def bytes_of(file: Path | str, most: int) -> bytes:
    """The bytes of *file*, `-` being standard input; one past *most* where it has more.

    Raises:
        Unavailable: code `file-unreadable`.
    """
    try:
        if file == "-":
            return sys.stdin.buffer.read(most + 1)
        with Path(file).open("rb") as opened:
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
