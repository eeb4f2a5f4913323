"""`ichimai register`: migrate the register, show its journal, verify it."""

import json
import re
from typing import Any

import click

from ichimai.cli.console import print_json
from ichimai.cli.exits import Exit
from ichimai.cli.options import (
    DEFAULT_DATABASE,
    database_option,
    json_option,
    language_option,
)
from ichimai.cli.spoken import sayer
from ichimai.clock import SystemClock
from ichimai.errors import msgid
from ichimai.randomness import system_randomness
from ichimai.registry.canonical import moment_text
from ichimai.registry.journal import GENESIS, JournalCheck, JournalEntry, JournalFault
from ichimai.registry.store import Registry, open_registry


class _HashType(click.ParamType[str]):
    """A SHA-256 in lower-case hexadecimal; anything else is wrong usage."""

    name = "hash"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str:
        """The hash, or wrong usage."""
        text = str(value).strip()
        if not re.fullmatch(r"[0-9a-f]{64}", text):
            self.fail("A head is 64 hexadecimal digits.", param, ctx)
        return text


_HASH = _HashType()


def _opened(database: str | None, *, migrate: bool = False) -> Registry:
    url = database or DEFAULT_DATABASE
    return open_registry(url, SystemClock(), system_randomness, migrate=migrate)


def _say(sentence: str, **values: object) -> None:
    say = sayer()
    click.echo(say(sentence).format(**values))


@click.group()
def command() -> None:
    """Migrate and verify the register."""


@command.command()
@database_option()
@json_option
@language_option
def migrate(*, database: str | None, as_json: bool) -> int:
    """Make the register, or bring an older one up to this release.

    Each migration is applied in one transaction and recorded; one that fails leaves
    nothing of itself. A register of a later release is refused.

    \b
    Examples:
      ichimai register migrate
      ichimai register migrate --database postgresql://clerk@localhost/ichimai
    """
    registry = _opened(database, migrate=True)
    try:
        version = registry.version()
    finally:
        registry.close()
    if as_json:
        print_json({"database": registry.place, "version": version})
        return Exit.DONE
    _say(
        msgid("The register at {place} has version {version}."),
        place=registry.place,
        version=version,
    )
    return Exit.DONE


@command.group()
def journal() -> None:
    """Show and verify the journal, in which every command is written down."""


@journal.command()
@database_option()
@click.option(
    "--expect",
    metavar="HASH",
    type=_HASH,
    default=GENESIS,
    show_default=False,
    help="A head noted before: the chain must lead through it.",
)
@json_option
@language_option
def verify(*, database: str | None, expect: str, as_json: bool) -> int:
    """Walk the whole chain of the journal, and compare the tables with what it tells.

    Exit code 0 if every entry is sound and the tables agree, else 5; the first broken
    entry and the rows that differ are named. Note the head somewhere else, and give
    it next time with --expect: a journal that was cut off at its end and given a new
    head, written anew, or exchanged for another shows only against it.

    \b
    Examples:
      ichimai register journal verify --json
      ichimai register journal verify --expect "$(cat head)"
    """
    registry = _opened(database)
    try:
        check = registry.verify_journal(expect)
        # A broken journal tells no state that a table could be compared with.
        differing = registry.differences() if check.fault is None else ()
    finally:
        registry.close()
    if as_json:
        print_json(_described_check(check, differing))
    else:
        _print_check(check, differing)
    sound = check.fault is None and not differing
    return Exit.DONE if sound else Exit.NEGATIVE


def _described_check(check: JournalCheck, differing: tuple[str, ...]) -> dict[str, Any]:
    return {
        "entries": check.entries,
        "head": check.head,
        "broken_at": check.broken_at,
        "fault": check.fault,
        "differing": list(differing),
    }


def _print_check(check: JournalCheck, differing: tuple[str, ...]) -> None:
    if check.fault is JournalFault.OTHER:
        _say(
            msgid("All {count} entries are sound, but none has the expected hash."),
            count=check.entries,
        )
        return
    if check.fault is not None:
        _say(
            msgid("Entry {number} is broken ({fault}); {sound} before it are sound."),
            number=check.broken_at,
            fault=check.fault.value,
            sound=check.entries,
        )
        return
    _say(msgid("All {count} entries are sound."), count=check.entries)
    _say(msgid("Head: {head}"), head=check.head)
    for identifier in differing:
        _say(msgid("Not as the journal tells: {identifier}"), identifier=identifier)


@journal.command()
@click.option("--after", type=click.IntRange(min=0), default=0, help="Start behind it.")
@click.option("--subject", metavar="ID", help="Only entries about this resident.")
@click.option(
    "--personal",
    is_flag=True,
    help="Show the payload as well: names, addresses, card numbers.",
)
@database_option()
@json_option
@language_option
def show(
    *,
    database: str | None,
    after: int,
    subject: str | None,
    personal: bool,
    as_json: bool,
) -> int:
    """Show the entries of the journal, without anybody's personal data.

    With --json, one object a line.

    \b
    Examples:
      ichimai register journal show --after 100
      ichimai register journal show --json --personal > journal.jsonl
    """
    registry = _opened(database)
    try:
        for entry in registry.journal(after, subject):
            described = _described(entry, personal=personal)
            if as_json:
                click.echo(json.dumps(described, ensure_ascii=False))
            else:
                _print_entry(described)
    finally:
        registry.close()
    return Exit.DONE


def _described(entry: JournalEntry, *, personal: bool) -> dict[str, Any]:
    described = {
        "number": entry.number,
        "at": moment_text(entry.at),
        "actor": entry.actor,
        "command": entry.command,
        "cites": list(entry.cites),
        "subject": entry.subject,
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }
    if personal:
        described["payload"] = dict(entry.payload)
    return described


def _print_entry(described: dict[str, Any]) -> None:
    click.echo(
        f"{described['number']:>6}  {described['at']}  {described['command']}  "
        f"{described['subject']}  ({described['actor']})"
    )
    if described["cites"]:
        click.echo(f"        {', '.join(described['cites'])}")
    if "payload" in described:
        payload = json.dumps(described["payload"], ensure_ascii=False)
        click.echo(f"        {payload}")
