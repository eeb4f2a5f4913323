"""Common and resident register sessions on the real software card."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sample_card
from ichimai.card.chip.card import SoftwareCard
from ichimai.card.layout.common import CardRecord
from ichimai.card.layout.image import CardImage
from ichimai.card.reader.common import CommonSession, RegisterSession
from ichimai.errors import Malformed, NotFound, Refused
from ichimai.randomness import system_randomness


def powered(image: CardImage | None = None) -> SoftwareCard:
    """The sample card with power."""
    card = SoftwareCard(image or sample_card.sample_image(), system_randomness)
    card.power_on()
    return card


def test_card_record() -> None:
    """The record says serial, municipality and last day."""
    expected = CardRecord(
        sample_card.SERIAL, sample_card.MUNICIPALITY, date(2029, 6, 30)
    )

    assert expected == CommonSession(powered()).card()


def test_key_identifiers() -> None:
    """Both applications name the same key, sixteen bytes."""
    card = powered()

    common = CommonSession(card).key_id()

    assert 16 == len(common)
    assert common == RegisterSession(card).key_id()


def test_pins_are_two() -> None:
    """A wrong PIN in the one application costs nothing in the other."""
    card = powered()
    common = CommonSession(card)
    with pytest.raises(Refused):
        common.verify_pin("0000")

    left = common.tries_left()
    register = RegisterSession(card)
    register.verify_pin("1357")

    assert (2, 3) == (left, register.tries_left())


@pytest.mark.parametrize("session", [CommonSession, RegisterSession])
def test_no_application(session: type[CommonSession] | type[RegisterSession]) -> None:
    """A card from before this release has neither, and says so."""
    older = replace(sample_card.sample_image(), common={}, juki={})

    with pytest.raises(NotFound):
        session(powered(older))


@given(st.binary(max_size=40))
def test_any_record(record: bytes) -> None:
    """Bytes that are no record of a card are Malformed, and nothing else."""
    with pytest.raises(Malformed):
        CardRecord.from_bytes(record)
