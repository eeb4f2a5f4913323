"""From error to exit code and one line: the only table of its kind on this side.

The codes are fixed by the interfaces: 0 done, 1 some input was rejected, 2 wrong usage,
3 a --fail-on condition was met, 4 nothing could be done, 5 verification negative,
6 needed facts unknown, 70 our own fault, 130 interrupted.
"""

import os
import sys
import traceback
from collections.abc import Sequence
from enum import IntEnum
from typing import NoReturn

import click

from ichimai.cli.spoken import Spoken, terminal_language
from ichimai.cli.usage import usage_sentence
from ichimai.errors import (
    Conflict,
    IchimaiError,
    Malformed,
    NotFound,
    NotPermitted,
    Refused,
    Unavailable,
    msgid,
)
from ichimai.texts.language import translator


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    REJECTED = 1
    USAGE = 2
    FAIL_ON = 3
    NOTHING_DONE = 4
    NEGATIVE = 5
    UNKNOWN = 6
    OUR_FAULT = 70
    INTERRUPTED = 130


_EXITS: dict[type[IchimaiError], Exit] = {
    Malformed: Exit.NOTHING_DONE,
    NotFound: Exit.NOTHING_DONE,
    Conflict: Exit.NOTHING_DONE,
    Refused: Exit.NOTHING_DONE,
    NotPermitted: Exit.NOTHING_DONE,
    Unavailable: Exit.NOTHING_DONE,
}


SYSTEM_REASONS = (
    msgid("No such file or directory"),
    msgid("Is a directory"),
    msgid("Not a directory"),
    msgid("Permission denied"),
    msgid("Operation not permitted"),
    msgid("Read-only file system"),
    msgid("No space left on device"),
    msgid("File exists"),
    msgid("File name too long"),
    msgid("Address already in use"),
    msgid("unable to open database file"),
    msgid("attempt to write a readonly database"),
    msgid("database or disk is full"),
)
"""What the system and SQLite say of a file or a port, as it is found in errors."""


def sentence(error: IchimaiError, language: str | None = None) -> str:
    """The error as one line, in *language* or else in that of this run."""
    say = translator(language or terminal_language())
    sentences = (error.problem, error.repair)
    values = {
        name: say(value) if value in SYSTEM_REASONS else value
        for name, value in error.values.items()
    }
    return " ".join(say(text).format(**values) for text in sentences if text)


def _place(error: IchimaiError, file: str | None) -> str:
    """The file before a sentence on what is in it; empty where it is about another."""
    about_file = isinstance(error, Malformed | Refused)
    if file is None or not about_file or error.values.get("field") == "as_of":
        return ""
    return f"{click.format_filename(file)}: "


def leave(code: Exit) -> NoReturn:
    """End the process with *code*."""
    sys.exit(int(code))


def guarded(command: click.Command, arguments: Sequence[str] | None = None) -> NoReturn:
    """Run *command*; every way out of it is one of the exit codes and at most one line.

    A traceback is printed only where `ICHIMAI_DEBUG` is set.
    """
    spoken = Spoken()
    try:
        result = command.main(args=arguments, standalone_mode=False, obj=spoken)
    except click.exceptions.Abort:
        leave(Exit.INTERRUPTED)
    except KeyboardInterrupt:
        leave(Exit.INTERRUPTED)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        leave(Exit.USAGE)
    except click.ClickException as error:
        click.echo(f"ichimai: {usage_sentence(error, spoken.language)}", err=True)
        leave(Exit.USAGE)
    except IchimaiError as error:
        said = sentence(error, spoken.language)
        click.echo(f"ichimai: {_place(error, spoken.file)}{said}", err=True)
        leave(_EXITS[type(error)])
    except Exception as error:  # noqa: BLE001 - the last of the two tables that may
        if os.environ.get("ICHIMAI_DEBUG"):
            traceback.print_exc()
        say = translator(spoken.language)
        fault = say("This is our own fault ({kind}), not yours. Please report it.")
        click.echo(f"ichimai: {fault.format(kind=type(error).__name__)}", err=True)
        leave(Exit.OUR_FAULT)
    leave(Exit(result) if isinstance(result, int) else Exit.DONE)
