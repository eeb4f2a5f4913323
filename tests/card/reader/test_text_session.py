"""The text session on the real software card, and what it never asks for."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sample_card
from ichimai.card.chip.card import SoftwareCard
from ichimai.card.iso7816.transport import Transport
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.text import (
    NUMBER_A,
    NUMBER_B,
    TEXT_PIN,
    Attributes,
    TextFile,
    encode_attributes,
)
from ichimai.card.reader.number_purpose import NUMBER_PURPOSES
from ichimai.card.reader.text import TextSession
from ichimai.crypto.refuted import SignatureRefuted
from ichimai.errors import IchimaiError, NotFound, Refused
from ichimai.randomness import SeededRandomness, system_randomness

RANDOMNESS = SeededRandomness("TEXT READER TEST")
HOLDER = Attributes("SAMPLE　TEST", "東京都港区１－１", date(1995, 3, 3), "2")


def powered(image: CardImage) -> SoftwareCard:
    """A card with power."""
    card = SoftwareCard(image, system_randomness)
    card.power_on()
    return card


def opened(image: CardImage | None = None) -> TextSession:
    """A session after its PIN."""
    session = TextSession(powered(image or sample_card.sample_image()))
    session.verify_pin(TEXT_PIN, "5678")
    return session


class Garbled:
    """A card that answers READ BINARY with the same bytes for ever."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer

    def transmit(self, command: bytes) -> bytes:
        """Everything succeeds; a file holds what it was told to hold."""
        return (self._answer if command[1] == 0xB0 else b"") + b"\x90\x00"

    def reset(self) -> bytes:
        """An ATR of nobody."""
        return b"\x3b\x00"

    def close(self) -> None:
        """Nothing to close."""


def test_attributes() -> None:
    """The four items are read after the PIN."""
    assert HOLDER == opened().attributes()


@pytest.mark.parametrize("purpose", sorted(NUMBER_PURPOSES))
def test_number(purpose: str) -> None:
    """The number is read for the purposes that the law knows."""
    assert sample_card.MY_NUMBER == opened().number(purpose)


@pytest.mark.parametrize("purpose", ["", "employment", "identity", "insurance"])
def test_number_for_another_purpose(purpose: str) -> None:
    """For any other purpose the card is not asked at all."""
    with pytest.raises(Refused) as caught:
        # A garbled card would fail otherwise, were a single file read.
        TextSession(Garbled(b"\x00")).number(purpose)

    assert "number-purpose" == caught.value.code


def test_numbers_open_what_they_open() -> None:
    """A opens the number alone, B the attributes alone."""
    with_a = TextSession(powered(sample_card.sample_image()))
    with_a.verify_pin(NUMBER_A, str(sample_card.MY_NUMBER))
    with_b = TextSession(powered(sample_card.sample_image()))
    with_b.verify_pin(NUMBER_B, sample_card.NUMBER_B)

    assert sample_card.MY_NUMBER == with_a.number("number-use")
    assert HOLDER == with_b.attributes()
    with pytest.raises(Refused):
        with_a.attributes()
    with pytest.raises(Refused):
        with_b.number("number-use")


def test_pin_is_spared() -> None:
    """The last try is not spent unasked, and a wrong PIN says how many are left."""
    session = TextSession(powered(sample_card.sample_image()))

    codes = []
    for _ in range(3):
        with pytest.raises(Refused) as caught:
            session.verify_pin(TEXT_PIN, "0000")
        codes.append(caught.value.code)

    assert ["pin-wrong", "pin-wrong", "pin-last-try"] == codes
    assert 1 == session.tries_left(TEXT_PIN)


def test_genuine() -> None:
    """Record and chip of a genuine card are followed to the issuer."""
    issuer = sample_card.sample_keys().text_issuer.public
    session = opened()

    session.verify_record(issuer, "number-use")
    session.verify_presence(issuer, RANDOMNESS)


def test_other_issuer() -> None:
    """Record and chip are refuted under another issuer's key."""
    other = sample_card.sample_keys().text_signer.public

    with pytest.raises(SignatureRefuted):
        opened().verify_record(other, "number-use")
    with pytest.raises(SignatureRefuted):
        opened().verify_presence(other, RANDOMNESS)


def test_changed_attributes() -> None:
    """A record with another address than was signed is refuted."""
    image = sample_card.sample_image()
    assert image.text is not None
    moved = encode_attributes(replace(HOLDER, address="SAMPLE"))
    files = {**image.text.files, TextFile.ATTRIBUTES: moved}
    forged = replace(image, text=replace(image.text, files=files))

    issuer = sample_card.sample_keys().text_issuer.public
    with pytest.raises(SignatureRefuted):
        opened(forged).verify_record(issuer, "number-use")
    with pytest.raises(SignatureRefuted):
        opened(forged).verify_attributes(issuer)


def test_attributes_without_the_number() -> None:
    """Number B is enough to check the attributes, which leaves the number shut."""
    session = TextSession(powered(sample_card.sample_image()))
    session.verify_pin(NUMBER_B, sample_card.NUMBER_B)

    session.verify_attributes(sample_card.sample_keys().text_issuer.public)

    with pytest.raises(Refused):
        session.number("number-use")


def test_copied_card() -> None:
    """A copy of every file without the key is refuted by its presence."""
    image = sample_card.sample_image()
    assert image.text is not None
    other = sample_card.sample_keys().signature.to_der()
    copied = replace(image, text=replace(image.text, private_key=other))
    issuer = sample_card.sample_keys().text_issuer.public

    opened(copied).verify_record(issuer, "number-use")
    with pytest.raises(SignatureRefuted):
        opened(copied).verify_presence(issuer, RANDOMNESS)


def test_no_application() -> None:
    """A card without the application is told from one with it."""
    with pytest.raises(NotFound):
        TextSession(powered(replace(sample_card.sample_image(), text=None)))


@given(st.binary(max_size=40))
def test_hostile_card(answer: bytes) -> None:
    """Whatever a card hands out, the session ends in an error of the family."""
    card: Transport = Garbled(answer)
    session = TextSession(card)

    with pytest.raises(IchimaiError):
        session.attributes()
    with pytest.raises(IchimaiError):
        session.verify_presence(
            sample_card.sample_keys().text_issuer.public, RANDOMNESS
        )
