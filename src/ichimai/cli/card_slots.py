"""`ichimai card insert`, `stack` and `doctor`: readers, and cards in their slots."""

import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from typing import Final, NoReturn

import click

from ichimai.card.chip.card import SoftwareCard
from ichimai.card.chip.card_file import inserted_card, read_card_file
from ichimai.card.chip.reader_stack import (
    card_in_reader,
    check_packages,
    furnish_namespace,
    namespace_prefix,
    network_namespace,
    run_to_its_end,
    running_daemon,
)
from ichimai.card.chip.stack_parts import Part, parts
from ichimai.card.chip.vpcd import SLOTS, VPCD_PORT, VirtualSlot
from ichimai.cli.console import print_json, print_wrapped
from ichimai.cli.exits import Exit
from ichimai.cli.key_file import read_key
from ichimai.cli.options import FILE, json_option, key_file_option, language_option
from ichimai.cli.spoken import sayer
from ichimai.cli.usage import WrongUsage
from ichimai.errors import msgid
from ichimai.randomness import system_randomness

_NOTICE: Final = 3.0
"""Seconds within which a reader looks at a card in its slot; one is usual."""


@click.command("insert")
@click.argument("files", metavar="FILE [FILE]", nargs=-1, required=True, type=FILE)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Where the virtual reader listens.",
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535 - SLOTS + 1),
    default=VPCD_PORT,
    show_default=True,
    help="The port of its first slot; a second card goes to the next one.",
)
@click.option(
    "--trace",
    "-v",
    "--verbose",
    is_flag=True,
    help="Show each command as it comes, decoded into names, without what it carries.",
)
@key_file_option
@language_option
def insert_command(
    *,
    files: tuple[Path, ...],
    host: str,
    port: int,
    trace: bool,
    key_file: Path | None,
) -> int:
    """Put the card in FILE into a virtual PC/SC reader until interrupted.

    A second FILE goes into the second slot. A reader must run: `ichimai card stack`
    starts one behind walls of its own. If the reader goes away the cards wait for it.

    \b
    Examples:
      ichimai card insert minh.card
      ichimai card insert minh.card --trace
      ichimai card insert minh.card aye.card --key-file cards.key

    Exit codes: 130 interrupted, 4 no reader, no file, or the wrong key.
    """
    _at_most_a_card_a_slot(files)
    _log(trace=trace)
    key = read_key(key_file)
    with _signals_as_interrupt(), ExitStack() as resources:
        slots = []
        for number, file in enumerate(files):
            opened = inserted_card(file, key, system_randomness)
            card = resources.enter_context(opened)
            name = f"slot {number + 1}" if len(files) > 1 else ""
            slots.append(VirtualSlot(card, host, port + number, name))
            slots[-1].insert()
        _serve(slots)
    return Exit.DONE


@click.command("stack", context_settings={"ignore_unknown_options": True})
@click.option(
    "--card", "files", type=FILE, multiple=True, help="A card to put in; at most two."
)
@click.option("--expose", is_flag=True, help="Run without walls, on every address.")
@click.option("--trace", is_flag=True, help="Show each command, decoded into names.")
@click.option("--within", hidden=True, help="The namespace outside; used by itself.")
@key_file_option
@language_option
@click.argument("program", nargs=-1, required=True, type=click.UNPROCESSED)
def stack_command(
    *,
    files: tuple[Path, ...],
    expose: bool,
    trace: bool,
    within: str | None,
    key_file: Path | None,
    program: tuple[str, ...],
) -> int:
    """Run PROGRAM with a PC/SC reader of its own, and cards in it.

    pcscd with the virtual reader listens on every address, so it runs in a network
    and a mount namespace of its own. Where that is not permitted the command refuses,
    unless --expose says that the reader may be reached from outside.

    \b
    Examples:
      ichimai card stack --card minh.card -- opensc-tool --name
      ichimai card stack --card minh.card --trace -- pkcs15-tool --dump
      ichimai card stack --card a.card --card b.card -- opensc-tool --list-readers
      ichimai card stack -- bash

    Exit codes: those of PROGRAM; 4 where the reader or the card cannot be had.
    """
    _at_most_a_card_a_slot(files)
    check_packages()
    if within is None and not expose:
        for file in files:
            read_card_file(file, read_key(key_file))
        _again_behind_walls(files, key_file, program, trace=trace)
    if within is not None:
        furnish_namespace(within)
    else:
        click.echo("ichimai: the reader listens on every address here", err=True)
    _log(trace=trace)
    with ExitStack() as resources:
        resources.enter_context(_signals_as_interrupt())
        cards: list[SoftwareCard] = [
            resources.enter_context(
                inserted_card(file, read_key(key_file), system_randomness)
            )
            for file in files
        ]
        resources.enter_context(running_daemon())
        for number, card in enumerate(cards):
            resources.enter_context(card_in_reader(card, number))
        code = run_to_its_end(program)
    sys.exit(code)


@click.command("doctor")
@json_option
@language_option
def doctor_command(*, as_json: bool) -> int:
    """Say what this machine has for cards and readers, and how to get what it lacks.

    Nothing is started or changed.

    \b
    Examples:
      ichimai card doctor
      ichimai card doctor --json

    Exit codes: 0 everything that is needed is there, 4 something is missing.
    """
    found = parts()
    healthy = all(part.there or not part.needed for part in found)
    if as_json:
        print_json([_to_json(part) for part in found])
    else:
        _print_parts(found)
    return Exit.DONE if healthy else Exit.NOTHING_DONE


def _to_json(part: Part) -> dict[str, object]:
    say = sayer()
    return {
        "part": part.name,
        "there": part.there,
        "needed": part.needed,
        "for": say(part.serves),
        "repair": None if part.there else _repair(part),
    }


def _print_parts(found: tuple[Part, ...]) -> None:
    say = sayer()
    for part in found:
        mark = "✓" if part.there else "✗" if part.needed else "–"
        print_wrapped(f"{mark} {part.name}: {say(part.serves)}", hang="  ")
        if not part.there:
            print_wrapped(_repair(part), "    ")


def _repair(part: Part) -> str:
    return sayer()(part.repair).format(packages=part.packages)


def _at_most_a_card_a_slot(files: tuple[Path, ...]) -> None:
    if len(files) > SLOTS:
        raise WrongUsage(
            msgid("The virtual reader has {slots} slots."), slots=str(SLOTS)
        )


def _serve(slots: list[VirtualSlot]) -> None:
    """Answer the reader in every slot until interrupted."""
    threads = [Thread(target=slot.serve, name="card") for slot in slots]
    for slot, thread in zip(slots, threads, strict=True):
        thread.start()
        Thread(target=_say_when_noticed, args=(slot,), daemon=True).start()
    try:
        for thread in threads:
            thread.join()
    finally:
        for slot in slots:
            slot.take_out()
        for thread in threads:
            thread.join()


def _again_behind_walls(
    files: tuple[Path, ...],
    key_file: Path | None,
    program: tuple[str, ...],
    *,
    trace: bool,
) -> NoReturn:
    """Become this same command inside namespaces of its own."""
    arguments = ["--within", network_namespace()]
    for file in files:
        arguments += ["--card", str(file)]
    if key_file is not None:
        arguments += ["--key-file", str(key_file)]
    if trace:
        arguments.append("--trace")
    inside = [
        *namespace_prefix(),
        sys.executable,
        *("-m", "ichimai", "card", "stack", *arguments, "--", *program),
    ]
    sys.stdout.flush()
    os.execv(inside[0], inside)  # noqa: S606 - a program by its path, and no shell


def _say_when_noticed(slot: VirtualSlot) -> None:
    """Say that the card is in, once it is: a connection alone may wait in a queue."""
    if slot.noticed.wait(_NOTICE):
        click.echo("The card is in the reader; Ctrl-C takes it out.", err=True)
    else:
        click.echo(
            "The reader does not look at the card. Is another one in its slot?"
            " Waiting; Ctrl-C ends.",
            err=True,
        )


def _log(*, trace: bool) -> None:
    logging.basicConfig(
        level=logging.DEBUG if trace else logging.WARNING,
        format="%(message)s",
        stream=sys.stderr,
    )


@contextmanager
def _signals_as_interrupt() -> Iterator[None]:
    """End on SIGTERM as on Ctrl-C: what was started is ended, the card taken out.

    SIGINT is set as well: a shell starts what it puts in the background with SIGINT
    ignored, and a script that sends it there would wait for ever.
    """

    def interrupt(number: int, frame: object) -> None:
        del number, frame
        raise KeyboardInterrupt

    ends = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, interrupt) for number in ends]
    try:
        yield
    finally:
        for number, handler in zip(ends, before, strict=True):
            signal.signal(number, handler)
