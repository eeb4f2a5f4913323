"""Every scenario card is made by the real authority and answers as it is documented."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.authority.escrow import escrow_of
from ichimai.authority.images import render_name_image
from ichimai.authority.keys import TRUST
from ichimai.authority.profiles import NAME, NAME_SUBSTITUTIONS
from ichimai.authority.setup import init, publish_lists
from ichimai.card.chip.card import SoftwareCard
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.residence import decode_files
from ichimai.card.layout.text import TextFile
from ichimai.card.reader.holder import insurance_grace_end
from ichimai.card.reader.trust_folder import load_trust_folder
from ichimai.card.reader.verdict import Verdict
from ichimai.card.reader.verify import verify
from ichimai.cli.card_profiles import Kind, Profile, get_profile, profiles
from ichimai.cli.card_twists import TWISTS
from ichimai.cli.card_workshop import Workshop
from ichimai.clock import SystemClock, day_in_japan, morning_in_japan
from ichimai.crypto.certificates import inspect
from ichimai.crypto.keys import RsaPrivateKey
from ichimai.errors import IchimaiError
from ichimai.law.questions import ask
from ichimai.model.cards import CardNumber, CardTypeCode
from ichimai.randomness import system_randomness
from ichimai.registry.store import open_registry

NOON = timedelta(hours=6)
DAYS = (
    None,
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2027, 5, 5),
    date(2028, 2, 29),
)
"""Today, both ends of a year, the last of a row of holidays, a leap day."""


@dataclass(frozen=True, slots=True)
class Bureau:
    """An authority for all cards of this process, and the folder that it publishes."""

    workshop: Workshop
    folder: Path

    def make(self, profile: Profile, now: datetime) -> CardImage:
        """The card of *profile*, and everything published that knows of it."""
        image, lists = self.workshop.make(profile, now)
        publish_lists(self.folder, lists)
        return image

    def holder_of(self, number: CardNumber) -> str:
        """Whose card has that number, as the register knows it."""
        clock = SystemClock()
        registry = open_registry(self.workshop.database, clock, system_randomness)
        try:
            card = registry.find_card_by_number(number)
            assert card is not None
            return registry.get_resident(card.resident_id).name
        finally:
            registry.close()

    def ask(
        self,
        image: CardImage,
        now: datetime,
        purpose: str | None = None,
        pin: str | None = None,
    ) -> Verdict:
        """The verdict about *image*, read over its commands."""
        card = SoftwareCard(image, system_randomness)
        card.power_on()
        trust = load_trust_folder(self.folder / TRUST)
        return verify(
            card,
            trust,
            as_of=now,
            purpose=purpose,
            pin=pin,
            card_number=str(image.card_number),
            randomness=system_randomness,
        )


@pytest.fixture(scope="session")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """Four key pairs for all cards: what is told apart here are not their keys."""
    place = tmp_path_factory.mktemp("bureau")
    folder = place / "authority"
    keys = init(folder, bytes(32), SystemClock(), system_randomness)
    pairs = cycle([RsaPrivateKey.generate() for _ in range(5)])
    workshop = Workshop(
        keys,
        escrow_of(folder),
        f"sqlite:///{place / 'register.db'}",
        system_randomness,
        lambda: next(pairs),
    )
    return Bureau(workshop, folder)


def _words(verdict: Verdict) -> dict[str, str]:
    return {question.value: answer.status.value for question, answer in verdict}


def _named(chosen: Iterable[Profile]) -> pytest.MarkDecorator:
    cases = [pytest.param(each, id=each.name) for each in chosen]
    return pytest.mark.parametrize("profile", cases)


READABLE = [each for each in profiles() if each.error is None]


@pytest.mark.parametrize(
    ("profile", "day"),
    [
        pytest.param(profile, day, id=f"{profile.name}-{day or 'today'}")
        for profile, day in zip(READABLE, cycle(DAYS), strict=False)
    ],
)
def test_expected_verdict(bureau: Bureau, profile: Profile, day: date | None) -> None:
    """A scenario card answers as its profile says, on whatever day it is made."""
    now = SystemClock().now() if day is None else morning_in_japan(day) + NOON
    image = bureau.make(profile, now)

    plain = _words(bureau.ask(image, now))
    asked = _words(bureau.ask(image, now, purpose="employment", pin="1234"))

    assert profile.expect == plain
    assert profile.answers() == asked
    assert profile.type_code is image.type_code


@_named(each for each in profiles() if each.error)
def test_no_verdict(bureau: Bureau, profile: Profile) -> None:
    """A card that cannot be read to the end raises what its profile says."""
    now = SystemClock().now()
    image = bureau.make(profile, now)

    with pytest.raises(IchimaiError) as raised:
        bureau.ask(image, now)

    assert profile.error == raised.value.code


@_named(each for each in profiles() if each.purposes)
def test_purposes(bureau: Bureau, profile: Profile) -> None:
    """The card answers each further purpose, and hides what it is to hide."""
    now = SystemClock().now()
    image = bureau.make(profile, now)

    verdicts = {
        purpose: bureau.ask(image, now, purpose=purpose) for purpose in profile.purposes
    }

    assert profile.purposes == {
        purpose: verdict.permission.status.value
        for purpose, verdict in verdicts.items()
    }
    for verdict in verdicts.values():
        assert set(profile.hides) <= set(verdict.disclosure.withheld)


@given(day=st.dates(date(2026, 11, 21), date(2035, 12, 31)))
def test_days_of_the_stories(day: date) -> None:
    """On any day a story's days follow one another, and its card waits or is there."""
    for profile in profiles():
        days = profile.days(day)

        assert days.filed_on < days.decided_on < days.made_on <= days.confirmed_on
        assert days.confirmed_on <= days.delivered_on
        assert days.made_on <= day
        assert (profile.delivered_days_ago < 0) == (days.delivered_on > day)


def test_the_list_is_whole() -> None:
    """Every kind, type and twist has its card, and each card a name of its own."""
    names = [each.name for each in profiles()]
    kinds = [each.kind for each in profiles()]

    assert len(names) == len(set(names)) >= 30
    assert (
        list(Kind)
        == list(dict.fromkeys(kinds))
        == sorted(set(kinds), key=list(Kind).index)
    )
    assert set(CardTypeCode) == {each.type_code for each in profiles()}
    assert set(TWISTS) <= {each.twist for each in profiles()}


def test_invented_people() -> None:
    """Every holder says by the name that the card is for tests."""
    for each in profiles():
        assert "TEST" in each.hero.name
        assert len(each.hero.name) <= 66
    assert len(get_profile("sc-long-name").hero.name) == 66


def test_insurance_grace(bureau: Bureau) -> None:
    """The end of the certificate says until when it serves for the insurance."""
    now = SystemClock().now()
    until = {}
    for name in ("sc-insurance-grace", "sc-insurance-over"):
        image = bureau.make(get_profile(name), now)
        verdict = bureau.ask(image, now, purpose="insurance", pin="1234")
        until[name] = date.fromisoformat(str(verdict.holder.details["insurance_until"]))

    today = day_in_japan(now)
    assert until["sc-insurance-over"] < today <= until["sc-insurance-grace"]


@given(ended_on=st.dates(date(2026, 1, 1), date(2036, 12, 31)))
def test_insurance_grace_is_the_laws(ended_on: date) -> None:
    """The reader, which knows no law, counts the months as the law does."""
    last = insurance_grace_end(ended_on)
    facts = {
        "my_number_card": "held",
        "registered": True,
        "user_certificate_ends_on": ended_on,
    }

    shown = [
        ask("insurance-use", facts | {"used_on": day}, day).answer["shown"]
        for day in (last, last + timedelta(days=1))
    ]

    assert ["card-for-eligibility", "qualification-certificate"] == shown


@pytest.mark.parametrize("name", ["sc-address-lost", "rc-address-lost"])
def test_partial_read(bureau: Bureau, name: str) -> None:
    """Of a damaged chip what is left is read and judged, and the loss is said."""
    now = SystemClock().now()
    image = bureau.make(get_profile(name), now)

    verdict = bureau.ask(image, now, purpose="employment")

    assert "address-lost" in verdict.origin.limits
    assert {"name-image", "portrait"} == set(verdict.disclosure.pictures)
    assert "address-image" not in verdict.disclosure.withheld


def test_substitute_character(bureau: Bureau) -> None:
    """The signature certificate flags the one character that stands for another."""
    image = bureau.make(get_profile("sc-substitute"), SystemClock().now())

    assert image.signature.certificate is not None
    names = inspect(image.signature.certificate).other_names
    assert "試験 暁〓" == names[NAME]
    assert "00001" == names[NAME_SUBSTITUTIONS]


def test_alias(bureau: Bureau) -> None:
    """An alias is certified and read as text; no residence picture shows it."""
    now = SystemClock().now()
    image = bureau.make(get_profile("sp-alias"), now)

    assert image.signature.certificate is not None
    assert image.text is not None
    names = inspect(image.signature.certificate).other_names
    written = image.text.files[TextFile.ATTRIBUTES].decode("utf-8", "replace")
    assert "HANAKO TEST［試験 花子］" == names[NAME]
    assert "HANAKO TEST［試験 花子］" in written
    drawn = decode_files(image.residence_files).name_image
    assert render_name_image("HANAKO TEST") == drawn


def test_cloned_number(bureau: Bureau) -> None:
    """The written number is that of a card that the register knows as another's."""
    now = SystemClock().now()

    image = bureau.make(get_profile("rc-number-of-another"), now)

    assert "unsigned-parts" in bureau.ask(image, now).origin.limits
    assert "NEIGHBOUR TEST" == bureau.holder_of(image.card_number)
