"""A card of this authority convinces a reader that has only the folder of trust."""

from datetime import timedelta
from pathlib import Path

import pytest

from authority.desk import DELIVERY_ON, FILED_ON, MUNICIPALITY, PINS, Desk
from ichimai.authority import setup
from ichimai.authority.deliver import confirm, deliver
from ichimai.authority.issue import issue
from ichimai.authority.keys import open_keys
from ichimai.authority.published import lists_of
from ichimai.card.chip.card import SoftwareCard
from ichimai.card.layout.image import CardImage
from ichimai.card.reader.trust_folder import load_trust_folder
from ichimai.card.reader.verdict import Verdict, Word
from ichimai.card.reader.verify import verify
from ichimai.clock import VirtualClock, morning_in_japan
from ichimai.randomness import system_randomness
from ichimai.registry.cards import Voiding, void_card

FILE_KEY = bytes(range(32))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An authority on disk."""
    place = tmp_path_factory.mktemp("disk") / "authority"
    clock = VirtualClock(morning_in_japan(FILED_ON))
    setup.init(place, FILE_KEY, clock, system_randomness)
    return place


def delivered(place: Path) -> tuple[Desk, CardImage]:
    """A desk over that authority, and its card in the hands of MINH TEST."""
    desk = Desk.opened(open_keys(place, FILE_KEY))
    token = desk.prepared()
    image = issue(desk.office, token)
    confirm(desk.office, token.application_id, MUNICIPALITY)
    desk.clock.move_to(morning_in_japan(DELIVERY_ON))
    deliver(desk.office, token.application_id, DELIVERY_ON)
    return desk, image


def verdict_on(desk: Desk, image: CardImage, place: Path) -> Verdict:
    """What a reader says with the lists that the authority publishes at this moment."""
    office = desk.office
    lists = lists_of(office.registry, office.keys, office.clock, office.randomness)
    setup.publish_lists(place, lists)
    chip = SoftwareCard(image, system_randomness)
    chip.power_on()
    return verify(
        chip,
        load_trust_folder(place / "trust"),
        as_of=desk.clock.now(),
        purpose=None,
        card_number=str(image.card_number),
        pin=PINS.user_authentication,
        randomness=system_randomness,
    )


def test_delivered_card(place: Path) -> None:
    """Origin, currency and holder are confirmed over the wire."""
    desk, image = delivered(place)

    verdict = verdict_on(desk, image, place)

    words = (verdict.origin.status, verdict.currency.status, verdict.holder.status)
    assert (Word.CONFIRMED, Word.CONFIRMED, Word.CONFIRMED) == words, verdict.to_json()


def test_void_card(place: Path) -> None:
    """A card that was voided stays genuine, counts no more, and proves no holder."""
    desk, image = delivered(place)
    registry = desk.office.registry
    card = registry.find_card_by_number(image.card_number)
    assert card is not None
    desk.clock.advance(timedelta(days=1))
    voiding = Voiding(card.id, card.version, desk.clock.today(), "lost", ("ICA 19-14",))
    with registry.transaction("commissioner") as tx:
        void_card(tx, voiding)

    verdict = verdict_on(desk, image, place)

    words = (verdict.origin.status, verdict.currency.status, verdict.holder.status)
    assert (Word.CONFIRMED, Word.LAPSED) == words[:2]
    assert Word.CONFIRMED is not verdict.holder.status
