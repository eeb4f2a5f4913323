"""`ichimai plan FILE --since SAVED`: which lines of a saved plan have changed."""

from datetime import date

import click

from ichimai.cli.console import print_json, print_wrapped
from ichimai.cli.exits import Exit
from ichimai.cli.spoken import sayer, terminal_language
from ichimai.errors import msgid
from ichimai.planner.planning import answer
from ichimai.planner.updates.comparison import Changed, compare

_CHANGES = {
    "new": msgid("New: {line}"),
    "gone": msgid("No longer there: {line}"),
    "changed": msgid("Changed: {line}"),
}


def print_changes(saved: object, facts: object, day: date, *, as_json: bool) -> int:
    """Print every line that differs between the saved plan and that of *day*.

    Raises:
        Malformed: code `saved-plan`; *saved* is no plan, or one of other people.
    """
    present = answer(facts, day, terminal_language())
    found = compare(saved, present)
    if as_json:
        assert isinstance(saved, dict)  # noqa: S101 - compare read it
        print_json(
            {
                "saved_as_of": saved.get("as_of"),
                "as_of": day.isoformat(),
                "changes": [each.to_json() for each in found],
            }
        )
    elif found:
        for each in found:
            _print(each)
    else:
        print_wrapped(sayer()(msgid("Nothing has changed.")))
    return Exit.DONE


def _print(changed: Changed) -> None:
    line = f"{changed.title} ({changed.line})" if changed.title else changed.line
    if changed.person is not None:
        line = f"{changed.person + 1}. {line}"
    print_wrapped(sayer()(_CHANGES[changed.change]).format(line=line), hang="  ")
    for name, before, now in changed.fields:
        click.echo(f"    {name}: {_written(before)} → {_written(now)}")


def _written(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "-"
    if isinstance(value, dict):
        return ", ".join(f"{key} {each}" for key, each in value.items())
    return "-" if value is None else str(value)
