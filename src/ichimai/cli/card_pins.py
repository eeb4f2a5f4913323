"""`ichimai card pin`: ask for, change, unblock and reset the PINs of a card file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from ichimai.authority.keys import find_counter_key
from ichimai.card.chip.card import SoftwareCard
from ichimai.card.chip.card_file import inserted_card, write_card_file
from ichimai.card.chip.state import Persistent
from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.status import StatusWord, tries_left
from ichimai.card.layout.pins import PinRule, short_id
from ichimai.card.layout.platform_pins import PLATFORM_PINS
from ichimai.card.reader.counter import unblock
from ichimai.cli.console import print_json, typed
from ichimai.cli.exits import Exit
from ichimai.cli.key_file import read_key
from ichimai.cli.options import (
    FILE,
    directory_option,
    json_option,
    key_file_option,
    language_option,
)
from ichimai.cli.spoken import sayer
from ichimai.errors import Malformed, Refused, Unavailable, msgid
from ichimai.randomness import system_randomness

_RULES: Final = {rule.name: rule for rule in PLATFORM_PINS if rule.tries}
_CHANGEABLE: Final = {name: rule for name, rule in _RULES.items() if rule.changeable}
_PIN: Final = click.Choice(list(_RULES))
_CHANGEABLE_PIN: Final = click.Choice(list(_CHANGEABLE))
_VERIFY: Final = (0x00, 0x20, 0x00)


@click.group("pin")
def pin_command() -> None:
    """Ask for, change, unblock and reset the PINs of a card file.

    PINs are typed at a prompt, or come as lines on standard input where that is no
    terminal. They are never arguments: other users can see those.
    """


@pin_command.command("status")
@click.argument("file", type=FILE)
@json_option
@key_file_option
@language_option
def pin_status(*, file: Path, as_json: bool, key_file: Path | None) -> int:
    """Say how many tries each PIN of the card in FILE has left; it costs none.

    \b
    Examples:
      ichimai card pin status minh.card
      ichimai card pin status minh.card --json
    """
    with _powered(file, key_file) as card:
        rules = [rule for rule in _RULES.values() if _has_application(card, rule)]
        left = {rule.name: _tries(card, rule) for rule in rules}
    if as_json:
        tries = {name.replace("-", "_"): count for name, count in left.items()}
        print_json({"tries_left": tries})
        return Exit.DONE
    for rule in rules:
        click.echo(f"{rule.name:<22}{left[rule.name]} of {rule.tries} tries left")
    return Exit.DONE


@pin_command.command("change")
@click.argument("file", type=FILE)
@click.option("--pin", "name", required=True, type=_CHANGEABLE_PIN, help="Which PIN.")
@key_file_option
@language_option
def pin_change(*, file: Path, name: str, key_file: Path | None) -> int:
    """Change a PIN of the card in FILE; the old one first, then the new one.

    \b
    Examples:
      ichimai card pin change minh.card --pin user-authentication
      printf '1234\\n5678\\n' | ichimai card pin change c.card --pin user-authentication

    Exit codes: 4 the old PIN is wrong or blocked, or the new one has no right form.
    """
    rule = _CHANGEABLE[name]
    with _powered(file, key_file) as card:
        if not _has_application(card, rule):
            raise _no_pin(rule)
        _not_blocked(_tries(card, rule))
        old = typed("Present PIN", hidden=True).encode()
        new = typed("New PIN", hidden=True, twice=True).encode()
        # The new PIN is looked at first: a try is not spent on a change that the card
        # would refuse.
        _of_right_form(rule, new)
        _verified(card, rule, old)
        _ok(_send(card, rule.change_header, rule, new))
    click.echo(sayer()(msgid("The PIN is changed.")), err=True)
    return Exit.DONE


@pin_command.command("unblock")
@click.argument("file", type=FILE)
@click.option("--pin", "name", required=True, type=_PIN, help="Which PIN or number.")
@click.option("--tries-only", is_flag=True, help="Leave the PIN as it is.")
@directory_option
@key_file_option
@language_option
def pin_unblock(
    *, file: Path, name: str, tries_only: bool, directory: Path, key_file: Path | None
) -> int:
    """Set a PIN anew at the counter of the municipality (暗証番号の再設定).

    The counter signs a challenge of the card with a key of the authority in
    --directory. The tries come back, and a new PIN is typed; a number that is printed
    on the card keeps its value. How real counters do it is not published, and no
    terminal can do this to a real card.

    \b
    Examples:
      ichimai card pin unblock minh.card --pin signature
      ichimai card pin unblock minh.card --pin number-b

    Exit codes: 4 another authority made the card, or the PIN has no right form.
    """
    rule = _RULES[name]
    key = read_key(key_file)
    counter = find_counter_key(directory, key)
    if counter is None:
        raise _no_counter(directory)
    with inserted_card(file, key, system_randomness) as card:
        card.power_on()
        new = None
        if rule.changeable and not tries_only:
            new = typed("New PIN", hidden=True, twice=True)
            _of_right_form(rule, new.encode())
        unblock(card, rule, counter.sign_sha256, new)
    if new is None:
        click.echo(sayer()(msgid("All its tries are back.")), err=True)
    else:
        click.echo(sayer()(msgid("The PIN is set, with all its tries.")), err=True)
    return Exit.DONE


def _no_counter(directory: Path) -> Unavailable:
    return Unavailable(
        msgid("The authority in {directory} has no key for a counter."),
        repair=msgid("Set the PIN in the card file: ichimai card pin reset."),
        code="no-counter",
        directory=str(directory),
    )


@pin_command.command("reset")
@click.argument("file", type=FILE)
@click.option("--pin", "name", required=True, type=_CHANGEABLE_PIN, help="Which PIN.")
@key_file_option
@language_option
def pin_reset(*, file: Path, name: str, key_file: Path | None) -> int:
    """Set a PIN anew in the card file itself, without the old one or any counter.

    For cards from before counters had a key: whoever holds the key of the card file
    stands for the counter. `ichimai card pin unblock` does it over commands, as the
    municipality would.

    \b
    Examples:
      ichimai card pin reset minh.card --pin signature
    """
    rule = _CHANGEABLE[name]
    key = read_key(key_file)
    with inserted_card(file, key, system_randomness) as card:
        if Persistent(card.image).pin(rule) is None:
            raise _no_pin(rule)
        new = typed("New PIN", hidden=True, twice=True).encode()
        _of_right_form(rule, new)
        changed = Persistent(card.image).with_pin(rule, new)
        write_card_file(file, key, changed.image)
    click.echo(sayer()(msgid("The PIN is set, with all its tries.")), err=True)
    return Exit.DONE


def _no_pin(rule: PinRule) -> Refused:
    return Refused(
        msgid("This card was made without a {pin} PIN."),
        repair=msgid("Make the card again with the certificate it opens."),
        code="no-pin",
        pin=rule.name,
    )


@contextmanager
def _powered(file: Path, key_file: Path | None) -> Iterator[SoftwareCard]:
    """The card in *file*, powered."""
    with inserted_card(file, read_key(key_file), system_randomness) as card:
        card.power_on()
        yield card


def _has_application(card: SoftwareCard, rule: PinRule) -> bool:
    """Select the application of a PIN; False where the card has none."""
    select = CommandApdu(0x00, 0xA4, 0x04, 0x0C, PLATFORM_PINS[rule].value)
    status = ResponseApdu.parse(card.transmit(select.to_bytes())).status
    if status == StatusWord.FILE_NOT_FOUND:
        return False
    _ok(status)
    return True


def _tries(card: SoftwareCard, rule: PinRule) -> int:
    """Tries left, as the empty VERIFY says; 0 also stands for a PIN never chosen."""
    _has_application(card, rule)
    return tries_left(_send(card, _VERIFY, rule)) or 0


def _send(
    card: SoftwareCard, header: tuple[int, int, int], rule: PinRule, value: bytes = b""
) -> int:
    """The status of a PIN command, the PIN named by its short identifier."""
    reference = 0x80 | short_id(rule.pin_file)
    apdu = CommandApdu(*header, reference, value)
    return ResponseApdu.parse(card.transmit(apdu.to_bytes())).status


def _verified(card: SoftwareCard, rule: PinRule, value: bytes) -> None:
    status = _send(card, _VERIFY, rule, value)
    if status == StatusWord.OK:
        return
    left = _tries(card, rule)
    _not_blocked(left)
    raise Refused(
        msgid("The PIN is wrong; {left} tries are left."),
        repair=msgid("Try again only if you are sure."),
        code="pin-wrong",
        left=left,
    )


def _not_blocked(left: int) -> None:
    if left == 0:
        raise Refused(
            msgid("The PIN is blocked: no tries are left."),
            repair=msgid("Set it anew: ichimai card pin unblock."),
            code="pin-blocked",
        )


def _of_right_form(rule: PinRule, value: bytes) -> None:
    if not rule.allows(value):
        raise Malformed(
            msgid("The {pin} PIN has another form than the card accepts."),
            repair=msgid("Four digits; or 6 to 16 capitals and digits, some of each."),
            code="pin-form",
            pin=rule.name,
        )


def _ok(status: int) -> None:
    if status != StatusWord.OK:
        raise Refused(
            msgid("The card refuses, with status {status}."),
            repair=msgid("Check that there is space where the card file lies."),
            code="card-refuses",
            status=f"{status:04X}",
        )
