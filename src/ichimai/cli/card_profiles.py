"""Scenario cards: named situations, each with its story and its expected verdict."""

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final

from ichimai.cli.story import Days, Hero, days_until
from ichimai.errors import NotFound, msgid
from ichimai.model.cards import CardTypeCode
from ichimai.model.status import Status


class Kind(StrEnum):
    """What a scenario is about; the list is in this order."""

    GENUINE = "genuine"
    HOLDERS = "holders"
    TIME = "time"
    ENDED = "ended"
    CERTIFICATES = "certificates"
    PINS = "pins"
    DAMAGED = "damaged"
    FORGED = "forged"


KINDS: Final = {
    Kind.GENUINE: msgid("Genuine cards of every type"),
    Kind.HOLDERS: msgid("Names and ages"),
    Kind.TIME: msgid("Days and the special period"),
    Kind.ENDED: msgid("Lost, replaced or ended"),
    Kind.CERTIFICATES: msgid("Certificates"),
    Kind.PINS: msgid("PINs"),
    Kind.DAMAGED: msgid("Damaged"),
    Kind.FORGED: msgid("Changed, copied or forged"),
}
"""The heading of each kind."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One scenario card.

    Attributes:
        type_code: the type of the card.
        about: the situation in one sentence, an English msgid.
        expect: answer by question for `ichimai card verify FILE` on the day of making.
        error: the code with which reading ends instead; every answer is then
            `not_checked`.
        with_pin: the holder's answer where the PIN is given; None if origin is refuted.
        employment: the permission's answer for that purpose, None likewise.
        purposes: the permission's answer for other purposes.
        hides: what is withheld for each of these.
        twist: what befalls the card once it is made; None leaves it genuine.
        born_days_ago: makes the hero that old on any day.
        delivered_days_ago: negative where the delivery is still to come.
        certificate_ended_days_ago: for the twist `certificate-ended`.
    """

    name: str
    kind: Kind
    type_code: CardTypeCode
    about: str
    hero: Hero
    expect: dict[str, str]
    error: str | None
    with_pin: str | None
    employment: str | None
    purposes: dict[str, str]
    hides: tuple[str, ...]
    twist: str | None
    born_days_ago: int | None
    delivered_days_ago: int
    ends_days_ago: int | None
    certificate_ended_days_ago: int

    def hero_on(self, today: date) -> Hero:
        """The hero of the card's story, seen from *today*."""
        if self.born_days_ago is None:
            return self.hero
        born = today - timedelta(days=self.born_days_ago)
        return replace(self.hero, birth_date=born)

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

    def answers(self) -> dict[str, str]:
        """What a reader answers that is given the PIN and asks for work.

        Of a card whose origin is refuted nothing more is asked.
        """
        asked = {"holder": self.with_pin, "permission": self.employment}
        given = {question: word for question, word in asked.items() if word}
        return {**self.expect, **given}

    def to_json(self) -> dict[str, Any]:
        """The profile as `ichimai card profiles --json` lists it."""
        return {
            "name": self.name,
            "kind": self.kind.value,
            "type_code": self.type_code.value,
            "about": self.about,
            "expect": self.expect,
            "error": self.error,
            "with_pin": self.with_pin,
            "employment": self.employment,
            "purposes": self.purposes,
            "hides": list(self.hides),
        }


@cache
def profiles() -> tuple[Profile, ...]:
    """Every scenario card, kind by kind, the plain ones first."""
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
    return Profile(
        name=entry["name"],
        kind=Kind(entry["kind"]),
        type_code=CardTypeCode(entry.get("type", "07")),
        about=entry["about"],
        hero=_hero(entry),
        expect=_expected(entry),
        error=entry.get("error"),
        with_pin=entry.get("with_pin"),
        employment=entry.get("employment"),
        purposes=entry.get("purposes", {}),
        hides=tuple(entry.get("hides", ())),
        twist=entry.get("twist"),
        born_days_ago=entry.get("born_days_ago"),
        delivered_days_ago=entry.get("delivered_days_ago", 0),
        ends_days_ago=entry.get("ends_days_ago"),
        certificate_ended_days_ago=entry.get("certificate_ended_days_ago", 0),
    )


def _hero(entry: dict[str, Any]) -> Hero:
    usual = Hero()
    signs = entry.get("signature_certificate", True)
    return Hero(
        name=entry.get("holder", usual.name),
        name_kanji=entry.get("holder_kanji"),
        alias=entry.get("alias"),
        birth_date=entry.get("born", usual.birth_date),
        nationality=entry.get("nationality", usual.nationality),
        status=Status(entry.get("status", usual.status)),
        stay_months=entry.get("stay_months", usual.stay_months),
        signature_pin=usual.signature_pin if signs else None,
    )


def _expected(entry: dict[str, Any]) -> dict[str, str]:
    """Answer by question: without PIN and purpose nobody is asked for the last two."""
    return {
        "origin": entry["origin"],
        "currency": entry["currency"],
        "holder": "not_checked",
        "permission": "not_checked",
    }
