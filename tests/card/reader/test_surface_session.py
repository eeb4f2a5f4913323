"""The surface session on the real software card, and what it never hands out."""

from dataclasses import replace
from datetime import date

import pytest

import sample_card
from ichimai.card.chip.card import SoftwareCard
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.surface import (
    SURFACE_BIRTH,
    SURFACE_NUMBER_A,
    SURFACE_NUMBER_B,
    SurfaceFile,
    decode_front,
    encode_front,
)
from ichimai.card.reader.number_purpose import NUMBER_PURPOSES
from ichimai.card.reader.surface import SurfaceSession
from ichimai.crypto.refuted import SignatureRefuted
from ichimai.errors import NotFound, Refused
from ichimai.randomness import SeededRandomness, system_randomness

RANDOMNESS = SeededRandomness("SURFACE READER TEST")


def session(image: CardImage | None = None) -> SurfaceSession:
    """A session with the sample card, under the sample's issuer."""
    card = SoftwareCard(image or sample_card.sample_image(), system_randomness)
    card.power_on()
    return SurfaceSession(card, sample_card.sample_keys().text_issuer.public)


def with_front(**changes: object) -> CardImage:
    """The sample card with another front under the same signature."""
    image = sample_card.sample_image()
    front, _, signature = decode_front(image.surface[SurfaceFile.FRONT])
    changed = encode_front(replace(front, **changes), signature)
    return replace(image, surface={**image.surface, SurfaceFile.FRONT: changed})


def test_genuine() -> None:
    """Birth, front and number of a genuine card are read, and the chip is present."""
    card = session()
    card.verify(SURFACE_BIRTH, "070303")
    card.verify(SURFACE_NUMBER_A, str(sample_card.MY_NUMBER))

    front = card.front()
    card.verify_presence(front, RANDOMNESS)

    assert date(1995, 3, 3) == card.birth_date() == front.birth_date
    assert sample_card.SURFACE_FRONT.portrait == front.portrait
    assert sample_card.MUNICIPALITY == card.municipality()
    assert sample_card.NUMBER_PICTURE == card.number_picture("number-use")


def test_number_b() -> None:
    """Number B opens the front, and neither the birth file nor the number."""
    card = session()
    card.verify(SURFACE_NUMBER_B, sample_card.NUMBER_B)

    assert sample_card.SURFACE_FRONT.name == card.front().name
    with pytest.raises(Refused):
        card.number_picture("number-use")
    with pytest.raises(Refused):
        card.birth_date()


@pytest.mark.parametrize("purpose", ["", "identity", "employment"])
def test_number_for_another_purpose(purpose: str) -> None:
    """The picture of the number is handed out for the law's purposes alone."""
    card = session()
    card.verify(SURFACE_NUMBER_A, str(sample_card.MY_NUMBER))

    with pytest.raises(Refused) as caught:
        card.number_picture(purpose)

    assert "number-purpose" == caught.value.code
    assert purpose not in NUMBER_PURPOSES


@pytest.mark.parametrize(
    "changes", [{"name": b"other"}, {"sex": "1"}, {"portrait": b""}]
)
def test_changed_front(changes: dict[str, object]) -> None:
    """A front with another name, sex or portrait than was signed is refuted."""
    card = session(with_front(**changes))
    card.verify(SURFACE_NUMBER_B, sample_card.NUMBER_B)

    with pytest.raises(SignatureRefuted):
        card.front()


def test_unsigned_part() -> None:
    """The last day stands outside the signature: a change of it goes unnoticed."""
    card = session(with_front(expires_on=date(2039, 6, 30)))
    card.verify(SURFACE_NUMBER_B, sample_card.NUMBER_B)

    assert date(2039, 6, 30) == card.front().expires_on


def test_copied_card() -> None:
    """A copy of every file without the key is refuted by its presence."""
    image = sample_card.sample_image()
    assert image.text is not None
    other = sample_card.sample_keys().signature.to_der()
    card = session(replace(image, text=replace(image.text, private_key=other)))
    card.verify(SURFACE_NUMBER_B, sample_card.NUMBER_B)

    with pytest.raises(SignatureRefuted):
        card.verify_presence(card.front(), RANDOMNESS)


def test_other_issuer() -> None:
    """Nothing is taken from a card that another issuer's signer signed."""
    card = SoftwareCard(sample_card.sample_image(), system_randomness)
    card.power_on()
    stranger = SurfaceSession(card, sample_card.sample_keys().signature.public)
    stranger.verify(SURFACE_NUMBER_B, sample_card.NUMBER_B)

    with pytest.raises(SignatureRefuted):
        stranger.front()


def test_no_application() -> None:
    """A card from before this release has none, and says so."""
    with pytest.raises(NotFound):
        session(replace(sample_card.sample_image(), surface={}))
