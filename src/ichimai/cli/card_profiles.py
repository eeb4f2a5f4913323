"""Scenario cards: named situations, the story of each, and what befalls the card."""

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from ichimai.card.layout.first_generation import FirstFile
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.residence import decode_files, encode_files
from ichimai.card.layout.residence_files import ResidenceFile
from ichimai.cli.story import Days, Hero, days_until
from ichimai.errors import NotFound, msgid
from ichimai.model.cards import CardTypeCode
from ichimai.model.status import Status


@dataclass(frozen=True, slots=True)
class Profile:
    """One scenario card.

    Attributes:
        type_code: the type of the card.
        about: the situation in one sentence, an English msgid.
        expect: answer by question for `ichimai card verify FILE` on the day of making.
        with_pin: the holder's answer where the PIN is given; None if origin is refuted.
        employment: the permission's answer for that purpose, None likewise.
        twist: what befalls the card once it is made; None leaves it genuine.
    """

    name: str
    type_code: CardTypeCode
    about: str
    hero: Hero
    expect: dict[str, str]
    with_pin: str | None
    employment: str | None
    twist: str | None
    delivered_days_ago: int
    ends_days_ago: int | None

    def days(self, today: date) -> Days:
        """The days of the card's story, seen from *today*.

        Raises:
            Refused: the story would begin before the counters opened in June 2026.
        """
        ago = timedelta(days=self.delivered_days_ago)
        days = days_until(today - ago, self.hero.stay_months)
        if self.ends_days_ago is None:
            return days
        last = today - timedelta(days=self.ends_days_ago)
        return replace(days, next_stay_ends_on=last)

    def to_json(self) -> dict[str, Any]:
        """The profile as `ichimai card profiles --json` lists it."""
        return {
            "name": self.name,
            "type_code": self.type_code.value,
            "about": self.about,
            "expect": self.expect,
            "with_pin": self.with_pin,
            "employment": self.employment,
        }


@cache
def profiles() -> tuple[Profile, ...]:
    """Every scenario card, the plain ones first."""
    text = files(__package__).joinpath("card_profiles.toml").read_text("utf-8")
    return tuple(_profile(entry) for entry in tomllib.loads(text)["profile"])


def get_profile(name: str) -> Profile:
    """The scenario card of that name.

    Raises:
        NotFound: code `no-such-profile`; the repair lists those that there are.
    """
    for each in profiles():
        if each.name == name:
            return each
    raise NotFound(
        msgid("There is no profile {name}."),
        repair=msgid("Choose one of: {known}."),
        code="no-such-profile",
        name=ascii(name),
        known=", ".join(each.name for each in profiles()),
    )


def _profile(entry: dict[str, Any]) -> Profile:
    hero = Hero(status=Status(entry["status"]), stay_months=entry["stay_months"])
    hero = replace(hero, birth_date=entry.get("born", hero.birth_date))
    if not entry.get("signature_certificate", True):
        hero = replace(hero, signature_pin=None)
    return Profile(
        name=entry["name"],
        type_code=CardTypeCode(entry.get("type", "07")),
        about=entry["about"],
        hero=hero,
        expect=entry["expect"],
        with_pin=entry.get("with_pin"),
        employment=entry.get("employment"),
        twist=entry.get("twist"),
        delivered_days_ago=entry.get("delivered_days_ago", 0),
        ends_days_ago=entry.get("ends_days_ago"),
    )


def twisted(image: CardImage, twist: str | None) -> CardImage:
    """*image* after what befell the chip itself; other twists leave it as it is."""
    match twist:
        case "pin-locked":
            return replace(image, tries=replace(image.tries, user_authentication=0))
        case "pending":
            contents = decode_files(image.residence_files)
            marked = encode_files(replace(contents, pending=True))
            return replace(image, residence_files=marked)
        case "tampered":
            file = ResidenceFile.PRINTED_ENTRIES
            content = bytearray(image.residence_files[file])
            content[2] ^= 0x01  # the first digit of the card's last day
            changed = {**image.residence_files, file: bytes(content)}
            return replace(image, residence_files=changed)
        case "address":
            contents = decode_files(image.residence_files)
            exchanged = replace(contents, address_image=contents.name_image)
            return replace(image, residence_files=encode_files(exchanged))
        case "portrait":
            portrait = bytearray(image.first_files[FirstFile.PORTRAIT])
            portrait[-1] ^= 0x01  # filler is signed as well
            files_then = {**image.first_files, FirstFile.PORTRAIT: bytes(portrait)}
            return replace(image, first_files=files_then)
        case _:
            return image
