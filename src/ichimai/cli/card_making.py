"""`ichimai card make` and `card profiles`: scenario cards, made by the real authority.

A card comes about as every card here does: filed, decided, prepared, issued, confirmed,
delivered, on a virtual clock that ends now. What is odd about it happens afterwards.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from ichimai.authority.keys import DELIVERY, TRUST, AuthorityKeys, open_keys
from ichimai.authority.office import Office
from ichimai.authority.published import lists_of
from ichimai.authority.setup import init, new_keys, publish_lists
from ichimai.card.chip.card_file import write_card_file
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.residence import decode_printed_entries
from ichimai.card.layout.residence_files import ResidenceFile
from ichimai.card.layout.verification_numbers import verification_number_b
from ichimai.cli.authority import directory_option, json_option
from ichimai.cli.card_profiles import Profile, get_profile, profiles, twisted
from ichimai.cli.exits import Exit, terminal_language
from ichimai.cli.journey import Journey, Step
from ichimai.cli.key_file import key_file_option, read_or_make_key
from ichimai.clock import SystemClock, VirtualClock, morning_in_japan
from ichimai.errors import Unavailable, msgid
from ichimai.randomness import system_randomness
from ichimai.registry.cards import Voiding, void_card
from ichimai.registry.store import Registry, open_registry
from ichimai.texts.language import translator

_WORKSHOP = "sqlite:///{folder}/workshop.sqlite3"
"""The register of the people for whom scenario cards are made, beside the authority."""


@click.command("profiles")
@json_option
def profiles_command(*, as_json: bool) -> int:
    """List the scenario cards and what a reader answers about each.

    \b
    Examples:
      ichimai card profiles
      ichimai card profiles --json
    """  # noqa: D301 - click reads the backslash
    if as_json:
        listed = [each.to_json() for each in profiles()]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return Exit.DONE
    say = translator(terminal_language())
    for each in profiles():
        answers = ", ".join(f"{asked} {word}" for asked, word in each.expect.items())
        click.echo(f"{each.name:<20}{say(each.about)}")
        click.echo(click.style(f"{'':<20}{answers}", dim=True))
    return Exit.DONE


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
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The card file to write; what was there is replaced.",
)
@directory_option
@key_file_option
@json_option
def make_command(
    *, name: str, out: Path, directory: Path, key_file: Path | None, as_json: bool
) -> int:
    """Make a scenario card: a resident, invented for it, files and is issued a card.

    The TEST authority is made on first use. The card file is sealed under the key file.

    \b
    Examples:
      ichimai card make --profile sc-student --out sita.card
      ichimai card make --profile sc-expired --out old.card --json

    Exit codes: 0 made, 4 no such profile, or a place that cannot be written to.
    """  # noqa: D301 - click reads the backslash
    profile = get_profile(name)
    file_key = read_or_make_key(key_file, system_randomness)
    keys = _authority(directory, file_key)
    image = twisted(_made(profile, directory, keys), profile.twist)
    write_card_file(out, file_key, image)
    made = _Made(out, image, directory / TRUST)
    if as_json:
        click.echo(json.dumps(made.to_json(), ensure_ascii=False, indent=2))
    else:
        _print_made(made, profile)
    return Exit.DONE


@dataclass(frozen=True, slots=True)
class _Made:
    """A card as it is handed to a developer, with everything that opens it."""

    file: Path
    image: CardImage
    trust: Path

    def to_json(self) -> dict[str, Any]:
        """As the interfaces fix it; no `text` PIN, for there is no such application."""
        image, pins = self.image, self.image.pins
        printed = image.residence_files[ResidenceFile.PRINTED_ENTRIES]
        entries = decode_printed_entries(printed)
        return {
            "file": str(self.file),
            "card_number": str(image.card_number),
            "my_number": str(image.my_number),
            "pins": {
                "user_authentication": pins.user_authentication,
                "signature": pins.signature,
                "text": None,
            },
            "verification_number_b": verification_number_b(
                entries.birth_date, entries.valid_until, image.security_code
            ),
            "delivery_public_key": str(self.trust / f"{DELIVERY}.pem"),
            "trust": str(self.trust),
        }


def _print_made(made: _Made, profile: Profile) -> None:
    say = translator(terminal_language())
    click.echo(say(profile.about))
    for name, value in made.to_json().items():
        pins = value.items() if isinstance(value, dict) else ()
        shown = ", ".join(f"{pin} {digits}" for pin, digits in pins) or value
        click.echo(f"  {name:<24}{shown}")


def _authority(directory: Path, file_key: bytes) -> AuthorityKeys:
    """The authority in *directory*, made where there is none."""
    if not directory.exists():
        return init(directory, file_key, SystemClock(), system_randomness)
    return open_keys(directory, file_key)


def _made(profile: Profile, directory: Path, keys: AuthorityKeys) -> CardImage:
    """The card of *profile* as it was delivered; the published lists know of it."""
    now = SystemClock().now()
    clock = VirtualClock(now)
    days = profile.days(clock.today())
    story = VirtualClock(morning_in_japan(days.filed_on))
    registry = _workshop(directory, story)
    try:
        maker = _forger(keys) if profile.twist == "other-issuer" else keys
        office = Office(registry, maker, story, system_randomness)
        made: list[CardImage] = []
        Journey(office, story, days, profile.hero, (made.append, _unheard)).play()
        story.move_to(max(now, story.now()))
        if profile.twist == "void":
            _void(registry, made[0], story)
        publish_lists(directory, lists_of(registry, keys, story, system_randomness))
    finally:
        registry.close()
    return made[0]


def _forger(keys: AuthorityKeys) -> AuthorityKeys:
    """An authority of the same names with keys of its own.

    It has come by the delivery key: its cards can be read, and are seen through.
    """
    return replace(new_keys(system_randomness), delivery=keys.delivery)


def _workshop(directory: Path, clock: VirtualClock) -> Registry:
    if not directory.is_dir():
        raise Unavailable(
            msgid("There is no folder {folder}."),
            repair=msgid("Make the authority first, with `ichimai authority init`."),
            code="directory",
            folder=str(directory),
        )
    url = _WORKSHOP.format(folder=directory.resolve())
    return open_registry(url, clock, system_randomness, migrate=True)


def _void(registry: Registry, image: CardImage, clock: VirtualClock) -> None:
    """End the card as a loss ends it: another one was delivered (ICA 19-14(v))."""
    card = registry.find_card_by_number(image.card_number)
    if card is None:
        raise RuntimeError("the card has just been made")
    with registry.transaction("bureau") as tx:
        void_card(
            tx,
            Voiding(
                card.id, card.version, clock.today(), "new-card", ("ICA 19-14(v)",)
            ),
        )


def _unheard(step: Step) -> None:
    del step
