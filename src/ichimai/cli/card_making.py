"""`ichimai card make` and `card profiles`: scenario cards, made by the real authority.

How a card comes about is told in `card_workshop`, which situations there are in
`card_profiles`.
"""

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from shlex import quote
from typing import Any

import click

from ichimai.authority.escrow import escrow_of
from ichimai.authority.keys import DELIVERY, TRUST, AuthorityKeys, open_keys
from ichimai.authority.setup import init, publish_lists
from ichimai.card.chip.card_file import lay_card_file
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.residence import decode_printed_entries
from ichimai.card.layout.residence_files import ResidenceFile
from ichimai.card.layout.verification_numbers import verification_number_b
from ichimai.card.reader.sentences import QUESTIONS, WORDS
from ichimai.card.reader.verdict import Question, Word
from ichimai.cli.card_profiles import KINDS, Profile, get_profile, profiles
from ichimai.cli.card_workshop import Workshop
from ichimai.cli.console import print_json, print_row, print_wrapped
from ichimai.cli.exits import Exit
from ichimai.cli.key_file import read_or_make_key
from ichimai.cli.options import (
    FILE,
    beside,
    database_option,
    directory_option,
    json_option,
    key_file_option,
    language_option,
)
from ichimai.cli.spoken import sayer
from ichimai.clock import SystemClock
from ichimai.errors import msgid
from ichimai.randomness import system_randomness
from ichimai.texts.lines import NO_BREAK, columns, whole


@click.command("profiles")
@json_option
@language_option
def profiles_command(*, as_json: bool) -> int:
    """List the scenario cards and what a reader answers about each.

    \b
    Examples:
      ichimai card profiles
      ichimai card profiles --json
    """
    if as_json:
        listed = [each.to_json() for each in profiles()]
        print_json(listed)
        return Exit.DONE
    print_wrapped(sayer()(_ANSWERS))
    for kind, alike in groupby(profiles(), lambda each: each.kind):
        click.echo()
        click.echo(click.style(sayer()(KINDS[kind]), bold=True))
        for each in alike:
            _print_profile(each)
    return Exit.DONE


_ANSWERS = msgid(
    "Under each card: what a reader answers that gives the PIN and asks for employment."
)


def _print_profile(profile: Profile) -> None:
    """Name and situation, and below them the answers of `Profile.answers`."""
    say = sayer()
    click.echo(f"  {profile.name}")
    print_wrapped(say(profile.about), "    ")
    if profile.error is not None:
        print_wrapped(say(msgid("No verdict: the card cannot be read.")), "    ")
        return
    answers = (
        whole(f"{say(QUESTIONS[Question(asked)])}: {say(WORDS[Word(word)])}")
        for asked, word in profile.answers().items()
    )
    print_wrapped(f"{NO_BREAK}· ".join(answers), "    ", dim=True)


@click.command("make")
@click.option(
    "--profile",
    "name",
    default="sc-engineer",
    show_default=True,
    help="One of `ichimai card profiles`.",
)
@click.option(
    "--out",
    type=FILE,
    required=True,
    help="The card file to write; what was there is replaced.",
)
@directory_option
@database_option("ichimai.db beside the directory of the authority")
@key_file_option
@json_option
@language_option
def make_command(
    *,
    name: str,
    out: Path,
    directory: Path,
    database: str | None,
    key_file: Path | None,
    as_json: bool,
) -> int:
    """Make a scenario card: a resident, invented for it, files and is issued a card.

    The TEST authority is made on first use. The card file is sealed under the key file.

    \b
    Examples:
      ichimai card make --profile sc-student --out sita.card
      ichimai card make --profile sc-expired --out old.card --json

    Exit codes: 0 made, 4 no such profile, or a place that cannot be written to.
    """
    profile = get_profile(name)
    file_key = read_or_make_key(key_file, system_randomness)
    keys = _authority(directory, file_key)
    workshop = Workshop(
        keys, escrow_of(directory), database or beside(directory), system_randomness
    )
    image, lists = workshop.make(profile, SystemClock().now())
    publish_lists(directory, lists)
    lay_card_file(out, file_key, image)
    made = _Made(out, image, directory / TRUST, key_file)
    if as_json:
        print_json(made.to_json())
    else:
        _print_made(made, profile)
    return Exit.DONE


_LABELS = {
    "file": msgid("Card file"),
    "card_number": msgid("Number on the card"),
    "my_number": msgid("My Number"),
    "pin_user_authentication": msgid("User-authentication PIN"),
    "pin_signature": msgid("Signature PIN"),
    "pin_text": msgid("PIN of the text application"),
    "verification_number_b": msgid("Verification number B"),
    "delivery_public_key": msgid("Delivery public key"),
    "trust": msgid("Folder of trust"),
}
"""What a developer is told of a new card, in this order."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A card as it is handed to a developer, with everything that opens it.

    What a card without a My Number side has not is None.
    """

    file: Path
    image: CardImage
    trust: Path
    key_file: Path | None

    def to_json(self) -> dict[str, Any]:
        """As the interfaces fix it; PINs that the card has not are null."""
        image, pins = self.image, self.image.pins
        number = image.my_number
        return {
            "file": str(self.file),
            "card_number": str(image.card_number),
            "my_number": None if number is None else str(number),
            "pins": {
                "user_authentication": pins.user_authentication,
                "signature": pins.signature,
                "text": pins.text,
            },
            "verification_number_b": self._number_b(),
            "delivery_public_key": (
                None if number is None else str(self.trust / f"{DELIVERY}.pem")
            ),
            "trust": str(self.trust),
        }

    def _number_b(self) -> str | None:
        """照合番号B of a card with a My Number side; None of any other."""
        image = self.image
        if image.my_number is None:
            return None
        printed = image.residence_files[ResidenceFile.PRINTED_ENTRIES]
        entries = decode_printed_entries(printed)
        return verification_number_b(
            entries.birth_date, entries.valid_until, image.security_code
        )


def _print_made(made: _Made, profile: Profile) -> None:
    say = sayer()
    print_wrapped(say(profile.about))
    values = made.to_json()
    pins = values.pop("pins")
    if values["my_number"] is not None:
        for name in ("user_authentication", "signature", "text"):
            values[f"pin_{name}"] = pins[name] or say(msgid("none"))
    width = max(columns(say(label)) for label in _LABELS.values()) + 2
    for name, label in _LABELS.items():
        if values.get(name) is not None:
            print_row(say(label), values[name], width)
    key = "" if made.key_file is None else f" --key-file {quote(str(made.key_file))}"
    click.echo()
    click.echo(say(msgid("Next:")))
    click.echo(
        f"  ichimai card verify {quote(values['file'])}"
        f" --trust {quote(values['trust'])} --purpose employment{key}"
    )


def _authority(directory: Path, file_key: bytes) -> AuthorityKeys:
    """The authority in *directory*, made where there is none."""
    if not directory.exists():
        return init(directory, file_key, SystemClock(), system_randomness)
    return open_keys(directory, file_key)
