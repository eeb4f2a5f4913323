"""The file of facts that several commands read: JSON, or standard input."""

import json

from ichimai.cli.console import bytes_of
from ichimai.errors import Malformed, msgid
from ichimai.model.strict_json import read_strictly

_LARGEST_FILE = 1_000_000


def facts_in(file: str) -> object:
    """The JSON that *file* holds.

    Raises:
        Unavailable: code `file-unreadable`.
        Malformed: code `malformed-json`; with the line.
    """
    raw = bytes_of(file, _LARGEST_FILE)
    try:
        # One byte more than the largest file was read, so a larger one is cut short.
        value = read_strictly(raw[:_LARGEST_FILE].decode("utf-8-sig"))
    except ValueError as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise Malformed(
            msgid("The facts are not JSON in UTF-8 (line {line})."),
            repair=msgid("Write one JSON object; docs/plan.md has one to start from."),
            code="malformed-json",
            line=line,
        ) from error
    return value
