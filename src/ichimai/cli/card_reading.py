"""`ichimai card read` and `ichimai card verify`: the terminal's side of a card.

The card is a software card file, opened in this process, or whatever lies in a PC/SC
reader; the commands talk APDUs to either. What is printed on the face of a software
card is in its file; of a card in a reader somebody has to read the number off.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from ichimai.authority.keys import TRUST
from ichimai.card.chip.card_file import inserted_card
from ichimai.card.iso7816.transport import Transport
from ichimai.card.reader.basic_items import Opening
from ichimai.card.reader.first_reading import FirstReading
from ichimai.card.reader.pcsc import PcscTransport
from ichimai.card.reader.permission import PURPOSES
from ichimai.card.reader.reading import Reading
from ichimai.card.reader.sentences import (
    ITEMS,
    LIMITS,
    QUESTIONS,
    REASONS,
    TEST_ROOTS,
    WORDS,
    headline,
)
from ichimai.card.reader.trust_folder import load_trust_folder
from ichimai.card.reader.verdict import Answer, Verdict, Word
from ichimai.card.reader.verify import read_card, verify
from ichimai.cli.console import print_json, print_row, print_wrapped, typed
from ichimai.cli.exits import Exit
from ichimai.cli.key_file import read_key
from ichimai.cli.options import (
    DEFAULT_DIRECTORY,
    FILE,
    FOLDER,
    as_of_option,
    json_option,
    key_file_option,
    language_option,
)
from ichimai.cli.responder import asking_online
from ichimai.cli.slugs import field_in_words
from ichimai.cli.spoken import sayer, terminal_language
from ichimai.cli.usage import WrongUsage
from ichimai.clock import SystemClock
from ichimai.durable import put_private
from ichimai.errors import msgid
from ichimai.model.cards import CardNumber
from ichimai.randomness import system_randomness
from ichimai.texts.lines import columns

_PICTURE_FILES: Final = {
    "name-image": "name.tiff",
    "address-image": "address.tiff",
    "front-image": "front.tiff",
    "portrait": "portrait.jp2",
}
"""Under which name a picture is written to a folder."""

_DETAILS: Final = {
    "tries_left": msgid("Tries left: {value}."),
    "insurance_until": msgid(
        "Eligibility for insurance can be asked with it until {value}."
    ),
    "special_period_ends_on": msgid("At the latest until {value}."),
}
"""Details that people need beside the reasons."""

F = TypeVar("F", bound=Callable[..., Any])


def _card_options(command: F) -> F:
    """FILE, `--reader` and `--trust`, the same for both commands."""
    options = (
        click.argument("file", required=False, type=FILE),
        click.option("--reader", help="A PC/SC reader, by its name or a part of it."),
        click.option(
            "--trust",
            type=FOLDER,
            envvar="ICHIMAI_TRUST",
            show_envvar=True,
            help="Folder that the authority publishes. Default: FILE with the ending "
            ".trust, trust beside FILE, var/authority/trust.",
        ),
        json_option,
        key_file_option,
        language_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command("verify")
@_card_options
@click.option("--purpose", help=f"What for: {', '.join(PURPOSES)}.")
@as_of_option("Day in Japan to judge by", "now")
@click.option("--pin-stdin", is_flag=True, help="Read the PIN from standard input.")
@click.option(
    "--items",
    type=click.Choice(["pin", "code"]),
    help="Also name and address as text: by the PIN of the text application, or by the "
    "security code on the card; typed, or the next line on standard input.",
)
@click.option(
    "--ocsp",
    metavar="URL",
    help="Also ask this responder about the certificates on the card; without it no "
    "network is used.",
)
def verify_command(  # noqa: PLR0913 - one argument an option
    *,
    file: Path | None,
    reader: str | None,
    trust: Path | None,
    as_json: bool,
    key_file: Path | None,
    purpose: str | None,
    as_of: date | None,
    pin_stdin: bool,
    items: str | None,
    ocsp: str | None,
) -> int:
    """Answer four questions about a card: origin, currency, holder, permission.

    The holder is asked only with the PIN of the card: typed at the prompt, or one line
    on standard input with --pin-stdin. Without it the answer is "not checked", as is
    permission without --purpose. A card in a reader also wants its number, which comes
    first. Which of name, address, birth and sex --items shows is the purpose's; the My
    Number is shown for number-use and number-related alone, and by the PIN.

    \b
    Examples:
      ichimai card verify minh.card
      ichimai card verify minh.card --purpose employment --as-of 2026-12-31
      echo 1234 | ichimai card verify minh.card --pin-stdin --json
      echo 1234 | ichimai card verify minh.card --purpose identity --items pin
      ichimai card verify --reader "Virtual PCD 00 00" --trust trust
      ichimai card verify minh.card --ocsp http://127.0.0.1:8000/ocsp

    Exit codes: 0 every question asked was answered with yes, 5 one was not, 4 the card
    could not be read.
    """
    _check_one(file, reader)
    moment = _moment(as_of)
    with _opened(file, reader, key_file) as (card, number):
        verdict = verify(
            card,
            asking_online(load_trust_folder(_trust_folder(file, trust)), ocsp),
            as_of=moment,
            purpose=purpose,
            card_number=str(number),
            pin=_pin(from_stdin=pin_stdin),
            randomness=system_randomness,
            opening=_opening(items),
        )
    if as_json:
        print_json(verdict.to_json())
    else:
        print_verdict(verdict)
    no = verdict.negative or verdict.items.negative
    return Exit.NEGATIVE if no else Exit.DONE


@click.command("read")
@_card_options
@click.option(
    "--out",
    type=FOLDER,
    help="Folder for the pictures, such as name.tiff and portrait.jp2.",
)
def read_command(
    *,
    file: Path | None,
    reader: str | None,
    trust: Path | None,
    as_json: bool,
    key_file: Path | None,
    out: Path | None,
) -> int:
    """Read the residence data of a card, as they stand. Nothing is verified.

    \b
    Examples:
      ichimai card read minh.card
      ichimai card read minh.card --json --out pictures
      ichimai card read --reader "Virtual PCD 00 00" --trust trust

    Exit codes: 0 read, 4 the card could not be read.
    """
    _check_one(file, reader)
    store = load_trust_folder(_trust_folder(file, trust))
    with _opened(file, reader, key_file) as (card, number):
        reading = read_card(card, store, number, system_randomness).reading()
    if out is not None:
        _write_pictures(reading, out)
    fields = reading.to_json()
    if as_json:
        print_json(fields)
        return Exit.DONE
    for name, value in fields.items():
        shown = value if isinstance(value, str) else json.dumps(value)
        click.echo(f"{name:<26}{shown}")
    return Exit.DONE


def print_verdict(verdict: Verdict) -> None:
    """Four rows, each with word, reasons and limits; then what the purpose shows."""
    say, language = sayer(), terminal_language()
    if verdict.test_roots:
        print_wrapped(say(TEST_ROOTS))
    for question, answer in verdict:
        click.echo()
        _print_answer(QUESTIONS[question], headline(question, answer.status), answer)
    if verdict.items.reasons:
        click.echo()
        _print_answer(ITEMS, None, verdict.items)
    if verdict.disclosure.texts:
        click.echo()
        shown = [
            field_in_words(name, value, language)
            for name, value in verdict.disclosure.texts.items()
        ]
        width = max(columns(label) for label, _ in shown) + 2
        for label, value in shown:
            print_row(label, value, width)


def _print_answer(title: str, sentence: str | None, answer: Answer) -> None:
    """One question: its word and sentence, the reasons, what they do not say."""
    say = sayer()
    word = f"{say(title)}: {say(WORDS[answer.status])}"
    click.echo(click.style(word, bold=True))
    if sentence is not None and answer.status is not Word.NOT_CHECKED:
        print_wrapped(say(sentence), "  ")
    reasons = [say(REASONS[key]) for key in answer.reasons]
    reasons += [
        say(sentence).format(value=answer.details[name])
        for name, sentence in _DETAILS.items()
        if name in answer.details
    ]
    for reason in reasons:
        print_wrapped(f"- {reason}", "  ", "  ")
    for key in answer.limits:
        print_wrapped(f"· {say(LIMITS[key])}", "  ", "  ")


@contextmanager
def _opened(
    file: Path | None, reader: str | None, key_file: Path | None
) -> Iterator[tuple[Transport, CardNumber]]:
    """The card, ready for its first command, and the number printed on it."""
    if file is not None:
        with inserted_card(file, read_key(key_file), system_randomness) as card:
            card.power_on()
            yield card, card.image.card_number
        return
    transport = PcscTransport(reader)
    try:
        yield transport, CardNumber(typed("Card number"))
    finally:
        transport.close()


def _check_one(file: Path | None, reader: str | None) -> None:
    """One card is looked at: neither none nor two."""
    if (file is None) == (reader is None):
        raise WrongUsage(msgid("Give either FILE or --reader NAME."))


def _trust_folder(file: Path | None, given: Path | None) -> Path:
    """The folder named, or the first that is there of those beside the card."""
    if given is not None:
        return given
    beside = [file.with_suffix(".trust"), file.parent / "trust"] if file else []
    places = [*beside, DEFAULT_DIRECTORY / TRUST]
    return next((place for place in places if place.is_dir()), places[0])


def _moment(as_of: date | None) -> date | datetime:
    return SystemClock().now() if as_of is None else as_of


def _pin(*, from_stdin: bool) -> str | None:
    """The PIN, or None where nobody gives one. It is never an argument."""
    if from_stdin or sys.stdin.isatty():
        return typed("PIN (Enter: do not ask for the holder)", hidden=True) or None
    return None


def _opening(items: str | None) -> Opening | None:
    """With what the text application is opened; it is never an argument."""
    match items:
        case "pin":
            return Opening(pin=typed("PIN of the text application", hidden=True))
        case "code":
            return Opening(security_code=typed("Security code", hidden=True))
        case _:
            return None


def _write_pictures(reading: Reading | FirstReading, folder: Path) -> None:
    """The pictures of the card as files, readable by their owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in reading.pictures().items():
        put_private(folder / _PICTURE_FILES[name], content)
